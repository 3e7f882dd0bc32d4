#pragma once
#include <optional>
#include <string>

#include "kernel/place.hpp"
#include "kernel/time.hpp"

namespace linli::files {

/// What a reader of one family of formats found, and the copies it made.
struct Found {
  std::string media_type;
  int width = 0, height = 0;
  std::optional<Instant> taken_at;
  std::optional<Wgs84Point> taken_place;
  std::optional<std::string> served;     ///< without metadata; nothing if it could not be made
  std::optional<std::string> thumbnail;  ///< JPEG
  bool is_video = false;                 ///< of films: has moving pictures, else sound only
};

}  // namespace linli::files
