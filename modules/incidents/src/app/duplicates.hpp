#pragma once
#include "app/incidents.hpp"
#include "http/dto.hpp"

namespace linli::incidents {

/// Cases that are likely about what somebody is going to report (`matter`, `lon`, `lat`, `system` of the request), the
/// most alike first: matter, rough place, state, dates, how many reported it; never who, their words or photos
/// (INC-16). Only what residents may report is shown to them. Limited by address (policy/rates.yaml, `duplicates`).
DuplicatesView duplicates_near(http::Call& call, Incidents& incidents);

/// Likely duplicates of the case in the path, within the caller's reach, with numbers and addresses.
DuplicatesView duplicates_of(http::Call& call, Incidents& incidents);

}  // namespace linli::incidents
