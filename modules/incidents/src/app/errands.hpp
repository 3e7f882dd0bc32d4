#pragma once
#include "app/incidents.hpp"
#include "http/errand_dto.hpp"
#include "platform/http/call.hpp"
#include "platform/workflow/workflow.hpp"
#include "store/cases.hpp"

namespace linli::incidents {

/// What a unit hands on of a case it goes on answering for: each errand is a child case with a life of its own
/// (workflows/errand.yaml), under the incident's number, clock and separation of duties.
void register_errands(workflow::Engine& engine, Incidents& incidents);

/// Hands a case the caller's unit handles to one team or person of that unit; from those who have it, it is taken back
/// first, with the reason. Throws Refused: hands_unknown, hands_separated, errand_open, case_not_handled, not_yours,
/// record_id_reused, invalid fields.
IncidentView hand_on(http::Call& call, Incidents& incidents, const ErrandGiven& given);
/// A step of an errand: take_up, report_errand, accept_errand, send_back_errand, take_back. Gives the whole case.
IncidentView act_on_errand(http::Call& call, Incidents& incidents, const ActionGiven& given);

/// What was handed on of a case, with steps and what the caller may do; `rows` are those of sql/errands_of.sql.
std::vector<ErrandView> errands_of(http::Call& call, const db::Rows& rows, const Uuid& subject);
/// The caller is a clerk of the unit that has the case.
bool is_clerk(const access::Principal& who, const std::optional<Uuid>& unit);

/// A new errand of a case, as the engine begins it. `hands`: the persons of the unit who have or get the case.
struct NewErrand {
  Uuid id;
  const char* start = "";  ///< hand_on, ask_firm
  std::vector<Uuid> hands;
  std::shared_ptr<const json::object> fields;  ///< what is to be done, and for whom
};
/// Adds the start of an errand to `batch` after its row. Gives the case as it will be found.
workflow::Snapshot begin_errand(http::Call& call, db::Batch& batch, const Case& of, const NewErrand& errand);

}  // namespace linli::incidents
