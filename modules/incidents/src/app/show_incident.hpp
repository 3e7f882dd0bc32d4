#pragma once
#include "app/incidents.hpp"
#include "http/dto.hpp"
#include "platform/workflow/workflow.hpp"
#include "store/cases.hpp"

namespace linli::incidents {

/// The case named in the path if the caller may see it; Refused{"incident_not_found"} hides whether it exists.
IncidentView show_incident(http::Call& call, Incidents& incidents);
IncidentView show_incident(http::Call& call, Incidents& incidents, const Uuid& id);

/// Who of several reporters an act was by, or concerned; nothing for the first one.
std::optional<Uuid> named_reporter(const workflow::HistoryRow& act);

/// The row of a case the caller may see; Refused{"incident_not_found"} otherwise.
Case case_to_see(http::Call& call, const Uuid& id);

/// Name and phone of a reporter or involved person in clear, audited with the purpose. Handlers of the case are refused
/// (`reporter_hidden`) unless the reporter agreed.
ContactView reveal_contact(http::Call& call, const Uuid& incident, const Uuid& record, const std::string& purpose);

}  // namespace linli::incidents
