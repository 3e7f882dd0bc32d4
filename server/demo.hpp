#pragma once
#include "platform/app/module.hpp"

namespace linli::server {

/// Fills an empty database with the demo city of the configured size: territory, units, one account per role and
/// jurisdiction, a year of cases; writes DIR/demo-accounts.json. Does nothing when any unit exists already. Marked:
/// every person is synthetic, every outline below the district is generated.
void fill_demo(app::Registry& registry, db::Connection& db);

}  // namespace linli::server
