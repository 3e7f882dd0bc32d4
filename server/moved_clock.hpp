#pragma once
#include "kernel/time.hpp"

namespace linli::server {

/// A clock that reads `start` when it is made and runs on from there: a demo city shown at another time.
class MovedClock final : public Clock {
 public:
  explicit MovedClock(Instant start) : start_(start) {}
  Instant now() const override {
    return start_ + std::chrono::floor<std::chrono::microseconds>(std::chrono::steady_clock::now() - made_);
  }

 private:
  Instant start_;
  std::chrono::steady_clock::time_point made_ = std::chrono::steady_clock::now();
};

}  // namespace linli::server
