#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/http/call.hpp"
#include "platform/workflow/workflow.hpp"

/// Cases as other modules work on them: one at hand, and what is urgent now.
namespace linli::incidents {

/// What the engine knows of a case the caller may see; else Refused{"incident_not_found"}. Facts hold, among others,
/// `number`, `matter`, `matter_name`, `urgent` and `subject` (whose vault subject holds the case's words).
workflow::Snapshot case_at_hand(http::Call& call, const Uuid& id);

/// A picture another module brings to a case, and when its taker says it was taken.
struct BroughtPicture {
  std::string digest;
  std::optional<Instant> taken_at;
};
struct KeptPicture {
  std::string digest, media_type;
  std::optional<Instant> taken_at;
};
/// Keeps them with the case as part of `batch`, added by `action`, as files of the stage `during`: who sees the case
/// sees them, and they prove no step. Throws Refused{fields}: `file_unknown`, `not_a_picture`.
std::vector<KeptPicture> add_pictures(http::Call& call, db::Batch& batch, const workflow::Snapshot& at,
                                      const std::vector<BroughtPicture>& pictures, std::string_view action);

struct OpenUrgent {
  Uuid id;
  std::string number, matter_name, urgency, state, address;
  std::optional<std::string> unit_name;
  Instant reported_at;
  std::optional<Instant> due;
  std::int64_t absent = 0;  ///< units called to the place that did not come
};
/// Open urgent cases within territories or with units, at most 200, the next due first.
std::vector<OpenUrgent> open_urgent(const app::Context& context, db::Connection& db,
                                    const std::vector<std::string>& prefixes, const std::vector<Uuid>& units);

/// What happened in a territory in [from, to).
struct WatchFigures {
  std::int64_t reported = 0, reported_urgent = 0, closed = 0;
};
WatchFigures watch_figures(const app::Context& context, db::Connection& db, const std::string& prefix, Instant from,
                           Instant to);
/// Name of a matter, or its code when the catalogue has it no more.
std::string matter_name(const app::Context& context, const std::string& code);

}  // namespace linli::incidents
