#pragma once
#include <string>

#include "domain/settings.hpp"
#include "platform/app/module.hpp"

namespace linli::duty {

/// B roles for the demo's grids, and a roster of the street's centres for the working nights of this week and the next,
/// made up; the weekend is left open, so that gaps can be seen.
void fill_demo(const Settings& settings, app::Context& context, db::Connection& db);

}  // namespace linli::duty
