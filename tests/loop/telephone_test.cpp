#include <thread>

#include "platform/testing/shows.hpp"
#include "tests/loop/fixture.hpp"

// A call is taken at the desk: the caller's earlier cases, a report that a retry does not double, and whoever took it
// stays answerable to the caller until the caller is told.
namespace linli {
namespace {

namespace json = boost::json;

std::string text_of(const json::value& record, const char* member) {
  return std::string(record.at(member).as_string());
}

class Telephone : public Loop {
 protected:
  static json::object call(const std::string& phone, const std::string& source = "phone") {
    const json::value grid = world().get("", "/api/v1/divisions/" + world().grid()).json();
    return {{"id", Uuid::v7(world().now()).text()},
            {"matter", "010102"},
            {"description", "rubble on the path"},
            {"source", source},
            {"place",
             {{"lon", grid.at("centre").at("lon")},
              {"lat", grid.at("centre").at("lat")},
              {"system", "wgs84"},
              {"address", "18 Lane"}}},
            {"reporter", {{"name", "Li"}, {"phone", phone}, {"consent", false}}}};
  }
  static json::value taken(const json::object& body) {
    const Answer answer = world().post("dispatcher-1", "/api/v1/incidents", body);
    EXPECT_EQ(answer.status, 201) << answer.text;
    return answer.json();
  }
  static bool owes(const std::string& who, const std::string& id) {
    const json::value list = world().get(who, "/api/v1/incidents/first-asked?owing=true").json();
    for (const json::value& row : list.at("items").as_array())
      if (text_of(row, "id") == id) return true;
    return false;
  }
  /// From collected to reported done.
  static void handle_taken(const std::string& id) {
    World& w = world();
    w.act("dispatcher-1", id, "accept");
    const json::value units = w.get("dispatcher-1", "/api/v1/units?kind=street_sanitation").json();
    w.act("dispatcher-1", id, "dispatch", {{"unit", units.at("items").at(0).at("id")}});
    w.act("street-sanitation-1", id, "sign");
    w.act("street-sanitation-1", id, "report_done", {{"result", "cleared"}, {"attachments", w.photo("after")}});
    w.act("checker-1", id, "pass", {{"note", "seen"}});
  }
};

TEST_F(Telephone, ARetryNeverDoublesACallAndTheCallersEarlierCasesAreFound) {
  World& w = world();
  const json::object body = call("13000005501");
  const json::value first = taken(body), again = taken(body);
  EXPECT_EQ(first.at("number"), again.at("number"));
  EXPECT_EQ(text_of(first, "code").size(), 6U);
  const Answer found = w.post("dispatcher-1", "/api/v1/callers", {{"phone", "130 0000 5501"}});
  ASSERT_EQ(found.status, 200) << found.text;
  ASSERT_EQ(found.json().at("items").as_array().size(), 1U);
  EXPECT_EQ(found.json().at("items").at(0).at("number"), first.at("number"));
  EXPECT_EQ(found.text.find("13000005501"), std::string::npos);
  EXPECT_EQ(w.post("dispatcher-1", "/api/v1/callers", {{"phone", "13000005999"}}).json().at("items").as_array().size(),
            0U);
  EXPECT_EQ(w.post("checker-1", "/api/v1/callers", {{"phone", "13000005501"}}).code(), "forbidden");
  db::Connection db = w.connect();
  EXPECT_EQ(db.query("select count(1) as n from audit.entry where action = 'incidents.find_caller'")[0].integer("n"), 2)
      << "whose cases were looked up is on record";
  const json::value places = w.get("dispatcher-1", "/api/v1/places?text=18%20Lane").json();
  EXPECT_EQ(text_of(places.at("items").at(0), "name"), "18 Lane");
  LINLI_SHOWS("HOT-01");
}

TEST_F(Telephone, SourcesAreKeptAndWhoWantsNoCallReadsTheResult) {
  World& w = world();
  json::object body = call("13000005502", "elder_assisted");
  body["reporter"] = json::object{{"name", "Chen"}, {"phone", "13000005502"}, {"consent", false}, {"call_back", false}};
  const json::value receipt = taken(body);
  const std::string id = id_of(receipt);
  EXPECT_EQ(text_of(w.incident("dispatcher-1", id), "source"), "elder_assisted");
  handle_taken(id);
  EXPECT_EQ(w.refused("caller-1", id, "record_attempt", {{"reached", true}}), "no_contact_left");
  EXPECT_EQ(text_of(w.act("caller-1", id, "feed_back", {{"note", "published"}}), "state"), "fed_back");
  EXPECT_EQ(text_of(w.incident("caller-1", id).at("reporters").at(0), "feedback_state"), "told");
  LINLI_SHOWS("INC-15");
}

TEST_F(Telephone, TheFirstAskedPersonOwesTheAnswerThroughEveryTransfer) {
  World& w = world();
  const json::value receipt = taken(call("13000005503"));
  const std::string id = id_of(receipt);
  EXPECT_TRUE(owes("dispatcher-1", id));
  EXPECT_FALSE(owes("dispatcher-2", id));
  EXPECT_TRUE(w.incident("dispatcher-1", id).at("first_asked_is_me").as_bool());
  handle_taken(id);
  EXPECT_TRUE(owes("dispatcher-1", id)) << "handled by others, owed all the same";
  LINLI_SHOWS("APT-01");

  // Only a leader hands the duty over, with a reason, to somebody who works there; the history keeps it.
  const json::value colleagues = w.get("leader-1", "/api/v1/incidents/" + id + "/colleagues").json();
  db::Connection db = w.connect();
  const std::string other =
      db.query(
            "select a.person::text as person from access.pub_assignment a join access.account c on c.id = a.account "
            "where c.username = 'dispatcher-2'")[0]
          .text("person");
  bool offered = false;
  for (const json::value& one : colleagues.at("items").as_array()) offered = offered || text_of(one, "person") == other;
  EXPECT_TRUE(offered);
  const json::object to{{"person", other}, {"reason", "on leave"}};
  EXPECT_EQ(w.refused("dispatcher-1", id, "hand_over", to), "not_yours");
  EXPECT_EQ(w.refused("leader-1", id, "hand_over", {{"person", Uuid::v7(w.now()).text()}, {"reason", "on leave"}}),
            "person_unknown");
  EXPECT_FALSE(owes("dispatcher-2", id));
  const json::value handed = w.act("leader-1", id, "hand_over", to);
  std::string notices;
  for (int wait = 0; wait < 100 && notices.find("first_asked.taken") == std::string::npos; ++wait) {
    notices = w.get("dispatcher-2", "/api/v1/notices?limit=200").text;
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  EXPECT_THAT(notices, testing::HasSubstr("first_asked.taken")) << "who takes the duty learns of it";
  EXPECT_THAT(w.get("dispatcher-3", "/api/v1/notices?limit=200").text,
              testing::Not(testing::HasSubstr("first_asked.taken")));
  EXPECT_THAT(history_of(handed), testing::Contains("hand_over"));
  EXPECT_FALSE(owes("dispatcher-1", id));
  EXPECT_TRUE(owes("dispatcher-2", id));

  w.act("caller-1", id, "record_attempt", {{"reached", true}});
  w.act("caller-1", id, "feed_back", {{"note", "told"}});
  EXPECT_FALSE(owes("dispatcher-2", id)) << "answered";
}

TEST_F(Telephone, WhatNobodyAskedForHasNoFirstAskedPerson) {
  World& w = world();
  json::object body = call("");
  body.erase("reporter");
  body["source"] = "patrol";
  const std::string id = id_of(taken(body));
  EXPECT_TRUE(w.incident("dispatcher-1", id).at("first_asked").is_null());
  EXPECT_EQ(w.refused("leader-1", id, "hand_over", {{"person", Uuid::v7(w.now()).text()}, {"reason", "x"}}),
            "person_unknown");
}

TEST_F(Telephone, TheWorkerWhoAcknowledgesAReminderWasAskedFirst) {
  World& w = world();
  const std::string id = id_of(w.report("010102", "rubble"));
  EXPECT_FALSE(owes(w.worker(), id));
  w.act(w.worker(), id, "acknowledge");
  EXPECT_TRUE(owes(w.worker(), id));
}

}  // namespace
}  // namespace linli
