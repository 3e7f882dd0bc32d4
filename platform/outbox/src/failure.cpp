#include "failure.hpp"

#include <algorithm>

#include "kernel/refusal.hpp"

namespace linli::outbox {

std::string told(const std::exception& error) {
  if (auto* refused = dynamic_cast<const Refused*>(&error)) return "refused " + refused->code;
  if (auto* failure = dynamic_cast<const db::Failure*>(&error))
    return "database " + failure->sqlstate + " " + failure->statement +
           (failure->constraint.empty() ? "" : " " + failure->constraint);
  return std::string(error.what()).substr(0, 200);
}

Instant rest_until(Instant now, int attempts, const Pace& pace) {
  auto pause = pace.first_pause;
  for (int i = 1; i < attempts && pause < pace.longest_pause; ++i) pause *= 3;
  return now + std::min(pause, pace.longest_pause);
}

}  // namespace linli::outbox
