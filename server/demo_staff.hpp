#pragma once
#include <string>
#include <vector>

#include "platform/app/module.hpp"

namespace linli::server {

/// Where a demo works: some or all streets of some districts.
struct DemoPlace {
  std::vector<std::string> districts, streets, grids;  ///< codes, in order
};

/// Units and accounts of a demo city (policy/demo/units.yaml and posts.yaml), grid workers on the grids' notices, and
/// DIR/demo-accounts.json. Everybody is synthetic; all have one password, hashed at the cost for demos.
void make_demo_staff(app::Context& context, db::Connection& db, const DemoPlace& place);

}  // namespace linli::server
