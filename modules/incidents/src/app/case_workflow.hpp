#pragma once
#include "app/incidents.hpp"
#include "platform/http/call.hpp"
#include "platform/workflow/workflow.hpp"
#include "store/cases.hpp"

namespace linli::incidents {

/// Gives the engine what modules/incidents/workflows/incident.yaml names: facts, guards, effects, limits, and the row
/// that follows every transition; then loads the file.
void register_workflow(workflow::Engine& engine, Incidents& incidents);

/// Adds the start of a case to `batch`: `start` is one of the file's starts (report, public_report, self_report).
/// `others` are people known to hold a duty from the start.
workflow::Outcome start_case(db::Batch& batch, http::Call& call, Incidents& incidents, const Case& row,
                             const Matter& matter, std::string_view start, std::shared_ptr<const json::object> fields,
                             bool has_reporter, const std::vector<workflow::Participation>& others);

}  // namespace linli::incidents
