#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// Small files of every kind, made for tests.
namespace linli::files {

struct PhotoFacts {
  int width = 400, height = 300;
  int orientation = 1;
  bool with_place = true;       ///< 23 degrees 7.5' N, 113 degrees 15.5' E, 2026-11-22 10:05:07
  std::string format = ".jpg";  ///< .jpg, .png, .webp
  bool transparent = false;
};
std::string photo(const PhotoFacts& facts = {});
/// A PNG whose header claims this size and whose data is a few bytes.
std::string png_claiming(std::uint32_t width, std::uint32_t height);

/// One ISO box.
std::string box(std::string_view type, std::string_view content);
std::string be32(std::uint32_t value);
struct FilmFacts {
  bool with_video = true;
  bool with_place = true;  ///< +23.1250+113.2583/ in the user data
  bool with_quicktime_place = false;
  bool with_position_track = false;  ///< a third track whose samples hold "SECRET-POSITION"
  std::string brand = "isom";
};
std::string film(const FilmFacts& facts = {});

/// One EBML element with an eight-byte length.
std::string element(std::uint32_t id, std::string_view content, bool unknown_length = false);
/// A live recording as browsers make it, with tags that hold "SECRET-TAG".
std::string webm(bool with_video = true);

std::string mp3();  ///< with ID3 tags that hold "SECRET-TITLE"
std::string wav();  ///< with a LIST chunk that holds "SECRET-ARTIST"
std::string amr();
std::string ogg();
std::string pdf();

}  // namespace linli::files
