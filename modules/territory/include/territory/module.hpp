#pragma once

namespace linli::app {
class Registry;
}

namespace linli::territory {

/// Routes, tiles, the Territory service, its poller and the demo's territory.
void register_module(app::Registry& registry);

}  // namespace linli::territory
