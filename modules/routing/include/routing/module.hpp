#pragma once

namespace linli::app {
class Registry;
}

namespace linli::routing {

/// Routes, the Routing service, the watch over stale rules, precedents, and the demo's rules.
void register_module(app::Registry& registry);

}  // namespace linli::routing
