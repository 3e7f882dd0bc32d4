#include "platform/http/rate_limit.hpp"

#include <gtest/gtest.h>

#include "kernel/refusal.hpp"

namespace linli::http {
namespace {

TEST(RateLimit, CountsPerKeyAndRefills) {
  RateLimit limit({3, std::chrono::seconds(30)});
  auto now = parse_instant("2026-11-22T03:00:00Z");
  for (int i = 0; i < 3; ++i) limit.take("a", now);
  try {
    limit.take("a", now);
    FAIL();
  } catch (const Refused& refused) {
    EXPECT_EQ(refused.code, "too_often");
    EXPECT_EQ(refused.values.at("seconds"), "10");
  }
  limit.take("b", now);
  limit.take("a", now + std::chrono::seconds(10));
  EXPECT_THROW(limit.take("a", now + std::chrono::seconds(19)), Refused);
  for (int i = 0; i < 3; ++i) limit.take("a", now + std::chrono::seconds(60));
  EXPECT_THROW(limit.take("a", now + std::chrono::seconds(60)), Refused);
}

TEST(RateLimit, GivesBackWhatDoesNotCount) {
  RateLimit limit({2, std::chrono::seconds(30)});
  const auto now = parse_instant("2026-11-22T03:00:00Z");
  for (int i = 0; i < 10; ++i) {
    limit.take("a", now);
    limit.give_back("a");
  }
  limit.give_back("a");  // never more than the whole
  limit.take("a", now);
  limit.take("a", now);
  EXPECT_THROW(limit.take("a", now), Refused);
}

TEST(RateLimit, ForgetsWhoHasNotComeForLong) {
  RateLimit limit({1, std::chrono::seconds(1)});
  auto now = parse_instant("2026-11-22T03:00:00Z");
  for (int i = 0; i < 5000; ++i) limit.take(std::to_string(i), now + std::chrono::seconds(i));
  EXPECT_THROW(limit.take("4999", now + std::chrono::seconds(4999)), Refused);
}

}  // namespace
}  // namespace linli::http
