#pragma once

namespace linli::app {
class Registry;
}

namespace linli::neighbours {

/// Everyone is a grid worker (SYS-05): members, one-key reminders, codes of buildings, pages of progress by link.
void register_module(app::Registry& registry);

}  // namespace linli::neighbours
