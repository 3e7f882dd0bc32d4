#pragma once

namespace linli::app {
class Registry;
}

namespace linli::__NAME__ {

/// The list route, and a few entries for a demo city.
void register_module(app::Registry& registry);

}  // namespace linli::__NAME__
