#pragma once

namespace linli::app {
class Registry;
}

namespace linli::incidents {

/// Routes, the loop's workflow, the counter job, file access, and the demo city's cases.
void register_module(app::Registry& registry);

}  // namespace linli::incidents
