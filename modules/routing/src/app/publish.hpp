#pragma once
#include "http/dto.hpp"
#include "platform/http/call.hpp"

namespace linli::routing {

/// Puts a whole list in force as the next version (DSP-03): checked for form, for rules the caller may not touch
/// (`routing_not_yours`, by field), for a list that changed meanwhile (`routing_changed_meanwhile`); audited;
/// precedents it adopts are marked. The same record id with the same rules answers again.
RuleSet publish_rules(http::Call& call, const PublishGiven& given);
/// Whether the caller keeps rules of this area.
bool keeps(const http::Call& call, std::string_view area);
/// Of new rules that are not switched on: why they would not stand.
void mark_stale(std::vector<Rule>& rules, const Ground& ground);

}  // namespace linli::routing
