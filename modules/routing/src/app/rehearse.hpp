#pragma once
#include "http/dto.hpp"
#include "platform/http/call.hpp"

namespace linli::routing {

/// What one case would meet: by the draft given, else by the rules in force.
Proposal try_rules(http::Call& call, const TrialGiven& given);
/// Where the latest real cases the caller may see would have gone by the draft, beside where they went and where the
/// rules in force would send them. `elsewhere` counts what differs from the real unit, `otherwise` from the rules in
/// force.
RehearsalView rehearse_rules(http::Call& call, const RehearsalGiven& given);

}  // namespace linli::routing
