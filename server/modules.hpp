#pragma once
#include "platform/app/module.hpp"

namespace linli::server {

/// Registers every module of the build, the used before the users. Generated from the folders below modules/.
void register_modules(app::Registry& registry);

}  // namespace linli::server
