#pragma once

namespace linli::app {
class Registry;
}

namespace linli::orders {

/// Orders of other systems: in by API or by that system's own sheet, listed by their own clock, answered back.
void register_module(app::Registry& registry);

}  // namespace linli::orders
