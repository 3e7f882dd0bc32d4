#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "kernel/place.hpp"
#include "kernel/time.hpp"
#include "kernel/uuid.hpp"

namespace linli::files {

enum class Kind { image, video, audio, document };

/// What was found out about an uploaded file by reading it, not by trusting its name.
struct Stored {
  std::string digest;      ///< SM3, 64 hex digits: the file's name on disk
  std::string media_type;  ///< image/jpeg, image/png, image/webp, video/mp4, audio/mpeg ..., application/pdf
  Kind kind = Kind::image;
  std::int64_t bytes = 0;
  int width = 0, height = 0;              ///< of images, as seen upright
  bool stripped = false;                  ///< there is a served copy without metadata; else only staff see the file
  std::optional<Instant> taken_at;        ///< from EXIF or the film's header, kept apart from the served copy
  std::optional<Wgs84Point> taken_place;  ///< likewise
  std::optional<Uuid> uploader;           ///< account, of a registered file; nothing for residents
};

/// Limits of policy/files.yaml.
struct Limits {
  std::int64_t image_bytes = 20 << 20, video_bytes = 50 << 20, audio_bytes = 20 << 20, document_bytes = 20 << 20;
  std::int64_t public_bytes = 10 << 20;  ///< of a resident's upload, whatever its kind
  std::int64_t pixels = 64'000'000;      ///< width times height
  int served_side = 1600, thumbnail_side = 320;
  /// Reads the policy file; throws Refused{fields}.
  static Limits read(std::string_view yaml);
};

/// `original` as it came; `served` upright, at most 1600 pixels, no EXIF, XMP or profile; `thumbnail` 320 pixels.
enum class Copy { served, thumbnail, original };
/// Throws Refused{"invalid_parameter"}.
Copy parse_copy(std::string_view text);

/// Files named by their SM3 digest below DIR/files, durable (file and folder fsynced) before `put` returns. The same
/// bytes give the same digest and are written once. Thread-safe; several processes may share the folder.
class Store {
 public:
  Store(std::string folder, Limits limits, const CityZone& zone);
  /// Checks type, size and wholeness, writes original, served copy and thumbnail, and returns what was found.
  /// Throws Refused: `file_empty`, `file_type`, `file_heic`, `file_too_large` {limit_mb}, `file_dimensions` {pixels},
  /// `file_broken`. Prefer `upload` (files.hpp), which also registers the file.
  Stored put(std::string_view bytes);
  /// Path on disk; empty if there is none.
  std::string path(std::string_view digest, Copy copy) const;
  /// Media type of a copy, given the original's.
  static std::string media_type(std::string_view original, Copy copy);
  /// Removes all copies.
  void remove(std::string_view digest);
  const std::string& folder() const { return folder_; }
  const Limits& limits() const { return limits_; }

 private:
  std::string folder_;
  Limits limits_;
  const CityZone& zone_;
};

}  // namespace linli::files
