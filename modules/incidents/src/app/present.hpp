#pragma once
#include <vector>

#include "app/incidents.hpp"
#include "http/dto.hpp"
#include "store/cases.hpp"

namespace linli::incidents {

/// A case as a line of a list, at `now`: names of matter and places, what remains of its time.
IncidentRow row_of(const Case& c, const Incidents& incidents, Instant now);

/// The order of another system the case is, with how its clock stands: after a merge it runs on with the case that goes
/// on.
std::optional<OutsideView> outside_view(const Case& c, Instant now);

/// How a case stands to its time: `overdue`, `soon` (three quarters used) or `normal`.
std::string tone_of(std::optional<Instant> due, std::optional<Instant> warn, bool paused, bool closed, Instant now);

}  // namespace linli::incidents
