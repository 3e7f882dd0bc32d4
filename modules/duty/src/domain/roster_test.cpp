#include "domain/roster.hpp"

#include <gmock/gmock.h>

#include "platform/testing/shows.hpp"

namespace linli::duty {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using testing::ElementsAre;

const CityZone& city() {
  static const CityZone zone;
  return zone;
}

Instant at(const std::string& local) {
  return parse_instant(local.substr(0, 10) + "T" + local.substr(11) + ":00+08:00");
}

WorkingCalendar calendar() {
  WorkingCalendar c({{{minutes(510), minutes(720)}, {minutes(840), minutes(1050)}}}, city());
  c.import_csv("date,kind,name\n2026-10-01,holiday,x\n2026-10-10,workday,x\n");
  return c;
}

TEST(Roster, OffHoursAreNightsNoonsWeekendsAndHolidays) {
  const Span friday_to_saturday = days_from(city(), parse_date("2026-11-20"), 2);
  EXPECT_THAT(off_hours(calendar(), friday_to_saturday),
              ElementsAre(Span{at("2026-11-20 00:00"), at("2026-11-20 08:30")},
                          Span{at("2026-11-20 12:00"), at("2026-11-20 14:00")},
                          Span{at("2026-11-20 17:30"), at("2026-11-22 00:00")}));
  EXPECT_FALSE(is_working(calendar(), at("2026-10-01 09:00"))) << "a holiday";
  EXPECT_TRUE(is_working(calendar(), at("2026-10-10 09:00"))) << "a Saturday worked to make up";
  EXPECT_FALSE(is_working(calendar(), at("2026-11-20 17:30"))) << "the office has just closed";
}

TEST(Roster, WhatNoShiftCoversIsUncovered) {
  const std::vector<Span> wanted{{at("2026-11-20 17:30"), at("2026-11-21 08:30")}};
  EXPECT_THAT(uncovered(wanted, {}), ElementsAre(wanted[0]));
  EXPECT_THAT(uncovered(wanted, {{at("2026-11-21 00:00"), at("2026-11-21 06:00")},
                                 {at("2026-11-20 12:00"), at("2026-11-20 22:00")}}),
              ElementsAre(Span{at("2026-11-20 22:00"), at("2026-11-21 00:00")},
                          Span{at("2026-11-21 06:00"), at("2026-11-21 08:30")}));
  EXPECT_TRUE(uncovered(wanted, {{at("2026-11-20 17:30"), at("2026-11-21 01:00")},
                                 {at("2026-11-21 00:30"), at("2026-11-21 08:30")}})
                  .empty());
  EXPECT_TRUE(to_cover(Cover::never, calendar(), wanted[0]).empty());
  EXPECT_THAT(to_cover(Cover::whole_day, calendar(), wanted[0]), ElementsAre(wanted[0]));
}

TEST(Roster, ACopiedShiftKeepsItsWallClock) {
  EXPECT_EQ(days_later(city(), at("2026-11-20 17:30"), 7), at("2026-11-27 17:30"));
}

}  // namespace
}  // namespace linli::duty
