#pragma once
#include "app/incidents.hpp"
#include "platform/http/call.hpp"
#include "platform/workflow/workflow.hpp"
#include "store/cases.hpp"

namespace linli::incidents {

/// Gives the engine what modules/incidents/workflows/incident.yaml names: facts, guards, effects, limits, and the row
/// that follows every transition; then loads the file.
void register_workflow(workflow::Engine& engine, Incidents& incidents);

/// One who reported a case or one merged into it, as far as answering goes.
struct Contact {
  Uuid id;
  bool first = true;  ///< of the case itself, not one who follows or reported a merged one
  bool can_be_called = false, reached = false, rated = false;
  std::int64_t attempts = 0;
  std::optional<Instant> last_attempt_at;
};

/// What guards and limits know of a case, beside the engine's own state.
struct CaseFacts {
  std::string district, scope_code, number, matter, urgency, source, subject, handle_unit, spot_check, supervision;
  std::string centre_prefix;  ///< territory of the centre that answers; empty if there is none
  Uuid handler_unit;          ///< the unit that handles or last handled it; nil if none
  std::optional<Uuid> first_asked;
  bool has_collector = false, self_handled = false;
  bool raise_asked = false, extension_asked = false, suspension_asked = false, withdrawal_asked = false;
  bool from_outside = false, outside_answered = false;
  std::optional<Instant> reported_at, last_urged_at;
  std::vector<Contact> reporters;
  std::int64_t before_photos = 0, handle_count = 0, self_handled_here = 0;
  std::int64_t returns = 0, reworks = 0, extensions = 0;
  std::int64_t assists_open = 0, errands_open = 0;
};
void set_facts(const Incidents& incidents, const CaseFacts& facts, workflow::Snapshot& at);

/// Adds the start of a case to `batch`: `start` is one of the file's starts (report, public_report, self_report).
/// `others` are people known to hold a duty from the start. Gives the case as it will be found.
workflow::Snapshot start_case(db::Batch& batch, http::Call& call, const Incidents& incidents,
                              const workflow::Engine& engine, const Case& row, const Matter& matter,
                              std::string_view start, std::shared_ptr<const json::object> fields, bool has_reporter,
                              const std::vector<workflow::Participation>& others);

}  // namespace linli::incidents
