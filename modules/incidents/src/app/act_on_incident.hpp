#pragma once
#include "app/incidents.hpp"
#include "http/dto.hpp"
#include "platform/http/call.hpp"
#include "platform/workflow/workflow.hpp"

namespace linli::incidents {

/// One transition of the loop by a person; answers the case after it. Refusals name the rule that forbids it.
IncidentView act_on_incident(http::Call& call, Incidents& incidents, const ActionGiven& given);

/// The caller's attempt at a step as the form gives it. Refused{fields} when `fields` is no object.
workflow::Attempt attempt_of(const http::Call& call, const ActionGiven& given);

}  // namespace linli::incidents
