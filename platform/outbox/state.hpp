#pragma once
#include <optional>
#include <string>
#include <vector>

#include "platform/db/connection.hpp"

/// How background work stands: for the console, /metrics and whoever is on call.
namespace linli::outbox {

struct ConsumerState {
  std::string name;
  std::int64_t position = 0;      ///< taken or set aside up to here
  std::int64_t behind = 0;        ///< positions up to the newest event
  std::optional<Instant> oldest;  ///< when the first event not yet taken happened
  std::int64_t parked = 0;        ///< set aside, to be tried again
  std::int64_t dead = 0;          ///< given up
};
/// Consumers seen in the last 30 days, by name.
std::vector<ConsumerState> consumer_states(db::Connection& db, Instant now);

struct JobsState {
  std::int64_t due = 0;       ///< could run now
  std::int64_t running = 0;   ///< held by a process
  std::int64_t retrying = 0;  ///< failed at least once, to be tried again
  std::int64_t dead = 0;      ///< given up
  std::optional<Instant> oldest_due;
};
JobsState jobs_state(db::Connection& db, Instant now);

}  // namespace linli::outbox
