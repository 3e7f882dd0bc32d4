#pragma once
#include "app/incidents.hpp"
#include "platform/http/call.hpp"
#include "platform/workflow/workflow.hpp"
#include "routing/routing.hpp"
#include "store/cases.hpp"

namespace linli::incidents {

/// What the rules of dispatch know of incidents: their matters, the facts a rule may ask for, and past cases.
std::shared_ptr<routing::Cases> cases_for_routing(const Incidents& incidents);

/// The unit the rules propose for a case that waits to be dispatched by this caller (DSP-03); nothing for any other. It
/// never crosses the separation of collecting and handling: who collected, reported or dispatched as the workflow
/// forbids, and units set apart, are passed over.
std::optional<routing::Proposal> propose_unit(http::Call& call, const Case& row, const workflow::Snapshot& at,
                                              const std::vector<workflow::ActionView>& actions);

}  // namespace linli::incidents
