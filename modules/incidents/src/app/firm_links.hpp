#pragma once
#include "app/incidents.hpp"
#include "http/errand_dto.hpp"
#include "platform/http/call.hpp"

namespace linli::incidents {

/// One-time links by which a firm outside works on a case for the unit that answers for it (`firms.link` of
/// policy/incidents.yaml says how long they open). The secret stands in the link alone, its digest is kept. Made by the
/// unit's clerk or by whose hands the case is in; a retry with the same content gets the same link. Throws Refused:
/// firm_asked_already, case_not_handled, not_in_your_hands, not_yours, record_id_reused, invalid fields.
FirmLinkView make_firm_link(http::Call& call, Incidents& incidents, const FirmGiven& given);

/// What whoever has the link is to do, where and until when, or the receipt once it was reported; never who reported
/// the case or anything else of it. A wrong, ended or revoked link, and a case that is no longer the unit's, are one
/// refusal: Refused{"firm_link_gone"}. Every look is audited.
FirmTaskView show_firm_task(http::Call& call, Incidents& incidents);
/// The firm is at the place; saying it again changes nothing.
FirmTaskView arrive_by_link(http::Call& call, Incidents& incidents, const FirmArrivalGiven& given);
/// The firm's result, once: a retry gets the receipt, anything later Refused{"link_is_spent"}. Refused also
/// evidence_missing, invalid fields.
FirmTaskView report_by_link(http::Call& call, Incidents& incidents, const FirmReportGiven& given);

}  // namespace linli::incidents
