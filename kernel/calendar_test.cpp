#include "kernel/calendar.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <random>
#include <sstream>

#include "kernel/refusal.hpp"

namespace linli {
namespace {

using namespace std::chrono_literals;

const std::string& holidays() {
  static const std::string text = [] {
    std::ifstream file(LINLI_SOURCE_DIR "/reference/holidays-cn.csv");
    std::stringstream all;
    all << file.rdbuf();
    return all.str();
  }();
  return text;
}

class Calendar : public testing::Test {
 protected:
  CityZone zone;
  WorkingCalendar calendar{{{{8h + 30min, 12h}, {14h, 17h + 30min}}}, zone};
  Calendar() { calendar.import_csv(holidays()); }

  Instant at(const std::string& local) const {  // "2026-09-30 16:20"
    return parse_instant(local + ":00+08");
  }
  std::string text(Instant instant) const {
    return to_text(Instant{zone.to_local(instant).time_since_epoch()}).substr(0, 16);
  }
  std::string after(const std::string& from, std::int64_t count, DurationUnit unit) const {
    auto deadline = calendar.after(at(from), LegalDuration{count, unit});
    return text(deadline.at) + (deadline.provisional ? " provisional" : "");
  }
  std::string hours(const std::string& from, std::int64_t count) const {
    return after(from, count, DurationUnit::working_hours);
  }
  std::string days(const std::string& from, std::int64_t count) const {
    return after(from, count, DurationUnit::working_days);
  }
};

TEST_F(Calendar, NationalDayAndItsMakeupSaturday) {
  const std::string reported = "2026-09-30 16:20";
  EXPECT_EQ(hours(reported, 1), "2026-09-30T17:20");
  EXPECT_EQ(hours(reported, 4), "2026-10-08T11:20");  // 70 minutes before the holiday, 170 after it
  EXPECT_EQ(days(reported, 1), "2026-10-08T16:20");
  EXPECT_EQ(days(reported, 2), "2026-10-09T16:20");
  EXPECT_EQ(days(reported, 3), "2026-10-10T16:20");  // the make-up Saturday counts
  EXPECT_EQ(days(reported, 4), "2026-10-12T16:20");  // the Sunday after it does not
}

TEST_F(Calendar, SpringFestivalBetweenTwoMakeupSaturdays) {
  const std::string reported = "2026-02-13 16:30";  // a Friday
  EXPECT_EQ(days(reported, 1), "2026-02-14T16:30");
  EXPECT_EQ(days(reported, 2), "2026-02-24T16:30");
  EXPECT_EQ(days(reported, 6), "2026-02-28T16:30");
  EXPECT_EQ(days(reported, 7), "2026-03-02T16:30");
}

TEST_F(Calendar, WeekendsDoNotCount) {
  EXPECT_EQ(hours("2026-11-20 17:00", 1), "2026-11-23T09:00");
  EXPECT_EQ(days("2026-11-20 10:00", 1), "2026-11-23T10:00");
}

TEST_F(Calendar, StartsAtTheNextWorkingMoment) {
  EXPECT_EQ(hours("2026-11-22 03:00", 1), "2026-11-23T09:30");  // Sunday night
  EXPECT_EQ(hours("2026-11-23 07:00", 1), "2026-11-23T09:30");  // before opening
  EXPECT_EQ(hours("2026-11-23 12:30", 1), "2026-11-23T15:00");  // at lunch
  EXPECT_EQ(hours("2026-11-23 17:30", 1), "2026-11-24T09:30");  // at closing
  EXPECT_EQ(days("2026-11-23 08:30", 1), "2026-11-23T17:30");
}

TEST_F(Calendar, EndsAtAClosingTimeNotAtTheNextOpening) {
  EXPECT_EQ(hours("2026-11-23 11:00", 1), "2026-11-23T12:00");
  EXPECT_EQ(hours("2026-11-23 16:30", 1), "2026-11-23T17:30");
  EXPECT_EQ(calendar.after(at("2026-11-23 11:00"), WorkingMinutes{61}).at, at("2026-11-23 14:01"));
}

TEST_F(Calendar, NaturalTimeRunsThroughTheNight) {
  EXPECT_EQ(after("2026-09-30 23:30", 2, DurationUnit::natural_hours), "2026-10-01T01:30");
  EXPECT_EQ(after("2026-12-31 23:50", 30, DurationUnit::natural_minutes), "2027-01-01T00:20");
}

TEST_F(Calendar, AYearWithoutCalendarMakesADeadlineProvisionalUntilItIsImported) {
  EXPECT_TRUE(calendar.knows(2026y));
  EXPECT_FALSE(calendar.knows(2027y));
  EXPECT_EQ(days("2026-12-30 16:30", 1), "2026-12-31T16:30");
  EXPECT_EQ(hours("2026-12-31 16:30", 1), "2026-12-31T17:30");  // ends before the year does
  EXPECT_EQ(days("2026-12-31 16:30", 1), "2027-01-01T16:30 provisional");
  EXPECT_EQ(days("2026-12-31 16:30", 2), "2027-01-04T16:30 provisional");  // weekends are known
  calendar.import_csv("date,kind,name\n2027-01-01,holiday,New Year\n");
  EXPECT_TRUE(calendar.knows(2027y));
  EXPECT_EQ(days("2026-12-31 16:30", 1), "2027-01-04T16:30");
}

TEST_F(Calendar, KeepsPartsOfAMinute) {
  auto from = parse_instant("2026-11-23T01:00:00.000001Z");
  auto deadline = calendar.after(from, WorkingMinutes{60});
  EXPECT_EQ(deadline.at, from + 1h);
  EXPECT_EQ(calendar.working_minutes_between(from, deadline.at), 60);
  EXPECT_EQ(calendar.working_minutes_between(from, deadline.at - 1us), 59);
}

TEST_F(Calendar, NothingFromAnyMomentIsThatMomentAndHugeLengthsAreRefused) {
  EXPECT_EQ(hours("2026-11-22 03:00", 0), "2026-11-22T03:00");
  for (auto unit : {DurationUnit::working_hours, DurationUnit::working_days, DurationUnit::natural_hours,
                    DurationUnit::natural_minutes}) {
    EXPECT_THROW(calendar.after(Instant{}, LegalDuration{-1, unit}), Refused);
    EXPECT_THROW(calendar.after(Instant{}, LegalDuration{INT64_MAX, unit}), Refused);
  }
}

TEST_F(Calendar, MinutesBetweenAreNegativeBackwards) {
  EXPECT_EQ(calendar.minutes_per_day(), 420);
  EXPECT_EQ(calendar.working_minutes_between(at("2026-09-30 16:20"), at("2026-10-10 16:20")), 3 * 420);
  EXPECT_EQ(calendar.working_minutes_between(at("2026-10-10 16:20"), at("2026-09-30 16:20")), -3 * 420);
  EXPECT_EQ(calendar.working_minutes_between(at("2026-10-01 00:00"), at("2026-10-07 23:59")), 0);
}

TEST_F(Calendar, StripShowsWhatCountedOnEachDay) {
  auto cells = calendar.strip(at("2026-09-30 16:20"), at("2026-10-10 16:20"));
  ASSERT_EQ(cells.size(), 11u);
  EXPECT_EQ(to_text(cells[0].day), "2026-09-30");
  EXPECT_EQ(cells[0].counted_minutes, 70);
  EXPECT_TRUE(cells[0].workday);
  for (int i = 1; i <= 7; ++i) {
    EXPECT_FALSE(cells[static_cast<std::size_t>(i)].workday) << i;
    EXPECT_EQ(cells[static_cast<std::size_t>(i)].name, "\u56fd\u5e86\u8282") << i;
  }
  EXPECT_EQ(cells[8].counted_minutes, 420);
  EXPECT_FALSE(cells[9].makeup);
  EXPECT_TRUE(cells[10].makeup);
  EXPECT_TRUE(cells[10].workday);
  EXPECT_EQ(cells[10].counted_minutes, 350);
  EXPECT_EQ(calendar.strip(at("2026-09-30 00:00"), at("2026-10-01 00:00")).size(), 1u);
  EXPECT_EQ(calendar.strip(at("2026-09-30 00:00"), at("2026-09-29 00:00")).size(), 0u);
}

TEST_F(Calendar, AgreesWithCountingEveryMinute) {
  // An independent reading: days off and make-up days as texts, the clock as minutes since 1970 in UTC+8.
  auto listed = [&](std::int64_t day, const char* kind) {
    auto date = to_text(LocalDate{std::chrono::days{day}});
    return holidays().find("\n" + date + "," + kind) != std::string::npos;
  };
  std::map<std::int64_t, bool> workdays;
  auto is_workday = [&](std::int64_t day) {
    auto [known, added] = workdays.try_emplace(day);
    auto weekday = (day + 4) % 7;  // 1 January 1970 was a Thursday; Sunday is 0
    bool ordinary = weekday >= 1 && weekday <= 5;
    if (added) known->second = listed(day, "workday") || (ordinary && !listed(day, "holiday"));
    return known->second;
  };
  auto counts = [&](std::int64_t local_minute) {
    auto of_day = local_minute % 1440;
    bool in_hours = (of_day >= 510 && of_day < 720) || (of_day >= 840 && of_day < 1050);
    return in_hours && is_workday(local_minute / 1440);
  };
  std::mt19937 random{20260930};
  auto first = LocalTime{LocalDate{2026y / 1 / 1}}.time_since_epoch() / 1min;
  std::uniform_int_distribution<std::int64_t> start(0, 340 * 1440), length(1, 2400);
  for (int round = 0; round < 300; ++round) {
    auto minute = first + start(random);
    auto wanted = length(random);
    Instant from{std::chrono::minutes{minute - 480}};
    auto end = minute;
    for (auto left = wanted; left > 0; ++end) left -= counts(end);
    Instant expected{std::chrono::minutes{end - 480}};
    ASSERT_EQ(to_text(calendar.after(from, WorkingMinutes{wanted}).at), to_text(expected)) << to_text(from);
    ASSERT_EQ(calendar.working_minutes_between(from, expected), wanted) << to_text(from);
    std::int64_t of_cells = 0;
    for (const auto& cell : calendar.strip(from, expected)) of_cells += cell.counted_minutes;
    ASSERT_EQ(of_cells, wanted) << to_text(from);
  }
}

TEST_F(Calendar, KnowsHolidaysByName) {
  EXPECT_EQ(calendar.holiday_name(LocalDate{2026y / 10 / 10}), "\u56fd\u5e86\u8282");
  EXPECT_EQ(calendar.holiday_name(LocalDate{2026y / 10 / 9}), "");
  EXPECT_TRUE(calendar.is_workday(LocalDate{2026y / 10 / 10}));
  EXPECT_FALSE(calendar.is_workday(LocalDate{2026y / 10 / 11}));
}

TEST_F(Calendar, ABadFileChangesNothing) {
  auto refused_line = [&](std::string csv) -> std::string {
    try {
      calendar.import_csv(csv);
    } catch (const Refused& refused) {
      EXPECT_EQ(refused.code, "calendar_line");
      return refused.values.at("line");
    }
    return "none";
  };
  const std::string head = "date,kind,name\n2027-01-01,holiday,x\n";
  EXPECT_EQ(refused_line(""), "1");
  EXPECT_EQ(refused_line("2027-01-01,holiday,x\n"), "1");
  EXPECT_EQ(refused_line(head + "2027-02-29,holiday,x\n"), "3");
  EXPECT_EQ(refused_line(head + "\n2027-03-01,feast,x\n"), "4");
  EXPECT_EQ(refused_line(head + "2027-01-01,workday,x\n"), "3");
  EXPECT_EQ(refused_line(head + "2027-03-01"), "3");
  EXPECT_FALSE(calendar.knows(2027y));
  EXPECT_EQ(refused_line("\xef\xbb\xbf"
                         "date,kind,name\r\n2027-01-01,holiday,x\r\n"),
            "none");
  EXPECT_TRUE(calendar.knows(2027y));
}

TEST(WorkingDayPlan, MustBeOrderedSpansOfOneDay) {
  CityZone zone;
  using Spans = std::vector<WorkingDayPlan::Span>;
  for (const auto& spans : {Spans{}, Spans{{9h, 9h}}, Spans{{9h, 8h}}, Spans{{9h, 12h}, {11h, 13h}},
                            Spans{{14h, 15h}, {9h, 10h}}, Spans{{20h, 25h}}, Spans{{-1h, 2h}}}) {
    EXPECT_THROW(WorkingCalendar({spans}, zone), Refused);
  }
  EXPECT_EQ(WorkingCalendar({{{0h, 24h}}}, zone).minutes_per_day(), 1440);
}

}  // namespace
}  // namespace linli
