#pragma once
#include <string>

#include "platform/db/connection.hpp"

namespace linli::app {
class Context;
}

namespace linli::territory {

/// The demo's territory: Guangzhou's real division names and district outlines with invented streets, communities and
/// 18,884 grids. `community` draws only the district the demo works in, every other size the whole city.
void fill_demo(app::Context& context, db::Connection& db, const std::string& size);

}  // namespace linli::territory
