#pragma once

namespace linli::app {
class Registry;
}

namespace linli::audit {

/// Adds `GET /api/v1/audit` (permission audit.view, as far as it reaches), the sealer, which runs twice a second, and
/// the making of monthly partitions. Needs the services access::ReachOf, crypto::KeyRing and outbox::Runner.
void register_engine(app::Registry& registry);

}  // namespace linli::audit
