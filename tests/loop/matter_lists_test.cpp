#include "platform/testing/shows.hpp"
#include "tests/loop/fixture.hpp"

// Each district's own list of matters (INC-02), and what it means for a report (INC-03). The demo's district leaves out
// 070301 (unpaid wages), whose channel is 12333.
namespace linli {
namespace {

namespace json = boost::json;

constexpr const char* kLists = "/api/v1/matter-lists";
constexpr const char* kOurs = "/api/v1/matter-lists/440104";
constexpr const char* kWithoutList = "/api/v1/matter-lists/440103";
constexpr const char* kLeftOut = "070301";
constexpr const char* kRubble = "010102";
constexpr const char* kWaste = "010101";

class Lists : public ::testing::Test {
 protected:
  static World& world() {
    static World* const kWorld = new World(parse_instant("2026-11-23T09:00:00+08:00"));
    return *kWorld;
  }
  void SetUp() override { world().give_second_factor("administrator-1"); }

  static json::object entry(const std::string& matter, json::object more = {}) {
    json::object made{{"matter", matter},
                      {"focus", "fire safety of old houses"},
                      {"governance", "residents' councils meet monthly"},
                      {"team", "all grid workers are trained"}};
    for (const auto& member : more) made[member.key()] = member.value();
    return made;
  }
  static Answer save(const std::string& who, const char* list, json::array entries, const json::value& edition,
                     const Uuid& id = Uuid::v7(world().now())) {
    return world().post(who, std::string(list) + "/draft",
                        {{"id", id.text()}, {"edition", edition}, {"note", "for a test"}, {"entries", entries}});
  }
  static Answer decide(const std::string& who, const char* list, const json::value& edition, const std::string& from,
                       json::object more = {}) {
    json::object body{{"id", Uuid::v7(world().now()).text()},
                      {"edition", edition},
                      {"valid_from", from},
                      {"decided_by", "district office meeting"}};
    for (const auto& member : more) body[member.key()] = member.value();
    return world().post(who, std::string(list) + "/decisions", body);
  }
  static Answer file(const std::string& matter) {
    World& w = world();
    const json::value grid = w.get("", "/api/v1/divisions/" + w.grid()).json();
    return w.post("", "/api/v1/public/reports",
                  {{"id", Uuid::v7(w.now()).text()},
                   {"matter", matter},
                   {"description", "words"},
                   {"place",
                    {{"lon", grid.at("centre").at("lon")},
                     {"lat", grid.at("centre").at("lat")},
                     {"system", "wgs84"},
                     {"address", "18"}}}});
  }
  static json::value matter_in(const std::string& area, const std::string& matter) {
    const json::value catalogue = world().get("", "/api/v1/matters?area=" + area).json();
    for (const json::value& one : catalogue.at("items").as_array())
      if (one.at("code").as_string() == matter) return one;
    return nullptr;
  }
  static std::vector<std::string> mistakes(const Answer& answer) {
    std::vector<std::string> found;
    const json::value problem = answer.json();
    for (const json::value& e : problem.at("errors").as_array())
      found.push_back(std::string(e.at("field").as_string()) + " " + std::string(e.at("code").as_string()));
    return found;
  }
};

TEST_F(Lists, WhatTheDistrictDoesNotAdmitIsRefusedWithTheRightChannel) {
  World& w = world();
  ASSERT_TRUE(w.grid().starts_with("440104"));
  const Answer refused = file(kLeftOut);
  EXPECT_EQ(refused.status, 422);
  EXPECT_EQ(refused.code(), "matter_not_in_force");
  EXPECT_THAT(refused.text, testing::HasSubstr("12333"));
  EXPECT_EQ(file(kRubble).status, 201);
  const json::value left_out = matter_in(w.grid(), kLeftOut), admitted = matter_in(w.grid(), kRubble);
  EXPECT_FALSE(left_out.at("in_force").as_bool());
  EXPECT_EQ(left_out.at("channel").at("phone").as_string(), "12333");
  EXPECT_TRUE(admitted.at("in_force").as_bool());
  EXPECT_TRUE(matter_in("440103", kLeftOut).at("in_force").as_bool()) << "another district admits it";
  const json::value whole = w.get("", "/api/v1/matters?area=440103001").json().at("list");
  EXPECT_FALSE(whole.at("own").as_bool());
  EXPECT_TRUE(w.get("", "/api/v1/matters?area=440104").json().at("list").at("own").as_bool());
  LINLI_SHOWS("INC-03");
}

TEST_F(Lists, ACorrectedMatterObeysTheListOfTheDayTheCaseWasFiled) {
  World& w = world();
  const std::string id = id_of(w.report(kRubble, "words"));
  w.act(w.worker(), id, "acknowledge");
  EXPECT_EQ(w.refused(w.worker(), id, "submit", {{"matter", kLeftOut}}), "matter_not_in_force");
  EXPECT_EQ(w.refused(w.worker(), id, "submit", {{"matter", "999999"}}), "matter_unknown");
  w.act(w.worker(), id, "submit", {{"matter", kWaste}});
  EXPECT_EQ(w.refused("dispatcher-1", id, "accept", {{"matter", kLeftOut}}), "matter_not_in_force");
  EXPECT_EQ(w.act("dispatcher-1", id, "accept", {{"matter", kRubble}}).at("matter").at("code").as_string(), kRubble);
  LINLI_SHOWS("INC-03");
}

TEST_F(Lists, EachEntryStandsOnThreeGroundsAndEveryDecidedListStays) {
  World& w = world();
  const json::value ours = w.get("administrator-1", kOurs).json();
  const json::value& in_force = ours.at("in_force");
  EXPECT_TRUE(in_force.at("example").as_bool());
  for (const json::value& one : in_force.at("entries").as_array())
    for (const char* ground : {"focus", "governance", "team"}) EXPECT_FALSE(one.at(ground).as_string().empty());
  json::array entries;
  for (const json::value& one : in_force.at("entries").as_array()) entries.push_back(one);
  entries.push_back(entry(kLeftOut));
  const Uuid record = Uuid::v7(w.now());
  const Answer saved = save("administrator-1", kOurs, entries, ours.at("edition"), record);
  ASSERT_EQ(saved.status, 200) << saved.text;
  EXPECT_EQ(save("administrator-1", kOurs, entries, ours.at("edition"), record).json().at("edition"),
            saved.json().at("edition"))
      << "a retry";
  EXPECT_EQ(save("administrator-1", kOurs, entries, ours.at("edition")).code(), "matter_list_changed_meanwhile");
  EXPECT_EQ(file(kLeftOut).code(), "matter_not_in_force") << "a draft counts for nothing";
  const json::value edition = saved.json().at("edition");
  EXPECT_THAT(mistakes(decide("administrator-1", kOurs, edition, "2026-11-22")),
              testing::ElementsAre("valid_from matter_list_in_the_past"));
  const Answer decided = decide("administrator-1", kOurs, edition, "2026-11-24");
  ASSERT_EQ(decided.status, 201) << decided.text;
  EXPECT_EQ(decided.json().at("decided").as_array().size(), 2U);
  EXPECT_TRUE(decided.json().at("draft").is_null());
  EXPECT_EQ(decide("administrator-1", kOurs, edition, "2026-11-24").code(), "matter_list_no_draft");
  EXPECT_EQ(file(kLeftOut).code(), "matter_not_in_force") << "not before its day";
  const std::string before = id_of(w.report(kRubble, "filed the day before"));
  w.act(w.worker(), before, "acknowledge");
  w.set(parse_instant("2026-11-24T00:00:00+08:00"));
  EXPECT_EQ(file(kLeftOut).status, 201) << "on its day";
  EXPECT_EQ(w.refused(w.worker(), before, "submit", {{"matter", kLeftOut}}), "matter_not_in_force")
      << "the day the case was filed counts";
  w.give_second_factor("auditor-1");
  const json::value trace = w.get("auditor-1", "/api/v1/audit?action=matters.decide&limit=1").json();
  ASSERT_FALSE(trace.at("items").as_array().empty());
  EXPECT_EQ(trace.at("items").at(0).at("scope_code").as_string(), "440104");
  EXPECT_THROW(w.connect().query("update incidents.matter_list set note = 'x' where version > 0"), db::Failure);
  LINLI_SHOWS("INC-02");
}

TEST_F(Lists, OnlyWhoDecidesForTheDistrictChangesItsList) {
  World& w = world();
  for (const std::string& who : {std::string("dispatcher-1"), std::string("leader-1"), w.worker()}) {
    EXPECT_EQ(save(who, kWithoutList, {entry(kRubble)}, 0).code(), "forbidden") << who;
    EXPECT_EQ(decide(who, kWithoutList, 1, "2026-12-01").code(), "forbidden") << who;
  }
  EXPECT_EQ(save("", kWithoutList, {entry(kRubble)}, 0).code(), "sign_in_needed");
  const json::value rows = w.get("dispatcher-1", kLists).json();
  std::size_t own = 0;
  for (const json::value& row : rows.at("items").as_array()) own += row.at("own").as_bool();
  EXPECT_EQ(own, 2U) << "the demo's two districts";
  EXPECT_EQ(rows.at("items").as_array().size(), 11U);
  EXPECT_TRUE(w.get("dispatcher-1", kWithoutList).json().at("in_force").is_null());
  LINLI_SHOWS("INC-02");
}

TEST_F(Lists, NonsenseIsRefusedByItsField) {
  World& w = world();
  const auto bad = [&](json::object one) {
    return mistakes(save("administrator-1", kWithoutList, {std::move(one)}, 0));
  };
  EXPECT_THAT(bad(entry("999999")), testing::ElementsAre("entries[0].matter matter_unknown"));
  EXPECT_THAT(bad(entry("x")), testing::ElementsAre("entries[0].matter wrong_form"));
  EXPECT_THAT(bad(entry(kRubble, {{"focus", ""}})), testing::ElementsAre("entries[0].focus required"));
  EXPECT_THAT(bad(entry(kRubble, {{"valid_from", "soon"}})),
              testing::ElementsAre("entries[0].valid_from invalid_date"));
  EXPECT_THAT(bad(entry(kRubble, {{"valid_from", "2026-12-02"}, {"valid_to", "2026-12-01"}})),
              testing::ElementsAre("entries[0].valid_to matter_list_ends_before"));
  EXPECT_THAT(bad(entry(kRubble, {{"why", "x"}})), testing::ElementsAre("entries[0].why unknown_key"));
  EXPECT_THAT(mistakes(save("administrator-1", kWithoutList, {entry(kRubble), entry(kRubble)}, 0)),
              testing::ElementsAre("entries[1].matter matter_list_doubled"));
  EXPECT_THAT(mistakes(save("administrator-1", kWithoutList, {}, 0)),
              testing::ElementsAre(testing::StartsWith("entries ")));
  EXPECT_THAT(mistakes(decide("administrator-1", kWithoutList, 1, "2026-12-02", {{"valid_to", "2026-12-01"}})),
              testing::ElementsAre("valid_to matter_list_ends_before"));
  EXPECT_THAT(mistakes(decide("administrator-1", kWithoutList, 1, "tomorrow", {{"decided_by", ""}})),
              testing::UnorderedElementsAre("valid_from invalid_date", "decided_by required"));
  for (const char* area : {"4401", "x", "440199", "440104001001001001"}) {
    const Answer answer = w.get("", std::string("/api/v1/matters?area=") + area);
    EXPECT_EQ(answer.status, 422) << area << answer.text;
    EXPECT_THAT(mistakes(answer), testing::ElementsAre("area area_unknown"));
  }
  for (const char* path : {"/api/v1/matter-lists/440104001", "/api/v1/matter-lists/x", "/api/v1/matter-lists/440199"})
    EXPECT_EQ(w.get("administrator-1", path).status, 404) << path;
  LINLI_SHOWS("INC-03");
}

}  // namespace
}  // namespace linli
