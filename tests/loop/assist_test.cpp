#include <thread>

#include "platform/testing/shows.hpp"
#include "tests/loop/fixture.hpp"

// One lead and several helpers, separate results, one closure (DSP-04); and the whistle that calls units to the place.
namespace linli {
namespace {

namespace json = boost::json;

class Assists : public Loop {
 protected:
  static constexpr const char* kLead = "street-sanitation-1";
  static json::string unit(const char* kind) {
    const json::value units = world().get("dispatcher-1", "/api/v1/units?kind=" + std::string(kind)).json();
    return units.at("items").at(0).at("id").as_string();
  }
  static std::string handling() {
    const std::string id = id_of(world().report("010102", "rubble"));
    world().dispatch(id, "street_sanitation");
    world().act(kLead, id, "sign");
    return id;
  }
  static Answer ask(const std::string& who, const std::string& id, json::object more) {
    json::object body{{"id", Uuid::v7(world().now()).text()}, {"reason", "help"}};
    for (const auto& member : more) body[member.key()] = member.value();
    world().advance(std::chrono::seconds(1));  // in the order they are asked
    return world().post(who, "/api/v1/incidents/" + id + "/assists", body);
  }
  /// The assist of the unit whose name holds `name`, as `who` sees it.
  static json::value assist(const std::string& who, const std::string& id, std::size_t n = 0) {
    const json::value incident = world().incident(who, id);
    return incident.at("assists").at(n);
  }
  static Answer step(const std::string& who, const json::value& assist, const char* action, json::object fields = {}) {
    return world().post(who, "/api/v1/assists/" + std::string(assist.at("id").as_string()) + "/actions",
                        {{"id", Uuid::v7(world().now()).text()},
                         {"action", action},
                         {"version", assist.at("version")},
                         {"fields", std::move(fields)}});
  }
};

TEST_F(Assists, OneLeadSeveralHelpersSeparateResultsOneClosure) {
  World& w = world();
  const std::string id = handling();
  EXPECT_EQ(ask(kLead, id, {{"unit", unit("fire_rescue")}}).status, 403) << "the handler asks the centre";
  EXPECT_EQ(w.act(kLead, id, "ask_joint", {{"reason", "a wire hangs in it"}}).at("state").as_string(), "handling");
  EXPECT_EQ(ask("dispatcher-1", id, {{"unit", unit("street_sanitation")}}).code(), "assist_of_itself");
  const json::object fire{{"unit", unit("fire_rescue")}, {"id", Uuid::v7(w.now()).text()}};
  const Answer asked = ask("dispatcher-1", id, fire);
  ASSERT_EQ(asked.status, 200) << asked.text;
  json::object other = fire;
  other["unit"] = unit("street_greening");
  EXPECT_EQ(ask("dispatcher-1", id, other).code(), "record_id_reused");
  const Answer again = ask("dispatcher-1", id, fire);
  EXPECT_EQ(again.status, 200) << "a retry";
  EXPECT_EQ(again.json().at("assists").as_array().size(), 1U);
  EXPECT_EQ(ask("dispatcher-1", id, {{"unit", unit("fire_rescue")}}).code(), "assist_asked_already");
  ASSERT_EQ(ask("dispatcher-1", id, {{"unit", unit("street_greening")}}).status, 200);
  const json::value incident = w.incident(kLead, id);
  EXPECT_EQ(incident.at("assists").as_array().size(), 2U);
  EXPECT_EQ(incident.at("assists_open").as_int64(), 2);

  EXPECT_EQ(w.get("drainage-1", "/api/v1/incidents/" + id).status, 404) << "who was not asked sees nothing";
  const json::value seen = w.incident("fire-rescue-1", id);
  EXPECT_TRUE(seen.at("reporters").as_array().empty()) << "who helps does not learn who reported";
  EXPECT_EQ(step("street-greening-1", assist("street-greening-1", id), "sign_assist").code(), "not_yours");
  ASSERT_EQ(step("fire-rescue-1", assist("fire-rescue-1", id), "sign_assist").status, 200);
  EXPECT_EQ(w.refused(kLead, id, "report_done", {{"result", "done"}, {"attachments", w.photo("after")}}),
            "assists_open");
  ASSERT_EQ(step("fire-rescue-1", assist("fire-rescue-1", id), "report_assist",
                 {{"result", "wire cut"}, {"attachments", w.photo("after")}})
                .status,
            200);
  EXPECT_EQ(assist(kLead, id).at("result").as_string(), "wire cut") << "the lead knows";
  std::string told;
  for (int wait = 0; wait < 150 && told.find("incidents.report_assist") == std::string::npos; ++wait) {
    told = w.get(kLead, "/api/v1/notices?limit=20").text;  // delivered within moments
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  }
  EXPECT_THAT(told, testing::HasSubstr("incidents.report_assist"));
  ASSERT_EQ(step("dispatcher-1", assist("dispatcher-1", id), "settle_assist", {{"score", "satisfied"}}).status, 200);
  ASSERT_EQ(step("dispatcher-1", assist("dispatcher-1", id, 1), "drop_assist", {{"reason", "not needed"}}).status, 200);
  EXPECT_EQ(w.incident(kLead, id).at("assists_open").as_int64(), 0);
  EXPECT_EQ(
      w.act(kLead, id, "report_done", {{"result", "done"}, {"attachments", w.photo("after")}}).at("state").as_string(),
      "done");
  LINLI_SHOWS("DSP-04");
}

TEST_F(Assists, WhoHelpedNeverChecks) {
  World& w = world();
  const std::string id = handling();
  ASSERT_EQ(ask("dispatcher-1", id, {{"unit", unit("fire_rescue")}}).status, 200);
  step("fire-rescue-1", assist("fire-rescue-1", id), "sign_assist");
  step("fire-rescue-1", assist("fire-rescue-1", id), "report_assist", {{"result", "done"}});
  step("dispatcher-1", assist("dispatcher-1", id), "settle_assist", {{"score", "satisfied"}});
  w.act(kLead, id, "report_done", {{"result", "done"}, {"attachments", w.photo("after")}});
  db::Connection db = w.connect();
  const db::Rows duties = db.query(
      "select p.duties::text as duties from workflow.participation p join access.account a on a.person = p.party "
      "where a.username = 'fire-rescue-1' and p.root_case = $1",
      db::Params::of(Uuid::parse(id)));
  ASSERT_EQ(duties.size(), 1U) << "held in the case itself, not in the child";
  EXPECT_EQ(duties[0].text("duties"), "{handler}");
  LINLI_SHOWS("INC-04");
}

TEST_F(Assists, TheWhistleCallsUnitsAndAbsenceIsRecordedByTheClock) {
  World& w = world();
  const std::string id = handling();
  EXPECT_EQ(ask("leader-1", id, {{"unit", unit("utility")}, {"whistle", true}}).code(), "invalid_input");
  for (const char* kind : {"utility", "street_greening"})
    ASSERT_EQ(ask("leader-1", id, {{"unit", unit(kind)}, {"whistle", true}, {"kind", "urgent"}}).status, 200);
  w.advance(std::chrono::minutes(12));
  const json::value place = w.incident("utility-1", id).at("place");
  const Answer here = step("utility-1", assist("utility-1", id), "check_in",
                           {{"place", {{"lon", place.at("lon")}, {"lat", place.at("lat")}, {"system", "wgs84"}}}});
  ASSERT_EQ(here.status, 200) << here.text;
  EXPECT_EQ(assist("leader-1", id).at("distance_m").as_int64(), 0);
  EXPECT_FALSE(assist("leader-1", id).at("arrived_at").is_null());
  w.advance(std::chrono::minutes(20));
  json::value absent;
  for (int wait = 0; wait < 150; ++wait) {  // timers fire twice a second
    absent = assist("leader-1", id, 1);
    if (absent.at("state").as_string() == "absent") break;
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  }
  EXPECT_EQ(absent.at("state").as_string(), "absent");
  EXPECT_EQ(w.incident("leader-1", id).at("assists_absent").as_int64(), 1);
  ASSERT_EQ(step("leader-1", absent, "record_no_show", {{"reason", "never came"}}).status, 200);
  EXPECT_EQ(assist("leader-1", id, 1).at("state").as_string(), "no_show");
  EXPECT_EQ(w.incident("leader-1", id).at("assists_open").as_int64(), 1);
  step("utility-1", assist("utility-1", id), "report_assist", {{"result", "power cut"}});
  const Answer rated = step("leader-1", assist("leader-1", id), "settle_assist", {{"score", "basically"}});
  EXPECT_EQ(rated.json().at("assists").at(0).at("score").as_string(), "basically");
  const json::value board = w.get("utility-1", "/api/v1/assists").json();
  EXPECT_EQ(board.at("items").at(0).at("incident").as_string(), id);
  LINLI_SHOWS("DSP-04");
}

}  // namespace
}  // namespace linli
