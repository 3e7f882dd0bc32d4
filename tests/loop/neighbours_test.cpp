#include "platform/resources.hpp"
#include "platform/testing/shows.hpp"
#include "tests/loop/fixture.hpp"

// Everyone is a grid worker: guide, members, one-key reminders, codes of buildings, progress by link, marks.
namespace linli {
namespace {

namespace json = boost::json;

std::string text_of(const json::value& record, const char* member) {
  return std::string(record.at(member).as_string());
}

class Neighbours : public Loop {
 protected:
  static json::object spot() {
    const json::value grid = world().get("", "/api/v1/divisions/" + world().grid()).json();
    return {{"lon", grid.at("centre").at("lon")}, {"lat", grid.at("centre").at("lat")}, {"system", "wgs84"}};
  }
  static Answer remind(json::object more = {}) {
    json::object body{
        {"id", Uuid::v7(world().now()).text()}, {"kind", "trees"}, {"text", "a branch"}, {"place", spot()}};
    for (const auto& member : more) body[member.key()] = member.value();
    return world().post("", "/api/v1/public/neighbours/reminders", body);
  }
  static std::string progress(const json::value& receipt, const std::string& below = "") {
    return "/api/v1/public/progress/" + text_of(receipt, "link") + below;
  }
};

TEST_F(Neighbours, JoiningNeedsThePresentGuideAndAKindOfMember) {
  World& w = world();
  const json::value guide = w.get("", "/api/v1/public/neighbours/guide").json();
  EXPECT_EQ(guide.at("kinds").as_array().size(), 12U);
  int named = 0;
  for (const json::value& kind : guide.at("kinds").as_array()) named += kind.at("from_source").as_bool();
  EXPECT_EQ(named, 3);
  LINLI_SHOWS("PUB-02");
  json::object body{{"id", Uuid::v7(w.now()).text()},
                    {"kind", "party_member"},
                    {"name", "Wu"},
                    {"phone", "13000006601"},
                    {"guide_version", "older"}};
  const std::string path = "/api/v1/public/neighbours/members";
  EXPECT_EQ(w.post("", path, body).code(), "guide_not_read");
  body["guide_version"] = guide.at("version");
  body["kind"] = "grid_worker";
  EXPECT_EQ(w.post("", path, body).code(), "member_kind_unknown");
  body["kind"] = "party_member";
  EXPECT_EQ(w.post("", path, body).status, 201);
  EXPECT_EQ(w.post("", path, body).status, 201) << "a retry";
  const json::value after = w.get("", "/api/v1/public/neighbours/guide").json();
  EXPECT_EQ(after.at("joined").at(0).at("total").as_int64(), 1);
  db::Connection db = w.connect();
  EXPECT_EQ(db.query("select count(1) as n from neighbours.member where kind = 'party_member'")[0].integer("n"), 1);
  LINLI_SHOWS("PUB-01");
}

TEST_F(Neighbours, ARemindersLinkShowsTheProgressAndNoPerson) {
  World& w = world();
  const Answer sent = remind({{"reporter", {{"name", "Zhao Sanfeng"}, {"phone", "13000006602"}, {"consent", false}}}});
  ASSERT_EQ(sent.status, 201) << sent.text;
  const json::value receipt = sent.json();
  const std::string id = id_of(receipt);
  EXPECT_EQ(text_of(w.incident(w.worker(), id), "state"), "reminded");
  LINLI_SHOWS("PUB-03");
  const Answer seen = w.get("", progress(receipt));
  ASSERT_EQ(seen.status, 200) << seen.text;
  EXPECT_FALSE(seen.json().at("due").is_null()) << "the deadline is public";
  for (const char* hidden : {"Zhao", "13000006602", "branch", text_of(receipt, "code").c_str(), "address", "lon"})
    EXPECT_EQ(seen.text.find(hidden), std::string::npos) << hidden;
  w.advance(std::chrono::hours(24 * 5));
  EXPECT_TRUE(w.get("", progress(receipt)).json().at("overdue").as_bool());
  EXPECT_EQ(w.get("", "/api/v1/public/progress/" + std::string(43, 'A')).code(), "link_not_found");
  EXPECT_EQ(w.post("", progress(receipt, "/revocation"), {{"id", Uuid::v7(w.now()).text()}}).status, 204);
  EXPECT_EQ(w.get("", progress(receipt)).code(), "link_not_found");
}

TEST_F(Neighbours, AnonymousRemindersAreAnsweredAndRatedByLink) {
  World& w = world();
  const json::value receipt = remind({{"kind", "charging"}}).json();
  const std::string id = id_of(receipt);
  w.dispatch(id, "street_sanitation");
  w.act("street-sanitation-1", id, "sign");
  w.act("street-sanitation-1", id, "report_done", {{"result", "cleared"}, {"attachments", w.photo("after")}});
  w.act("checker-1", id, "pass", {{"note", "seen"}});
  w.act("caller-1", id, "feed_back", {{"note", "published"}});
  EXPECT_TRUE(w.get("", progress(receipt)).json().at("may_rate").as_bool());
  const json::object rating{{"id", Uuid::v7(w.now()).text()}, {"score", "satisfied"}};
  const Answer rated = w.post("", progress(receipt, "/ratings"), rating);
  ASSERT_EQ(rated.status, 200) << rated.text;
  EXPECT_EQ(text_of(rated.json(), "state"), "closed");
  EXPECT_EQ(w.post("", progress(receipt, "/ratings"), rating).status, 200) << "a retry";
}

TEST_F(Neighbours, ABuildingsCodeFillsInThePlaceUntilItIsWithdrawn) {
  World& w = world();
  const Answer made =
      w.post(w.worker(), "/api/v1/neighbours/buildings",
             {{"id", Uuid::v7(w.now()).text()}, {"label", "Block 3"}, {"place", spot()}, {"kind", "corridor"}});
  ASSERT_EQ(made.status, 201) << made.text;
  const std::string secret = text_of(made.json(), "secret"), id = text_of(made.json(), "id");
  const json::value scanned = w.get("", "/api/v1/public/buildings/" + secret).json();
  EXPECT_EQ(text_of(scanned, "label"), "Block 3");
  EXPECT_EQ(text_of(scanned, "kind"), "corridor");
  const Answer picture = w.get(w.worker(), "/api/v1/neighbours/buildings/" + id + "/code.svg");
  EXPECT_EQ(picture.status, 200);
  EXPECT_TRUE(picture.text.starts_with("<svg"));
  json::object body{{"id", Uuid::v7(w.now()).text()}, {"kind", "corridor"}, {"building", secret}};
  const Answer sent = w.post("", "/api/v1/public/neighbours/reminders", body);
  ASSERT_EQ(sent.status, 201) << sent.text;
  EXPECT_EQ(text_of(w.incident(w.worker(), id_of(sent.json())), "address"), "Block 3");
  EXPECT_EQ(w.post(w.worker(), "/api/v1/neighbours/buildings/" + id + "/withdrawal", {{"id", Uuid::v7(w.now()).text()}})
                .status,
            200);
  EXPECT_EQ(w.get("", "/api/v1/public/buildings/" + secret).code(), "code_withdrawn");
  body["id"] = Uuid::v7(w.now()).text();
  EXPECT_EQ(w.post("", "/api/v1/public/neighbours/reminders", body).code(), "code_withdrawn");
  body.erase("building");
  EXPECT_EQ(w.post("", "/api/v1/public/neighbours/reminders", body).code(), "place_needed");
}

TEST_F(Neighbours, OverALimitIsSaidPlainlyAndUrgentKindsAlwaysPass) {
  World& w = world();
  w.from("203.0.113.44");
  Answer last;
  for (int i = 0; i < 40 && last.status != 429; ++i) last = remind({{"kind", "street_lamp"}, {"device", "one-phone"}});
  EXPECT_EQ(last.status, 429);
  EXPECT_EQ(last.code(), "reminders_too_many");
  EXPECT_NE(last.text.find("12345"), std::string::npos) << "what to do instead";
  EXPECT_EQ(remind({{"kind", "pipelines"}, {"device", "one-phone"}}).status, 201) << "an urgent one";
  w.from("203.0.113.45");
  EXPECT_EQ(remind({{"kind", "street_lamp"}, {"device", "another"}}).status, 201);
  w.from("");
  LINLI_SHOWS("PUB-08");
}

TEST_F(Neighbours, AMarkAsFalseMayBeObjectedToAndASecondPersonDecides) {
  World& w = world();
  const json::value receipt = remind({{"kind", "signboard"}}).json();
  const std::string path = "/api/v1/incidents/" + id_of(receipt) + "/false-mark";
  EXPECT_EQ(w.get("dispatcher-1", path).code(), "not_marked");
  const Answer marked = w.post("dispatcher-1", path, {{"id", Uuid::v7(w.now()).text()}, {"reason", "nothing there"}});
  ASSERT_EQ(marked.status, 201) << marked.text;
  EXPECT_EQ(w.post("dispatcher-1", path, {{"id", Uuid::v7(w.now()).text()}, {"reason", "again"}}).code(),
            "marked_already");
  EXPECT_EQ(text_of(w.get("", progress(receipt)).json(), "mark"), "marked");
  const auto decide = [&](const std::string& who, bool upheld) {
    return w.post(who, path + "/decision",
                  {{"id", Uuid::v7(w.now()).text()}, {"upheld", upheld}, {"reason", "looked again"}});
  };
  EXPECT_EQ(decide("leader-1", true).code(), "mark_not_appealed");
  const Answer objected =
      w.post("", progress(receipt, "/appeals"), {{"id", Uuid::v7(w.now()).text()}, {"text", "it hung there"}});
  EXPECT_EQ(text_of(objected.json(), "mark"), "appealed");
  EXPECT_EQ(w.post("", progress(receipt, "/appeals"), {{"id", Uuid::v7(w.now()).text()}, {"text", "x"}}).code(),
            "appealed_already");
  EXPECT_EQ(decide("dispatcher-1", true).code(), "mark_by_same_person");
  const Answer lifted = decide("leader-1", false);
  EXPECT_EQ(text_of(lifted.json(), "state"), "lifted");
  EXPECT_EQ(text_of(lifted.json(), "appeal"), "it hung there");
  EXPECT_EQ(text_of(w.get("", progress(receipt)).json(), "mark"), "lifted");
  LINLI_SHOWS("PUB-08");
}

}  // namespace
}  // namespace linli
