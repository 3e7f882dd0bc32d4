#pragma once
#include "app/incidents.hpp"
#include "http/dto.hpp"

namespace linli::incidents {

/// One transition of the loop by a person; answers the case after it. Refusals name the rule that forbids it.
IncidentView act_on_incident(http::Call& call, Incidents& incidents, const ActionGiven& given);

}  // namespace linli::incidents
