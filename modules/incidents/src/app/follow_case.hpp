#pragma once
#include "app/incidents.hpp"
#include "http/dto.hpp"

namespace linli::incidents {

/// Somebody who saw the same follows `incident` instead of reporting again (INC-16): one more of those who are
/// answered, with the case's number and six digits of their own; it counts as a repeat. Staff without a reporter add
/// what they saw and get the case's own code back. Idempotent by `given.id`. Throws Refused: incident_not_found,
/// answered_already, not_from_here, separation (staff whose phone it is handle the case), text_or_photo, invalid
/// fields.
Receipt follow_case(http::Call& call, Incidents& incidents, const Uuid& incident, const FollowGiven& given);

}  // namespace linli::incidents
