#pragma once

namespace linli::app {
class Registry;
}

namespace linli::personal {

/// Adds `POST /api/v1/reveals` (personal.reveal) and `POST /api/v1/erasures` (personal.erase), the service `Revealing`
/// that modules add themselves to (so call it before theirs), the service crypto::KeyRing, and the jobs that journal
/// erasures and carry a key rotation through. Needs the services Vault and access::ReachOf.
void register_engine(app::Registry& registry);

}  // namespace linli::personal
