#include "kernel/uuid.hpp"

#include <gtest/gtest.h>

#include <set>

#include "kernel/refusal.hpp"

namespace linli {
namespace {

using namespace std::chrono_literals;

TEST(Uuid, CarriesItsTimeVersionAndVariant) {
  auto at = parse_instant("2022-02-22T19:22:22Z");  // the moment of the example in RFC 9562, A.6
  auto text = Uuid::v7(at).text();
  EXPECT_EQ(text.substr(0, 15), "017f22e2-79b0-7");
  EXPECT_NE(std::string("89ab").find(text[19]), std::string::npos) << text;
}

TEST(Uuid, SortsByTimeDownToTheMicrosecondsOfOneMillisecond) {
  auto at = parse_instant("2026-11-22T02:43:08Z");
  for (int i = 0; i < 999; ++i) EXPECT_LT(Uuid::v7(at + i * 1us), Uuid::v7(at + (i + 1) * 1us)) << i;
}

TEST(Uuid, NeverRepeatsAtOneMoment) {
  std::set<Uuid> seen;
  for (int i = 0; i < 10'000; ++i) seen.insert(Uuid::v7(Instant{}));
  EXPECT_EQ(seen.size(), 10'000u);
}

TEST(Uuid, ReadsItsOwnTextInEitherCase) {
  auto id = Uuid::parse("017F22E2-79B0-7CC3-98C4-DC0C0C07398F");
  EXPECT_EQ(id.text(), "017f22e2-79b0-7cc3-98c4-dc0c0c07398f");
  EXPECT_FALSE(id.is_nil());
  EXPECT_TRUE(Uuid{}.is_nil());
  EXPECT_TRUE(Uuid::parse("00000000-0000-0000-0000-000000000000").is_nil());
}

TEST(Uuid, RefusesAnythingElse) {
  for (auto text : {"", "017f22e2-79b0-7cc3-98c4-dc0c0c07398", "017f22e2-79b0-7cc3-98c4-dc0c0c07398ff",
                    "017f22e279b07cc398c4dc0c0c07398f0000", "g17f22e2-79b0-7cc3-98c4-dc0c0c07398f",
                    "{17f22e2-79b0-7cc3-98c4-dc0c0c07398}"}) {
    EXPECT_THROW(Uuid::parse(text), Refused) << text;
  }
}

}  // namespace
}  // namespace linli
