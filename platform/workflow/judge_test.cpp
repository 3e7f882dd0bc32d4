#include "judge.hpp"

#include <algorithm>
#include <sstream>

#include "fixture_test.hpp"

namespace linli::workflow {
namespace {

const Uuid kUnit = Uuid::parse("0192aaaa-0000-7000-8000-000000000001");
const Uuid kOtherUnit = Uuid::parse("0192aaaa-0000-7000-8000-000000000002");
const Instant kNow = at("2026-03-02 09:00");

/// The checked-in table as expectation: (state, action) -> party -> "." or where it leads; the code under test never
/// reads it.
struct Expected {
  std::vector<std::string> parties;
  std::map<std::pair<std::string, std::string>, std::map<std::string, std::string>> cells;
  std::string cell(const std::string& state, const std::string& action, const std::string& party) const {
    auto row = cells.find({state, action});
    return row == cells.end() ? "." : row->second.at(party);
  }
};

Expected golden() {
  Expected e;
  std::istringstream lines(file_text("tests/workflow/incident.golden"));
  // "state action | column | column": the arrows of one cell have no spaces around their bars.
  auto columns = [](std::string line) {
    std::vector<std::string> cells;
    for (std::size_t bar; (bar = line.find(" | ")) != std::string::npos; line.erase(0, bar + 3))
      cells.push_back(line.substr(0, bar));
    cells.push_back(line);
    for (std::string& cell : cells) cell.erase(cell.find_last_not_of(' ') + 1);
    return cells;
  };
  std::string line;
  std::getline(lines, line);
  e.parties = columns(line);
  e.parties.erase(e.parties.begin());
  while (std::getline(lines, line)) {
    const auto cells = columns(line);
    std::istringstream words(cells[0]);
    std::string state, action;
    words >> state >> action;
    if (state == "(start)") state.clear();
    for (std::size_t i = 0; i < e.parties.size(); ++i) e.cells[{state, action}][e.parties[i]] = cells.at(i + 1);
  }
  return e;
}

struct Actor {
  access::Principal who;
  bool as_reporter = false;
};

Actor actor_of(const std::string& party) {
  if (party == "reporter") return {access::Principal{}, true};
  if (party == "system") return {the_system(), false};
  if (party == "department of unit") return {somebody_of("department", kUnit), false};
  if (party == "unit_head of unit") return {somebody_of("unit_head", kUnit), false};
  return {somebody(party), false};
}

/// Where judging leads, or "." and the refusal.
std::string led_to(const Definition& d, Snapshot s, Attempt a, std::string& refusal) {
  static const auto guards = incident_guards();
  try {
    auto passed = s.state.empty() ? judge_start(d, guards, s, a) : judge(d, guards, s, a);
    return passed.action->aside ? "=" : passed.arrow->to;
  } catch (const Refused& refused) {
    refusal = refused.code;
    return ".";
  }
}

/// Walks every state x action x party, each choice of a form or fact.
TEST(Judge, EveryAllowedAndForbiddenArrowIsAsTheTableSays) {
  const auto d = incident_definition();
  const auto expected = golden();
  auto parties = expected.parties;
  for (const char* outsider : {"administrator", "auditor", "analyst", "department"}) parties.push_back(outsider);
  auto states = d.state_order;
  states.push_back("");
  int allowed = 0, forbidden = 0;
  for (const auto& state : states)
    for (const auto& [name, action] : state.empty() ? d.starts : d.actions)
      for (const auto& party : parties) {
        auto actor = actor_of(party);
        auto attempt = attempt_of(d, name, actor.who, kNow);
        attempt.as_reporter = actor.as_reporter;
        std::set<std::string> reached;
        std::string refusal;
        const char* choice = action.name == "unmerge" ? "back" : "score";
        for (bool flag : {false, true})
          for (const auto& chosen : d.fields.at(choice).one_of) {
            auto s = case_in(state, kUnit);
            s.facts.set("has_reporter", flag);
            if (action.name == "rate" || action.name == "unmerge") {
              auto form = std::make_shared<json::object>(*attempt.fields);
              (*form)[choice] = chosen;
              attempt.fields = form;
            }
            reached.insert(led_to(d, s, attempt, refusal));
          }
        std::set<std::string> wanted;
        bool outsider = std::find(expected.parties.begin(), expected.parties.end(), party) == expected.parties.end();
        std::istringstream cell(outsider ? "." : expected.cell(state, name, party));
        for (std::string one; std::getline(cell, one, '|');) wanted.insert(one);
        EXPECT_EQ(reached, wanted) << state << " " << name << " " << party << " " << refusal;
        if (wanted.count(".")) {
          EXPECT_TRUE(refusal == "not_yours" || refusal == "not_from_here") << refusal;
          ++forbidden;
        } else {
          ++allowed;
        }
      }
  EXPECT_GT(allowed, 150);
  EXPECT_GT(forbidden, 4000);
}

TEST(Judge, ARoleReachesByTerritoryLineOrUnit) {
  const auto d = incident_definition();
  const auto s = case_in("collected");
  auto refusal_of = [&](const access::Grant& grant, const char* action, const Snapshot& at) {
    auto who = somebody("x");
    who.grants = {grant};
    std::string refusal;
    led_to(d, at, attempt_of(d, action, who, kNow), refusal);
    return refusal;
  };
  EXPECT_EQ(refusal_of({"dispatcher", "440104001", "", {}}, "accept", s), "");
  EXPECT_EQ(refusal_of({"dispatcher", "440104002", "", {}}, "accept", s), "not_yours");
  EXPECT_EQ(refusal_of({"dispatcher", "", "", {}}, "accept", s), "not_yours");
  EXPECT_EQ(refusal_of({"dispatcher", "440104", "0101", {}}, "accept", s), "");
  EXPECT_EQ(refusal_of({"dispatcher", "440104", "0102", {}}, "accept", s), "not_yours");
  const auto dispatched = case_in("dispatched", kUnit);
  EXPECT_EQ(refusal_of({"department", "", "", kUnit}, "sign", dispatched), "");
  EXPECT_EQ(refusal_of({"department", "440104", "", kOtherUnit}, "sign", dispatched), "not_yours");
  EXPECT_EQ(refusal_of({"department", "440104", "", {}}, "sign", case_in("dispatched")), "not_yours");
}

/// Every pair of duties the file says conflict, both ways round, by every action that would gain the second.
TEST(Judge, NobodyGainsAConflictingDuty) {
  const auto d = incident_definition();
  int tried = 0;
  for (const auto& c : d.conflicts)
    for (const auto& [held, gained] : {std::pair{c.a, c.b}, std::pair{c.b, c.a}})
      for (const auto& [name, action] : d.actions) {
        if (action.duty != gained) continue;
        for (const auto& arrow : action.arrows) {
          if (arrow.when) continue;
          auto who = action.by[0].of_unit ? somebody_of(action.by[0].role, kUnit) : somebody(action.by[0].role);
          if (c.units) who.grants[0].unit = kUnit;
          auto s = case_in(arrow.from, kUnit);
          s.facts.set("separate_units", c.units);
          auto attempt = attempt_of(d, name, who, kNow);
          std::string refusal;
          EXPECT_NE(led_to(d, s, attempt, refusal), ".") << refusal << " " << name;
          s.participants = {{c.units ? kUnit : who.person, c.units, held}};
          EXPECT_EQ(led_to(d, s, attempt, refusal), ".");
          EXPECT_EQ(refusal, c.units ? "separation_of_units" : "separation") << held << " " << name;
          s.participants = {{c.units ? kOtherUnit : new_id(), c.units, held}};
          EXPECT_NE(led_to(d, s, attempt, refusal), ".") << "somebody else may";
          ++tried;
        }
      }
  EXPECT_GE(tried, 20);
  LINLI_SHOWS("INC-04");
}

TEST(Judge, WhetherTheCollectorMayCheckIsSetPerMatter) {
  const auto d = incident_definition();
  auto who = somebody("checker");
  auto s = case_in("done", kUnit);
  s.participants = {{who.person, false, "collector"}};
  auto attempt = attempt_of(d, "fail", who, kNow);
  std::string refusal;
  EXPECT_EQ(led_to(d, s, attempt, refusal), ".");
  EXPECT_EQ(refusal, "separation");
  s.facts.set("collector_may_check", true);
  EXPECT_EQ(led_to(d, s, attempt, refusal), "handling");
  s.participants.push_back({who.person, false, "handler"});
  EXPECT_EQ(led_to(d, s, attempt, refusal), ".");
  LINLI_SHOWS("INC-04");
}

TEST(Judge, EveryGuardOfTheFileIsAsked) {
  const auto d = incident_definition();
  int asked = 0;
  auto try_all = [&](const Action& action) {
    for (const auto& guard : action.guards)
      for (const auto& arrow : action.arrows) {
        const Actor actor = actor_of(action.by[0].text());
        Attempt attempt = attempt_of(d, action.name, actor.who, kNow);
        attempt.as_reporter = actor.as_reporter;
        auto s = case_in(arrow.from, kUnit);
        s.facts.set("refuse", guard);
        std::string refusal;
        EXPECT_EQ(led_to(d, s, attempt, refusal), ".");
        EXPECT_EQ(refusal, guard) << action.name;
        ++asked;
      }
  };
  for (const auto& [_, a] : d.starts) try_all(a);
  for (const auto& [_, a] : d.actions) try_all(a);
  EXPECT_GE(asked, 15);
}

TEST(Judge, AFormOpenedBeforeTheCaseMovedIsRefusedButAsidesDoNotDisturb) {
  const auto d = incident_definition();
  auto who = somebody("dispatcher");
  auto s = case_in("collected");
  s.version = 7;
  s.settled = 5;  // 6 and 7 were asides
  auto attempt = attempt_of(d, "accept", who, kNow);
  std::string refusal;
  for (auto [seen, wanted] : {std::pair{4, "."}, {5, "accepted"}, {6, "accepted"}, {7, "accepted"}, {8, "."}}) {
    attempt.seen_version = seen;
    EXPECT_EQ(led_to(d, s, attempt, refusal), wanted) << seen;
  }
  EXPECT_EQ(refusal, "changed_meanwhile");
}

std::vector<std::string> form_mistakes(const char* action, const char* fields, const char* state,
                                       access::Principal who) {
  const auto d = incident_definition();
  auto attempt = attempt_of(d, action, who, kNow);
  attempt.fields = std::make_shared<json::object>(json::parse(fields).as_object());
  std::vector<std::string> found;
  try {
    judge(d, incident_guards(), case_in(state, kUnit), attempt);
  } catch (const Refused& refused) {
    for (const auto& e : refused.fields) found.push_back(e.field + " " + e.code);
  }
  return found;
}

TEST(Judge, EveryMistakeOfAFormIsToldAtOnce) {
  using V = std::vector<std::string>;
  auto dispatcher = somebody("dispatcher");
  EXPECT_EQ(
      form_mistakes("dispatch", R"({"unit":"x","limit":{"count":0,"unit":"working_days"},"colour":"red","note":5})",
                    "accepted", dispatcher),
      (V{"fields.unit invalid_id", "fields.limit wrong_form", "fields.colour unknown_key", "fields.note not_text"}));
  EXPECT_EQ(form_mistakes("cancel", R"({"reason":" \u3000 "})", "collected", dispatcher), V{"fields.reason required"});
  EXPECT_EQ(form_mistakes("accept", R"({"urgency":"high"})", "collected", dispatcher), V{"fields.urgency not_among"});
  EXPECT_EQ(form_mistakes("suspend", R"({"cause":"c","cause_kind":"funds","notice":"n","review_on":"2026-02-30"})",
                          "handling", somebody("leader")),
            V{"fields.review_on invalid_date"});
  EXPECT_EQ(form_mistakes("record_attempt", R"({"reached":"yes","at":"noon"})", "checked", dispatcher),
            (V{"fields.reached not_boolean", "fields.at invalid_instant"}));
  EXPECT_EQ(
      form_mistakes("report_done", R"({"result":"r","attachments":[]})", "handling", somebody_of("department", kUnit)),
      V{"fields.attachments required"});
}

TEST(Offered, ShowsWhatIsAllowedAndWhyTheRestIsNot) {
  const auto d = incident_definition();
  const auto guards = incident_guards();
  auto who = somebody_of("department", kUnit);
  auto s = case_in("dispatched", kUnit);
  s.participants = {{who.person, false, "collector"}};
  std::map<std::string, ActionView> views;
  for (auto& view : offered(d, guards, s, who, false, kNow)) views[view.name] = view;
  EXPECT_EQ(views.count("warn_due"), 0u) << "what only the system does is not offered";
  EXPECT_FALSE(views.at("sign").allowed);
  EXPECT_EQ(views.at("sign").reason, "separation");
  EXPECT_EQ(views.at("sign").values.at("held"), "collector");
  EXPECT_TRUE(views.at("return_to_centre").allowed) << "asked without a form";
  EXPECT_EQ(views.at("return_to_centre").needs, (std::vector<std::string>{"reason", "clause", "proper_unit"}));
  EXPECT_EQ(views.count("add"), 0u) << "what only reporters do is not offered to staff";
  EXPECT_EQ(offered(d, guards, s, somebody("dispatcher"), false, kNow)[0].reason, "not_yours");
  EXPECT_EQ(views.at("sign").why, "P-01 step 5, INC-04");
  EXPECT_EQ(offered(d, guards, case_in("fed_back"), access::Principal{}, true, kNow)[0].to,
            (std::vector<std::string>{"closed", "callback"}));
  LINLI_SHOWS("INC-04");
}

}  // namespace
}  // namespace linli::workflow
