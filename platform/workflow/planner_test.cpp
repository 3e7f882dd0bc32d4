#include "planner.hpp"

#include "fixture_test.hpp"
#include "lengths.hpp"

namespace linli::workflow {
namespace {

/// Plans without judging: what a passed attempt makes of the case.
class Planning : public ::testing::Test {
 protected:
  Planning() : d_(incident_definition()) {
    for (const auto& name : incident_names().limits)
      limits_[name] = [this, name](const Snapshot&, const Attempt&) { return lengths_.at(name); };
    for (const auto& name : incident_names().limits) lengths_[name] = {2, DurationUnit::working_hours};
    lengths_["urgent_step"] = {30, DurationUnit::natural_minutes};
    lengths_["handle"] = {2, DurationUnit::working_days};
  }
  /// `fields` are added to what the action needs.
  Plan does(const std::string& action, Snapshot& s, const std::string& local, json::object fields = {}) {
    static const auto who = somebody("dispatcher");
    const auto& a = d_.actions.at(action);
    Passed passed{&a, nullptr, "dispatcher", {}};
    for (const auto& arrow : a.arrows)
      if (arrow.from == s.state && !passed.arrow) passed.arrow = &arrow;
    auto attempt = attempt_of(d_, action, who, at(local));
    auto form = std::make_shared<json::object>(*attempt.fields);
    for (auto& item : fields) (*form)[item.key()] = item.value();
    attempt.fields = form;
    auto p = plan(d_, {*calendar_, city(), limits_}, s, attempt, passed);
    s.state = p.settled.to;
    s.version = p.settled.version;
    s.settled = p.settled_version;
    s.visit = p.visit;
    s.entered_at = p.entered_at;
    s.clock = p.settled.clock;
    s.left = p.left;
    s.paused_at = p.settled.paused_at;
    s.owner_unit = p.settled.owner_unit;
    s.owner_person = p.settled.owner_person;
    return p;
  }
  static std::string local(Instant i) {
    auto t = to_text(Instant(i + std::chrono::hours(8)));
    return t.substr(0, 10) + " " + t.substr(11, 5);
  }

  Definition d_;
  std::map<std::string, LegalDuration> lengths_;
  Limits limits_;
  std::shared_ptr<const WorkingCalendar> calendar_ = calendar_2026();
};

TEST_F(Planning, ADeadlineRunsOverNationalDayAndTheMakeUpSaturday) {
  auto s = case_in("accepted");
  s.entered_at = at("2026-09-30 16:00");
  does("dispatch", s, "2026-09-30 16:20");
  does("sign", s, "2026-09-30 16:40");
  // 70 min on 30 September, 8 and 9 October whole, the rest of two days (840 - 70 - 420 = 350 min) on Friday.
  EXPECT_EQ(local(s.clock->due), "2026-10-09 16:20") << "counted from dispatch, not from signing";
  lengths_["handle"] = {3, DurationUnit::working_days};
  auto other = case_in("accepted");
  does("dispatch", other, "2026-09-30 16:20");
  does("sign", other, "2026-09-30 16:40");
  EXPECT_EQ(local(other.clock->due), "2026-10-10 16:20") << "Saturday 10 October is a workday";
  EXPECT_FALSE(other.clock->provisional);
}

TEST_F(Planning, APauseOverNationalDayKeepsWhatWasLeft) {
  auto s = case_in("dispatched");
  s.entered_at = at("2026-09-29 09:30");
  does("sign", s, "2026-09-29 10:00");
  EXPECT_EQ(local(s.clock->due), "2026-10-08 09:30");
  auto paused = does("suspend", s, "2026-09-30 16:30", {{"review_on", "2026-10-12"}});
  EXPECT_EQ(paused.left->count, 120) << "60 min on 30 September and 60 on 8 October";
  EXPECT_EQ(s.paused_at, at("2026-09-30 16:30"));
  EXPECT_EQ(local(s.clock->due), "2026-10-13 00:00") << "to be reviewed by the end of that day";
  does("resume", s, "2026-10-10 11:30");
  EXPECT_EQ(local(s.clock->due), "2026-10-10 15:30") << "a make-up Saturday with its lunch break";
  EXPECT_FALSE(s.paused_at);
  EXPECT_FALSE(s.left);
}

TEST_F(Planning, AReviewOfWhatIsPausedKeepsWhatWasLeftThen) {
  auto s = case_in("dispatched");
  s.entered_at = at("2026-03-02 09:00");
  lengths_["handle"] = {4, DurationUnit::working_hours};
  does("sign", s, "2026-03-02 09:00");
  does("suspend", s, "2026-03-02 10:00", {{"review_on", "2026-03-09"}});
  does("review", s, "2026-03-09 11:00", {{"review_on", "2026-04-01"}});
  EXPECT_EQ(local(s.clock->due), "2026-04-02 00:00");
  EXPECT_EQ(s.paused_at, at("2026-03-02 10:00"));
  EXPECT_EQ(s.left->count, 180);
  does("resume", s, "2026-03-10 08:30");
  EXPECT_EQ(local(s.clock->due), "2026-03-10 11:30");
}

TEST_F(Planning, APauseOfAnOverdueCaseGivesNoTimeBack) {
  auto s = case_in("dispatched");
  s.entered_at = at("2026-03-02 09:00");
  lengths_["handle"] = {1, DurationUnit::working_hours};
  does("sign", s, "2026-03-02 09:30");
  does("suspend", s, "2026-03-02 15:00");
  EXPECT_EQ(s.left->count, 0);
  does("resume", s, "2026-03-05 09:00");
  EXPECT_EQ(s.clock->due, at("2026-03-05 09:00"));
}

TEST_F(Planning, UrgentMattersCountNaturalTimeAtNight) {
  auto s = case_in("collected");
  s.facts.set("urgent", true);
  does("accept", s, "2026-10-03 23:50");
  EXPECT_EQ(local(s.clock->due), "2026-10-04 00:20");
  auto calm = case_in("collected");
  does("accept", calm, "2026-10-03 23:50");
  EXPECT_EQ(local(calm.clock->due), "2026-10-08 10:30");
}

TEST_F(Planning, ADeadlineEnteringAYearWithoutCalendarIsProvisional) {
  auto s = case_in("accepted");
  lengths_["sign"] = {5, DurationUnit::working_days};
  does("dispatch", s, "2026-12-30 09:00");
  EXPECT_TRUE(s.clock->provisional);
}

TEST_F(Planning, WarnsAtThreeQuarters) {
  auto s = case_in("collected");
  auto p = does("accept", s, "2026-03-02 11:00");
  ASSERT_EQ(p.timers.size(), 2u);
  EXPECT_EQ(p.timers[0].action, "warn_due");
  EXPECT_EQ(local(p.timers[0].fire_at), "2026-03-02 14:30") << "90 working minutes, lunch does not count";
  EXPECT_EQ(p.timers[1].action, "report_overdue");
  EXPECT_EQ(local(p.timers[1].fire_at), "2026-03-02 15:00");
}

TEST_F(Planning, AnExtensionCountsFromTheSameStart) {
  auto s = case_in("dispatched");
  s.entered_at = at("2026-03-02 09:00");
  does("sign", s, "2026-03-02 09:10");
  auto visit = s.visit;
  auto p = does("extend", s, "2026-03-03 10:00", {{"extra", {{"count", 4}, {"unit", "working_hours"}}}});
  EXPECT_EQ(local(s.clock->due), "2026-03-04 15:00");
  EXPECT_EQ(s.visit, visit) << "the same stay";
  EXPECT_EQ(s.settled, visit) << "open forms are not disturbed";
  EXPECT_TRUE(p.new_timers);
  EXPECT_THROW(does("extend", s, "2026-03-03 10:00", {{"extra", {{"count", 4}, {"unit", "natural_hours"}}}}), Refused);
}

TEST_F(Planning, AFailedCheckStartsTheLimitAgain) {
  auto s = case_in("done");
  does("fail", s, "2026-03-05 09:00");
  EXPECT_EQ(local(s.clock->due), "2026-03-09 09:00") << "Thursday 390, Friday 420, Monday 30 minutes";
}

TEST_F(Planning, DispatchNamesTheUnitAndSigningThePerson) {
  auto s = case_in("accepted");
  auto unit = new_id();
  does("dispatch", s, "2026-03-02 09:00", {{"unit", unit.text()}});
  EXPECT_EQ(s.owner_unit, unit);
  EXPECT_TRUE(s.owner_person.is_nil());
  does("sign", s, "2026-03-02 09:30");
  EXPECT_FALSE(s.owner_person.is_nil());
  s.state = "contested";
  does("grant_return", s, "2026-03-02 09:40");
  EXPECT_TRUE(s.owner_unit.is_nil() && s.owner_person.is_nil());
}

TEST_F(Planning, AFinalStateHasNoClock) {
  auto s = case_in("fed_back");
  auto p = does("close_unrated", s, "2026-03-02 09:00");
  EXPECT_FALSE(s.clock);
  EXPECT_TRUE(p.ends && p.new_timers && p.timers.empty());
  EXPECT_EQ(p.settled.outcome, "closed");
}

HistoryRow row(const char* from, const char* to, const char* who, bool aside = false) {
  HistoryRow h;
  h.from = from;
  h.to = to;
  h.who = who;
  h.aside = aside;
  return h;
}

std::string shape(const std::vector<Step>& steps) {
  std::string text;
  for (const auto& s : steps) text += s.key + ":" + "dn.-"[static_cast<int>(s.status)] + " ";
  return text;
}

TEST_F(Planning, ProgressFollowsTheHistory) {
  std::vector<HistoryRow> h = {row("", "collected", "a")};
  EXPECT_EQ(shape(progress(d_, Bar::staff, h)),
            "collect:d accept:n dispatch:. sign:. handle:. check:. feed_back:. rate:. close:. ");
  h.push_back(row("collected", "returned", "b"));
  EXPECT_EQ(shape(progress(d_, Bar::staff, h)),
            "collect:n accept:. dispatch:. sign:. handle:. check:. feed_back:. rate:. close:. ");
  for (auto [from, to] : {std::pair{"returned", "collected"},
                          {"collected", "accepted"},
                          {"accepted", "dispatched"},
                          {"dispatched", "handling"},
                          {"handling", "handling"},
                          {"handling", "done"}})
    h.push_back(row(from, to, "c", std::string_view(from) == to));
  EXPECT_EQ(shape(progress(d_, Bar::staff, h)),
            "collect:d accept:d dispatch:d sign:d handle:d check:n feed_back:. rate:. close:. ");
  EXPECT_EQ(shape(progress(d_, Bar::resident, h)), "received:d assigned:d handling:d checking:n rating:. ");
  h.push_back(row("done", "closed", "d"));
  EXPECT_EQ(shape(progress(d_, Bar::staff, h)),
            "collect:d accept:d dispatch:d sign:d handle:d check:d feed_back:- rate:- close:d ");
  EXPECT_EQ(progress(d_, Bar::staff, h)[5].who, "d");
}

TEST_F(Planning, ProgressOfSelfHandledAndCancelledCases) {
  EXPECT_EQ(shape(progress(d_, Bar::staff, {row("", "self_closed", "a")})),
            "collect:d accept:- dispatch:- sign:- handle:- check:- feed_back:- rate:- close:d ");
  EXPECT_EQ(shape(progress(d_, Bar::staff, {row("", "collected", "a"), row("collected", "cancelled", "b")})),
            "collect:d accept:- dispatch:- sign:- handle:- check:- feed_back:- rate:- close:- ");
}

}  // namespace
}  // namespace linli::workflow
