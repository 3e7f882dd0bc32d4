#include <thread>

#include "platform/testing/shows.hpp"
#include "tests/loop/fixture.hpp"

// Several people report the same: found before it is sent again, followed, merged, taken apart again; all are answered.
namespace linli {
namespace {

namespace json = boost::json;
using testing::ElementsAre;

std::string text_of(const json::value& record, const char* member) {
  return std::string(record.at(member).as_string());
}
std::string own(const json::value& receipt, const std::string& below = "") {
  return "/api/v1/public/reports/" + text_of(receipt, "number") + below + "?code=" + text_of(receipt, "code");
}

class Duplicates : public Loop {
 protected:
  /// A public report, `metres` east of the middle of the grid; another phone each.
  static json::value report(double metres = 0, const std::string& matter = "010102", json::object more = {}) {
    json::object body{{"place", spot(metres)}, {"reporter", {{"phone", phone()}, {"consent", false}}}};
    for (const auto& member : more) body[member.key()] = member.value();
    return world().report(matter, "rubble", std::move(body));
  }
  static std::string phone() { return "1300001" + std::to_string(1000 + ++phones_); }
  /// `metres` east of the middle of the demo's first grid.
  static json::object spot(double metres) {
    const json::value middle = world().get("", "/api/v1/divisions/" + world().grid()).json().at("centre");
    return {{"lon", middle.at("lon").to_number<double>() + metres / 102400.0},
            {"lat", middle.at("lat")},
            {"system", "wgs84"},
            {"address", "18"}};
  }
  static json::value follow(const json::value& receipt, json::object more = {}) {
    json::object body{{"id", Uuid::v7(world().now()).text()},
                      {"incident", receipt.at("id")},
                      {"text", "I saw it too"},
                      {"reporter", {{"phone", phone()}, {"consent", false}}}};
    for (const auto& member : more) body[member.key()] = member.value();
    const Answer answer = world().post("", "/api/v1/public/followers", body);
    EXPECT_EQ(answer.status, 201) << answer.text;
    return answer.json();
  }
  static std::string merge(const json::value& from, const json::value& into) {
    return world().refused("dispatcher-1", id_of(from), "merge", {{"into", into.at("number")}, {"reason", "the same"}});
  }
  static json::value merged(const json::value& from, const json::value& into) {
    return world().act("dispatcher-1", id_of(from), "merge", {{"into", into.at("number")}, {"reason", "the same"}});
  }
  static void check(const std::string& id) {
    world().act("street-sanitation-1", id, "sign");
    world().act("street-sanitation-1", id, "report_done",
                {{"result", "cleared"}, {"attachments", world().photo("after")}});
    world().act("checker-1", id, "pass", {{"note", "seen"}});
  }
  static json::array near(double metres, const std::string& matter) {
    const json::object at = spot(metres);
    const Answer answer = world().get("", "/api/v1/public/duplicates?matter=" + matter +
                                              "&lon=" + std::to_string(at.at("lon").to_number<double>()) +
                                              "&lat=" + std::to_string(at.at("lat").to_number<double>()));
    EXPECT_EQ(answer.status, 200) << answer.text;
    return answer.json().at("items").as_array();
  }
  /// The case of `receipt` in a list of likely duplicates; null if it is not there.
  static json::value among(const json::array& found, const json::value& receipt) {
    for (const json::value& item : found)
      if (item.at("id") == receipt.at("id")) return item;
    return {};
  }
  static inline int phones_ = 0;
};

TEST_F(Duplicates, AreSuggestedBeforeSubmitWithoutTellingWhoOrWhat) {
  const json::value first = report(0);
  const json::value found = among(near(17, "010102"), first);
  ASSERT_FALSE(found.is_null());
  EXPECT_EQ(found.at("distance_m").as_int64(), 20);
  EXPECT_EQ(found.at("days").as_int64(), 0);
  EXPECT_TRUE(found.at("same_matter").as_bool());
  EXPECT_TRUE(found.at("may_follow").as_bool());
  EXPECT_EQ(found.at("reporters").as_int64(), 1);
  for (const char* hidden : {"number", "address"}) EXPECT_TRUE(found.at(hidden).is_null()) << hidden;
  const std::string all = json::serialize(found);
  for (const char* hidden : {"rubble", "1300001", "phone", "description", "attachments"})
    EXPECT_EQ(all.find(hidden), std::string::npos) << hidden;
  const json::value sibling = among(near(17, "010101"), first);
  ASSERT_FALSE(sibling.is_null());
  EXPECT_FALSE(sibling.at("same_matter").as_bool());
  EXPECT_LT(sibling.at("score").as_int64(), found.at("score").as_int64());
  EXPECT_TRUE(among(near(70, "010102"), first).is_null()) << "beyond the city's radius";
  EXPECT_TRUE(among(near(17, "030101"), first).is_null()) << "another category";
  LINLI_SHOWS("INC-16");

  const json::value second = report(2);
  const json::value seen = world().get("dispatcher-1", "/api/v1/incidents/" + id_of(second) + "/duplicates").json();
  const json::value other = among(seen.at("items").as_array(), first);
  ASSERT_FALSE(other.is_null());
  EXPECT_EQ(other.at("number"), first.at("number"));
}

TEST_F(Duplicates, ARetryOfFollowingAnswersTheSameAndOtherContentIsRefused) {
  World& w = world();
  const json::value first = report(0);
  const std::int64_t times = w.incident("dispatcher-1", id_of(first)).at("repeat_count").as_int64();
  json::object body{{"id", Uuid::v7(w.now()).text()},
                    {"incident", first.at("id")},
                    {"text", "me too"},
                    {"reporter", {{"phone", phone()}, {"consent", false}}}};
  const Answer one = w.post("", "/api/v1/public/followers", body), two = w.post("", "/api/v1/public/followers", body);
  ASSERT_EQ(one.status, 201) << one.text;
  EXPECT_EQ(two.json().at("code"), one.json().at("code"));
  EXPECT_EQ(one.json().at("number"), first.at("number"));
  EXPECT_NE(one.json().at("code"), first.at("code"));
  body["text"] = "something else";
  EXPECT_EQ(w.post("", "/api/v1/public/followers", body).code(), "record_id_reused");
  const json::value seen = w.incident("dispatcher-1", id_of(first));
  EXPECT_EQ(seen.at("reporters").as_array().size(), 2U);
  EXPECT_EQ(seen.at("repeat_count").as_int64(), times + 1) << "counts as a repeat";
  const json::value theirs = w.get("", own(one.json())).json(), mine = w.get("", own(first)).json();
  EXPECT_EQ(json::serialize(mine).find("me too"), std::string::npos) << "another's words are not shown";
  EXPECT_NE(json::serialize(theirs).find("\"follow\""), std::string::npos);
  EXPECT_EQ(json::serialize(theirs).find("public_report"), std::string::npos);
  EXPECT_THAT(theirs.at("actions").as_array(), testing::Not(testing::Contains("withdraw")));
  EXPECT_THAT(mine.at("actions").as_array(), testing::Not(testing::Contains("withdraw"))) << "a neighbour counts on it";
  EXPECT_EQ(w.post("", own(first, "/withdrawal"), {{"id", Uuid::v7(w.now()).text()}, {"reason", "solved"}}).code(),
            "others_reported_too");
}

TEST_F(Duplicates, ACaseWhoseSupervisionLetterIsOpenIsNotMergedAway) {
  World& w = world();
  const json::value a = report(0), b = report(2);
  const std::string id = id_of(b);
  w.dispatch(id, "street_sanitation");
  w.act("street-sanitation-1", id, "sign");
  w.act("leader-1", id, "supervise", {{"grade", "ordinary"}, {"reason", "slow"}});
  EXPECT_EQ(merge(b, a), "merge_supervised") << "its unit's head owes an answer for this case";
  w.act("street-sanitation-head", id, "answer_supervision", {{"result", "tomorrow"}});
  EXPECT_EQ(merge(b, a), "merge_supervised") << "answered, not settled";
  EXPECT_EQ(merged(a, b).at("state").as_string(), "merged") << "the other way round the letter stays where it is";
  EXPECT_FALSE(w.incident("leader-1", id).at("supervision").is_null());
  LINLI_SHOWS("DSP-05");
}

TEST_F(Duplicates, EveryReporterIsCalledBeforeACaseCountsAsFedBack) {
  World& w = world();
  const json::value a = report(0), b = report(2), follower = follow(a);
  const std::string id = id_of(a);
  w.dispatch(id, "street_sanitation");
  const json::value after = merged(b, a);
  EXPECT_EQ(after.at("state").as_string(), "merged");
  check(id);
  const json::value seen = w.incident("caller-1", id);
  ASSERT_EQ(seen.at("reporters").as_array().size(), 3U);
  EXPECT_EQ(seen.at("merged").at(0).at("number"), b.at("number"));
  EXPECT_EQ(seen.at("merged").at(0).at("description").as_string(), "rubble");
  EXPECT_EQ(w.refused("caller-1", id, "record_attempt", {{"reached", true}}), "which_reporter");
  EXPECT_EQ(w.refused("caller-1", id, "record_attempt", {{"reached", true}, {"reporter", Uuid::v7(w.now()).text()}}),
            "reporter_unknown");
  EXPECT_EQ(w.refused("caller-1", id, "feed_back", {{"note", "done"}}), "reporters_not_told");
  for (int i = 0; i < 2; ++i)
    w.act("caller-1", id, "record_attempt", {{"reached", true}, {"reporter", seen.at("reporters").at(i).at("id")}});
  EXPECT_EQ(w.refused("caller-1", id, "feed_back", {{"note", "done"}}), "reporters_not_told");
  for (int i = 0; i < 3; ++i) {
    w.act("caller-1", id, "record_attempt", {{"reached", false}, {"reporter", seen.at("reporters").at(2).at("id")}});
    w.advance(std::chrono::hours(1));
  }
  const json::value told = w.act("caller-1", id, "feed_back", {{"note", "done"}});
  EXPECT_EQ(told.at("state").as_string(), "fed_back");
  std::vector<std::string> states;
  for (const json::value& r : told.at("reporters").as_array()) states.push_back(text_of(r, "feedback_state"));
  EXPECT_THAT(states, ElementsAre("told", "told", "unreachable"));
  LINLI_SHOWS("INC-07");

  // All of them see the one state, by their own numbers and codes, and judge for themselves.
  for (const json::value& receipt : {a, b, follower}) {
    const json::value view = w.get("", own(receipt)).json();
    EXPECT_EQ(view.at("state").as_string(), "fed_back");
    EXPECT_EQ(view.at("number"), receipt.at("number"));
    EXPECT_THAT(view.at("actions").as_array(), testing::Contains("rate"));
  }
  EXPECT_EQ(w.get("", own(b)).json().at("merged_with"), a.at("number"));
  const auto rate = [&](const json::value& receipt, const char* score) {
    return w.post("", own(receipt, "/ratings"), {{"id", Uuid::v7(w.now()).text()}, {"score", score}});
  };
  EXPECT_EQ(rate(a, "satisfied").json().at("state").as_string(), "fed_back") << "others have not judged";
  EXPECT_EQ(rate(a, "satisfied").code(), "rated_already");
  EXPECT_EQ(rate(b, "basically").json().at("state").as_string(), "fed_back");
  EXPECT_EQ(rate(follower, "dissatisfied").json().at("state").as_string(), "callback") << "one low rating is enough";
  LINLI_SHOWS("INC-14");
}

TEST_F(Duplicates, AMergedCaseIsCountedApartAndNeverImprovesTheClosureRate) {
  World& w = world();
  const json::value a = report(0), b = report(2);
  const auto figures = [&] { return w.get("leader-1", "/api/v1/figures/loop").json(); };
  const json::value before = figures();
  merged(b, a);
  const json::value after = figures();
  EXPECT_EQ(after.at("merged").as_int64(), before.at("merged").as_int64() + 1);
  EXPECT_EQ(after.at("closed"), before.at("closed")) << "neither part nor whole changes";
  EXPECT_EQ(after.at("solved"), before.at("solved"));
  LINLI_SHOWS("INC-19");
}

TEST_F(Duplicates, MergingRefusesWhatMakesNoSense) {
  World& w = world();
  const json::value a = report(0), b = report(2), c = report(3), d = report(4);
  EXPECT_EQ(merge(a, a), "merge_into_itself");
  merged(b, a);
  EXPECT_EQ(merge(c, b), "merge_into_merged");
  EXPECT_EQ(merge(b, c), "not_from_here") << "it is merged already";
  w.act(w.worker(), id_of(d), "acknowledge");
  w.act(w.worker(), id_of(d), "submit");
  w.act("dispatcher-1", id_of(d), "cancel", {{"reason", "nothing there"}});
  EXPECT_EQ(merge(c, d), "merge_into_ended");
  for (const char* inside : {"absorb", "release", "follow"})
    EXPECT_EQ(w.refused("dispatcher-1", id_of(a), inside, {{"other", id_of(c)}}), "unknown_action");
  EXPECT_EQ(w.refused(w.worker(), id_of(c), "merge", {{"into", a.at("number")}, {"reason", "x"}}), "not_yours");
}

TEST_F(Duplicates, AChainKeepsAllInOneAndTakingApartRestoresStateOwnerAndClock) {
  World& w = world();
  w.set(parse_instant("2026-11-24T09:00:00+08:00"));
  const json::value a = report(0), b = report(2), c = report(3);
  w.dispatch(id_of(b), "street_sanitation");
  const json::value before = w.act("street-sanitation-1", id_of(b), "sign");
  merged(c, b);
  w.advance(std::chrono::minutes(30));
  const json::value gone = merged(b, a);
  EXPECT_TRUE(gone.at("due").is_null());
  EXPECT_EQ(gone.at("merged_into").at("number"), a.at("number"));
  EXPECT_EQ(w.incident("dispatcher-1", id_of(a)).at("merged").as_array().size(), 2U);
  EXPECT_EQ(w.incident("dispatcher-1", id_of(a)).at("reporters").as_array().size(), 3U);
  w.advance(std::chrono::minutes(40));  // not yet the time to warn of a's own deadline
  const json::value back = w.act("dispatcher-1", id_of(b), "unmerge", {{"reason", "not the same"}});
  EXPECT_EQ(back.at("state").as_string(), "handling");
  EXPECT_EQ(back.at("owner"), before.at("owner"));
  EXPECT_GT(text_of(back, "due"), text_of(before, "due")) << "the time it was merged is not counted";
  EXPECT_EQ(back.at("reporters").as_array().size(), 2U) << "what was merged into it comes with it";
  EXPECT_EQ(w.incident("dispatcher-1", id_of(a)).at("reporters").as_array().size(), 1U);
  EXPECT_EQ(w.incident("dispatcher-1", id_of(c)).at("merged_into").at("number"), b.at("number"));
  EXPECT_THAT(history_of(w.incident("dispatcher-1", id_of(a))), ElementsAre("public_report", "absorb", "release"));
  EXPECT_EQ(
      w.act("street-sanitation-1", id_of(b), "report_done", {{"result", "cleared"}, {"attachments", w.photo("after")}})
          .at("state")
          .as_string(),
      "done");
  LINLI_SHOWS("INC-16");
}

TEST_F(Duplicates, OnceTheReportersWereAnsweredNothingIsTakenApart) {
  World& w = world();
  const json::value a = report(0, "010102", {{"reporter", json::object{{"consent", false}}}}),
                    b = report(2, "010102", {{"reporter", json::object{{"consent", false}}}});
  w.dispatch(id_of(a), "street_sanitation");
  merged(b, a);
  check(id_of(a));
  w.act("caller-1", id_of(a), "feed_back", {{"note", "published"}});
  EXPECT_EQ(w.refused("dispatcher-1", id_of(b), "unmerge", {{"reason", "late"}}), "unmerge_too_late");
  EXPECT_EQ(w.post("", "/api/v1/public/followers",
                   {{"id", Uuid::v7(w.now()).text()}, {"incident", a.at("id")}, {"text", "again"}})
                .code(),
            "answered_already");
}

TEST_F(Duplicates, MergingDoesNotGetAroundTheSeparationOfDuties) {
  World& w = world();
  const json::value a = report(5), b = report(2);
  w.dispatch(id_of(a), "street_sanitation");
  const json::value signed_for = w.act("street-sanitation-1", id_of(a), "sign");
  // The one who handles A collected B, by the grant of a grid worker.
  db::Connection db = w.connect();
  const std::string handler =
      db.query(
            "select party::text as party from workflow.participation where root_case = $1 and 'handler' = any(duties) "
            "and not is_unit",
            db::Params::of(Uuid::parse(id_of(a))))[0]
          .text("party");
  db.query(
      "insert into workflow.participation (root_case, party, district, is_unit, duties, conflict) values ($1, $2, "
      "$3, false, '{collector}', false)",
      db::Params::of(Uuid::parse(id_of(b)), Uuid::parse(handler), w.grid().substr(0, 6)));
  EXPECT_EQ(merge(b, a), "merge_separation");
  EXPECT_EQ(merge(a, b), "merge_separation");
  EXPECT_EQ(w.incident("dispatcher-1", id_of(b)).at("state").as_string(), "reminded") << "nothing was changed";
  LINLI_SHOWS("INC-04");
}

TEST_F(Duplicates, OfTwoMergesAtTheSameMomentOneHolds) {
  World& w = world();
  for (int round = 0; round < 4; ++round) {
    const json::value a = report(2), b = report(5);
    std::string codes[2];
    const auto into = [&](int i, const json::value& from, const json::value& to) {
      return [&codes, &w, i, from, to] {
        const Answer answer = w.post("dispatcher-1", "/api/v1/incidents/" + id_of(from) + "/actions",
                                     {{"id", Uuid::v7(w.now()).text()},
                                      {"action", "merge"},
                                      {"version", 1},
                                      {"fields", {{"into", to.at("number")}, {"reason", "the same"}}}});
        codes[i] = answer.status == 200 ? "" : answer.code();
      };
    };
    w.get("dispatcher-1", "/api/v1/me");
    std::thread one(into(0, a, b)), other(into(1, b, a));
    one.join();
    other.join();
    EXPECT_EQ(codes[0].empty() + codes[1].empty(), 1) << codes[0] << " / " << codes[1];
  }
}

}  // namespace
}  // namespace linli
