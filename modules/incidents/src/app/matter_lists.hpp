#pragma once
#include "app/incidents.hpp"
#include "http/list_dto.hpp"
#include "platform/http/call.hpp"

namespace linli::incidents {

/// Reads the decided lists when there are new ones; whether it did. One round trip when there are none.
bool refresh_lists(Incidents& incidents, db::Connection& db);
/// Refused{"matter_not_in_force"} {matter, district, channel, phone, hint} unless the district of `area` admits the
/// matter on the day (INC-03).
void require_in_force(const Incidents& incidents, std::string_view area, const Matter& matter, LocalDate day);

/// Every district of the city with the list in force there today.
std::vector<DistrictListRow> show_districts(http::Call& call, const Incidents& incidents);
/// One district's lists; Refused: not_found.
DistrictListsView show_lists(http::Call& call, const Incidents& incidents);
/// Keeps a draft, made from the edition the caller saw; Refused: fields, forbidden, matter_list_changed_meanwhile.
DistrictListsView save_draft(http::Call& call, Incidents& incidents, const ListDraftGiven& given);
/// Puts the draft in force from a day on, today at the earliest; audited. Refused as save_draft, matter_list_no_draft.
DistrictListsView decide_list(http::Call& call, Incidents& incidents, const ListDecisionGiven& given);

/// The lists of modules/incidents/policy/matter_lists.yaml, marked as example.
void fill_demo_lists(Incidents& incidents, db::Connection& db, Instant now);

}  // namespace linli::incidents
