#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "kernel/place.hpp"
#include "kernel/time.hpp"
#include "platform/db/connection.hpp"

namespace linli::files {

/// What was found out about an uploaded file by reading it, not by trusting its name.
struct Stored {
  std::string digest;                     ///< SM3, 64 hex digits: the file's name on disk
  std::string media_type;                 ///< image/jpeg, image/png, image/webp, video/mp4, audio/mpeg ..., application/pdf
  std::int64_t bytes = 0;
  int width = 0, height = 0;              ///< of images
  std::optional<Instant> taken_at;        ///< EXIF, kept apart from the served copy
  std::optional<Wgs84Point> taken_place;  ///< EXIF, kept apart
};

/// Files named by their SM3 digest below DIR/files, fsynced (file and folder) before put returns; originals apart from
/// the served copies, which carry no metadata. Orphans are swept by a job.
class Store {
 public:
  explicit Store(std::string directory);
  /// Checks type and size (Refused{"file_type"}, {"file_too_large"}, {"file_broken"}), writes original, stripped copy
  /// and thumbnail, and returns what was found. Idempotent: the same bytes give the same digest.
  Stored put(std::string_view bytes);
  enum class Copy { original, served, thumbnail };
  /// Path on disk; empty if there is none.
  std::string path(std::string_view digest, Copy copy) const;
  const std::string& directory() const { return directory_; }

 private:
  std::string directory_;
};

}  // namespace linli::files
