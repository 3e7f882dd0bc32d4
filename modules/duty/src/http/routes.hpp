#pragma once
#include <memory>

#include "domain/settings.hpp"

namespace linli::app {
class Registry;
}

namespace linli::duty {

/// Every route of the module (docs/openapi.json describes them).
void add_routes(app::Registry& registry, const std::shared_ptr<const Settings>& settings);

}  // namespace linli::duty
