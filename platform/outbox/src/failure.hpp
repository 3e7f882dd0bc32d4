#pragma once
#include <exception>
#include <string>

#include "platform/outbox/runner.hpp"

namespace linli::outbox {

/// What went wrong, in words that carry no personal data: codes, constraint and statement names, never row values.
std::string told(const std::exception& error);

/// When to try again after `attempts` failures.
Instant rest_until(Instant now, int attempts, const Pace& pace);

}  // namespace linli::outbox
