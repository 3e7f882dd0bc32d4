#include "platform/testing/shows.hpp"
#include "tests/loop/fixture.hpp"

// Centres at community, street, district and city: each works its own cases; what it cannot solve goes up, what a lower
// level should solve goes down, under one number (INC-09).
namespace linli {
namespace {

namespace json = boost::json;

class Levels : public Loop {
 protected:
  static json::object place_in(const std::string& code) {
    const json::value division = world().get("", "/api/v1/divisions/" + code).json();
    return {{"lon", division.at("centre").at("lon")},
            {"lat", division.at("centre").at("lat")},
            {"system", "wgs84"},
            {"address", "8 Road"}};
  }
  /// A case in the community that screens by itself.
  static std::string in_screened_community() {
    World& w = world();
    const json::value me = w.get("screener-1", "/api/v1/me").json();
    const std::string community(me.at("grants").at(0).at("prefix").as_string());
    const json::value grids = w.get("", "/api/v1/divisions?parent=" + community).json();
    const Answer filed = w.post("screener-1", "/api/v1/incidents",
                                {{"id", Uuid::v7(w.now()).text()},
                                 {"matter", "010102"},
                                 {"description", "rubble"},
                                 {"place", place_in(std::string(grids.at("items").at(0).at("code").as_string()))}});
    EXPECT_EQ(filed.status, 201) << filed.text;
    return id_of(filed.json());
  }
  /// A case that a resident reported and the grid's worker submitted: it is at the street's centre.
  static std::string at_the_street() {
    World& w = world();
    const std::string id = id_of(w.report("010102", "rubble"));
    w.act(w.worker(), id, "acknowledge");
    w.act(w.worker(), id, "submit");
    return id;
  }
  /// Whether the list somebody asks for holds the case.
  static bool lists(const std::string& who, const std::string& id, const std::string& query) {
    const std::string number(world().incident("city-leader-1", id).at("number").as_string());
    const Answer answer = world().get(who, "/api/v1/incidents?text=" + number + "&" + query);
    EXPECT_EQ(answer.status, 200) << answer.text;
    const json::value page = answer.json();
    EXPECT_EQ(page.at("total").as_int64(), static_cast<std::int64_t>(page.at("items").as_array().size()));
    return page.at("total").as_int64() > 0;
  }
  static std::int64_t pile(const std::string& who, std::string_view key) {
    const json::value workbench = world().get(who, "/api/v1/workbench").json();
    for (const json::value& count : workbench.at("counts").as_array())
      if (count.at("key").as_string() == key) return count.at("count").as_int64();
    return 0;
  }
};

TEST_F(Levels, TheCommunityScreensFirstAndEachLevelWorksItsOwnCases) {
  World& w = world();
  const std::string id = in_screened_community();
  EXPECT_EQ(w.refused("dispatcher-1", id, "accept"), "other_level") << "the community screens first";
  EXPECT_EQ(w.act("screener-1", id, "accept").at("state").as_string(), "accepted");
  const std::string street = at_the_street();
  EXPECT_EQ(w.refused("district-dispatcher-1", street, "accept"), "other_level");
  EXPECT_EQ(w.act("dispatcher-1", street, "accept").at("state").as_string(), "accepted");
  LINLI_SHOWS("DSP-02");
}

TEST_F(Levels, ACaseGoesUpFromCommunityToCityUnderOneNumber) {
  World& w = world();
  const std::string id = in_screened_community();
  const json::string number = w.incident("screener-1", id).at("number").as_string();
  w.act("screener-1", id, "accept");
  const auto raise = [&](const char* dispatcher, const char* leader, const char* above) {
    EXPECT_EQ(w.refused(leader, id, "approve_raise"), "raise_not_asked");
    w.act(dispatcher, id, "ask_raise", {{"reason", "beyond us"}});
    EXPECT_EQ(w.refused(dispatcher, id, "approve_raise"), "not_yours") << "a leader approves";
    EXPECT_EQ(w.act(leader, id, "approve_raise").at("state").as_string(), "raised");
    EXPECT_EQ(w.refused(dispatcher, id, "accept_raised"), "other_level");
    const json::value accepted = w.act(above, id, "accept_raised");
    EXPECT_EQ(accepted.at("state").as_string(), "accepted");
    EXPECT_EQ(accepted.at("number").as_string(), number);
    EXPECT_FALSE(accepted.at("due").is_null()) << "each step has its own clock";
  };
  raise("screener-1", "community-leader-1", "dispatcher-1");
  raise("dispatcher-1", "leader-1", "district-dispatcher-1");
  raise("district-dispatcher-1", "district-leader-1", "city-dispatcher-1");
  w.act("city-dispatcher-1", id, "ask_raise", {{"reason", "beyond us"}});
  EXPECT_EQ(w.refused("city-leader-1", id, "approve_raise"), "no_centre_above");
  LINLI_SHOWS("INC-09");
}

TEST_F(Levels, TheLevelAboveMayReturnItOrSendItDown) {
  World& w = world();
  const std::string id = in_screened_community();
  w.act("screener-1", id, "accept");
  w.act("screener-1", id, "ask_raise", {{"reason", "beyond us"}});
  w.act("community-leader-1", id, "refuse_raise", {{"reason", "try first"}});
  EXPECT_EQ(w.incident("screener-1", id).at("asked").as_array().size(), 0U);
  w.act("screener-1", id, "ask_raise", {{"reason", "really"}});
  w.act("community-leader-1", id, "approve_raise");
  w.act("dispatcher-1", id, "decline_raised", {{"reason", "yours"}});
  EXPECT_EQ(w.refused("dispatcher-1", id, "ask_raise", {{"reason", "x"}}), "other_level")
      << "it is the community's again";
  EXPECT_EQ(w.refused("screener-1", id, "send_down", {{"reason", "x"}}), "no_centre_below");
  w.act("screener-1", id, "ask_raise", {{"reason", "still"}});
  w.act("community-leader-1", id, "approve_raise");
  w.act("dispatcher-1", id, "accept_raised");
  EXPECT_EQ(w.act("dispatcher-1", id, "send_down", {{"reason", "a broom is enough"}}).at("state").as_string(),
            "sent_down");
  EXPECT_EQ(w.refused("dispatcher-1", id, "sign_down"), "other_level");
  EXPECT_EQ(w.act("screener-1", id, "sign_down").at("state").as_string(), "accepted");
  LINLI_SHOWS("INC-09");
}

TEST_F(Levels, ListsHoldWhatIsAtTheOwnLevelAndTheAreaOnlyWhenAskedFor) {
  World& w = world();
  const std::string community = in_screened_community(), street = at_the_street();
  const auto own = [&](const char* who, const std::string& id) { return lists(who, id, "level=own"); };
  EXPECT_TRUE(own("screener-1", community));
  EXPECT_FALSE(own("screener-1", street));
  EXPECT_FALSE(own("dispatcher-1", community)) << "the community has not raised it";
  EXPECT_TRUE(own("dispatcher-1", street));
  EXPECT_TRUE(lists("dispatcher-1", community, "open=true")) << "the whole area is a filter away";
  for (const char* above : {"district-dispatcher-1", "city-dispatcher-1"}) {
    EXPECT_FALSE(own(above, street)) << above;
    EXPECT_TRUE(lists(above, street, "open=true")) << above;
  }
  w.act("dispatcher-1", street, "accept");
  w.act("dispatcher-1", street, "ask_raise", {{"reason", "beyond us"}});
  EXPECT_TRUE(own("leader-1", street)) << "the level's leader is to approve";
  EXPECT_FALSE(own("district-leader-1", street));
  const std::int64_t waiting = pile("district-dispatcher-1", "to_accept");
  w.act("leader-1", street, "approve_raise");
  EXPECT_EQ(pile("district-dispatcher-1", "to_accept"), waiting + 1);
  EXPECT_TRUE(own("district-dispatcher-1", street));
  EXPECT_FALSE(own("dispatcher-1", street)) << "it is the district's now";
  EXPECT_TRUE(lists("dispatcher-1", street, "open=true"));
  LINLI_SHOWS("INC-09");
}

TEST_F(Levels, AnotherWordForALevelIsRefusedAndNotTheWholeArea) {
  for (const char* path : {"/api/v1/incidents?level=other", "/api/v1/incidents/map?level=%20own"}) {
    const Answer answer = world().get("dispatcher-1", path);
    EXPECT_EQ(answer.status, 422) << path << answer.text.substr(0, 200);
    EXPECT_NE(answer.text.find("\"level\""), std::string::npos) << path;
  }
}

TEST_F(Levels, CountsAreOfTheListTheyLeadTo) {
  World& w = world();
  const std::string street = at_the_street();
  std::int64_t counted = 0;
  for (const std::string who : {"dispatcher-1", "leader-1", "district-dispatcher-1", "city-dispatcher-1", "screener-1",
                                "checker-1", "street-sanitation-1"}) {
    const json::value workbench = w.get(who, "/api/v1/workbench").json();
    for (const json::value& pile : workbench.at("counts").as_array()) {
      std::string query = "limit=1";
      for (const auto& filter : pile.at("view").as_object())
        query += "&" + std::string(filter.key()) + "=" + std::string(filter.value().as_string());
      const Answer list = w.get(who, "/api/v1/incidents?" + query);
      EXPECT_EQ(list.json().at("total"), pile.at("count")) << who << " " << query << " " << list.text;
      counted += pile.at("count").as_int64();
    }
  }
  EXPECT_GT(counted, 0);
  LINLI_SHOWS("DSP-02");
}

}  // namespace
}  // namespace linli
