#pragma once
#include "app/incidents.hpp"
#include "http/dto.hpp"
#include "platform/http/call.hpp"
#include "platform/workflow/workflow.hpp"

namespace linli::incidents {

/// Joint handling and the whistle (DSP-04): every unit asked to help is a child case with a life of its own
/// (workflows/assist.yaml), under the incident's number and its separation of duties.
void register_assists(workflow::Engine& engine, Incidents& incidents);

/// A unit has the case: now others can be asked to help.
bool with_a_unit(std::string_view state);

/// Asks one unit to help, or calls it to the place. Refused `assist_not_now` (the case is not with a unit),
/// `assist_of_itself`, `assist_asked_already`, `unit_unknown`, `not_yours`.
IncidentView ask_assist(http::Call& call, Incidents& incidents, const AssistGiven& given);
/// A step of an assist: sign_assist, check_in, report_assist, settle_assist ... Gives the whole case.
IncidentView act_on_assist(http::Call& call, Incidents& incidents, const ActionGiven& given);
/// Help asked of the caller's units or within the caller's territory, what changed last first.
AssistPage list_assists(http::Call& call, Incidents& incidents);

/// The help asked for a case, with what the caller may do; words under the case's subject.
std::vector<AssistView> assists_of(http::Call& call, const db::Rows& rows, const Uuid& subject);

}  // namespace linli::incidents
