#pragma once
#include <string>

#include "platform/app/module.hpp"

namespace linli::routing {

/// The example rules of modules/routing/policy/demo.yaml, marked as example.
void fill_demo(app::Context& context, db::Connection& db, const std::string& size);

}  // namespace linli::routing
