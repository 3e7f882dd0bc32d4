#pragma once

namespace linli::app {
class Registry;
}

namespace linli::duty {

/// Routes, the Duty service, night calls, the workflow of after-filed orders, and the demo's roster.
void register_module(app::Registry& registry);

}  // namespace linli::duty
