#include "sound.hpp"

#include <array>

#include "bytes.hpp"
#include "kernel/refusal.hpp"

namespace linli::files {
namespace {

constexpr std::size_t kId3Head = 10, kId3v1 = 128;

[[noreturn]] void broken() { throw Refused{"file_broken"}; }

/// Length of an ID3v2 tag at the front; 0 if there is none.
std::size_t id3_length(std::string_view bytes) {
  if (!bytes.starts_with("ID3") || bytes.size() < kId3Head) return 0;
  std::size_t length = 0;
  for (std::size_t i = 6; i < 10; ++i) length = length << 7 | (static_cast<unsigned char>(bytes[i]) & 0x7f);
  bool has_footer = static_cast<unsigned char>(bytes[5]) & 0x10;
  return kId3Head + length + (has_footer ? kId3Head : 0);
}

/// Length of the MPEG layer III frame that begins at `at`; 0 if none does.
std::size_t frame_length(std::string_view bytes, std::size_t at) {
  static constexpr std::array<int, 16> kV1 = {0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 0};
  static constexpr std::array<int, 16> kV2 = {0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160, 0};
  static constexpr std::array<int, 3> kRates = {44100, 48000, 32000};
  if (at > bytes.size() || bytes.size() - at < 4) return 0;
  auto head = static_cast<std::uint32_t>(big_endian(bytes, at, 4));
  auto version = head >> 19 & 3, layer = head >> 17 & 3, rate = head >> 10 & 3;
  if (head >> 21 != 0x7ff || version == 1 || layer != 1 || rate == 3) return 0;
  bool v1 = version == 3;
  int kilobits = (v1 ? kV1 : kV2)[head >> 12 & 15];
  int hertz = kRates[rate] >> (v1 ? 0 : version == 2 ? 1 : 2);
  if (kilobits == 0) return 0;
  return static_cast<std::size_t>((v1 ? 144'000 : 72'000) * kilobits / hertz + static_cast<int>(head >> 9 & 1));
}

/// Whether at least three frames follow one another from here, or as many as there are up to the end.
bool frames_begin(std::string_view bytes, std::size_t at) {
  for (int i = 0; i < 3; ++i) {
    auto length = frame_length(bytes, at);
    if (length == 0) return false;
    at += length;
    if (at >= bytes.size()) return i > 0;
  }
  return true;
}

}  // namespace

bool is_mp3(std::string_view bytes) { return bytes.starts_with("ID3") || frames_begin(bytes, 0); }

Found read_mp3(std::string_view bytes) {
  auto from = id3_length(bytes);
  while (from < bytes.size() && bytes[from] == '\0') ++from;  // padding
  if (!frames_begin(bytes, from)) broken();
  auto sound = bytes.substr(from);
  if (sound.size() > kId3v1 && sound.substr(sound.size() - kId3v1, 3) == "TAG") sound.remove_suffix(kId3v1);
  Found found;
  found.media_type = "audio/mpeg";
  found.served = std::string(sound);
  return found;
}

Found read_wav(std::string_view bytes) {
  std::string sound;
  bool has_format = false, has_data = false;
  auto end = std::min<std::size_t>(bytes.size(), 8 + little_endian(bytes, 4, 4));
  for (std::size_t at = 12; at + 8 <= end;) {
    auto name = bytes.substr(at, 4);
    std::size_t length = little_endian(bytes, at + 4, 4);
    auto whole = 8 + length + (length & 1);
    if (length > bytes.size() - at - 8) broken();
    has_format |= name == "fmt ";
    has_data |= name == "data";
    if (name == "fmt " || name == "fact" || name == "data") {
      sound += bytes.substr(at, 8 + length);
      if (length & 1) sound += '\0';
    }
    at += whole;
  }
  if (!has_format || !has_data) broken();
  Found found;
  found.media_type = "audio/wav";
  std::string head = "RIFF";
  auto size = sound.size() + 4;
  for (int shift = 0; shift < 32; shift += 8) head += static_cast<char>(size >> shift & 0xff);
  found.served = head + "WAVE" + sound;
  return found;
}

Found read_amr(std::string_view bytes) {
  // Frame sizes by type, header byte included; types without a size end the stream wrongly.
  static constexpr std::array<int, 16> kNarrow = {13, 14, 16, 18, 20, 21, 27, 32, 6, 0, 0, 0, 0, 0, 0, 1};
  static constexpr std::array<int, 16> kWide = {18, 24, 33, 37, 41, 47, 51, 59, 61, 6, 0, 0, 0, 0, 1, 1};
  bool wide = bytes.starts_with("#!AMR-WB\n");
  std::size_t at = wide ? 9 : 6;
  if (at >= bytes.size()) broken();
  while (at < bytes.size()) {
    auto length = (wide ? kWide : kNarrow)[static_cast<unsigned char>(bytes[at]) >> 3 & 15];
    if (length == 0 || static_cast<std::size_t>(length) > bytes.size() - at) broken();
    at += static_cast<std::size_t>(length);
  }
  Found found;
  found.media_type = wide ? "audio/amr-wb" : "audio/amr";
  found.served = std::string(bytes);  // nothing but sound in it
  return found;
}

Found read_ogg(std::string_view bytes) {
  using namespace std::string_view_literals;
  bool known = false;
  for (std::size_t at = 0; at < bytes.size();) {
    if (bytes.size() - at < 27 || bytes.substr(at, 4) != "OggS") broken();
    auto segments = static_cast<unsigned char>(bytes[at + 26]);
    if (bytes.size() - at < 27u + segments) broken();
    std::size_t length = 27u + segments;
    for (std::size_t i = 0; i < segments; ++i) length += static_cast<unsigned char>(bytes[at + 27 + i]);
    if (length > bytes.size() - at) broken();
    auto content = bytes.substr(at + 27 + segments);
    if (at == 0) known = content.starts_with("OpusHead") || content.starts_with("\x01vorbis"sv);
    at += length;
  }
  if (!known) broken();
  Found found;
  found.media_type = "audio/ogg";
  return found;
}

}  // namespace linli::files
