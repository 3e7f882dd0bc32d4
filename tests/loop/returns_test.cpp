#include "platform/access/setup.hpp"
#include "platform/testing/shows.hpp"
#include "tests/loop/fixture.hpp"

// What waits for somebody's word: returns, extensions, suspension, withdrawal, urging and supervision.
namespace linli {
namespace {

namespace json = boost::json;
using testing::Contains;

class Returns : public Loop {
 protected:
  static constexpr const char* kHandler = "street-sanitation-1";
  static json::string unit(const char* kind) {
    return world()
        .get("dispatcher-1", "/api/v1/units?kind=" + std::string(kind))
        .json()
        .at("items")
        .at(0)
        .at("id")
        .as_string();
  }
  static std::string dispatched() {
    const std::string id = id_of(world().report("010102", "rubble"));
    world().dispatch(id, "street_sanitation");
    return id;
  }
  static std::string handling() {
    const std::string id = dispatched();
    world().act(kHandler, id, "sign");
    return id;
  }
  static json::object not_ours() {
    return {{"reason", "not ours"}, {"clause", "duties, item 12"}, {"proper_unit", unit("street_enforcement")}};
  }
  /// A caller who belongs to the unit that handles.
  static std::string of_the_handling_unit() {
    World& w = world();
    const Uuid station = Uuid::parse(unit("street_sanitation"));
    const access::AccountToMake caller{Uuid::v7(w.now()),
                                       "caller-of-the-station",
                                       "linli-demo-2026",
                                       "\xe6\x9d\x8e\xe6\x98\x8e",
                                       "13000004998",
                                       station,
                                       {{"caller", w.grid().substr(0, 9), "", station}}};
    db::Connection db = w.connect();
    access::make_accounts(w.context().get<access::Access>(), db, {caller}, parse_date("2026-01-01"), w.now());
    return caller.username;
  }
  static std::string review_in(int days) {
    return to_text(world().context().zone().date_of(world().now()) + std::chrono::days(days));
  }
};

TEST_F(Returns, AUnitNamesClauseAndProperUnitWithinTheSigningTimeAndItsClockRests) {
  World& w = world();
  const std::string id = dispatched();
  EXPECT_EQ(w.refused(kHandler, id, "return_to_centre", {{"reason", "not ours"}}), "invalid_input");
  const json::value contested = w.act(kHandler, id, "return_to_centre", not_ours());
  EXPECT_EQ(contested.at("state").as_string(), "contested");
  EXPECT_THAT(json::serialize(contested.at("asked")), testing::HasSubstr("return"));
  // Who received it first does what cannot wait.
  w.act(kHandler, id, "first_response", {{"result", "cordoned off"}});
  w.set(w.now() + std::chrono::hours(24 * 4));
  const json::value late = w.incident("dispatcher-1", id);
  EXPECT_TRUE(late.at("overdue").as_bool()) << "the centre's own time to rule is over";
  EXPECT_NE(late.at("owner").at("unit_name"), contested.at("history").at(0).at("unit_name"));
  const json::value again = w.act("dispatcher-1", id, "refuse_return", {{"reason", "your road"}});
  EXPECT_EQ(again.at("state").as_string(), "dispatched");
  EXPECT_FALSE(again.at("overdue").as_bool()) << "the unit signs with a clock of its own";
  w.set(w.now() + std::chrono::hours(24 * 4));
  EXPECT_EQ(w.refused(kHandler, id, "return_to_centre", not_ours()), "signing_over");
  LINLI_SHOWS("DSP-03");
}

TEST_F(Returns, AfterTwoReturnsTheCentreRulesForGood) {
  World& w = world();
  const std::string id = dispatched();
  w.act(kHandler, id, "return_to_centre", not_ours());
  EXPECT_EQ(w.refused("dispatcher-1", id, "rule_finally",
                      {{"unit", unit("street_sanitation")}, {"reason", "r"}, {"clause", "c"}}),
            "ruling_too_early");
  EXPECT_EQ(w.act("dispatcher-1", id, "grant_return").at("state").as_string(), "accepted");
  w.act("dispatcher-1", id, "dispatch", {{"unit", unit("street_sanitation")}});
  w.act(kHandler, id, "return_to_centre", not_ours());
  EXPECT_EQ(w.refused("dispatcher-1", id, "grant_return"), "ruling_needed");
  EXPECT_EQ(w.refused("dispatcher-1", id, "refuse_return", {{"reason", "x"}}), "ruling_needed");
  EXPECT_EQ(w.refused("dispatcher-1", id, "rule_finally",
                      {{"unit", Uuid::v7(w.now()).text()}, {"reason", "r"}, {"clause", "c"}}),
            "unit_unknown");
  const json::value ruled = w.act("dispatcher-1", id, "rule_finally",
                                  {{"unit", unit("street_sanitation")}, {"reason", "r"}, {"clause", "item 3"}});
  EXPECT_EQ(ruled.at("state").as_string(), "dispatched");
  EXPECT_EQ(w.refused(kHandler, id, "return_to_centre", not_ours()), "returns_limit");
  EXPECT_EQ(w.act(kHandler, id, "sign").at("state").as_string(), "handling");
  LINLI_SHOWS("DSP-03");
}

TEST_F(Returns, OneExtensionAskedBeforeTheLimitIsOverAndToldToTheReporter) {
  World& w = world();
  const json::value receipt = w.report("010102", "rubble");
  const std::string id = id_of(receipt);
  w.dispatch(id, "street_sanitation");
  w.act(kHandler, id, "sign");
  const json::object day{{"count", 1}, {"unit", "working_days"}};
  w.act(kHandler, id, "ask_extension", {{"reason", "parts"}, {"extra", day}});
  w.act("dispatcher-1", id, "refuse_extension", {{"reason", "there are parts"}});
  w.act(kHandler, id, "ask_extension", {{"reason", "really no parts"}, {"extra", day}});
  const json::value before = w.incident("dispatcher-1", id);
  const json::value longer = w.act("dispatcher-1", id, "extend", {{"reason", "until they come"}, {"extra", day}});
  EXPECT_GT(longer.at("due").as_string(), before.at("due").as_string());
  EXPECT_EQ(w.refused(kHandler, id, "ask_extension", {{"reason", "more"}, {"extra", day}}), "extension_used_up");
  const json::value seen = w.get("", "/api/v1/public/reports/" + std::string(receipt.at("number").as_string()) +
                                         "?code=" + std::string(receipt.at("code").as_string()))
                               .json();
  EXPECT_THAT(json::serialize(seen.at("timeline")), testing::HasSubstr("until they come"));
  EXPECT_EQ(seen.at("due").as_string(), longer.at("due").as_string());
  const std::string late = handling();
  w.set(w.now() + std::chrono::hours(24 * 9));
  EXPECT_EQ(w.refused(kHandler, late, "ask_extension", {{"reason", "x"}, {"extra", day}}), "asked_after_due");
  LINLI_SHOWS("INC-05");
}

TEST_F(Returns, ALeaderKeepsACaseOnTheBooksReviewsItAndItIsPublished) {
  World& w = world();
  const json::value receipt = w.report("010102", "rubble");
  const std::string id = id_of(receipt);
  w.dispatch(id, "street_sanitation");
  w.act(kHandler, id, "sign");
  json::object wanted{{"cause", "no money"}, {"cause_kind", "funds"}, {"review_on", review_in(30)}};
  EXPECT_EQ(w.refused("dispatcher-1", id, "suspend", wanted), "not_yours");
  w.act(kHandler, id, "ask_suspension", wanted);
  EXPECT_THAT(json::serialize(w.incident("leader-1", id).at("asked")), testing::HasSubstr("suspension"));
  wanted["notice"] = "we wait for the fund";
  json::object too_late = wanted;
  too_late["review_on"] = review_in(60);
  EXPECT_EQ(w.refused("leader-1", id, "suspend", too_late), "review_too_late");
  const json::value left = w.incident("leader-1", id).at("remaining").at("minutes");
  const json::value suspended = w.act("leader-1", id, "suspend", wanted);
  EXPECT_TRUE(suspended.at("paused").as_bool());
  EXPECT_EQ(suspended.at("suspension_kind").as_string(), "funds");
  const std::string follow = "/api/v1/public/reports/" + std::string(receipt.at("number").as_string()) +
                             "?code=" + std::string(receipt.at("code").as_string());
  EXPECT_THAT(json::serialize(w.get("", follow).json().at("timeline")), testing::HasSubstr("we wait for the fund"));
  const std::string published = w.get("", "/api/v1/public/suspended?scope=" + w.grid().substr(0, 9)).text;
  EXPECT_EQ(w.get("", "/api/v1/public/suspended?scope=nowhere").code(), "invalid_input");
  EXPECT_THAT(published, testing::HasSubstr(std::string(receipt.at("number").as_string())));
  EXPECT_THAT(published, testing::Not(testing::HasSubstr("no money"))) << "words stay inside";
  w.set(w.now() + std::chrono::hours(24 * 20));
  const json::value reviewed = w.act("leader-1", id, "review", {{"note", "asked again"}, {"review_on", review_in(20)}});
  EXPECT_EQ(reviewed.at("state").as_string(), "suspended");
  EXPECT_TRUE(reviewed.at("paused").as_bool());
  EXPECT_EQ(reviewed.at("suspension_kind").as_string(), "funds");
  const json::value resumed = w.act("leader-1", id, "resume", {{"note", "money came"}});
  EXPECT_FALSE(resumed.at("paused").as_bool());
  EXPECT_TRUE(resumed.at("suspension_kind").is_null());
  EXPECT_LE(std::abs(resumed.at("remaining").at("minutes").as_int64() - left.as_int64()), 30)
      << "what was left is left still, after a review too";
  LINLI_SHOWS("INC-05");
}

TEST_F(Returns, OnceAcceptedAReportIsTakenBackOnlyAfterSomebodyElseHasAsked) {
  World& w = world();
  const json::value receipt = w.report("010102", "rubble");
  const std::string id = id_of(receipt);
  w.dispatch(id, "street_sanitation");
  w.act(kHandler, id, "sign");
  const std::string path = "/api/v1/public/reports/" + std::string(receipt.at("number").as_string()) +
                           "/withdrawal?code=" + std::string(receipt.at("code").as_string());
  const auto ask = [&] { return w.post("", path, {{"id", Uuid::v7(w.now()).text()}, {"reason", "no need"}}); };
  const Answer asked = ask();
  ASSERT_EQ(asked.status, 200) << asked.text;
  EXPECT_EQ(asked.json().at("state").as_string(), "handling") << "asked, not taken back";
  EXPECT_TRUE(asked.json().at("withdrawal_asked").as_bool());
  EXPECT_EQ(ask().code(), "withdrawal_asked_already");
  w.act(kHandler, id, "report_done", {{"result", "done"}, {"attachments", w.photo("after")}});
  EXPECT_EQ(w.refused("checker-1", id, "pass", {{"note", "seen"}}), "withdrawal_waits");
  EXPECT_EQ(w.refused(kHandler, id, "confirm_withdrawal", {{"note", "they said so"}}), "not_yours");
  EXPECT_EQ(w.refused(of_the_handling_unit(), id, "confirm_withdrawal", {{"note", "they said so"}}),
            "of_the_handling_unit");
  const json::value refused =
      w.act("caller-1", id, "refuse_withdrawal", {{"reason", "was pressed"}, {"pressed", true}});
  EXPECT_EQ(refused.at("state").as_string(), "done");
  ASSERT_EQ(ask().status, 200);
  EXPECT_EQ(w.act("caller-1", id, "confirm_withdrawal", {{"note", "of the own will"}}).at("state").as_string(),
            "withdrawn");
  LINLI_SHOWS("INC-05");
}

TEST_F(Returns, WhoWaitsMayUrgeButNotEveryMinute) {
  World& w = world();
  const json::value receipt = w.report("010102", "rubble");
  const std::string id = id_of(receipt);
  const std::string path = "/api/v1/public/reports/" + std::string(receipt.at("number").as_string()) +
                           "/urgings?code=" + std::string(receipt.at("code").as_string());
  const auto urge = [&] { return w.post("", path, {{"id", Uuid::v7(w.now()).text()}}); };
  EXPECT_EQ(urge().status, 200);
  EXPECT_EQ(urge().code(), "urged_just_now");
  w.advance(std::chrono::hours(3));
  EXPECT_EQ(w.act("dispatcher-1", id, "urge", {{"note", "please"}}).at("urges").as_int64(), 2);
  LINLI_SHOWS("DSP-05");
}

TEST_F(Returns, ASupervisionLetterIsAnsweredByTheUnitsHeadBeforeTheCaseMayPass) {
  World& w = world();
  const std::string id = handling();
  EXPECT_EQ(w.refused("dispatcher-1", id, "supervise", {{"grade", "listed"}, {"reason", "again"}}), "not_yours");
  const json::value open = w.act("leader-1", id, "supervise", {{"grade", "listed"}, {"reason", "third time"}});
  EXPECT_EQ(open.at("supervision").as_string(), "open");
  EXPECT_EQ(w.refused("leader-1", id, "supervise", {{"grade", "ordinary"}, {"reason", "x"}}), "supervised_already");
  const auto letter = [&](const char* who, const char* more = "") {
    const json::value page = w.get(who, std::string("/api/v1/supervisions?limit=200") + more).json();
    for (const json::value& row : page.at("items").as_array())
      if (row.at("incident").as_string() == id) return row;
    return json::value();
  };
  const json::value listed = letter("leader-1");
  ASSERT_FALSE(listed.is_null());
  EXPECT_THAT(std::string(listed.at("number").as_string()), testing::MatchesRegex("D-440104-[0-9]{4}-[0-9]{4}"));
  EXPECT_FALSE(letter("street-sanitation-head").is_null()) << "who must answer sees it";
  EXPECT_TRUE(letter("fire-rescue-1").is_null()) << "other units do not";
  EXPECT_EQ(w.refused(kHandler, id, "answer_supervision", {{"result", "soon"}}), "not_yours")
      << "over the signature of the head";
  w.act("street-sanitation-head", id, "answer_supervision", {{"result", "tomorrow"}});
  w.act("leader-1", id, "reject_answer", {{"reason", "today"}});
  w.act(kHandler, id, "report_done", {{"result", "done"}, {"attachments", w.photo("after")}});
  EXPECT_EQ(w.refused("checker-1", id, "pass", {{"note", "seen"}}), "supervision_waits");
  w.act("street-sanitation-head", id, "answer_supervision", {{"result", "done today"}});
  w.act("leader-1", id, "settle_supervision", {});
  EXPECT_TRUE(letter("leader-1").is_null());
  EXPECT_EQ(letter("leader-1", "&all=true").at("rejections").as_int64(), 1);
  EXPECT_EQ(w.act("checker-1", id, "pass", {{"note", "seen"}}).at("state").as_string(), "checked");
  LINLI_SHOWS("DSP-05");
}

}  // namespace
}  // namespace linli
