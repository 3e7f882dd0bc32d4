#pragma once

namespace linli::app {
class Registry;
}

namespace linli::suggestion {

void register_module(app::Registry& registry);

}  // namespace linli::suggestion
