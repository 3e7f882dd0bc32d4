#pragma once
#include "domain/rules.hpp"
#include "platform/app/module.hpp"

namespace linli::routing {

/// Puts rules out of use whose unit was closed, whose matter or area is gone or whose contact has left: one new version
/// by the system, with the reason at each; the dispatchers and administrators there are told. How many were found.
std::size_t disable_stale(app::Context& context, db::Connection& db, Instant now);

}  // namespace linli::routing
