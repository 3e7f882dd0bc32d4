#include "sniff.hpp"

#include <algorithm>
#include <array>

#include "sound.hpp"

namespace linli::files {
namespace {

// Brands of still pictures in ISO boxes (HEIF family), which few browsers show.
constexpr std::array<std::string_view, 10> kStillBrands = {"heic", "heix", "hevc", "hevx", "heim",
                                                           "heis", "mif1", "msf1", "avif", "avis"};

bool has_at(std::string_view bytes, std::size_t at, std::string_view magic) {
  return bytes.size() >= at + magic.size() && bytes.substr(at, magic.size()) == magic;
}

}  // namespace

Format sniff(std::string_view bytes) {
  using namespace std::string_view_literals;
  if (bytes.starts_with("\xff\xd8\xff"sv)) return Format::jpeg;
  if (bytes.starts_with("\x89PNG\r\n\x1a\n"sv)) return Format::png;
  if (bytes.starts_with("RIFF"sv) && has_at(bytes, 8, "WEBP")) return Format::webp;
  if (bytes.starts_with("RIFF"sv) && has_at(bytes, 8, "WAVE")) return Format::wav;
  if (has_at(bytes, 4, "ftyp"))
    return std::ranges::find(kStillBrands, bytes.substr(8, 4)) != kStillBrands.end() ? Format::heic : Format::iso_media;
  // Older QuickTime films begin without a type box.
  if (has_at(bytes, 4, "moov") || has_at(bytes, 4, "wide") || has_at(bytes, 4, "mdat")) return Format::iso_media;
  if (bytes.starts_with("\x1a\x45\xdf\xa3"sv)) return Format::webm;
  if (bytes.starts_with("#!AMR\n"sv) || bytes.starts_with("#!AMR-WB\n"sv)) return Format::amr;
  if (bytes.starts_with("OggS\0"sv)) return Format::ogg;
  if (bytes.starts_with("%PDF-1."sv) || bytes.starts_with("%PDF-2."sv)) return Format::pdf;
  if (is_mp3(bytes)) return Format::mp3;
  return Format::unknown;
}

}  // namespace linli::files
