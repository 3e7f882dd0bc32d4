#include "domain/due.hpp"

#include <gmock/gmock.h>

namespace linli::worklists {
namespace {

const CityZone kZone;

TEST(Due, IsKeptAsADayThatMovesWithTheCalendar) {
  const Instant saturday = parse_instant("2026-11-21T23:50:00+08:00");
  const Conditions kept =
      to_keep({{"due_before", "2026-11-22T16:00:00Z"}, {"open", "true"}}, kZone, saturday);  // the end of Sunday there
  EXPECT_EQ(kept, (Conditions{{"due_days", "1"}, {"open", "true"}}));
  EXPECT_EQ(to_ask(kept, kZone, saturday).at("due_before"), "2026-11-22T16:00:00Z");
  const Instant minutes_later = parse_instant("2026-11-22T00:10:00+08:00");
  EXPECT_EQ(to_ask(kept, kZone, minutes_later).at("due_before"), "2026-11-23T16:00:00Z");
}

TEST(Due, KeepsTheDayOfAnyMomentInIt) {
  const Instant noon = parse_instant("2026-11-22T12:00:00+08:00");
  EXPECT_EQ(to_keep({{"due_before", "2026-11-22T00:00:01+08:00"}}, kZone, noon).at("due_days"), "0");
  EXPECT_EQ(to_keep({{"due_before", "2026-11-22T00:00:00+08:00"}}, kZone, noon).at("due_days"), "-1");
}

TEST(Due, LeavesOtherConditionsAlone) {
  const Conditions all = {{"state", "done,checked"}, {"mine", "true"}};
  EXPECT_EQ(to_keep(all, kZone, {}), all);
  EXPECT_EQ(to_ask(all, kZone, {}), all);
}

}  // namespace
}  // namespace linli::worklists
