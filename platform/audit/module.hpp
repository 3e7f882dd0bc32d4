#pragma once

namespace linli::app {
class Registry;
}

namespace linli::audit {

/// Adds `GET /api/v1/audit` (permission audit.view, as far as it reaches). Needs the service access::ReachOf.
void register_engine(app::Registry& registry);

}  // namespace linli::audit
