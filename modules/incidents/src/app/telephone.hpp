#pragma once
#include "app/list_incidents.hpp"

namespace linli::incidents {

/// Earlier cases of whoever has this phone, within the caller's reach and for those who may reveal reporters (HOT-01);
/// found by the blind index, and on record.
CasePage cases_of_caller(http::Call& call, Incidents& incidents, const CallerGiven& given);
/// Places by words (`text`): divisions of that name and addresses of earlier cases, within the caller's reach.
FoundPlaces find_places(http::Call& call, Incidents& incidents);
/// What the caller was first asked about (APT-01); `owing=true`: whose reporters still wait. Pages by latest change.
CasePage list_first_asked(http::Call& call, Incidents& incidents);
/// Who could take over the duty of the first-asked person of the case in the path.
ColleaguesView list_colleagues(http::Call& call, Incidents& incidents);

}  // namespace linli::incidents
