#pragma once

namespace linli::app {
class Registry;
}

namespace linli::worklists {

/// Routes of saved views.
void register_module(app::Registry& registry);

}  // namespace linli::worklists
