#include "platform/testing/shows.hpp"
#include "tests/loop/fixture.hpp"

// Trifles closed on the spot are drawn by chance for a third person to look at, and counted apart.
namespace linli {
namespace {

namespace json = boost::json;

class SpotChecks : public Loop {
 protected:
  /// A self-handled case that was (or was not) drawn, made by trying.
  static json::value closed(bool drawn) {
    for (int i = 0; i < 200; ++i) {
      const std::string id = id_of(self_handle(Uuid::v7(world().now())));
      const json::value incident = world().incident("checker-1", id);
      if (!incident.at("spot_check").is_null() == drawn) return incident;
    }
    throw std::runtime_error("200 draws with one result");
  }
  static json::value figures() { return world().get("leader-1", "/api/v1/figures/loop").json(); }
  static std::int64_t waiting() {
    const json::value workbench = world().get("checker-1", "/api/v1/workbench").json();
    for (const json::value& pile : workbench.at("counts").as_array())
      if (pile.at("key").as_string() == "to_spot_check") return pile.at("count").as_int64();
    return 0;
  }
};

TEST_F(SpotChecks, WhatWasDrawnWaitsForAThirdPersonAndIsCountedApart) {
  World& w = world();
  const std::int64_t waited = waiting();
  const json::value before = figures();
  const std::string drawn = id_of(closed(true));
  EXPECT_EQ(w.incident("checker-1", drawn).at("spot_check").as_string(), "drawn");
  EXPECT_EQ(waiting(), waited + 1);
  bool listed = false;
  const json::value list = w.get("checker-1", "/api/v1/incidents?spot_check=drawn").json();
  for (const json::value& row : list.at("items").as_array()) {
    EXPECT_EQ(row.at("spot_check").as_string(), "drawn");
    EXPECT_EQ(row.at("state").as_string(), "self_closed");
    listed = listed || row.at("id").as_string() == drawn;
  }
  EXPECT_TRUE(listed);
  // Whoever closed it cannot be the one who looks at it.
  const std::string collector = "grid-" + std::string(w.incident("checker-1", drawn).at("scope_code").as_string());
  EXPECT_FALSE(offer(w.incident(collector, drawn), "spot_check").at("allowed").as_bool());

  const json::value passed = w.act("checker-1", drawn, "spot_check", {{"note", "stands"}});
  EXPECT_EQ(passed.at("spot_check").as_string(), "passed");
  EXPECT_EQ(passed.at("state").as_string(), "self_closed");
  EXPECT_EQ(w.refused("checker-2", drawn, "spot_check", {{"note", "again"}}), "spot_checked_already");
  EXPECT_EQ(w.refused("checker-2", drawn, "spot_reject", {{"reason", "again"}}), "spot_checked_already");
  EXPECT_EQ(waiting(), waited);

  const std::string bad = id_of(closed(true));
  const json::value rejected = w.act("checker-1", bad, "spot_reject", {{"reason", "still there"}});
  EXPECT_EQ(rejected.at("spot_check").as_string(), "rejected");
  EXPECT_EQ(rejected.at("state").as_string(), "collected");
  EXPECT_FALSE(rejected.at("self_handled").as_bool());

  const json::value after = figures();
  const auto more = [&](const char* rate, const char* part) {
    return after.at(rate).at(part).as_int64() - before.at(rate).at(part).as_int64();
  };
  EXPECT_EQ(after.at("spot_drawn").as_int64() - before.at("spot_drawn").as_int64(), 2);
  EXPECT_EQ(more("spot_checked", "numerator"), 2);
  EXPECT_EQ(more("spot_checked", "denominator"), 2);
  EXPECT_EQ(more("spot_rejected", "numerator"), 1);
  EXPECT_EQ(more("spot_rejected", "denominator"), 2);
  EXPECT_EQ(more("closed", "denominator"), 1) << "what was rejected is collected now, the others never were";
  LINLI_SHOWS("INC-19");
}

TEST_F(SpotChecks, ARetryDrawsNoSecondLot) {
  World& w = world();
  const Uuid id = Uuid::v7(w.now());
  json::object sent;
  const json::value receipt = self_handle(id, &sent);
  const json::value first = w.incident("checker-1", id.text());
  db::Connection db = w.connect();
  const auto drawn = [&] {
    return db
        .query("select count(1) as n from incidents.counter_delta where id = $1 and figure = 'spot_drawn'",
               db::Params::of(id))[0]
        .integer("n");
  };
  EXPECT_EQ(
      w.post("grid-" + std::string(first.at("scope_code").as_string()), "/api/v1/incidents", sent).json().at("number"),
      receipt.at("number"));
  const json::value again = w.incident("checker-1", id.text());
  EXPECT_EQ(again.at("spot_check"), first.at("spot_check"));
  EXPECT_EQ(drawn(), first.at("spot_check").is_null() ? 0 : 1);
}

TEST_F(SpotChecks, WhatSomebodyPickedOutSaysNothingOfTheShare) {
  World& w = world();
  const std::string undrawn = id_of(closed(false));
  const json::value before = figures();
  EXPECT_EQ(w.act("checker-1", undrawn, "spot_check", {{"note", "stands"}}).at("spot_check").as_string(), "passed");
  const json::value after = figures();
  EXPECT_EQ(after.at("spot_checked"), before.at("spot_checked"));
  EXPECT_EQ(after.at("spot_drawn"), before.at("spot_drawn"));
}

}  // namespace
}  // namespace linli
