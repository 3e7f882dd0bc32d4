#pragma once

namespace linli::app {
class Registry;
}

namespace linli::briefing {

/// What waits for a leader, and today's numbers. Needs access::Access and territory::Territory.
void register_module(app::Registry& registry);

}  // namespace linli::briefing
