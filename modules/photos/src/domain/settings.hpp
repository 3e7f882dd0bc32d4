#pragma once
#include <string_view>

namespace linli::photos {

/// policy/photos.yaml, the city's own figures.
struct Settings {
  int gallery_after_minutes = 0;  ///< older than this when it is taken in, a picture was not taken on the spot
  int alike_bits = 0;             ///< of 64 that may differ between pictures that look the same
  static constexpr int kMostAlikeBits = 3;  ///< two looks that differ in more may share no quarter, which indexes need
  /// Refused{fields} naming every mistake.
  static Settings parse(std::string_view yaml);
};

}  // namespace linli::photos
