#pragma once
#include <string>

#include "platform/app/module.hpp"

namespace linli::orders {

/// Some orders that wait at the demo's centre; none where incidents::DemoFill says how the past is written, since
/// orders come by commands alone.
void fill_demo(app::Context& context, db::Connection& db, const std::string& size);

}  // namespace linli::orders
