#include "platform/calendar/calendar.hpp"

#include <gmock/gmock.h>

#include <thread>

#include "kernel/refusal.hpp"
#include "platform/testing/database.hpp"

namespace linli::calendar {
namespace {

using ::testing::ElementsAre;
using ::testing::IsSupersetOf;

const Instant kNow = parse_instant("2026-11-20T02:00:00Z");

/// A year with its three fixed days, and what `more` adds.
std::string file(int year, const std::string& more = {}) {
  const std::string y = std::to_string(year);
  return "year: " + y + "\nsource: a notice\nfestivals:\n  - {name: new year, off: " + y +
         "-01-01}\n  - {name: may, off: [" + y + "-05-01, " + y + "-05-03]}\n  - {name: october, off: [" + y +
         "-10-01, " + y + "-10-07]}\n" + more;
}

std::vector<std::string> mistakes_of(const std::string& text) {
  std::vector<std::string> found;
  try {
    read_year(text);
  } catch (const Refused& refused) {
    for (const FieldError& error : refused.fields) found.push_back(error.field + " " + error.code);
  }
  return found;
}

TEST(Year, IsReadAsItIsAnnounced) {
  const Year year = read_year(file(2027, "  - {name: spring, off: [2027-02-05, 2027-02-07], work: [2027-02-20]}\n"));
  EXPECT_EQ(year.number, 2027);
  EXPECT_EQ(year.source, "a notice");
  ASSERT_EQ(year.days.size(), 1u + 3 + 7 + 3 + 1);
  EXPECT_EQ(year.days[1], (Day{parse_date("2027-02-05"), false, "spring"}));
  EXPECT_EQ(year.days[4], (Day{parse_date("2027-02-20"), true, "spring"}));
}

TEST(Year, MayBeginInDecember) {
  EXPECT_EQ(mistakes_of("year: 2023\nsource: s\nfestivals:\n  - {name: n, off: [2022-12-31, 2023-01-02]}\n"
                        "  - {name: m, off: 2023-05-01}\n  - {name: o, off: 2023-10-01}\n"),
            std::vector<std::string>());
}

TEST(Year, IsRefusedWithAllItsMistakes) {
  EXPECT_THAT(
      mistakes_of(file(2027,
                       "  - {name: reversed, off: [2027-02-07, 2027-02-05]}\n"
                       "  - {name: elsewhere, off: 2028-02-07}\n"
                       "  - {name: none, off: 2027-02-30}\n"
                       "  - {name: twice, off: 2027-05-03}\n"
                       "  - {name: endless, off: [2027-06-01, 2027-07-01]}\n"
                       "  - {name: weekday, off: 2027-06-09, work: [2027-06-10]}\n"
                       "  - {off: 2027-06-12, colour: red}\n")),
      ElementsAre("festivals[3].off calendar_reversed", "festivals[4].off calendar_other_year",
                  "festivals[5].off invalid_date", "festivals[5].off calendar_off", "festivals[6].off calendar_twice",
                  "festivals[7].off calendar_long", "festivals[8].work[0] calendar_not_weekend",
                  "festivals[9].colour yaml_unknown_key", "festivals[9].name yaml_missing"));
  EXPECT_THAT(mistakes_of("year: 2027\nsource: s\nfestivals:\n  - {name: n, off: 2027-01-01}\n"),
              ElementsAre("festivals calendar_fixed_day", "festivals calendar_fixed_day"));
  EXPECT_THAT(mistakes_of("year: soon\nsource: s\n"), IsSupersetOf({"year calendar_year_unlikely"}));
  EXPECT_THAT(mistakes_of("- a\n"), ElementsAre(" yaml_not_a_map"));
}

class CalendarTest : public DatabaseTest {
 protected:
  CityZone zone;
  Calendar calendar{zone};
  bool workday(const char* day) const { return calendar.current()->is_workday(parse_date(day)); }
};

TEST_F(CalendarTest, AnImportIsTakenOverAndTheNewestEditionReplacesTheOneBefore) {
  EXPECT_FALSE(calendar.current()->knows(std::chrono::year(2031)));
  const auto earlier = calendar.current();
  const Year first = read_year(file(2031, "  - {name: spring, off: 2031-01-23}\n"));
  EXPECT_EQ(import_year(db(), first, kNow).edition, 1);
  EXPECT_TRUE(calendar.refresh(db()));
  EXPECT_FALSE(calendar.refresh(db()));
  EXPECT_TRUE(calendar.current()->knows(std::chrono::year(2031)));
  EXPECT_FALSE(workday("2031-01-23"));
  EXPECT_FALSE(earlier->knows(std::chrono::year(2031))) << "what somebody holds stays";
  EXPECT_TRUE(import_year(db(), first, kNow).unchanged);
  EXPECT_EQ(import_year(db(), read_year(file(2031, "  - {name: spring, off: 2031-01-24}\n")), kNow).edition, 2);
  EXPECT_TRUE(calendar.refresh(db()));
  EXPECT_TRUE(workday("2031-01-23")) << "the correction took it back";
  EXPECT_FALSE(workday("2031-01-24"));
  EXPECT_FALSE(workday("2026-10-01")) << "shipped years stay";
}

TEST_F(CalendarTest, AnImportLeavesATraceAndAJob) {
  import_year(db(), read_year(file(2032)), kNow);
  EXPECT_EQ(db().query("select count(*) as n from audit.entry where action = 'calendar.import' and object = "
                       "'calendar:2032'")[0]
                .integer("n"),
            1);
  EXPECT_GE(db().query("select count(*) as n from outbox.job where name = 'calendar.recount'")[0].integer("n"), 1);
  bool found = false;
  for (const KnownYear& year : known_years(db()))
    if (year.number == 2032) found = year.edition == 1 && year.imported_at == kNow && year.source == "a notice";
  EXPECT_TRUE(found);
}

}  // namespace
}  // namespace linli::calendar
