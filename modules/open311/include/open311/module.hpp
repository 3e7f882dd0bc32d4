#pragma once

namespace linli::app {
class Registry;
}

namespace linli::open311 {

/// Open311 GeoReport v2 at /open311/v2/: routes, the form of its refusals, and the job that forgets old retries.
void register_module(app::Registry& registry);

}  // namespace linli::open311
