#include "kernel/time.hpp"

#include <gtest/gtest.h>

#include "kernel/refusal.hpp"

namespace linli {
namespace {

using namespace std::chrono_literals;
using std::chrono::sys_days;

std::string code_of(auto act) {
  try {
    act();
  } catch (const Refused& refused) {
    return refused.code;
  }
  return "accepted";
}

TEST(Instant, IsWrittenInUtcWithMicrosecondsOnlyWhenThereAreAny) {
  Instant at = sys_days{2026y / 11 / 22} + 2h + 43min + 8s;
  EXPECT_EQ(to_text(at), "2026-11-22T02:43:08Z");
  EXPECT_EQ(to_text(at + 100ms), "2026-11-22T02:43:08.100000Z");
  EXPECT_EQ(to_text(Instant{-1us}), "1969-12-31T23:59:59.999999Z");
}

TEST(Instant, ReadsEveryOffsetAndPostgresText) {
  Instant at = sys_days{2026y / 11 / 22} + 2h + 43min + 8s;
  for (auto text : {"2026-11-22T02:43:08Z", "2026-11-22T10:43:08+08:00", "2026-11-22t02:43:08z",
                    "2026-11-22 10:43:08+08", "2026-11-21T21:13:08-0530", "2026-11-22 10:48:51+08:05:43"}) {
    EXPECT_EQ(parse_instant(text), at) << text;
  }
  EXPECT_EQ(parse_instant("2026-11-22 02:43:08.1+00"), at + 100ms);
  EXPECT_EQ(parse_instant("2026-11-22T02:43:08.123456789Z"), at + 123456us);
  EXPECT_EQ(parse_instant(to_text(at + 7us)), at + 7us);
}

TEST(Instant, RefusesWhatNamesNoMoment) {
  for (auto text : {"", "2026-11-22", "2026-11-22T02:43:08", "2026-02-29T00:00:00Z", "2026-13-01T00:00:00Z",
                    "2026-11-22T24:00:00Z", "2026-11-22T23:60:00Z", "2026-11-22T23:59:60Z", "2026-11-22T02:43Z",
                    "2026-11-22T02:43:08.Z", "2026-11-22T02:43:08+24:00", "2026-11-22T02:43:08Z ",
                    " 2026-11-22T02:43:08Z", "infinity", "20261122T024308Z"}) {
    EXPECT_EQ(code_of([&] { parse_instant(text); }), "invalid_instant") << text;
  }
}

TEST(LocalDate, IsReadAndWritten) {
  LocalDate day{2028y / 2 / 29};
  EXPECT_EQ(parse_date("2028-02-29"), day);
  EXPECT_EQ(to_text(day), "2028-02-29");
  EXPECT_EQ(to_compact_text(day), "20280229");
  for (auto text : {"2026-02-29", "2026-2-9", "2026-00-10", "2026-01-01T", "26-01-01", ""}) {
    EXPECT_EQ(code_of([&] { parse_date(text); }), "invalid_date") << text;
  }
}

TEST(CityZone, TurnsInstantsIntoTheCitysDayAndBack) {
  CityZone zone;
  Instant late = parse_instant("2026-09-30T16:00:00Z");
  EXPECT_EQ(zone.date_of(late), LocalDate{2026y / 10 / 1});
  EXPECT_EQ(zone.date_of(late - 1us), LocalDate{2026y / 9 / 30});
  EXPECT_EQ(zone.to_local(late + 7us), LocalTime{LocalDate{2026y / 10 / 1}} + 7us);
  EXPECT_EQ(zone.to_instant(zone.to_local(late + 7us)), late + 7us);
}

TEST(CityZone, TakesTheEarlierReadingWhenClocksChange) {
  CityZone zone{"Europe/Berlin"};
  // Skipped: 02:30 on 29 March 2026 does not exist; 01:30 and 03:30 do.
  EXPECT_EQ(zone.to_instant(LocalTime{LocalDate{2026y / 3 / 29}} + 2h + 30min), parse_instant("2026-03-29T00:30:00Z"));
  // Repeated: 02:30 on 25 October 2026 comes twice.
  EXPECT_EQ(zone.to_instant(LocalTime{LocalDate{2026y / 10 / 25}} + 2h + 30min), parse_instant("2026-10-25T00:30:00Z"));
}

TEST(CityZone, KnowsTheSummerTimeChinaOnceHad) {
  EXPECT_EQ(to_text(CityZone{}.date_of(parse_instant("1988-07-01T15:30:00Z"))), "1988-07-02");
}

TEST(CityZone, RefusesNamesThatAreNoZone) {
  for (auto name : {"", "Asia/Atlantis", "Beijing time"}) {
    EXPECT_EQ(code_of([&] { CityZone{name}; }), "unknown_time_zone") << name;
  }
}

TEST(SetClock, StandsUntilMoved) {
  SetClock clock{parse_instant("2026-09-30T08:20:00Z")};
  EXPECT_EQ(clock.now(), clock.now());
  clock.advance(1min);
  EXPECT_EQ(to_text(clock.now()), "2026-09-30T08:21:00Z");
}

}  // namespace
}  // namespace linli
