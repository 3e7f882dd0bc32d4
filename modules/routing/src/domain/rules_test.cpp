#include "domain/rules.hpp"

#include <gmock/gmock.h>

#include "platform/testing/shows.hpp"

namespace linli::routing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;

Uuid id(int n) {
  Uuid made;
  made.bytes[15] = static_cast<std::uint8_t>(n);
  made.bytes[6] = 0x70;
  return made;
}

Rule rule(int n, const std::string& kind = "drainage") {
  Rule made;
  made.id = id(n);
  made.name = "rule " + std::to_string(n);
  made.unit_kind = kind;
  return made;
}

const Moment kMondayMorning{true, 1, 9 * 60};
const Moment kMondayNight{false, 1, 23 * 60};

class Rules : public ::testing::Test {
 protected:
  Rules() {
    add(100, "drainage", "440104", {1});
    add(101, "drainage", "440104001", {2, 3});
    add(102, "fire_rescue", "440104001", {4});
    question.matter = "030101";
    question.area = "440104001002003";
    question.answers = {{"urgency", "urgent"}, {"source", "phone"}};
  }
  void add(int n, const std::string& kind, const std::string& prefix, std::vector<int> handlers) {
    Unit unit{id(n), "unit " + std::to_string(n), kind, prefix, {}};
    for (const int person : handlers) unit.handlers.push_back(id(person));
    units[unit.id] = unit;
  }
  Decision asked(const std::vector<Rule>& rules, const Moment& moment = kMondayMorning) {
    kept = rules;
    return decide(kept, question, moment, units);
  }
  static std::vector<std::string> codes(const std::vector<FieldError>& mistakes) {
    std::vector<std::string> found;
    for (const FieldError& m : mistakes) found.push_back(m.field + " " + m.code);
    return found;
  }
  Ground ground() {
    return {[](std::string_view code) { return code != "99"; }, [](std::string_view code) { return code != "440199"; },
            &units};
  }
  std::vector<FieldError> mistakes(const std::vector<Rule>& rules) {
    return mistakes_in(rules, ground(), {{"urgency", "", {{"normal", ""}, {"urgent", ""}}}},
                       [](std::string_view kind) { return kind == "drainage"; });
  }

  Units units;
  Question question;
  std::vector<Rule> kept;
};

TEST_F(Rules, TheFirstThatMatchesWinsAndTheOthersSayWhyNot) {
  Rule off = rule(1), matter = rule(2), area = rule(3), time = rule(4), answer = rule(5), fits = rule(6),
       later = rule(7);
  off.enabled = false;
  matter.matter = "0102";
  area.area = "440106";
  time.when = "off";
  answer.answers = {{"urgency", {"normal", "critical"}}};
  fits.matter = "0301";
  const Decision found = asked({off, matter, area, time, answer, fits, later});
  ASSERT_TRUE(found.rule);
  EXPECT_EQ(found.number, 6U);
  EXPECT_EQ(found.rule->id, id(6));
  EXPECT_THAT(found.passed, ElementsAre(Pair(1, "disabled"), Pair(2, "matter"), Pair(3, "area"), Pair(4, "time"),
                                        Pair(5, "answers")));
  LINLI_SHOWS("DSP-03");
}

TEST_F(Rules, AKindOfUnitIsTheNearestThatHoldsThePlace) {
  EXPECT_EQ(asked({rule(1)}).unit->id, id(101));
  question.area = "440104002001001";
  EXPECT_EQ(asked({rule(1)}).unit->id, id(100));
  question.area = "440106001001001";
  const Decision nowhere = asked({rule(1)});
  EXPECT_FALSE(nowhere.unit);
  EXPECT_THAT(nowhere.passed, ElementsAre(Pair(1, "no_unit")));
  LINLI_SHOWS("DSP-03");
}

TEST_F(Rules, WithoutAMatchTheCataloguesKindIsTaken) {
  question.default_kind = "fire_rescue";
  Rule other = rule(1);
  other.matter = "0999";
  const Decision found = asked({other});
  EXPECT_FALSE(found.rule);
  EXPECT_TRUE(found.by_default);
  EXPECT_EQ(found.unit->id, id(102));
  question.default_kind.clear();
  EXPECT_FALSE(asked({other}).unit);
}

TEST_F(Rules, AClosedUnitIsPassedOver) {
  Rule named = rule(1, "");
  named.unit = id(200);
  const Decision found = asked({named, rule(2)});
  EXPECT_EQ(found.number, 2U);
  EXPECT_THAT(found.passed, ElementsAre(Pair(1, "no_unit")));
}

TEST_F(Rules, NeverCrossesTheSeparationOfCollectingAndHandling) {
  Rule named = rule(1, "");
  named.unit = id(102);
  question.barred_people = {id(4)};
  EXPECT_THAT(asked({named}).passed, ElementsAre(Pair(1, "separation"))) << "its only handler collected the case";
  question.barred_people = {id(2)};
  EXPECT_EQ(asked({rule(2)}).unit->id, id(101)) << "somebody else there may handle it";
  question.barred_people = {id(2), id(3)};
  EXPECT_EQ(asked({rule(2)}).unit->id, id(100)) << "the next unit of the kind";
  question.barred_people.clear();
  question.barred_units = {id(100), id(101)};
  EXPECT_THAT(asked({rule(2)}).passed, ElementsAre(Pair(1, "separation")));
  question.default_kind = "drainage";
  EXPECT_FALSE(asked({rule(2)}).unit) << "nor by the catalogue's kind";
  LINLI_SHOWS("INC-04");
}

TEST_F(Rules, ABarredContactIsNotNamed) {
  Rule named = rule(1, "");
  named.unit = id(101);
  named.person = id(2);
  EXPECT_FALSE(asked({named}).person_barred);
  question.barred_people = {id(2)};
  EXPECT_TRUE(asked({named}).person_barred);
}

TEST_F(Rules, HoursMayPassMidnightAndTheirEndIsNotIncluded) {
  Rule night = rule(1);
  night.from = "22:00";
  night.to = "06:00";
  const auto holds = [&](int minute) { return !unmet(night, question, {false, 1, minute}); };
  EXPECT_FALSE(holds(21 * 60 + 59));
  EXPECT_TRUE(holds(22 * 60));
  EXPECT_TRUE(holds(0));
  EXPECT_TRUE(holds(5 * 60 + 59));
  EXPECT_FALSE(holds(6 * 60));
  night.from = "06:00";
  night.to = "22:00";
  EXPECT_TRUE(holds(6 * 60));
  EXPECT_FALSE(holds(22 * 60));
}

TEST_F(Rules, WorkingTimeAndWeekdays) {
  Rule working = rule(1), off = rule(2), sunday = rule(3);
  working.when = "working";
  off.when = "off";
  sunday.weekdays = {6, 7};
  EXPECT_FALSE(unmet(working, question, kMondayMorning));
  EXPECT_EQ(unmet(working, question, kMondayNight), "time");
  EXPECT_EQ(unmet(off, question, kMondayMorning), "time");
  EXPECT_FALSE(unmet(off, question, kMondayNight));
  EXPECT_EQ(unmet(sunday, question, kMondayNight), "time");
  EXPECT_FALSE(unmet(sunday, question, {false, 7, 600}));
}

TEST_F(Rules, AnAnswerNobodyGaveIsNotMet) {
  Rule asks = rule(1);
  asks.answers = {{"has_reporter", {"yes", "no"}}};
  EXPECT_EQ(unmet(asks, question, kMondayMorning), "answers");
  asks.answers = {{"urgency", {"urgent"}}, {"source", {"phone", "hotline"}}};
  EXPECT_FALSE(unmet(asks, question, kMondayMorning));
}

TEST_F(Rules, AreStaleWhenWhatTheyStandOnIsGone) {
  Rule stands = rule(1);
  EXPECT_EQ(stale_reason(stands, ground()), "");
  stands.matter = "99";
  EXPECT_EQ(stale_reason(stands, ground()), "matter_gone");
  stands.matter = "03";
  stands.area = "440199";
  EXPECT_EQ(stale_reason(stands, ground()), "area_gone");
  stands.area.clear();
  stands.unit = id(200);
  EXPECT_EQ(stale_reason(stands, ground()), "unit_closed");
  stands.unit = id(101);
  stands.person = id(3);
  EXPECT_EQ(stale_reason(stands, ground()), "");
  stands.person = id(4);
  EXPECT_EQ(stale_reason(stands, ground()), "person_left");
  LINLI_SHOWS("DSP-03");
}

TEST_F(Rules, MistakesAreToldTogetherEachByItsField) {
  Rule twice = rule(1), open = rule(1), both = rule(2), none = rule(3, ""), asks = rule(4), gone = rule(5);
  open.from = "22:00";
  both.unit = id(101);
  none.person = id(3);
  asks.answers = {{"weather", {"rain"}}, {"urgency", {"soon"}}, {"urgency", {"urgent"}}, {"source", {}}};
  asks.unit_kind = "circus";
  gone.area = "440199";
  Rule switched_off = gone;
  switched_off.id = id(6);
  switched_off.enabled = false;
  EXPECT_THAT(
      codes(mistakes({twice, open, both, none, asks, gone, switched_off})),
      ElementsAre("rules[1].id routing_rule_doubled", "rules[1].to required",
                  "rules[2].unit_kind routing_target_doubled", "rules[3].unit routing_target_needed",
                  "rules[3].person routing_person_without_unit", "rules[4].answers[0].name routing_answer_unknown",
                  "rules[4].answers[1].values routing_answer_unknown",
                  "rules[4].answers[2].name routing_answer_doubled", "rules[4].answers[3].name routing_answer_unknown",
                  "rules[4].unit_kind routing_kind_unknown", "rules[5].area routing_area_gone"));
}

TEST_F(Rules, OnesOfOtherDistrictsStayAsTheyAre) {
  const auto mine = [](const Rule& r) { return r.area.starts_with("440104"); };
  Rule ours = rule(1), ours_too = rule(2), theirs = rule(3), city = rule(4);
  ours.area = "440104";
  ours_too.area = "440104001";
  theirs.area = "440106";
  const std::vector<Rule> before{ours, theirs, ours_too, city};
  Rule renamed = ours, fresh = rule(9);
  renamed.name = "other";
  fresh.area = "440104002";
  EXPECT_FALSE(foreign_change(before, {fresh, ours_too, renamed, theirs, city}, mine));
  EXPECT_FALSE(foreign_change(before, {theirs, city}, mine)) << "own ones may go";
  EXPECT_EQ(foreign_change(before, {ours, ours_too, city}, mine), id(3)) << "removed";
  EXPECT_EQ(foreign_change(before, {ours, city, ours_too, theirs}, mine), id(4)) << "moved among each other";
  Rule wider = ours;
  wider.area = "";
  EXPECT_EQ(foreign_change(before, {wider, theirs, ours_too, city}, mine), id(1)) << "widened beyond the own";
  Rule taken = theirs;
  taken.area = "440104";
  EXPECT_EQ(foreign_change(before, {ours, taken, ours_too, city}, mine), id(3)) << "drawn into the own";
  Rule new_elsewhere = rule(8);
  new_elsewhere.area = "4401";
  EXPECT_EQ(foreign_change(before, {new_elsewhere, ours, theirs, ours_too, city}, mine), id(8));
}

TEST_F(Rules, ChangesAreNamed) {
  Rule a = rule(1), b = rule(2), c = rule(3);
  Rule changed = b;
  changed.enabled = false;
  Changes found = changes_between({a, b}, {c, changed, a});
  EXPECT_THAT(found.added, ElementsAre(id(3)));
  EXPECT_THAT(found.changed, ElementsAre(id(2)));
  EXPECT_THAT(found.removed, IsEmpty());
  EXPECT_TRUE(found.reordered);
  found = changes_between({a, b}, {b});
  EXPECT_THAT(found.removed, ElementsAre(id(1)));
  EXPECT_FALSE(found.reordered);
}

}  // namespace
}  // namespace linli::routing
