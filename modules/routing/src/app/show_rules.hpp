#pragma once
#include "http/dto.hpp"
#include "platform/http/call.hpp"

namespace linli::routing {

/// A list with the names of what its rules mention, and which of them the caller keeps.
RuleSetView show_rules(http::Call& call, const RuleSet& set, bool current);

}  // namespace linli::routing
