#include <thread>

#include "platform/testing/shows.hpp"
#include "tests/loop/fixture.hpp"

// The rules of the loop, each once by real requests against the whole program. tests/mutations switches them off one at
// a time and expects the test that guards the rule to fail.
namespace linli {
namespace {

namespace json = boost::json;

class Rules : public Loop {
 protected:
  /// Another account of the person who has `phone`, with one role; its user name. `more` joins what is asked.
  static std::string account(const std::string& phone, const std::string& role, const json::object& more = {}) {
    World& w = world();
    static int serial = 0;
    const std::string username = "rule-" + std::to_string(++serial);
    const bool department = role == "department";
    const std::string unit = unit_of(department ? "street_sanitation" : "street_centre");
    json::object grant{{"role", role}, {"prefix", ""}, {"line", ""}};
    if (department)
      grant["unit"] = unit;
    else
      grant["prefix"] = role == "grid_worker" ? w.grid() : w.grid().substr(0, 9);
    json::object asked{{"id", Uuid::v7(w.now()).text()},
                       {"username", username},
                       {"name", "One Person"},
                       {"phone", phone},
                       {"unit", unit},
                       {"grants", json::array{std::move(grant)}}};
    for (const auto& member : more) asked[member.key()] = member.value();
    const Answer opened = w.post("administrator-1", "/api/v1/accounts", asked);
    EXPECT_EQ(opened.status, 201) << opened.text;
    const std::string link(opened.json().at("link").as_string());
    const Answer set =
        w.post("", "/api/v1/links/" + link.substr(link.find('#') + 1), {{"password", "linli-demo-2026"}});
    EXPECT_LT(set.status, 300) << set.text;
    return username;
  }
  static std::string unit_of(const std::string& kind) {
    const json::value units = world().get("dispatcher-1", "/api/v1/units?kind=" + kind).json();
    return std::string(units.at("items").at(0).at("id").as_string());
  }
  static std::string new_phone() {
    static int last = 10'000'000;
    return "137" + std::to_string(++last);
  }
  /// A resident's case on the desk of the sanitation station; the grid's worker may be another account.
  static std::string dispatched(const std::string& worker = world().worker()) {
    World& w = world();
    const std::string id = id_of(w.report("010102", "rubble"));
    w.act(worker, id, "acknowledge");
    w.act(worker, id, "submit");
    w.act("dispatcher-1", id, "accept");
    w.act("dispatcher-1", id, "dispatch", {{"unit", unit_of("street_sanitation")}});
    return id;
  }
  static void finish(const std::string& handler, const std::string& id) {
    world().act(handler, id, "sign");
    world().act(handler, id, "report_done", {{"result", "cleared"}, {"attachments", world().photo("after")}});
  }
  static json::value rated(const json::value& receipt, const char* score) {
    World& w = world();
    const std::string id = id_of(receipt);
    handle(id);
    w.act("checker-1", id, "pass", {{"note", "seen"}});
    w.act("caller-2", id, "record_attempt", {{"reached", true}});
    w.act("caller-2", id, "feed_back", {{"note", "told"}});
    const Answer answer = w.post("",
                                 "/api/v1/public/reports/" + std::string(receipt.at("number").as_string()) +
                                     "/ratings?code=" + std::string(receipt.at("code").as_string()),
                                 {{"id", Uuid::v7(w.now()).text()}, {"score", score}});
    EXPECT_EQ(answer.status, 200) << answer.text;
    return w.incident("dispatcher-1", id);
  }
};

TEST_F(Rules, AWorkersAccountHoldsForItsGridAndItsDays) {
  World& w = world();
  const auto day = [&](int days) {
    return to_text(w.context().zone().date_of(w.now() + std::chrono::hours(24 * days)));
  };
  const auto report_in = [&](const std::string& who, const std::string& grid) {
    const json::value centre = w.get("", "/api/v1/divisions/" + grid).json().at("centre");
    return w.post(
        who, "/api/v1/incidents",
        {{"id", Uuid::v7(w.now()).text()},
         {"matter", "010102"},
         {"description", "rubble"},
         {"place", {{"lon", centre.at("lon")}, {"lat", centre.at("lat")}, {"system", "wgs84"}, {"address", "3"}}}});
  };
  const auto sign_in = [&](const std::string& who) {
    return w.post("", "/api/v1/sessions", {{"username", who}, {"password", "linli-demo-2026"}}).code();
  };
  const std::string worker = account(new_phone(), "grid_worker", {{"valid_to", day(0)}});
  EXPECT_EQ(report_in(worker, w.grid()).status, 201);
  EXPECT_EQ(report_in(worker, w.grids().back()).code(), "not_yours");
  EXPECT_EQ(sign_in(account(new_phone(), "grid_worker", {{"valid_from", day(1)}})), "account_not_in_force");
  EXPECT_EQ(sign_in(account(new_phone(), "grid_worker", {{"valid_from", day(-9)}, {"valid_to", day(-1)}})),
            "account_not_in_force");
  LINLI_SHOWS("WRK-01");
}

TEST_F(Rules, AccountsWithoutActivityAreListed) {
  World& w = world();
  const auto listed = [&](const std::string& who) {
    const Answer answer = w.get("administrator-1", "/api/v1/accounts?idle_days=90&query=" + who);
    EXPECT_EQ(answer.status, 200) << answer.text;
    const json::value page = answer.json();
    for (const json::value& one : page.at("items").as_array())
      if (one.at("username").as_string() == who) return one.at("idle_days").as_int64();
    return std::int64_t{0};
  };
  const std::string never = account(new_phone(), "checker"), seldom = account(new_phone(), "checker");
  w.get(seldom, "/api/v1/me");
  EXPECT_EQ(listed(never), 0);
  EXPECT_EQ(listed(seldom), 0);
  w.connect().query(
      "update access.account set opened_at = $1, last_seen_at = case when username = $3 then $2::timestamptz end "
      "where username in ($3, $4)",
      db::Params::of(w.now() - std::chrono::hours(24 * 200), w.now() - std::chrono::hours(24 * 100), seldom, never));
  EXPECT_EQ(listed(never), 200);
  EXPECT_EQ(listed(seldom), 100);
  w.connect().query("update access.account set state = 'suspended' where username = $1", db::Params::of(never));
  EXPECT_EQ(listed(never), 0) << "who is on leave is not expected to be active";
  LINLI_SHOWS("WRK-16");
}

TEST_F(Rules, ACollectorsReportKeepsAllItsFieldsAndFindsItsGrid) {
  World& w = world();
  const json::value centre = w.get("", "/api/v1/divisions/" + w.grid()).json().at("centre");
  json::array evidence = w.photo("before");
  const std::string digest(evidence.at(0).at("digest").as_string());
  const Answer sent = w.post(
      w.worker(), "/api/v1/incidents",
      {{"id", Uuid::v7(w.now()).text()},
       {"matter", "010102"},
       {"description", "rubble in the stairwell"},
       {"place",
        {{"lon", centre.at("lon")}, {"lat", centre.at("lat")}, {"system", "wgs84"}, {"address", "12 Well Lane"}}},
       {"urgency", "urgent"},
       {"source", "patrol"},
       {"involved", json::array{json::object{{"name", "Li Ming"}, {"phone", "13800001111"}, {"role", "owner"}}}},
       {"attachments", std::move(evidence)}});
  ASSERT_EQ(sent.status, 201) << sent.text;
  const json::value kept = w.incident("dispatcher-1", id_of(sent.json()));
  EXPECT_EQ(kept.at("scope_code").as_string(), w.grid()) << "nobody named the grid: it follows from the point";
  EXPECT_NEAR(kept.at("place").at("lon").as_double(), centre.at("lon").as_double(), 1e-6);
  EXPECT_EQ(kept.at("address").as_string(), "12 Well Lane");
  EXPECT_EQ(kept.at("matter").at("code").as_string(), "010102");
  EXPECT_EQ(kept.at("description").as_string(), "rubble in the stairwell");
  EXPECT_EQ(kept.at("urgency").as_string(), "urgent");
  EXPECT_EQ(kept.at("attachments").at(0).at("digest").as_string(), digest);
  EXPECT_EQ(kept.at("involved").at(0).at("role").as_string(), "owner");
  EXPECT_NE(kept.at("involved").at(0).at("name").as_string(), "Li Ming") << "masked until somebody asks";
  LINLI_SHOWS("INC-10");
}

TEST_F(Rules, OneInboxHoldsAllSourcesAndCanBeSplitByThem) {
  World& w = world();
  const json::value centre = w.get("", "/api/v1/divisions/" + w.grid()).json().at("centre");
  std::map<std::string, std::string> source_of;
  source_of[id_of(w.report("010102", "rubble"))] = "public";
  for (const char* source :
       {"patrol", "phone", "hotline", "appointment", "deliberation", "drainage", "social_work", "party_visit"}) {
    const Answer sent = w.post(
        "dispatcher-1", "/api/v1/incidents",
        {{"id", Uuid::v7(w.now()).text()},
         {"matter", "010102"},
         {"description", "rubble"},
         {"source", source},
         {"place", {{"lon", centre.at("lon")}, {"lat", centre.at("lat")}, {"system", "wgs84"}, {"address", "5"}}}});
    ASSERT_EQ(sent.status, 201) << source << ": " << sent.text;
    source_of[id_of(sent.json())] = source;
  }
  const auto inbox = [&](const std::string& filter) {
    std::map<std::string, std::string> found;
    const json::value page =
        w.get("dispatcher-1", "/api/v1/incidents?order=changed&limit=100&open=true" + filter).json();
    for (const json::value& row : page.at("items").as_array())
      if (source_of.contains(std::string(row.at("id").as_string())))
        found[std::string(row.at("id").as_string())] = std::string(row.at("source").as_string());
    return found;
  };
  EXPECT_EQ(inbox(""), source_of);
  for (const auto& [id, source] : source_of)
    EXPECT_EQ(inbox("&source=" + source), (std::map<std::string, std::string>{{id, source}}));
  LINLI_SHOWS("INC-15");
}

TEST_F(Rules, AReminderReachesTheGridsWorkerAndGoesUpWhenNobodyAnswers) {
  World& w = world();
  const std::string id = id_of(w.report("020101", "manhole cover gone"));  // urgent: half an hour of natural time
  const json::value reminded = w.incident(w.worker(), id);
  EXPECT_EQ(reminded.at("state").as_string(), "reminded");
  EXPECT_TRUE(offer(reminded, "acknowledge").at("allowed").as_bool());
  EXPECT_TRUE(offer(w.incident("dispatcher-1", id), "accept").is_null()) << "it is the worker's turn";
  w.advance(std::chrono::minutes(31));
  json::value now;
  for (int i = 0; i < 1000; ++i) {
    now = w.incident("dispatcher-1", id);
    if (now.at("state").as_string() != "reminded") break;
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  EXPECT_EQ(now.at("state").as_string(), "collected");
  EXPECT_THAT(history_of(now), ::testing::Contains("escalate"));
  EXPECT_TRUE(offer(now, "accept").at("allowed").as_bool());
  LINLI_SHOWS("PUB-03");
}

TEST_F(Rules, NothingIsDeletedAndCancellingImprovesNoRate) {
  World& w = world();
  const auto figures = [&] { return w.get("leader-1", "/api/v1/figures/loop").json(); };
  const std::string id = id_of(w.report("010102", "rubble"));
  w.act(w.worker(), id, "acknowledge");
  w.act(w.worker(), id, "submit");
  const json::value before = figures();
  w.act("dispatcher-1", id, "cancel", {{"reason", "reported twice"}});
  const json::value after = figures();
  EXPECT_EQ(after.at("cancelled").as_int64(), before.at("cancelled").as_int64() + 1);
  EXPECT_EQ(after.at("closed"), before.at("closed")) << "a cancelled case neither counts as closed nor leaves the rate";
  EXPECT_EQ(w.incident("dispatcher-1", id).at("state").as_string(), "cancelled");
  try {
    w.connect().query("delete from incidents.incident where id = $1", db::Params::of(Uuid::parse(id)));
    ADD_FAILURE() << "a case was deleted";
  } catch (const db::Failure& failure) {
    EXPECT_EQ(failure.constraint, "incident_is_never_deleted");
  }
  LINLI_SHOWS("INC-19");
}

TEST_F(Rules, TheCollectorDoesNotHandle) {
  World& w = world();
  const std::string phone = new_phone(), worker = account(phone, "grid_worker"), handler = account(phone, "department");
  const std::string id = dispatched(worker);
  EXPECT_EQ(w.refused(handler, id, "sign"), "separation");
  EXPECT_FALSE(offer(w.incident(handler, id), "sign").at("allowed").as_bool());
  w.act("street-sanitation-1", id, "sign");  // it was the person that was refused, not the step
  LINLI_SHOWS("INC-04");
}

TEST_F(Rules, TheCollectorDoesNotCheck) {
  World& w = world();
  const std::string phone = new_phone(), worker = account(phone, "grid_worker"), checker = account(phone, "checker");
  const std::string id = dispatched(worker);
  finish("street-sanitation-1", id);
  EXPECT_EQ(w.refused(checker, id, "pass", {{"note", "seen"}}), "separation");
  w.act("checker-1", id, "pass", {{"note", "seen"}});
}

TEST_F(Rules, TheHandlerDoesNotCheck) {
  World& w = world();
  const std::string phone = new_phone(), handler = account(phone, "department"), checker = account(phone, "checker");
  const std::string id = dispatched();
  finish(handler, id);
  EXPECT_EQ(w.refused(checker, id, "pass", {{"note", "seen"}}), "separation");
  w.act("checker-1", id, "pass", {{"note", "seen"}});
}

TEST_F(Rules, StaffWhoReportAsResidentsDoNotHandle) {
  World& w = world();
  const std::string phone = new_phone(), handler = account(phone, "department");
  const std::string id = id_of(w.report("010102", "rubble", {{"reporter", {{"phone", phone}, {"consent", false}}}}));
  w.dispatch(id, "street_sanitation");
  EXPECT_EQ(w.refused(handler, id, "sign"), "separation");
  w.act("street-sanitation-1", id, "sign");
}

TEST_F(Rules, TheThirdRepeatAtOnePlaceGoesUp) {
  World& w = world();
  const std::string grid = w.grids().back();
  const json::value centre = w.get("", "/api/v1/divisions/" + grid).json().at("centre");
  const auto self_handle_here = [&] {
    json::array photos = w.photo("before");
    photos.push_back(w.photo("after").at(0));
    return w.post("grid-" + grid, "/api/v1/incidents",
                  {{"id", Uuid::v7(w.now()).text()},
                   {"matter", "010301"},
                   {"description", "stickers"},
                   {"place",
                    {{"lon", centre.at("lon").as_double() + 0.0002},
                     {"lat", centre.at("lat")},
                     {"system", "wgs84"},
                     {"address", "7"}}},
                   {"self_handled", true},
                   {"attachments", std::move(photos)}});
  };
  EXPECT_EQ(self_handle_here().status, 201);
  EXPECT_EQ(self_handle_here().status, 201);
  EXPECT_EQ(self_handle_here().code(), "self_handling_repeat");
}

TEST_F(Rules, NothingEndsBeforeTheReporterIsTold) {
  World& w = world();
  const std::string id = id_of(w.report("010102", "rubble"));
  handle(id);
  EXPECT_EQ(w.act("checker-1", id, "pass", {{"note", "seen"}}).at("state").as_string(), "checked");
  EXPECT_EQ(w.refused("caller-1", id, "feed_back", {{"note", "not told"}}), "attempts_not_used_up");
  w.act("caller-1", id, "record_attempt", {{"reached", true}});
  EXPECT_EQ(w.act("caller-1", id, "feed_back", {{"note", "told"}}).at("state").as_string(), "fed_back");
  LINLI_SHOWS("INC-07");
}

TEST_F(Rules, ALowRatingIsCalledBack) {
  World& w = world();
  EXPECT_EQ(rated(w.report("010102", "rubble"), "dissatisfied").at("state").as_string(), "callback");
  EXPECT_EQ(rated(w.report("010102", "rubble"), "basically").at("state").as_string(), "closed");
  LINLI_SHOWS("INC-14");
}

TEST_F(Rules, ARecordIdIsUsedOnce) {
  World& w = world();
  const json::value centre = w.get("", "/api/v1/divisions/" + w.grid()).json().at("centre");
  json::object sent{
      {"id", Uuid::v7(w.now()).text()},
      {"matter", "010102"},
      {"description", "rubble"},
      {"place", {{"lon", centre.at("lon")}, {"lat", centre.at("lat")}, {"system", "wgs84"}, {"address", "9"}}}};
  const Answer first = w.post("", "/api/v1/public/reports", sent), again = w.post("", "/api/v1/public/reports", sent);
  ASSERT_EQ(first.status, 201) << first.text;
  EXPECT_EQ(again.json().at("number"), first.json().at("number"));
  sent["description"] = "something else";
  EXPECT_EQ(w.post("", "/api/v1/public/reports", sent).code(), "record_id_reused");
}

TEST_F(Rules, AFormOpenedBeforeTheCaseMovedIsRefused) {
  World& w = world();
  const std::string id = dispatched();
  const auto seen = w.incident("street-sanitation-1", id).at("version");
  w.act("street-sanitation-1", id, "sign");
  const Answer late = w.post("street-sanitation-1", "/api/v1/incidents/" + id + "/actions",
                             {{"id", Uuid::v7(w.now()).text()},
                              {"action", "report_done"},
                              {"version", seen},
                              {"fields", {{"result", "cleared"}, {"attachments", w.photo("after")}}}});
  EXPECT_EQ(late.code(), "changed_meanwhile");
}

TEST_F(Rules, HandlersDoNotSeeTheReporter) {
  World& w = world();
  const std::string id = dispatched();
  w.act("street-sanitation-1", id, "sign");
  EXPECT_EQ(w.incident("dispatcher-1", id).at("reporters").at(0).at("phone").as_string(), "130****1234");
  const json::value seen = w.incident("street-sanitation-1", id);
  EXPECT_TRUE(seen.at("reporters").as_array().empty());
  EXPECT_EQ(json::serialize(seen).find("1234"), std::string::npos);
}

TEST_F(Rules, AListHoldsOnlyTheOwnPlace) {
  World& w = world();
  const std::string id = id_of(w.report("010102", "rubble"));
  const auto sees = [&](const std::string& who) {
    const json::value list = w.get(who, "/api/v1/incidents?open=true&order=changed&limit=100").json();
    for (const json::value& row : list.at("items").as_array())
      if (row.at("id").as_string() == id) return true;
    return false;
  };
  EXPECT_TRUE(sees(w.worker()));
  EXPECT_TRUE(sees("dispatcher-1"));
  EXPECT_FALSE(sees("grid-" + w.grids().back()));
  EXPECT_FALSE(sees("street-sanitation-1"));
}

}  // namespace
}  // namespace linli
