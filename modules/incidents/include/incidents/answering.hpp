#pragma once
#include <optional>
#include <string>
#include <vector>

#include "platform/http/call.hpp"

/// How other modules that brought a report in let its reporter answer, and judge it as members of staff see it.
namespace linli::incidents {

struct KnownCase {
  Uuid id;
  std::string number, scope_code, source, state;
};
/// A case the caller may see; Refused{"incident_not_found"} otherwise.
KnownCase case_seen_by(http::Call& call, const Uuid& id);

/// Whether the first reporter of a case has judged the result.
bool has_rated(db::Connection& db, const Uuid& incident);

struct ReporterRating {
  Uuid id;            ///< the idempotency key
  std::string score;  ///< satisfied, basically, dissatisfied
  std::vector<std::string> reasons;
  std::optional<std::string> text;
};
/// The first reporter of a case judges its result, or that of the case it was merged into. Who may speak for the
/// reporter is for the calling module to know. Throws Refused: rated_already, not_from_here ...
void rate_as_reporter(http::Call& call, const Uuid& incident, const ReporterRating& rating);

}  // namespace linli::incidents
