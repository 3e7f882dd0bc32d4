#pragma once
#include <chrono>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "kernel/time.hpp"

namespace linli::http {

struct Rate {
  int count = 1;
  std::chrono::seconds period{1};
};

/// At most `count` acts per `period` and key (an address, a number), refilled evenly; per process. What is forgotten is
/// what has refilled. Thread-safe.
class RateLimit {
 public:
  explicit RateLimit(Rate rate) : count_(rate.count), period_(rate.period) {}
  /// Counts one act, or throws Refused{"too_often"} {seconds} when there is none left.
  void take(std::string_view key, Instant now);
  /// The act just counted turned out to be one that does not count.
  void give_back(std::string_view key);

 private:
  struct Bucket {
    double left;
    Instant at;
  };
  void forget_full(Instant now);

  int count_;
  std::chrono::seconds period_;
  std::mutex mutex_;
  std::unordered_map<std::string, Bucket> buckets_;
  std::size_t forget_at_ = 1024;
};

}  // namespace linli::http
