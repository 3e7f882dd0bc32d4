#include "platform/http/rate_limit.hpp"

#include <algorithm>
#include <cmath>

#include "kernel/refusal.hpp"

namespace linli::http {
namespace {

double seconds_between(Instant from, Instant to) {
  return std::max(0.0, std::chrono::duration<double>(to - from).count());
}

}  // namespace

void RateLimit::take(std::string_view key, Instant now) {
  std::lock_guard lock(mutex_);
  if (buckets_.size() >= forget_at_) forget_full(now);
  const double per_second = count_ / static_cast<double>(period_.count());
  auto& bucket = buckets_.try_emplace(std::string(key), Bucket{static_cast<double>(count_), now}).first->second;
  bucket.left = std::min<double>(count_, bucket.left + per_second * seconds_between(bucket.at, now));
  bucket.at = now;
  if (bucket.left < 1) {
    auto wait = static_cast<std::int64_t>(std::ceil((1 - bucket.left) / per_second));
    throw Refused{"too_often", {{"seconds", std::to_string(wait)}}};
  }
  bucket.left -= 1;
}

void RateLimit::give_back(std::string_view key) {
  std::lock_guard lock(mutex_);
  if (const auto found = buckets_.find(std::string(key)); found != buckets_.end())
    found->second.left = std::min<double>(count_, found->second.left + 1);
}

void RateLimit::forget_full(Instant now) {
  std::erase_if(buckets_, [&](const auto& entry) { return seconds_between(entry.second.at, now) >= period_.count(); });
  forget_at_ = std::max<std::size_t>(1024, 2 * buckets_.size());
}

}  // namespace linli::http
