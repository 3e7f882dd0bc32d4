#pragma once
#include <optional>

#include "platform/db/connection.hpp"

namespace linli::webhooks {

/// What is still to be sent over all endpoints, and what was given up.
struct State {
  std::int64_t waiting = 0, dead = 0;
  std::optional<Instant> oldest;  ///< when the oldest of what waits happened
};
State state(db::Connection& db);

}  // namespace linli::webhooks
