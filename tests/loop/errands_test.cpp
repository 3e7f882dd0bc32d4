#include <algorithm>

#include "platform/testing/shows.hpp"
#include "tests/loop/fixture.hpp"

// A unit's clerk hands a case to a team or a person of the unit, or by a one-time link to a firm outside, and the unit
// stays answerable: its clock, its answer (P-01 step 5).
namespace linli {
namespace {

namespace json = boost::json;

constexpr const char* kClerk = "street-sanitation-1";
constexpr const char* kHead = "street-sanitation-head";
constexpr const char* kCrew = "street-sanitation-crew-1";
constexpr const char* kOtherCrew = "street-sanitation-crew-2";

class Errands : public Loop {
 protected:
  static std::string new_id() { return Uuid::v7(world().now()).text(); }
  static std::string handling() {
    const std::string id = id_of(world().report("010102", "rubble"));
    world().dispatch(id, "street_sanitation");
    world().act(kClerk, id, "sign");
    return id;
  }
  /// The unit with its people and teams, as `who` sees it.
  static json::object unit_of(const std::string& who) {
    const Answer answer = world().get(who, "/api/v1/teams");
    EXPECT_EQ(answer.status, 200) << answer.text;
    return answer.json().at("items").at(0).as_object();
  }
  static json::string person(std::string_view role, std::size_t n = 0) {
    const json::object unit = unit_of(kClerk);
    for (const json::value& one : unit.at("people").as_array())
      if (one.at("role").as_string() == role && n-- == 0) return one.at("person").as_string();
    throw std::runtime_error("nobody of that role");
  }
  static json::string person_of(const std::string& username) {
    db::Connection db = world().connect();
    return json::string(db.query("select person from access.account where username = $1", db::Params::of(username))[0]
                            .uuid("person")
                            .text());
  }
  static json::string team() { return unit_of(kClerk).at("teams").at(0).at("id").as_string(); }
  static Answer hand_on(const std::string& who, const std::string& id, json::object more) {
    json::object body{{"id", new_id()}, {"text", "clear it, mind the cables"}};
    for (const auto& member : more) body[member.key()] = member.value();
    world().advance(std::chrono::seconds(1));  // in the order they are handed on
    return world().post(who, "/api/v1/incidents/" + id + "/errands", body);
  }
  static json::value errand(const std::string& who, const std::string& id, std::size_t n = 0) {
    const json::value incident = world().incident(who, id);
    return incident.at("errands").at(n);
  }
  static Answer step(const std::string& who, const json::value& errand, const char* action, json::object fields = {}) {
    return world().post(
        who, "/api/v1/errands/" + std::string(errand.at("id").as_string()) + "/actions",
        {{"id", new_id()}, {"action", action}, {"version", errand.at("version")}, {"fields", std::move(fields)}});
  }
  static bool has_in_hand(const std::string& who, const std::string& id) {
    const Answer list = world().get(who, "/api/v1/incidents?mine=true&open=true&limit=200");
    EXPECT_EQ(list.status, 200) << list.text;
    const json::value page = list.json();
    return std::ranges::any_of(page.at("items").as_array(),
                               [&](const json::value& row) { return row.at("id").as_string() == id; });
  }
  static std::vector<std::string> steps_of(const json::value& errand) {
    std::vector<std::string> actions;
    for (const json::value& step : errand.at("steps").as_array()) actions.emplace_back(step.at("action").as_string());
    return actions;
  }
};

TEST_F(Errands, ATeamWorksTheClerkChecksTheUnitAnswers) {
  World& w = world();
  const std::string id = handling();
  EXPECT_EQ(w.get(kCrew, "/api/v1/incidents/" + id).status, 404) << "not in their hands";
  EXPECT_FALSE(has_in_hand(kCrew, id));
  const json::value due = w.incident(kClerk, id).at("due");
  EXPECT_EQ(hand_on("dispatcher-1", id, {{"team", team()}}).code(), "not_yours") << "the unit's own affair";
  const json::object to_team{{"team", team()}, {"id", new_id()}};
  const Answer handed = hand_on(kClerk, id, to_team);
  ASSERT_EQ(handed.status, 200) << handed.text;
  EXPECT_EQ(hand_on(kClerk, id, to_team).json().at("errands").as_array().size(), 1U) << "a retry";
  const json::value seen = w.incident(kClerk, id);
  EXPECT_EQ(seen.at("state").as_string(), "handling");
  EXPECT_EQ(seen.at("due"), due) << "the unit's clock goes on";
  EXPECT_EQ(seen.at("owner").at("unit_name"), handed.json().at("owner").at("unit_name"));
  EXPECT_FALSE(seen.at("errand_to").is_null());

  for (const char* crew : {kCrew, kOtherCrew}) EXPECT_TRUE(has_in_hand(crew, id)) << crew;
  const json::value theirs = w.incident(kCrew, id);
  EXPECT_TRUE(theirs.at("reporters").as_array().empty()) << "who handles does not learn who reported";
  EXPECT_EQ(theirs.at("errands").at(0).at("text").as_string(), "clear it, mind the cables");
  EXPECT_EQ(w.refused(kCrew, id, "report_done", {{"result", "x"}, {"attachments", w.photo("after")}}), "not_yours")
      << "the unit answers by its clerk";
  ASSERT_EQ(step(kCrew, errand(kCrew, id), "take_up").status, 200);
  EXPECT_EQ(w.refused(kClerk, id, "report_done", {{"result", "x"}, {"attachments", w.photo("after")}}), "errands_open");
  EXPECT_EQ(step(kClerk, errand(kClerk, id), "report_errand", {{"result", "x"}}).code(), "not_in_your_hands");
  const json::array photo = w.photo("after");
  ASSERT_EQ(
      step(kCrew, errand(kCrew, id), "report_errand", {{"result", "three bags taken"}, {"attachments", photo}}).status,
      200);
  ASSERT_EQ(step(kClerk, errand(kClerk, id), "send_back_errand", {{"reason", "and the corner?"}}).status, 200);
  ASSERT_EQ(step(kOtherCrew, errand(kOtherCrew, id), "report_errand", {{"result", "corner too"}}).status, 200);
  ASSERT_EQ(step(kClerk, errand(kClerk, id), "accept_errand").status, 200);
  EXPECT_TRUE(w.incident(kClerk, id).at("errand_to").is_null());
  EXPECT_THAT(steps_of(errand(kClerk, id)), testing::ElementsAre("hand_on", "take_up", "report_errand",
                                                                 "send_back_errand", "report_errand", "accept_errand"));
  const json::value settled = errand(kClerk, id);
  for (const json::value& one : settled.at("steps").as_array())
    EXPECT_THAT(std::string(one.at("who").as_string()), testing::HasSubstr("*")) << "masked";
  const json::value done = w.act(kClerk, id, "report_done", {{"result", "cleared"}, {"attachments", photo}});
  EXPECT_EQ(done.at("state").as_string(), "done");
  EXPECT_FALSE(done.at("attachments").at(0).at("from_errand").as_bool()) << "it is the unit's answer now";
  LINLI_SHOWS("INC-05");
}

TEST_F(Errands, ItIsTakenBackAndHandedToSomebodyElse) {
  World& w = world();
  const std::string id = handling();
  EXPECT_EQ(hand_on(kClerk, id, {{"person", person_of("drainage-1")}}).code(), "hands_unknown") << "of another unit";
  EXPECT_EQ(hand_on(kClerk, id, json::object{}).code(), "invalid_input");
  ASSERT_EQ(hand_on(kClerk, id, {{"person", person_of(kCrew)}}).status, 200);
  EXPECT_TRUE(has_in_hand(kCrew, id));
  EXPECT_FALSE(has_in_hand(kOtherCrew, id));
  EXPECT_EQ(step(kOtherCrew, errand(kClerk, id), "take_up").code(), "incident_not_found");
  EXPECT_EQ(hand_on(kClerk, id, {{"person", person_of(kOtherCrew)}}).code(), "invalid_input") << "why, is not said";
  ASSERT_EQ(hand_on(kClerk, id, {{"person", person_of(kOtherCrew)}, {"reason", "ill"}}).status, 200);
  EXPECT_FALSE(has_in_hand(kCrew, id));
  EXPECT_TRUE(has_in_hand(kOtherCrew, id));
  EXPECT_EQ(errand(kClerk, id, 0).at("state").as_string(), "taken_back");
  EXPECT_THAT(steps_of(errand(kClerk, id, 0)), testing::ElementsAre("hand_on", "take_back"));
  EXPECT_EQ(w.get(kCrew, "/api/v1/incidents/" + id).status, 404) << "who never began sees it no more";
  EXPECT_EQ(step(kOtherCrew, errand(kClerk, id, 1), "take_back", {{"reason", "x"}}).code(), "not_yours");
  ASSERT_EQ(step(kClerk, errand(kClerk, id, 1), "take_back", {{"reason", "done myself"}}).status, 200);
  EXPECT_EQ(
      w.act(kClerk, id, "report_done", {{"result", "done"}, {"attachments", w.photo("after")}}).at("state").as_string(),
      "done");
  LINLI_SHOWS("INC-05");
}

TEST_F(Errands, WhoHadAHandInItNeverChecksAndNobodyIsHandedWhatTheyMayNotHandle) {
  World& w = world();
  const std::string id = handling();
  ASSERT_EQ(hand_on(kClerk, id, {{"person", person_of(kCrew)}}).status, 200);
  ASSERT_EQ(step(kCrew, errand(kCrew, id), "report_errand", {{"result", "done"}}).status, 200);
  db::Connection db = w.connect();
  const db::Rows duties = db.query(
      "select p.duties::text as duties from workflow.participation p join access.account a on a.person = p.party "
      "where a.username = $2 and p.root_case = $1",
      db::Params::of(Uuid::parse(id), kCrew));
  ASSERT_EQ(duties.size(), 1U) << "held in the case itself, not in the child";
  EXPECT_EQ(duties[0].text("duties"), "{handler}");
  const std::string other = handling();
  db.query(
      "insert into workflow.participation (root_case, party, district, is_unit, duties, conflict) select i.id, "
      "a.person, "
      "i.district, false, '{collector}', false from incidents.incident i, access.account a where i.id = $1 and "
      "a.username = $2",
      db::Params::of(Uuid::parse(other), kCrew));
  EXPECT_EQ(hand_on(kClerk, other, {{"person", person_of(kCrew)}}).code(), "hands_separated");
  LINLI_SHOWS("INC-04");
}

TEST_F(Errands, TheHeadRegistersTeams) {
  World& w = world();
  const json::string unit = unit_of(kHead).at("unit").as_string();
  const auto make = [&](const std::string& who, json::object more) {
    json::object body{
        {"id", new_id()}, {"unit", unit}, {"name", "night crew"}, {"members", json::array{person("crew")}}};
    for (const auto& member : more) body[member.key()] = member.value();
    return w.post(who, "/api/v1/teams", body);
  };
  EXPECT_EQ(make(kClerk, {}).code(), "forbidden");
  EXPECT_EQ(make("street-greening-head", {}).code(), "forbidden") << "another unit's head";
  EXPECT_EQ(make(kHead, {{"members", json::array{person_of("drainage-1")}}}).code(), "hands_unknown");
  const json::object given{{"id", new_id()}};
  ASSERT_EQ(make(kHead, given).status, 201);
  EXPECT_EQ(make(kHead, given).status, 201) << "a retry";
  EXPECT_EQ(make(kHead, {}).code(), "team_name_taken");
  const auto change = [&](json::object body) {
    return w.post(kHead, "/api/v1/teams/" + std::string(given.at("id").as_string()) + "/changes", std::move(body));
  };
  const Answer changed =
      change({{"id", new_id()}, {"name", "early crew"}, {"members", json::array{person("crew"), person("crew", 1)}}});
  ASSERT_EQ(changed.status, 200) << changed.text;
  bool found = false;
  const json::value units = changed.json();
  for (const json::value& one : units.at("items").at(0).at("teams").as_array())
    if (one.at("name").as_string() == "early crew") {
      found = true;
      EXPECT_EQ(one.at("members").as_array().size(), 2U);
    }
  EXPECT_TRUE(found);
  const std::string id = handling();
  ASSERT_EQ(change({{"id", new_id()}, {"name", "early crew"}, {"members", json::array{}}, {"closed", true}}).status,
            200);
  EXPECT_EQ(hand_on(kClerk, id, {{"team", given.at("id")}}).code(), "hands_unknown") << "it is no more";
}

}  // namespace
}  // namespace linli
