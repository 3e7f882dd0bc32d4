#pragma once
#include "http/dto.hpp"
#include "platform/app/module.hpp"
#include "platform/http/call.hpp"

namespace linli::routing {

/// A centre ruled in the end where a case belongs (event `incidents.rule_finally`): kept as a precedent, once.
void keep_ruling(app::Context& context, db::Connection& db, const app::Event& event);
/// Precedents in the territory the caller sees rules of, newest first.
std::vector<PrecedentView> list_precedents(http::Call& call, const std::optional<Uuid>& before, int most);
/// The keeper decides that a precedent becomes no rule; Refused: not_found, forbidden, routing_precedent_decided.
PrecedentView dismiss_precedent(http::Call& call, const DismissalGiven& given);

}  // namespace linli::routing
