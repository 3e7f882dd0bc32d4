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
  static std::string at(const std::string& id) {
    return std::string(world().incident("leader-1", id).at("state").as_string());
  }
};

TEST_F(Levels, TheCommunityScreensFirstAndEachLevelWorksItsOwnCases) {
  World& w = world();
  const std::string id = in_screened_community();
  EXPECT_EQ(w.refused("dispatcher-1", id, "accept"), "other_level") << "the community screens first";
  EXPECT_EQ(w.act("screener-1", id, "accept").at("state").as_string(), "accepted");
  const std::string street = id_of(w.report("010102", "rubble"));
  w.act(w.worker(), street, "acknowledge");
  w.act(w.worker(), street, "submit");
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

}  // namespace
}  // namespace linli
