#pragma once
#include <string_view>

namespace linli::incidents {

/// Whether a self-handled case is drawn for a spot check, `per_cent` of them by chance: decided by a keyed digest of
/// the case's id (at least eight characters of base64url), so that the same case is always judged the same and nobody
/// without the instance's key can tell before.
bool drawn(std::string_view keyed_digest, int per_cent);

}  // namespace linli::incidents
