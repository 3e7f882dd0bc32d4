#include <chrono>
#include <thread>

#include "platform/outbox/outbox.hpp"
#include "platform/testing/shows.hpp"
#include "tests/loop/fixture.hpp"

// Which unit the rules propose, how their keeper changes and tries them, and how they grow from rulings (DSP-03).
namespace linli {
namespace {

namespace json = boost::json;

constexpr const char* kRules = "/api/v1/routing/rules";
constexpr const char* kTrials = "/api/v1/routing/trials";
constexpr const char* kRehearsals = "/api/v1/routing/rehearsals";
constexpr const char* kPrecedents = "/api/v1/routing/precedents";
constexpr const char* kCharging = "030101";
constexpr const char* kRubble = "010102";

class Routes : public ::testing::Test {
 protected:
  static World& world() {
    static World* const kWorld = new World(parse_instant("2026-11-23T09:00:00+08:00"));
    return *kWorld;
  }
  static std::string text(const json::value& value) { return std::string(value.as_string()); }
  static std::string street() { return world().grid().substr(0, 9); }
  static json::object rules_in_force(const std::string& who = "leader-1") {
    return world().get(who, kRules).json().as_object();
  }
  /// What a client sends of the rules it was shown.
  static json::array as_sent(const json::object& set) {
    json::array rules;
    for (json::value rule : set.at("rules").as_array()) {
      for (const char* shown : {"stale", "number", "matter_name", "area_name", "unit_name", "unit_kind_name",
                                "person_name", "conditions", "mine"})
        rule.as_object().erase(shown);
      rules.push_back(std::move(rule));
    }
    return rules;
  }
  static json::object rule(const std::string& name, const std::string& matter, json::object more = {}) {
    json::object made{{"id", Uuid::v7(world().now()).text()},
                      {"name", name},
                      {"matter", matter},
                      {"area", street()},
                      {"enabled", true}};
    for (const auto& member : more) made[member.key()] = member.value();
    return made;
  }
  static json::array with_first(const json::array& rules, const json::object& first) {
    json::array all{first};
    for (const json::value& one : rules) all.push_back(one);
    return all;
  }
  static Answer publish(const std::string& who, const json::array& rules, const json::value& version,
                        const Uuid& id = Uuid::v7(world().now())) {
    return world().post(who, kRules,
                        {{"id", id.text()}, {"version", version}, {"note", "for a test"}, {"rules", rules}});
  }
  static json::object unit_of(const std::string& kind) {
    return world().get("dispatcher-1", "/api/v1/units?kind=" + kind).json().at("items").at(0).as_object();
  }
  static std::string accepted(const std::string& matter, json::object more = {}) {
    World& w = world();
    const std::string id = id_of(w.report(matter, "words", std::move(more)));
    w.act(w.worker(), id, "acknowledge");
    w.act(w.worker(), id, "submit");
    w.act("dispatcher-1", id, "accept");
    return id;
  }
  /// Background work follows within seconds of the machine; `done` is asked until it says so.
  static bool soon(const std::function<bool()>& done) {
    for (int i = 0; i < 300; ++i) {
      if (done()) return true;
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
    return false;
  }
  static void rule_finally(const std::string& id, const std::string& matter, const std::string& unit) {
    World& w = world();
    db::Connection db = w.connect();
    db::Batch batch;
    outbox::publish(batch, "incidents.rule_finally", id,
                    json::object{{"number", "E-1"}, {"matter", matter}, {"version", 9}, {"owner_unit", unit}}, w.grid(),
                    "", w.now());
    db.commit(batch);
  }
  static json::array open_precedents() {
    return world().get("leader-1", std::string(kPrecedents) + "?state=open").json().at("items").as_array();
  }
  static std::vector<std::string> fields_of(const Answer& answer) {
    std::vector<std::string> fields;
    const json::value problem = answer.json();
    for (const json::value& error : problem.at("errors").as_array()) fields.push_back(text(error.at("field")));
    return fields;
  }
};

TEST_F(Routes, ACaseToBeDispatchedComesWithAProposalAndItsReason) {
  World& w = world();
  const std::string id = accepted(kCharging);
  const json::value proposal = w.incident("dispatcher-1", id).at("proposal");
  ASSERT_TRUE(proposal.is_object());
  EXPECT_EQ(proposal.at("unit"), unit_of("emergency_office").at("id"));
  EXPECT_EQ(proposal.at("number"), 2);
  EXPECT_EQ(proposal.at("of"), 8);
  const std::string told = text(proposal.at("explanation"));
  EXPECT_THAT(told, testing::Not(testing::HasSubstr("030101")));
  EXPECT_THAT(told, testing::AllOf(testing::HasSubstr("0301 "), testing::HasSubstr(text(proposal.at("unit_name")))));
  EXPECT_TRUE(w.incident("leader-1", id).at("proposal").is_null()) << "only for whoever dispatches";
  const json::value after = w.act("dispatcher-1", id, "dispatch", {{"unit", unit_of("fire_rescue").at("id")}});
  EXPECT_EQ(after.at("state").as_string(), "dispatched") << "the dispatcher may decide otherwise";
  EXPECT_TRUE(after.at("proposal").is_null());
  LINLI_SHOWS("DSP-03");
}

TEST_F(Routes, MatterPlaceTimeAndAnswersDecide) {
  World& w = world();
  const auto tried = [&](const std::string& matter, const std::string& at, json::array answers) {
    const Answer answer = w.post("dispatcher-1", kTrials,
                                 {{"matter", matter}, {"area", w.grid()}, {"at", at}, {"answers", std::move(answers)}});
    EXPECT_EQ(answer.status, 200) << answer.text;
    return answer.json();
  };
  const json::array urgent{json::object{{"name", "urgency"}, {"value", "urgent"}}},
      normal{json::object{{"name", "urgency"}, {"value", "normal"}}};
  EXPECT_EQ(tried(kCharging, "2026-11-23T02:00:00Z", urgent).at("unit"), unit_of("emergency_office").at("id"));
  EXPECT_EQ(tried(kCharging, "2026-11-23T15:40:00Z", urgent).at("unit"), unit_of("fire_rescue").at("id"));
  EXPECT_EQ(tried(kCharging, "2026-11-22T02:00:00Z", urgent).at("unit"), unit_of("fire_rescue").at("id")) << "Sunday";
  EXPECT_EQ(tried(kCharging, "2026-11-23T15:40:00Z", normal).at("unit"), unit_of("emergency_office").at("id"));
  const json::value unmatched = tried(kRubble, "2026-11-23T02:00:00Z", normal);
  EXPECT_EQ(unmatched.at("number"), 0);
  EXPECT_EQ(unmatched.at("unit"), unit_of("street_sanitation").at("id")) << "the catalogue's own kind of unit";
  EXPECT_EQ(unmatched.at("passed").as_array().size(), 8U);
  LINLI_SHOWS("DSP-03");
}

TEST_F(Routes, AKeeperPublishesAVersionAndEveryOneIsKept) {
  World& w = world();
  const json::object before = rules_in_force();
  const json::array mine =
      with_first(as_sent(before), rule("ours", kRubble, {{"unit_kind", "street_enforcement"}, {"when", "always"}}));
  const Uuid record = Uuid::v7(w.now());
  const Answer published = publish("leader-1", mine, before.at("version"), record);
  ASSERT_EQ(published.status, 201) << published.text;
  const std::int64_t version = published.json().at("version").as_int64();
  EXPECT_EQ(version, before.at("version").as_int64() + 1);
  EXPECT_EQ(publish("leader-1", mine, before.at("version"), record).json().at("version"), version) << "a retry";
  EXPECT_EQ(publish("leader-1", as_sent(before), before.at("version"), record).code(), "record_id_reused");
  EXPECT_EQ(publish("leader-1", as_sent(before), before.at("version")).code(), "routing_changed_meanwhile");
  EXPECT_EQ(w.incident("dispatcher-1", accepted(kRubble)).at("proposal").at("unit"),
            unit_of("street_enforcement").at("id"));
  const json::value older =
      w.get("leader-1", std::string(kRules) + "?version=" + std::to_string(before.at("version").as_int64())).json();
  EXPECT_EQ(older.at("rules"), before.at("rules"));
  EXPECT_FALSE(older.at("current").as_bool());
  EXPECT_EQ(w.get("dispatcher-1", "/api/v1/routing/versions?limit=1").json().at("items").at(0).at("version"), version);
  w.give_second_factor("auditor-1");
  const json::value trace = w.get("auditor-1", "/api/v1/audit?action=routing.publish&limit=1").json();
  ASSERT_FALSE(trace.at("items").as_array().empty());
  EXPECT_EQ(trace.at("items").at(0).at("detail").at("added").as_array().size(), 1U);
  EXPECT_THROW(w.connect().query("update routing.rule_set set note = 'x'"), db::Failure);
  EXPECT_EQ(publish("leader-1", as_sent(before), version).status, 201) << "as it was";
  LINLI_SHOWS("DSP-03");
}

TEST_F(Routes, KeepersChangeOnlyTheirOwnGround) {
  const json::object set = rules_in_force();
  const json::array rules = as_sent(set);
  json::array moved = rules;
  std::swap(moved[0], moved[1]);
  json::array removed = rules;
  removed.erase(removed.begin());
  for (const json::array& changed :
       {moved, removed, with_first(rules, rule("city", kRubble, {{"area", ""}, {"unit_kind", "drainage"}})),
        with_first(rules, rule("next", kRubble, {{"area", "440106"}, {"unit_kind", "drainage"}}))}) {
    const Answer answer = publish("leader-1", changed, set.at("version"));
    EXPECT_EQ(answer.status, 422) << answer.text;
    EXPECT_THAT(answer.text, testing::HasSubstr("routing_not_yours"));
  }
  for (const std::string& who : {std::string("dispatcher-1"), world().worker(), std::string("street-sanitation-1")})
    EXPECT_EQ(publish(who, rules, set.at("version")).code(), "forbidden") << who;
  EXPECT_FALSE(set.at("rules").at(0).at("mine").as_bool());
  world().give_second_factor("administrator-1");
  EXPECT_TRUE(rules_in_force("administrator-1").at("rules").at(0).at("mine").as_bool());
  EXPECT_EQ(publish("administrator-1", moved, set.at("version")).status, 201);
  EXPECT_EQ(publish("administrator-1", rules, set.at("version").as_int64() + 1).status, 201);
  LINLI_SHOWS("DSP-03");
}

TEST_F(Routes, ADraftIsRehearsedOnRealCasesBeforeItCounts) {
  World& w = world();
  const std::string id = accepted(kRubble);
  w.act("dispatcher-1", id, "dispatch", {{"unit", unit_of("street_sanitation").at("id")}});
  const json::object set = rules_in_force();
  const auto rehearsed = [&](const json::array& rules, const std::string& who) {
    const Answer answer = w.post(who, kRehearsals, {{"cases", 200}, {"rules", rules}});
    EXPECT_EQ(answer.status, 200) << answer.text;
    return answer.json();
  };
  const json::value same = rehearsed(as_sent(set), "leader-1");
  EXPECT_GT(same.at("cases").as_int64(), 0);
  EXPECT_EQ(same.at("otherwise"), 0);
  const json::array draft =
      with_first(as_sent(set), rule("draft", kRubble, {{"unit", unit_of("street_enforcement").at("id")}}));
  const json::value view = rehearsed(draft, "leader-1");
  EXPECT_GT(view.at("otherwise").as_int64(), 0);
  EXPECT_LE(view.at("elsewhere").as_int64(), view.at("cases").as_int64());
  bool shown = false;
  for (const json::value& one : view.at("differences").as_array()) {
    if (text(one.at("id")) != id) continue;
    shown = true;
    EXPECT_EQ(one.at("sent_to"), unit_of("street_sanitation").at("name"));
    EXPECT_EQ(one.at("in_force"), unit_of("street_sanitation").at("name"));
    EXPECT_EQ(one.at("draft"), unit_of("street_enforcement").at("name"));
  }
  EXPECT_TRUE(shown);
  EXPECT_EQ(rules_in_force().at("version"), set.at("version")) << "nothing was written";
  w.give_second_factor("administrator-1");
  EXPECT_EQ(rehearsed(draft, "administrator-1").at("cases"), 0) << "who sees no cases rehearses none";
  LINLI_SHOWS("DSP-03");
}

TEST_F(Routes, AStaleRuleIsPutOutOfUseAndToldOf) {
  World& w = world();
  const json::object set = rules_in_force();
  db::Connection db = w.connect();
  const json::object unit = unit_of("utility");
  const std::string name = "stale " + Uuid::v7(w.now()).text().substr(0, 8);
  const json::object added = rule(name, kRubble, {{"unit", unit.at("id")}});
  ASSERT_EQ(publish("leader-1", with_first(as_sent(set), added), set.at("version")).status, 201);
  const std::string waiting = accepted(kRubble);
  EXPECT_EQ(w.incident("dispatcher-1", waiting).at("proposal").at("unit"), unit.at("id"));
  db.query("update access.unit set closed_at = $2 where id = $1",
           db::Params::of(Uuid::parse(text(unit.at("id"))), w.now()));
  EXPECT_NE(w.incident("dispatcher-1", waiting).at("proposal").at("unit"), unit.at("id")) << "at once";
  const json::array still = with_first(as_sent(set), added);
  const Answer refused = publish("leader-1", still, set.at("version").as_int64() + 1);
  EXPECT_THAT(fields_of(refused), testing::ElementsAre("rules[0].unit"));
  w.advance(std::chrono::minutes(2));
  ASSERT_TRUE(soon([&] { return rules_in_force().at("rules").at(0).at("stale").as_string() == "unit_closed"; }));
  const json::object now = rules_in_force();
  EXPECT_FALSE(now.at("rules").at(0).at("enabled").as_bool());
  EXPECT_TRUE(now.at("by").is_null()) << "the system did it";
  EXPECT_TRUE(soon([&] {
    const Answer notices = w.get("dispatcher-1", "/api/v1/notices?limit=200");
    return notices.text.find(name) != std::string::npos;
  })) << "the dispatcher is told";
  db.query("update access.unit set closed_at = null where id = $1", db::Params::of(Uuid::parse(text(unit.at("id")))));
  EXPECT_EQ(publish("leader-1", as_sent(set), now.at("version")).status, 201) << "as it was";
  LINLI_SHOWS("DSP-03");
}

TEST_F(Routes, AFinalRulingIsAPrecedentAndOnceConfirmedARule) {
  World& w = world();
  const std::string unit = text(unit_of("drainage").at("id"));
  const std::string ruled = accepted(kRubble);
  rule_finally(ruled, kRubble, unit);
  rule_finally(ruled, kRubble, unit);
  rule_finally(accepted(kCharging), kCharging, unit);
  ASSERT_TRUE(soon([] { return open_precedents().size() == 2; })) << "the same ruling counts once";
  json::object first, other;
  for (const json::value& one : open_precedents())
    (text(one.at("matter")) == kRubble ? first : other) = one.as_object();
  EXPECT_EQ(first.at("unit_name"), unit_of("drainage").at("name"));
  EXPECT_NE(w.incident("dispatcher-1", ruled).at("proposal").at("unit").as_string(), unit) << "not a rule by itself";
  const json::object set = rules_in_force();
  const json::object made = rule("precedent", kRubble, {{"unit", unit}, {"precedent", first.at("id")}});
  ASSERT_EQ(publish("leader-1", with_first(as_sent(set), made), set.at("version")).status, 201);
  EXPECT_EQ(w.incident("dispatcher-1", ruled).at("proposal").at("unit").as_string(), unit);
  const json::value adopted = w.get("leader-1", std::string(kPrecedents) + "?state=adopted").json();
  EXPECT_EQ(adopted.at("items").at(0).at("rule"), made.at("id"));
  json::object again = made;
  again["id"] = Uuid::v7(w.now()).text();
  const std::string dismissal = std::string(kPrecedents) + "/" + text(other.at("id")) + "/dismissal";
  const auto dismiss = [&](const std::string& who, const std::string& reason) {
    return w.post(who, dismissal, {{"id", Uuid::v7(w.now()).text()}, {"reason", reason}});
  };
  EXPECT_EQ(dismiss("dispatcher-1", "once only").code(), "forbidden");
  EXPECT_THAT(fields_of(dismiss("leader-1", "")), testing::ElementsAre("reason"));
  EXPECT_EQ(dismiss("leader-1", "once only").json().at("state").as_string(), "dismissed");
  EXPECT_EQ(dismiss("leader-1", "once only").status, 200) << "a retry";
  EXPECT_EQ(dismiss("leader-1", "another reason").code(), "routing_precedent_decided");
  EXPECT_EQ(w.post("leader-1", std::string(kPrecedents) + "/" + Uuid::v7(w.now()).text() + "/dismissal",
                   {{"id", Uuid::v7(w.now()).text()}, {"reason", "none"}})
                .status,
            404);
  EXPECT_EQ(publish("leader-1", as_sent(set), rules_in_force().at("version")).status, 201) << "as it was";
  const Answer twice = publish("leader-1", with_first(as_sent(set), again), rules_in_force().at("version"));
  EXPECT_THAT(fields_of(twice), testing::ElementsAre("rules[0].precedent")) << "it became the removed rule";
  LINLI_SHOWS("DSP-03");
}

TEST_F(Routes, TheCentresFinalRulingItselfWaitsAsAPrecedent) {
  World& w = world();
  const std::string id = accepted(kRubble), station = text(unit_of("street_sanitation").at("id")),
                    drainage = text(unit_of("drainage").at("id"));
  const auto send_and_return = [&] {
    w.act("dispatcher-1", id, "dispatch", {{"unit", station}});
    w.act("street-sanitation-1", id, "return_to_centre",
          {{"reason", "a drain"}, {"clause", "item 12"}, {"proper_unit", drainage}});
  };
  send_and_return();
  w.act("dispatcher-1", id, "grant_return");
  send_and_return();
  EXPECT_TRUE(open_precedents().empty()) << "a return is no ruling";
  const json::value ruled = w.act("dispatcher-1", id, "rule_finally",
                                  {{"unit", drainage}, {"reason", "the drain is yours"}, {"clause", "item 3"}});
  ASSERT_TRUE(soon([] { return open_precedents().size() == 1; }));
  const json::object precedent = open_precedents().at(0).as_object();
  EXPECT_EQ(precedent.at("number"), ruled.at("number"));
  EXPECT_EQ(text(precedent.at("matter")), kRubble);
  EXPECT_EQ(precedent.at("unit_name"), unit_of("drainage").at("name"));
  EXPECT_EQ(w.post("leader-1", std::string(kPrecedents) + "/" + text(precedent.at("id")) + "/dismissal",
                   {{"id", Uuid::v7(w.now()).text()}, {"reason", "this drain only"}})
                .status,
            200);
  LINLI_SHOWS("DSP-03");
}

TEST_F(Routes, NonsenseIsRefusedByItsField) {
  World& w = world();
  const json::object set = rules_in_force();
  const auto bad = [&](const char* field, const json::value& value) {
    json::object one = rule("bad", kRubble, {{"unit_kind", "drainage"}});
    one[field] = value;
    const Answer answer = publish("leader-1", json::array{one}, set.at("version"));
    EXPECT_EQ(answer.status, 422) << field << answer.text;
    EXPECT_THAT(answer.text, testing::HasSubstr(std::string("\"rules[0].") + field)) << answer.text;
  };
  bad("id", "nobody");
  bad("name", "");
  bad("name", json::value(std::string(61, 'a')));
  bad("matter", "12a");
  bad("matter", "999999");
  bad("area", "44010");
  bad("area", "449999");
  bad("when", "sometimes");
  bad("weekdays", json::array{0});
  bad("weekdays", json::array{1, 2, 3, 4, 5, 6, 7, 1});
  bad("from", "25:00");
  bad("answers", json::array{json::object{{"name", "moon"}, {"values", {"full"}}}});
  bad("unit", "x");
  bad("unit", json::value(Uuid::v7(w.now()).text()));
  bad("unit_kind", "circus");
  bad("person", json::value(Uuid::v7(w.now()).text()));
  bad("stale", "unit_closed");
  bad("nonsense", 1);
  const auto trial = [&](json::object body) { return w.post("dispatcher-1", kTrials, body); };
  EXPECT_THAT(fields_of(trial({{"matter", "999999"}, {"area", "440199001"}})), testing::ElementsAre("matter", "area"));
  EXPECT_THAT(fields_of(trial({{"matter", "x"}, {"area", ""}, {"at", "noon"}})),
              testing::UnorderedElementsAre("matter", "area", "at"));
  EXPECT_THAT(fields_of(trial({{"matter", kRubble},
                               {"area", w.grid()},
                               {"answers", json::array{json::object{{"name", "urgency"}, {"value", "soon"}}}}})),
              testing::ElementsAre("answers[0].value"));
  EXPECT_THAT(fields_of(w.post("leader-1", kRehearsals, {{"cases", 501}, {"rules", json::array{}}})),
              testing::ElementsAre("cases"));
  for (const char* path : {"/api/v1/routing/rules?version=x", "/api/v1/routing/rules?version=99999999999999999999",
                           "/api/v1/routing/versions?after=x", "/api/v1/routing/versions?limit=0",
                           "/api/v1/routing/precedents?state=maybe", "/api/v1/routing/precedents?after=x",
                           "/api/v1/routing/handlers?unit=x", "/api/v1/routing/rules?version=-1"}) {
    const Answer answer = w.get("leader-1", path);
    EXPECT_TRUE(answer.status >= 400 && answer.status < 500) << path << " " << answer.status << answer.text;
  }
  LINLI_SHOWS("DSP-03");
}

}  // namespace
}  // namespace linli
