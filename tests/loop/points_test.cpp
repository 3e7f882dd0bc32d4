#include <thread>

#include "platform/access/setup.hpp"
#include "platform/files/test_media.hpp"
#include "platform/testing/shows.hpp"
#include "tests/loop/fixture.hpp"

// What the loop promises about catalogue, reports and steps, each by real requests.
namespace linli {
namespace {

namespace json = boost::json;
using testing::Contains;
using testing::ElementsAre;

class Points : public Loop {
 protected:
  static std::string digest_of(const std::string& who, const std::string& bytes) {
    const Answer stored = world().upload(who, bytes);
    EXPECT_EQ(stored.status, 201) << stored.text;
    return std::string(stored.json().at("digest").as_string());
  }
  static json::object place() {
    const json::value division = world().get("", "/api/v1/divisions/" + world().grid()).json();
    return {{"lon", division.at("centre").at("lon")},
            {"lat", division.at("centre").at("lat")},
            {"system", "wgs84"},
            {"address", "18 Road"}};
  }
  /// A report by staff; `more` replaces members.
  static Answer file(const std::string& who, const json::object& more) {
    json::object body{
        {"id", Uuid::v7(world().now()).text()}, {"matter", "010102"}, {"description", "rubble"}, {"place", place()}};
    for (const auto& member : more) body[member.key()] = member.value();
    return world().post(who, "/api/v1/incidents", body);
  }
  static std::string filed(const std::string& who, const json::object& more = {}) {
    const Answer answer = file(who, more);
    EXPECT_EQ(answer.status, 201) << answer.text;
    return id_of(answer.json());
  }
  static std::vector<std::string> ids_of(const json::value& list) {
    std::vector<std::string> ids;
    for (const json::value& row : list.at("items").as_array()) ids.emplace_back(row.at("id").as_string());
    return ids;
  }
  static json::value figures(const std::string& more = "") {
    return world().get("leader-1", "/api/v1/figures/loop?from=2026-01-01" + more).json();
  }
  static json::object unit(const std::string& kind) {
    return {{"unit", world().get("dispatcher-1", "/api/v1/units?kind=" + kind).json().at("items").at(0).at("id")}};
  }
  /// Polls until the case stands there or has done so: timers fire twice a second.
  static json::value waited_for(const std::string& id, const std::function<bool(const json::value&)>& seen) {
    json::value incident;
    for (int wait = 0; wait < 150; ++wait) {
      incident = world().incident("dispatcher-1", id);
      if (seen(incident)) break;
      std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
    return incident;
  }
};

// ---- 12: the catalogue
TEST_F(Points, TheCatalogueIsVersionedAndSaysWhatFilersAndCheckersGoBy) {
  World& w = world();
  const json::value catalogue = w.get(w.worker(), "/api/v1/matters").json();
  EXPECT_EQ(catalogue.at("majors").as_int64(), 10);
  EXPECT_EQ(catalogue.at("middles").as_int64(), 47);
  EXPECT_TRUE(catalogue.at("example").as_bool());
  std::set<std::string> majors, middles;
  for (const json::value& matter : catalogue.at("items").as_array()) {
    majors.emplace(matter.at("major").at("code").as_string());
    middles.emplace(matter.at("middle").at("code").as_string());
    for (const char* text : {"name", "filing_standard", "closing_standard", "default_unit_kind"})
      EXPECT_FALSE(matter.at(text).as_string().empty()) << matter.at("code") << " " << text;
    EXPECT_FALSE(matter.at("evidence").as_array().empty());
    EXPECT_GT(matter.at("limit").at("count").as_int64(), 0);
    const bool natural = matter.at("limit").at("unit").as_string().starts_with("natural");
    EXPECT_TRUE(natural || !matter.at("urgent").as_bool()) << matter.at("code");
  }
  EXPECT_EQ(majors.size(), 10U);
  EXPECT_EQ(middles.size(), 47U);
  const std::string id = filed(w.worker());
  const json::value seen = w.incident("checker-1", id);
  EXPECT_FALSE(seen.at("filing_standard").as_string().empty());
  EXPECT_FALSE(seen.at("closing_standard").as_string().empty());
  // A case keeps the version it was filed under.
  db::Connection db = w.connect();
  EXPECT_EQ(db.query("select catalogue from incidents.incident where id = $1", db::Params::of(Uuid::parse(id)))[0].text(
                "catalogue"),
            catalogue.at("version").as_string());
  LINLI_SHOWS("INC-01");
}

TEST_F(Points, TheCollectorMayVerifyOnlyWhatTheMatterAllows) {
  World& w = world();
  access::AccountToMake both{
      Uuid::v7(w.now()), "worker-and-checker", "linli-demo-2026", "\xe6\x9d\x8e\xe6\x98\x8e", "13000004999", {}, {}};
  db::Connection db = w.connect();
  both.unit = db.query("select id from access.unit where kind = 'street_centre'")[0].uuid("id");
  both.grants = {{"grid_worker", w.grid(), "", both.unit}, {"checker", w.grid(), "", both.unit}};
  access::make_accounts(w.context().get<access::Access>(), db, {both}, parse_date("2026-01-01"), w.now());
  const auto passed = [&](const char* matter) {
    const std::string id = filed(both.username, {{"matter", matter}});
    w.act("dispatcher-1", id, "accept");
    w.act("dispatcher-1", id, "dispatch", unit("street_sanitation"));
    w.act("street-sanitation-1", id, "sign");
    w.act("street-sanitation-1", id, "report_done", {{"result", "done"}, {"attachments", w.photo("after")}});
    return w.post(both.username, "/api/v1/incidents/" + id + "/actions",
                  {{"id", Uuid::v7(w.now()).text()},
                   {"action", "pass"},
                   {"version", w.incident(both.username, id).at("version")},
                   {"fields", {{"note", "seen"}}}});
  };
  EXPECT_EQ(passed("010102").code(), "separation");
  EXPECT_EQ(passed("060102").status, 200) << "set per matter";
  LINLI_SHOWS("INC-04");
}

// ---- 13: the report
TEST_F(Points, AReportHoldsEverythingACollectorKnows) {
  World& w = world();
  const std::string photo = digest_of(w.worker(), files::photo({.width = 700, .height = 500}));
  const std::string film = digest_of(w.worker(), files::film());
  const std::string sound = digest_of(w.worker(), files::wav());
  const std::string letter = digest_of(w.worker(), files::pdf());
  json::array attachments;
  for (const std::string& digest : {photo, film, sound, letter})
    attachments.push_back(json::object{{"digest", digest}, {"stage", "before"}});
  const json::object given{{"matter", "050101"},
                           {"description", "sewage over the pavement"},
                           {"urgency", "critical"},
                           {"occurred_at", "2026-11-23T00:10:00Z"},
                           {"attachments", attachments},
                           {"reporter", {{"name", "\xe5\x91\xa8\xe6\xb0\xb8\xe5\xba\xb7"}, {"phone", "13000006655"}}},
                           {"involved", {json::object{{"name", "\xe6\x9d\x8e\xe5\x9b\x9b"}, {"role", "owner"}}}}};
  const Answer answer = file("dispatcher-1", given);
  ASSERT_EQ(answer.status, 201) << answer.text;
  const json::value receipt = answer.json();
  EXPECT_THAT(std::string(receipt.at("number").as_string()), testing::MatchesRegex("E-440104-[0-9]{8}-[0-9]{6}"));
  EXPECT_THAT(std::string(receipt.at("code").as_string()), testing::MatchesRegex("[0-9]{6}"));
  EXPECT_EQ(receipt.at("grid").at("code").as_string(), w.grid()) << "found from the point";
  const json::value seen = w.incident("dispatcher-1", id_of(receipt));
  EXPECT_EQ(seen.at("matter").at("code").as_string(), "050101");
  EXPECT_EQ(seen.at("description").as_string(), "sewage over the pavement");
  EXPECT_EQ(seen.at("address").as_string(), "18 Road");
  EXPECT_EQ(seen.at("urgency").as_string(), "critical");
  EXPECT_EQ(seen.at("involved").at(0).at("name").as_string(), "\xe6\x9d\x8e*");
  EXPECT_EQ(seen.at("reporters").at(0).at("phone").as_string(), "130****6655");
  std::map<std::string, std::string> types;
  for (const json::value& a : seen.at("attachments").as_array())
    types.emplace(a.at("digest").as_string(), a.at("media_type").as_string());
  EXPECT_EQ(types[photo], "image/jpeg");
  EXPECT_EQ(types[film], "video/mp4");
  EXPECT_EQ(types[sound], "audio/wav");
  EXPECT_EQ(types[letter], "application/pdf");
  LINLI_SHOWS("INC-10");

  // The camera's position is kept apart from what is shown.
  db::Connection db = w.connect();
  const db::Rows kept =
      db.query("select taken_lon_e7, taken_lat_e7 from incidents.attachment where digest = $1", db::Params::of(photo));
  EXPECT_EQ(kept[0].integer("taken_lat_e7"), 231250000);
  const Answer shown = w.get("dispatcher-1", "/api/v1/files/" + photo + "?copy=served");
  EXPECT_EQ(shown.text.find("Exif"), std::string::npos);
  EXPECT_EQ(shown.text.find("SECRET-CAMERA"), std::string::npos);
}

TEST_F(Points, FilesAreJudgedByWhatTheyAreAndByTheirSize) {
  World& w = world();
  EXPECT_EQ(w.upload(w.worker(), "a script that calls itself a picture").code(), "file_type");
  EXPECT_EQ(w.upload("", "").status, 422);
  std::string large = files::photo();
  large.resize((10 << 20) + 1, '\0');
  EXPECT_EQ(w.upload("", large).status, 413);
  EXPECT_EQ(w.upload("", files::png_claiming(60000, 60000)).code(), "file_dimensions");
  EXPECT_EQ(
      file(w.worker(), {{"attachments", {json::object{{"digest", std::string(64, 'b')}, {"stage", "before"}}}}}).code(),
      "invalid_input");
}

TEST_F(Points, NothingIsDeletedAndCancellingImprovesNoFigure) {
  World& w = world();
  const json::value before = figures();
  const std::string id = filed(w.worker());
  EXPECT_EQ(figures().at("closed").at("denominator").as_int64(), before.at("closed").at("denominator").as_int64() + 1);
  w.act("dispatcher-1", id, "accept", {{"matter", "010101"}, {"urgency", "urgent"}});
  const json::value corrected = w.incident("dispatcher-1", id);
  EXPECT_EQ(corrected.at("matter").at("code").as_string(), "010101");
  EXPECT_EQ(corrected.at("history").at(1).at("fields").at("matter").as_string(), "010101") << "the correction is seen";
  w.act("dispatcher-1", id, "cancel", {{"reason", "twice"}});
  const json::value after = figures();
  EXPECT_EQ(after.at("cancelled").as_int64(), before.at("cancelled").as_int64() + 1);
  EXPECT_EQ(after.at("closed").at("denominator").as_int64(), before.at("closed").at("denominator").as_int64() + 1)
      << "a cancelled case stays among the collected";
  EXPECT_EQ(after.at("closed").at("numerator"), before.at("closed").at("numerator"));
  db::Connection db = w.connect();
  EXPECT_EQ(db.query("select count(1) as n from audit.entry where object = $1 and action in ('incidents.report', "
                     "'incidents.accept', 'incidents.cancel')",
                     db::Params::of("incident:" + id))[0]
                .integer("n"),
            3);
  EXPECT_THROW(db.query("delete from incidents.incident where id = $1", db::Params::of(Uuid::parse(id))), db::Failure);
  EXPECT_THROW(db.query("delete from workflow.history where case_id = $1", db::Params::of(Uuid::parse(id))),
               db::Failure);
  LINLI_SHOWS("INC-19");
}

TEST_F(Points, EverySourceComesIntoOneInboxAndReportsCanBeSplitByIt) {
  World& w = world();
  for (const char* source : {"patrol", "phone", "hotline", "appointment", "deliberation", "drainage", "social_work",
                             "party_visit", "public"}) {
    const std::string of_source = "&source=" + std::string(source);
    const std::int64_t before = figures(of_source).at("closed").at("denominator").as_int64();
    const std::string id = std::string(source) == "public" ? id_of(w.report("010102", "rubble"))
                                                           : filed("dispatcher-1", {{"source", source}});
    EXPECT_EQ(w.incident("dispatcher-1", id).at("source").as_string(), source);
    const json::value inbox =
        w.get("dispatcher-1", "/api/v1/incidents?order=changed&limit=50&state=collected,reminded" + of_source).json();
    EXPECT_THAT(ids_of(inbox), Contains(id)) << source;
    for (const json::value& row : inbox.at("items").as_array()) EXPECT_EQ(row.at("source").as_string(), source);
    EXPECT_EQ(figures(of_source).at("closed").at("denominator").as_int64(), before + 1) << source;
  }
  EXPECT_EQ(file("dispatcher-1", {{"source", "rumour"}}).code(), "invalid_input");
  LINLI_SHOWS("INC-15");
}

// ---- 14: the loop
TEST_F(Points, AReminderReachesTheGridsWorkerAndEscalatesWhenNobodyAnswers) {
  World& w = world();
  next_monday();
  const std::string id = id_of(w.report("010102", "rubble"));
  const json::value reminded = w.incident(w.worker(), id);
  EXPECT_EQ(reminded.at("state").as_string(), "reminded");
  EXPECT_FALSE(reminded.at("owner").at("person").is_null());
  EXPECT_TRUE(offer(reminded, "acknowledge").at("allowed").as_bool());
  const json::value mine = w.get(w.worker(), "/api/v1/incidents?mine=true&state=reminded&order=changed").json();
  EXPECT_THAT(ids_of(mine), Contains(id));
  EXPECT_EQ(w.refused("dispatcher-1", id, "acknowledge"), "not_yours");
  w.advance(std::chrono::minutes(125));  // two working hours and a little
  const json::value escalated =
      waited_for(id, [](const json::value& i) { return i.at("state").as_string() == "collected"; });
  EXPECT_THAT(history_of(escalated), ElementsAre("public_report", "warn_due", "escalate"));
  EXPECT_TRUE(escalated.at("history").at(2).at("who").is_null()) << "nobody did it: the time was over";
  LINLI_SHOWS("PUB-03");
}

TEST_F(Points, WithdrawnReturnedAndResubmitted) {
  World& w = world();
  const json::value taken_back = w.report("010102", "rubble");
  const std::string own = "/api/v1/public/reports/" + std::string(taken_back.at("number").as_string());
  const std::string code = "?code=" + std::string(taken_back.at("code").as_string());
  EXPECT_EQ(w.post("", own + "/withdrawal" + code, {{"id", Uuid::v7(w.now()).text()}, {"reason", "solved"}}).status,
            200);
  EXPECT_EQ(w.incident("dispatcher-1", id_of(taken_back)).at("state").as_string(), "withdrawn");

  const std::string id = filed(w.worker());
  EXPECT_EQ(w.act("dispatcher-1", id, "return_to_collector", {{"reason", "where?"}}).at("state").as_string(),
            "returned");
  EXPECT_EQ(w.act(w.worker(), id, "resubmit", {{"note", "here"}}).at("state").as_string(), "collected");
  w.act("dispatcher-1", id, "accept");
  w.act("dispatcher-1", id, "dispatch", unit("street_sanitation"));
  const json::object not_ours{
      {"reason", "not ours"}, {"clause", "item 12"}, {"proper_unit", unit("street_enforcement").at("unit")}};
  EXPECT_EQ(w.act("street-sanitation-1", id, "return_to_centre", not_ours).at("state").as_string(), "contested");
  EXPECT_EQ(w.act("dispatcher-1", id, "grant_return").at("state").as_string(), "accepted");
  w.act("dispatcher-1", id, "dispatch", unit("street_sanitation"));
  w.act("street-sanitation-1", id, "sign");
  const json::value asked = w.act("street-sanitation-1", id, "ask_extension",
                                  {{"reason", "parts"}, {"extra", {{"count", 1}, {"unit", "working_days"}}}});
  const json::value extended =
      w.act("dispatcher-1", id, "extend", {{"reason", "agreed"}, {"extra", {{"count", 1}, {"unit", "working_days"}}}});
  EXPECT_GT(extended.at("due").as_string(), asked.at("due").as_string());
  EXPECT_EQ(w.refused("street-sanitation-1", id, "ask_extension",
                      {{"reason", "more"}, {"extra", {{"count", 1}, {"unit", "working_days"}}}}),
            "extension_used_up");
  w.act("street-sanitation-1", id, "report_done", {{"result", "done"}, {"attachments", w.photo("after")}});
  EXPECT_EQ(w.act("checker-1", id, "fail", {{"reason", "some left"}}).at("state").as_string(), "handling");
  w.act("street-sanitation-1", id, "report_done", {{"result", "done now"}, {"attachments", w.photo("after")}});
  EXPECT_EQ(w.act("checker-1", id, "pass", {{"note", "seen"}}).at("state").as_string(), "closed")
      << "nobody outside waits for an answer";
}

TEST_F(Points, AResidentsWorkerMayCloseATrifleOnTheSpot) {
  World& w = world();
  const std::string id = id_of(w.report("030102", "scooter in the stairwell"));
  w.act(w.worker(), id, "acknowledge");
  EXPECT_EQ(w.refused(w.worker(), id, "self_handle", {{"attachments", w.photo("after")}}), "self_handling_evidence");
  json::array photos = w.photo("before");
  photos.push_back(w.photo("after").at(0));
  const json::value incident = w.incident(w.worker(), id);
  if (!offer(incident, "self_handle").at("allowed").as_bool()) GTEST_SKIP() << "the demo's year was here twice";
  const json::value closed = w.act(w.worker(), id, "self_handle", {{"attachments", photos}, {"result", "moved"}});
  EXPECT_EQ(closed.at("state").as_string(), "self_closed");
  EXPECT_TRUE(closed.at("self_handled").as_bool());
}

TEST_F(Points, NotClosedWithoutFeedbackAndALowRatingIsCalledBackAndReworked) {
  World& w = world();
  const json::value before = figures();
  const json::value receipt = w.report("010102", "rubble");
  const std::string id = id_of(receipt);
  const std::string rating = "/api/v1/public/reports/" + std::string(receipt.at("number").as_string()) +
                             "/ratings?code=" + std::string(receipt.at("code").as_string());
  const auto rate = [&](const char* score) {
    return w.post("", rating, {{"id", Uuid::v7(w.now()).text()}, {"score", score}});
  };
  handle(id);
  EXPECT_EQ(w.act("checker-1", id, "pass", {{"note", "seen"}}).at("state").as_string(), "checked")
      << "resolved, but nobody was told";
  EXPECT_EQ(rate("satisfied").code(), "not_from_here");
  EXPECT_EQ(w.refused("caller-1", id, "feed_back", {{"note", "x"}}), "attempts_not_used_up");
  w.act("caller-1", id, "record_attempt", {{"reached", true}});
  w.act("caller-1", id, "feed_back", {{"note", "told"}});
  LINLI_SHOWS("INC-07");

  EXPECT_EQ(rate("dissatisfied").status, 200);
  EXPECT_EQ(w.incident("caller-1", id).at("state").as_string(), "callback");
  const json::value reworked = w.act("caller-1", id, "rework", {{"reason", "still there"}});
  EXPECT_EQ(reworked.at("state").as_string(), "dispatched");
  EXPECT_EQ(reworked.at("reporters").at(0).at("feedback_state").as_string(), "waiting");
  w.act("street-sanitation-1", id, "sign");
  w.act("street-sanitation-1", id, "report_done", {{"result", "done again"}, {"attachments", w.photo("after")}});
  w.act("checker-1", id, "pass", {{"note", "seen"}});
  EXPECT_EQ(w.refused("caller-1", id, "feed_back", {{"note", "x"}}), "attempts_not_used_up") << "told anew";
  w.act("caller-1", id, "record_attempt", {{"reached", true}});
  w.act("caller-1", id, "feed_back", {{"note", "told"}});
  EXPECT_EQ(rate("basically").status, 200);
  const json::value closed = w.incident("caller-1", id);
  EXPECT_EQ(closed.at("state").as_string(), "closed");
  EXPECT_EQ(closed.at("outcome").as_string(), "solved");
  LINLI_SHOWS("INC-14");

  const std::string second = id_of(w.report("010102", "rubble"));
  handle(second);
  w.act("checker-1", second, "pass", {{"note", "seen"}});
  w.act("caller-1", second, "record_attempt", {{"reached", true}});
  w.act("caller-1", second, "feed_back", {{"note", "told"}});
  w.set(w.now() + std::chrono::hours(24 * 12));  // seven working days
  const json::value unrated =
      waited_for(second, [](const json::value& i) { return i.at("state").as_string() == "closed"; });
  EXPECT_EQ(unrated.at("outcome").as_string(), "unrated");
  // Three figures: both are closed and solved, one of two judgements was good.
  const json::value after = figures();
  const auto more = [&](const char* rate_name, const char* part) {
    return after.at(rate_name).at(part).as_int64() - before.at(rate_name).at(part).as_int64();
  };
  EXPECT_GE(more("closed", "numerator"), 2);
  EXPECT_EQ(more("satisfied", "numerator"), 1);
  EXPECT_EQ(more("satisfied", "denominator"), 2);
}

TEST_F(Points, HandlersDoNotLearnWhoReportedUnlessTheReporterAgrees) {
  World& w = world();
  for (const bool consent : {false, true}) {
    const json::value receipt = w.report(
        "010102", "rubble", {{"reporter", {{"phone", consent ? "13000008812" : "13000008811"}, {"consent", consent}}}});
    const std::string id = id_of(receipt);
    w.dispatch(id, "street_sanitation");
    w.act("street-sanitation-1", id, "sign");
    const json::value seen = w.incident("street-sanitation-1", id);
    EXPECT_EQ(seen.at("reporters_hidden").as_bool(), !consent);
    EXPECT_EQ(seen.at("reporters").as_array().empty(), !consent);
    const std::string found = w.get("street-sanitation-1", "/api/v1/incidents?text=8811").text;
    EXPECT_EQ(found.find(id), std::string::npos) << "nor by looking for a phone";
  }
}

TEST_F(Points, WordsMayBeAddedAndDeadlinesWarn) {
  World& w = world();
  const json::value receipt = w.report("010102", "rubble");
  const std::string id = id_of(receipt);
  const std::string path = "/api/v1/public/reports/" + std::string(receipt.at("number").as_string()) +
                           "/additions?code=" + std::string(receipt.at("code").as_string());
  EXPECT_EQ(w.post("", path, {{"id", Uuid::v7(w.now()).text()}, {"text", "and a fridge"}}).status, 200);
  w.act(w.worker(), id, "note", {{"text", "on my way"}});
  w.dispatch(id, "street_sanitation");
  w.act("street-sanitation-1", id, "sign");
  w.set(w.now() + std::chrono::hours(24 * 5));
  const json::value late = waited_for(id, [](const json::value& i) {
    const std::vector<std::string> actions = history_of(i);
    return std::find(actions.begin(), actions.end(), "report_overdue") != actions.end();
  });
  EXPECT_THAT(history_of(late), Contains("add"));
  EXPECT_THAT(history_of(late), Contains("note"));
  EXPECT_THAT(history_of(late), Contains("warn_due"));
  EXPECT_THAT(history_of(late), Contains("report_overdue"));
  EXPECT_TRUE(late.at("overdue").as_bool());
}

}  // namespace
}  // namespace linli
