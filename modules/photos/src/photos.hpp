#pragma once
#include <optional>
#include <string>
#include <vector>

#include "domain/settings.hpp"
#include "kernel/descriptor.hpp"
#include "platform/http/call.hpp"

namespace linli::photos {

/// POST /photos: a picture just uploaded, before it is evidence of anything.
struct PhotoGiven {
  Uuid id;
  std::string digest;                   ///< of the copy with time and place drawn on it
  std::optional<std::string> original;  ///< of the picture as it came
  std::string origin;                   ///< camera, gallery
};
/// An earlier case with this picture.
struct UseView {
  std::optional<Uuid> incident;       ///< nothing when the reader may not see it
  std::optional<std::string> number;  ///< likewise
  Instant at;
  bool same = false;  ///< the same file; else a picture that looks the same
};
struct PhotoView {
  std::string digest, origin;
  std::optional<std::string> original;
  std::vector<UseView> uses;
};

/// GET /photo-rules: what the phone judges by, also without a network.
struct RulesView {
  std::int64_t gallery_after_minutes = 0;
};

extern const Descriptor kPhotoGiven, kPhotoView, kRulesView;

/// Keeps what is known of a picture and says where it was used before. Idempotent: the first word on a digest counts.
/// Throws Refused{fields} `file_unknown` unless both files were uploaded by the caller.
PhotoView keep_photo(http::Call& call, const Settings& settings, const PhotoGiven& given);

/// The pictures of the case `{id}` of which more is known. Throws Refused{"incident_not_found"}.
std::vector<PhotoView> photos_of_case(http::Call& call, const Settings& settings);

/// Whether somebody sees a case that holds the shown copy of this original.
bool may_see_original(app::Context& context, db::Connection& db, const access::Principal& who,
                      const std::string& digest);

}  // namespace linli::photos
