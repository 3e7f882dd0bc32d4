#pragma once

namespace linli::app {
class Registry;
}

namespace linli::routing {

/// Every route of the module (docs/openapi.json describes them).
void add_routes(app::Registry& registry);

}  // namespace linli::routing
