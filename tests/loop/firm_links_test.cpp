#include "platform/testing/shows.hpp"
#include "tests/loop/fixture.hpp"

// A firm outside works on a case by a one-time link: it sees what, where and until when, nothing else of the case, and
// what it says is a proposal to the unit's clerk.
namespace linli {
namespace {

namespace json = boost::json;

constexpr const char* kClerk = "street-sanitation-1";

class FirmLinks : public Loop {
 protected:
  void TearDown() override { world().from(""); }

  static std::string new_id() { return Uuid::v7(world().now()).text(); }
  static std::string handling() {
    const std::string id = id_of(
        world().report("010102", "rubble at my door",
                       {{"reporter", {{"name", "Reporting Person"}, {"phone", "13000007799"}, {"consent", false}}}}));
    world().dispatch(id, "street_sanitation");
    world().act(kClerk, id, "sign");
    return id;
  }
  static Answer ask_firm(const std::string& who, const std::string& id, json::object more = {}) {
    json::object body{{"id", new_id()},
                      {"firm", "Rubble Movers"},
                      {"contact", "Zhang San"},
                      {"phone", "13000001234"},
                      {"text", "two vans of bricks"}};
    for (const auto& member : more) body[member.key()] = member.value();
    world().advance(std::chrono::seconds(1));  // in the order they are asked
    return world().post(who, "/api/v1/incidents/" + id + "/firm-links", body);
  }
  static std::string link_of(const Answer& made) {
    EXPECT_EQ(made.status, 201) << made.text;
    return std::string(made.json().at("link").as_string());
  }
  static Answer look(const std::string& link) { return world().get("", "/api/v1/public/firm-tasks/" + link); }
  static Answer arrive(const std::string& link) {
    return world().post("", "/api/v1/public/firm-tasks/" + link + "/arrival", {{"id", new_id()}});
  }
  static json::array photos() {
    json::array both = world().photo("before");
    both.push_back(world().photo("after").at(0));
    json::array named;
    for (const json::value& photo : both)
      named.push_back(json::object{{"digest", photo.at("digest")}, {"stage", photo.at("stage")}});
    return named;
  }
  static Answer report(const std::string& link, json::object more = {}) {
    json::object body{{"id", new_id()}, {"result", "all bricks gone"}, {"photos", photos()}};
    for (const auto& member : more) body[member.key()] = member.value();
    return world().post("", "/api/v1/public/firm-tasks/" + link + "/report", body);
  }
  static Answer step(const std::string& id, const char* action, json::object fields = {}) {
    const json::value incident = world().incident(kClerk, id);
    const json::value errand = incident.at("errands").as_array().back();
    return world().post(
        kClerk, "/api/v1/errands/" + std::string(errand.at("id").as_string()) + "/actions",
        {{"id", new_id()}, {"action", action}, {"version", errand.at("version")}, {"fields", std::move(fields)}});
  }
};

TEST_F(FirmLinks, AFirmSeesItsTaskReportsOnceAndTheUnitAnswers) {
  World& w = world();
  const std::string id = handling();
  EXPECT_EQ(ask_firm("dispatcher-1", id).code(), "not_yours");
  EXPECT_EQ(ask_firm(kClerk, id, {{"phone", "12"}}).code(), "invalid_input");
  const json::object given{{"id", new_id()}};
  const Answer made = ask_firm(kClerk, id, given);
  const std::string link = link_of(made);
  EXPECT_EQ(link_of(ask_firm(kClerk, id, given)), link) << "a retry gets the same link";
  EXPECT_EQ(ask_firm(kClerk, id, {{"id", given.at("id")}, {"firm", "Others"}}).code(), "record_id_reused");
  EXPECT_EQ(ask_firm(kClerk, id).code(), "firm_asked_already");

  const Answer task = look(link);
  ASSERT_EQ(task.status, 200) << task.text;
  EXPECT_EQ(task.json().at("text").as_string(), "two vans of bricks");
  EXPECT_EQ(task.json().at("state").as_string(), "asked");
  for (const char* secret : {"Reporting", "7788", "rubble at my door", "Zhang", "1234\"", "history", "reporters"})
    EXPECT_EQ(task.text.find(secret), std::string::npos) << "tells " << secret;
  EXPECT_EQ(task.header("cache-control"), "no-store");

  EXPECT_EQ(arrive(link).json().at("state").as_string(), "arrived");
  EXPECT_EQ(arrive(link).status, 200) << "said twice";
  json::array only_before = photos();
  only_before.pop_back();
  EXPECT_EQ(report(link, {{"photos", only_before}}).code(), "evidence_missing");
  const json::object said{{"id", new_id()}, {"photos", photos()}};
  const Answer receipt = report(link, said);
  ASSERT_EQ(receipt.status, 200) << receipt.text;
  EXPECT_EQ(receipt.json().at("state").as_string(), "reported");
  EXPECT_EQ(receipt.json().at("photos").as_int64(), 2);
  EXPECT_EQ(report(link, said).text, receipt.text) << "a retry gets the receipt";
  EXPECT_EQ(report(link).code(), "link_is_spent");
  EXPECT_EQ(look(link).json().at("state").as_string(), "reported") << "the receipt stays until the link ends";

  const json::value incident = w.incident(kClerk, id);
  EXPECT_EQ(incident.at("state").as_string(), "handling") << "a proposal, not the unit's answer";
  const json::value& errand = incident.at("errands").at(0);
  EXPECT_EQ(errand.at("result").as_string(), "all bricks gone");
  EXPECT_THAT(std::string(errand.at("contact").as_string()), testing::MatchesRegex("Z[*]+")) << "masked";
  EXPECT_EQ(errand.at("phone").as_string(), "130****1234");
  EXPECT_EQ(w.refused(kClerk, id, "report_done", {{"result", "x"}, {"attachments", w.photo("after")}}), "errands_open");
  EXPECT_EQ(step(id, "send_back_errand", {{"reason", "x"}}).code(), "link_is_spent");
  ASSERT_EQ(step(id, "accept_errand").status, 200);
  json::array adopted;
  for (const json::value& file : incident.at("attachments").as_array())
    if (file.at("from_errand").as_bool() && file.at("stage").as_string() == "after")
      adopted.push_back(json::object{{"digest", file.at("digest")}, {"stage", "after"}});
  ASSERT_EQ(adopted.size(), 1U);
  EXPECT_EQ(w.act(kClerk, id, "report_done", {{"result", "cleared"}, {"attachments", adopted}}).at("state").as_string(),
            "done");
  LINLI_SHOWS("INC-05");
}

TEST_F(FirmLinks, ALinkEndsAndAllLinksThatOpenNothingAreAlike) {
  World& w = world();
  const std::string id = handling();
  const std::string revoked = link_of(ask_firm(kClerk, id));
  ASSERT_EQ(step(id, "take_back", {{"reason", "another firm"}}).status, 200);
  const std::string expired = link_of(ask_firm(kClerk, id));
  EXPECT_EQ(look(expired).status, 200);
  const Answer wrong = look("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"), gone = look(revoked);
  w.advance(std::chrono::hours(73));
  const Answer late = look(expired);
  const auto without_id = [](const Answer& answer) {
    json::object problem = answer.json().as_object();
    for (const char* own : {"instance", "request_id"}) problem.erase(own);
    return json::serialize(problem);
  };
  for (const Answer& answer : {wrong, gone, late}) {
    EXPECT_EQ(answer.status, 404);
    EXPECT_EQ(answer.code(), "firm_link_gone");
    EXPECT_EQ(without_id(answer), without_id(wrong));
  }
  EXPECT_EQ(report(expired).code(), "firm_link_gone");
  EXPECT_EQ(arrive(revoked).code(), "firm_link_gone");
}

TEST_F(FirmLinks, OnlyADigestIsKeptEveryUseIsAuditedAndGuessingRests) {
  World& w = world();
  const std::string id = handling(), link = link_of(ask_firm(kClerk, id));
  look(link);
  arrive(link);
  db::Connection db = w.connect();
  EXPECT_EQ(
      db.query("select count(1) as n from incidents.errand e where e.incident = $1 and to_jsonb(e)::text like '%' "
               "|| $2 || '%'",
               db::Params::of(Uuid::parse(id), link))[0]
          .integer("n"),
      0);
  for (const char* action : {"incidents.firm_link_made", "incidents.firm_link_opened", "incidents.firm_link_arrived"})
    EXPECT_GE(
        db.query("select count(1) as n from audit.entry e where e.action = $1", db::Params::of(action))[0].integer("n"),
        1)
        << action;
  w.from("203.0.113.77");
  std::string code;
  for (int i = 0; i < 100 && code != "too_often"; ++i) code = look("guess-" + std::to_string(i)).code();
  EXPECT_EQ(code, "too_often");
  w.from("203.0.113.78");
  for (int i = 0; i < 100; ++i) ASSERT_EQ(look(link).status, 200) << "who has the link is never counted";
}

TEST_F(FirmLinks, WhoseHandsItIsInMayAskAFirm) {
  World& w = world();
  const std::string id = handling();
  EXPECT_EQ(ask_firm("street-sanitation-crew-1", id).code(), "incident_not_found") << "not in their hands";
  const json::value units = w.get(kClerk, "/api/v1/teams").json();
  ASSERT_EQ(
      w.post(kClerk, "/api/v1/incidents/" + id + "/errands",
             {{"id", new_id()}, {"team", units.at("items").at(0).at("teams").at(0).at("id")}, {"text", "clear it"}})
          .status,
      200);
  const std::string link = link_of(ask_firm("street-sanitation-crew-1", id));
  EXPECT_EQ(report(link).status, 200);
  ASSERT_EQ(step(id, "accept_errand").status, 200);
  LINLI_SHOWS("INC-05");
}

}  // namespace
}  // namespace linli
