#include <thread>

#include "platform/calendar/calendar.hpp"
#include "platform/testing/shows.hpp"
#include "tests/support/world.hpp"

// Deadlines of real cases over real holidays: the whole program, its clock set by the test. Times are Guangzhou's.
namespace linli {
namespace {

namespace json = boost::json;

Instant local(const char* text) { return parse_instant(std::string(text) + "+08:00"); }
std::string due_of(const json::value& incident) { return std::string(incident.at("due").as_string()); }
std::string id_of(const json::value& receipt) { return std::string(receipt.at("id").as_string()); }

class Deadlines : public ::testing::Test {
 protected:
  // One world for all: filling it takes seconds. Each test moves the clock forward to its own day.
  static World& world() {
    static World* const kWorld = new World(local("2026-02-13T08:00:00"));
    return *kWorld;
  }
};

TEST_F(Deadlines, A1_SpringFestivalIsSkippedAndItsMakeUpSaturdayCounts) {
  World& w = world();
  w.set(local("2026-02-13T16:30:00"));  // Friday; Saturday 14 is a make-up workday, 15 to 23 are holidays
  const std::string id = id_of(w.report("050101", "sewage"));
  w.dispatch(id, "drainage");  // two working days: one hour on Friday, seven on Saturday, six on Tuesday 24
  const json::value signed_for = w.act("drainage-1", id, "sign");
  EXPECT_EQ(due_of(signed_for), to_text(local("2026-02-24T16:30:00")));
  int makeup = 0;
  for (const json::value& day : signed_for.at("clock").at("strip").as_array())
    if (day.at("makeup").as_bool()) {
      ++makeup;
      EXPECT_EQ(day.at("day").as_string(), "2026-02-14");
      EXPECT_EQ(day.at("counted_minutes").as_int64(), 420);
    }
  EXPECT_EQ(makeup, 1);
}

TEST_F(Deadlines, A2_AnUrgentMatterRunsThroughTheNight) {
  World& w = world();
  w.set(local("2026-03-07T23:10:00"));  // a Saturday
  const std::string id = id_of(w.report("020101", "manhole cover gone"));
  w.dispatch(id, "municipal_maintenance");
  const json::value signed_for = w.act("municipal-maintenance-1", id, "sign");
  EXPECT_EQ(due_of(signed_for), to_text(local("2026-03-08T01:10:00")));
  EXPECT_EQ(signed_for.at("remaining").at("unit").as_string(), "natural");
}

TEST_F(Deadlines, A3_AWeekendDoesNotCount) {
  World& w = world();
  w.set(local("2026-06-12T17:00:00"));  // Friday; the next week has no holiday before its Friday
  const std::string id = id_of(w.report("010102", "rubble"));
  w.dispatch(id, "street_sanitation");
  EXPECT_EQ(due_of(w.act("street-sanitation-1", id, "sign")), to_text(local("2026-06-16T17:00:00")));
}

TEST_F(Deadlines, A4_WhileACaseIsSuspendedItsClockStands) {
  World& w = world();
  w.set(local("2026-06-22T09:00:00"));  // Monday
  const std::string id = id_of(w.report("010102", "rubble"));
  w.dispatch(id, "street_sanitation");
  w.act("street-sanitation-1", id, "sign");  // two working days: Wednesday 09:00
  w.set(local("2026-06-22T14:30:00"));       // three and a half hours used
  const auto until = [](const char* day) {
    return json::object{{"cause", "no budget"}, {"cause_kind", "funds"}, {"notice", "we wait"}, {"review_on", day}};
  };
  EXPECT_EQ(w.refused("leader-1", id, "suspend", until("2026-06-20")), "review_in_the_past");
  const json::value suspended = w.act("leader-1", id, "suspend", until("2026-07-06"));
  EXPECT_EQ(suspended.at("state").as_string(), "suspended");
  w.set(local("2026-06-29T08:30:00"));  // a week later
  const json::value resumed = w.act("dispatcher-1", id, "resume");
  EXPECT_EQ(due_of(resumed), to_text(local("2026-06-30T12:00:00")));  // ten and a half hours are left
}

TEST_F(Deadlines, B1_SewageOverNationalDayAndOneReporterOutOfReach) {
  World& w = world();
  w.set(local("2026-09-30T16:20:00"));
  const std::string first = id_of(w.report("050101", "sewage on the road"));
  const std::string second = id_of(w.report("050101", "it smells"));
  const std::string third = id_of(w.report("050101", "again"));
  EXPECT_EQ(w.incident("dispatcher-1", third).at("repeat_count").as_int64(),
            1 + w.incident("dispatcher-1", second).at("repeat_count").as_int64());
  w.dispatch(first, "drainage", {{"count", 3}, {"unit", "working_days"}});
  const json::value signed_for = w.act("drainage-1", first, "sign");
  // 70 minutes on 30 September, none from 1 to 7 October, 8 and 9 October, and the make-up Saturday until 16:20.
  EXPECT_EQ(due_of(signed_for), to_text(local("2026-10-10T16:20:00")));
  w.set(local("2026-10-09T10:00:00"));
  w.act("drainage-1", first, "report_done", {{"result", "cleared"}, {"attachments", w.photo("after")}});
  w.act("checker-1", first, "pass", {{"note", "seen"}});
  for (int attempt = 0; attempt < 3; ++attempt) {
    EXPECT_EQ(w.refused("caller-1", first, "feed_back", {{"note", "x"}}), "attempts_not_used_up");
    w.act("caller-1", first, "record_attempt", {{"reached", false}});
    EXPECT_EQ(w.refused("caller-1", first, "record_attempt", {{"reached", false}}), "attempts_at_one_hour");
    w.advance(std::chrono::hours(1));
  }
  const json::value told = w.act("caller-1", first, "feed_back", {{"note", "published under number and code"}});
  EXPECT_EQ(told.at("state").as_string(), "fed_back");
  EXPECT_EQ(told.at("reporters").at(0).at("feedback_state").as_string(), "unreachable");
  LINLI_SHOWS("INC-07");
}

TEST_F(Deadlines, C1_AYearWithoutACalendarIsProvisionalUntilItIsImported) {
  World& w = world();
  w.set(local("2026-12-31T15:00:00"));
  const std::string id = id_of(w.report("010102", "rubble"));
  w.dispatch(id, "street_sanitation");
  const json::value before = w.act("street-sanitation-1", id, "sign");
  EXPECT_TRUE(before.at("due_provisional").as_bool());
  EXPECT_EQ(due_of(before), to_text(local("2027-01-04T15:00:00")));  // Friday 1 January looks like a workday
  db::Connection db = w.connect();
  calendar::import_year(db, calendar::read_year(R"(
year: 2027
source: a notice
festivals:
  - {name: new year, off: 2027-01-01}
  - {name: labour day, off: [2027-05-01, 2027-05-05], work: [2027-05-08]}
  - {name: national day, off: [2027-10-01, 2027-10-07]}
)"),
                        w.now());
  // The running program takes it over and recounts at once, without being asked.
  json::value after = before;
  for (int i = 0; i < 600 && after.at("due_provisional").as_bool(); ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    after = w.incident("dispatcher-1", id);
  }
  EXPECT_EQ(due_of(after), to_text(local("2027-01-05T15:00:00")));
  EXPECT_FALSE(after.at("due_provisional").as_bool());
}

}  // namespace
}  // namespace linli
