#include "test_media.hpp"

#include <vips/vips.h>

#include <stdexcept>

#include "start_vips.hpp"

namespace linli::files {
namespace {

std::string le32(std::uint32_t value) {
  std::string out;
  for (int shift = 0; shift < 32; shift += 8) out += static_cast<char>(value >> shift & 0xff);
  return out;
}

std::string full_box(std::string_view type, std::string_view content) {
  return box(type, std::string(4, '\0') + std::string(content));
}

/// A track of one chunk that holds one sample.
std::string track(std::string_view handler, std::uint32_t offset, std::uint32_t size) {
  std::string head = be32(3'900'000'000u) + be32(3'900'000'000u) + be32(1) + std::string(4, '\0') + be32(10) +
                     std::string(52, '\0') + be32(640u << 16) + be32(480u << 16);
  std::string table = full_box("stsd", be32(0)) + full_box("stts", be32(0)) +
                      full_box("stsc", be32(1) + be32(1) + be32(1) + be32(1)) +
                      full_box("stsz", be32(0) + be32(1) + be32(size)) + full_box("stco", be32(1) + be32(offset));
  return box("trak", full_box("tkhd", head) +
                         box("mdia", full_box("mdhd", be32(3'900'000'000u) + be32(3'900'000'000u) + be32(1000) +
                                                          be32(10) + be32(0)) +
                                         full_box("hdlr", be32(0) + std::string(handler) + std::string(13, '\0')) +
                                         box("minf", full_box("vmhd", be32(0) + be32(0)) + box("stbl", table))));
}

}  // namespace

std::string photo(const PhotoFacts& facts) {
  start_vips();
  std::string pixels(static_cast<std::size_t>(facts.width) * static_cast<std::size_t>(facts.height) * 4, '\0');
  for (std::size_t i = 0; i < pixels.size(); ++i)
    pixels[i] =
        i % 4 == 3 ? static_cast<char>(facts.transparent ? 0 : 255) : static_cast<char>(i / 4 % 251 * (i % 4 + 1));
  VipsImage* all =
      vips_image_new_from_memory_copy(pixels.data(), pixels.size(), facts.width, facts.height, 4, VIPS_FORMAT_UCHAR);
  VipsImage* image = nullptr;
  bool keep_alpha = facts.format != ".jpg";
  if (vips_extract_band(all, &image, 0, "n", keep_alpha ? 4 : 3, nullptr) != 0) throw std::runtime_error("no picture");
  g_object_unref(all);
  vips_image_set_int(image, VIPS_META_ORIENTATION, facts.orientation);
  vips_image_set_string(image, "exif-ifd2-DateTimeOriginal", "2026:11:22 10:05:07");
  vips_image_set_string(image, "exif-ifd0-Model", "SECRET-CAMERA");
  if (facts.with_place) {
    vips_image_set_string(image, "exif-ifd3-GPSLatitudeRef", "N");
    vips_image_set_string(image, "exif-ifd3-GPSLatitude", "23/1 7/1 3000/100");
    vips_image_set_string(image, "exif-ifd3-GPSLongitudeRef", "E");
    vips_image_set_string(image, "exif-ifd3-GPSLongitude", "113/1 15/1 3000/100");
  }
  void* bytes = nullptr;
  std::size_t size = 0;
  if (vips_image_write_to_buffer(image, facts.format.c_str(), &bytes, &size, nullptr) != 0)
    throw std::runtime_error("no picture: " + std::string(vips_error_buffer()));
  g_object_unref(image);
  std::string out(static_cast<const char*>(bytes), size);
  g_free(bytes);
  return out;
}

std::string png_claiming(std::uint32_t width, std::uint32_t height) {
  auto crc = [](std::string_view data) {
    std::uint32_t value = 0xffffffffu;
    for (unsigned char c : data) {
      value ^= c;
      for (int bit = 0; bit < 8; ++bit) value = value >> 1 ^ (value & 1 ? 0xedb88320u : 0);
    }
    return ~value;
  };
  auto chunk = [&](const std::string& type, const std::string& data) {
    return be32(static_cast<std::uint32_t>(data.size())) + type + data + be32(crc(type + data));
  };
  using namespace std::string_literals;
  return "\x89PNG\r\n\x1a\n"s + chunk("IHDR", be32(width) + be32(height) + "\x08\x02\x00\x00\x00"s) +
         chunk("IDAT", "\x78\x9c\x63\x60\x00\x00\x00\x02\x00\x01"s) + chunk("IEND", "");
}

std::string be32(std::uint32_t value) {
  std::string out;
  for (int shift = 24; shift >= 0; shift -= 8) out += static_cast<char>(value >> shift & 0xff);
  return out;
}

std::string box(std::string_view type, std::string_view content) {
  return be32(static_cast<std::uint32_t>(content.size()) + 8) + std::string(type) + std::string(content);
}

std::string film(const FilmFacts& facts) {
  const std::string picture = "PICTURE-SAMPLE", sound = "SOUND-SAMPLE", position = "SECRET-POSITION";
  auto type = box("ftyp", facts.brand + be32(0) + facts.brand);
  auto media = box("mdat", picture + sound + position);
  auto at = static_cast<std::uint32_t>(type.size() + 8);
  auto size = [](const std::string& s) { return static_cast<std::uint32_t>(s.size()); };
  std::string movie =
      full_box("mvhd", be32(3'878'157'907u) + be32(3'878'157'907u) + be32(1000) + be32(10) + std::string(80, '\0'));
  if (facts.with_video) movie += track("vide", at, size(picture));
  movie += track("soun", at + size(picture), size(sound));
  if (facts.with_position_track) movie += track("meta", at + size(picture) + size(sound), size(position));
  std::string place = "+23.1250+113.2583/";
  if (facts.with_place)
    movie += box("udta", box("\xa9xyz", std::string(1, '\0') + static_cast<char>(place.size()) + "\x15\xc7" + place));
  if (facts.with_quicktime_place) {
    std::string key = "com.apple.quicktime.location.ISO6709";
    movie += box("meta", full_box("hdlr", be32(0) + "mdta" + std::string(12, '\0')) +
                             full_box("keys", be32(1) + be32(size(key) + 8) + "mdta" + key) +
                             box("ilst", box(be32(1), box("data", be32(1) + be32(0) + place))));
  }
  return type + media + box("moov", movie);
}

std::string element(std::uint32_t id, std::string_view content, bool unknown_length) {
  std::string out;
  for (int shift = 24; shift >= 0; shift -= 8)
    if (id >> shift) out += static_cast<char>(id >> shift & 0xff);
  if (unknown_length) return out + "\x01\xff\xff\xff\xff\xff\xff\xff" + std::string(content);
  return out + std::string("\x01\0\0\0", 4) + be32(static_cast<std::uint32_t>(content.size())) + std::string(content);
}

std::string webm(bool with_video) {
  auto track = element(
      0xAE, element(0x83, with_video ? "\x01" : "\x02") +
                element(0xE0, element(0xB0, std::string("\x02\x80", 2)) + element(0xBA, std::string("\x01\xe0", 2))));
  auto cluster = element(0x1F43B675, element(0xE7, std::string(1, '\0')) + element(0xA3, "BLOCK"), true);
  return element(0x1A45DFA3, element(0x4282, "webm")) +
         element(0x18538067,
                 element(0x1549A966, element(0x7BA9, "SECRET-TITLE") + element(0x2AD7B1, "\x0f")) +
                     element(0x1654AE6B, track) + cluster + element(0x1254C367, "SECRET-TAG") + cluster,
                 true);
}

std::string mp3() {
  using namespace std::string_literals;
  auto frame = "\xff\xfb\x90\x00"s + std::string(413, 'm');  // 128 kbit/s at 44.1 kHz: 417 bytes
  return "ID3\x04\0\0\0\0\0\x0c"s + "SECRET-TITLE" + frame + frame + frame + "TAG" + std::string("SECRET-TITLE") +
         std::string(113, '\0');
}

std::string wav() {
  auto chunk = [](const std::string& name, const std::string& content) {
    return name + le32(static_cast<std::uint32_t>(content.size())) + content +
           (content.size() % 2 ? std::string(1, '\0') : "");
  };
  auto all =
      chunk("fmt ", std::string(16, '\1')) + chunk("LIST", "SECRET-ARTIST") + chunk("data", std::string(99, '\7'));
  return "RIFF" + le32(static_cast<std::uint32_t>(all.size()) + 4) + "WAVE" + all;
}

std::string amr() {
  std::string out = "#!AMR\n";
  for (int i = 0; i < 5; ++i) out += '\x04' + std::string(12, 'a');
  return out;
}

std::string ogg() {
  auto page = [](const std::string& content) {
    return "OggS" + std::string(22, '\0') + '\1' + static_cast<char>(content.size()) + content;
  };
  return page("OpusHead........") + page("OpusTags SECRET-COMMENT") + page("sound" + std::string(60, 's'));
}

std::string pdf() { return "%PDF-1.7\n1 0 obj\n<<>>\nendobj\nstartxref\n9\n%%EOF\n"; }

}  // namespace linli::files
