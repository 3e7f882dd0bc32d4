#pragma once
#include <optional>

#include "platform/db/connection.hpp"

namespace linli::audit {

/// How far the sealer is behind, without verifying anything (verify.hpp does).
struct Sealing {
  std::int64_t unsealed = 0;
  std::optional<Instant> oldest_unsealed;
  std::optional<Instant> sealed_at;  ///< of the newest seal
};
Sealing sealing(db::Connection& db);

}  // namespace linli::audit
