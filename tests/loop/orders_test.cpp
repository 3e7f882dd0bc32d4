#include <thread>

#include "platform/testing/shows.hpp"
#include "platform/xlsx/xlsx.hpp"
#include "tests/loop/fixture.hpp"

// Orders of other systems: their number and their clock, in and out by the interface and by their own sheets.
namespace linli {
namespace {

namespace json = boost::json;
using testing::Contains;
using testing::Not;

class Orders : public Loop {
 protected:
  /// A token that speaks for this system.
  static const std::string& token(const std::string& system = "12345") {
    static std::map<std::string, std::string> made;
    std::string& secret = made[system];
    if (!secret.empty()) return secret;
    const Uuid id = Uuid::v7(world().now());
    secret = unbound(id);
    const Answer bound =
        world().post("administrator-1", "/api/v1/orders/keys", {{"id", id.text()}, {"system", system}});
    EXPECT_EQ(bound.status, 200) << bound.text;
    return secret;
  }
  static std::string unbound(const Uuid& id) {
    world().give_second_factor("administrator-1");
    const Answer made = world().post("administrator-1", "/api/v1/tokens",
                                     {{"id", id.text()}, {"name", "outside"}, {"permissions", {"orders.exchange"}}});
    EXPECT_EQ(made.status, 201) << made.text;
    return std::string(made.json().at("token").as_string());
  }
  static json::object order(const std::string& number, std::chrono::hours time) {
    World& w = world();
    const json::value division = w.get("", "/api/v1/divisions/" + w.grid()).json();
    return {{"number", number},
            {"matter", "010102"},
            {"words", "rubble at the gate, says the caller"},
            {"address", "gate"},
            {"place",
             {{"lon", division.at("centre").at("lon")}, {"lat", division.at("centre").at("lat")}, {"system", "wgs84"}}},
            {"received_at", to_text(w.now())},
            {"due", to_text(w.now() + time)}};
  }
  static Answer send(const json::object& order) { return world().as_token(token(), "POST", "/api/v1/orders", order); }
  static std::string taken(const std::string& number, std::chrono::hours time) {
    const Answer answer = send(order(number, time));
    EXPECT_EQ(answer.status, 201) << answer.text;
    return std::string(answer.json().at("id").as_string());
  }
  static json::string unit(const char* kind) {
    const json::value units = world().get("dispatcher-1", "/api/v1/units?kind=" + std::string(kind)).json();
    return units.at("items").at(0).at("id").as_string();
  }
  static void to_handling(const std::string& id) {
    World& w = world();
    w.act("dispatcher-1", id, "accept");
    w.act("dispatcher-1", id, "dispatch", {{"unit", unit("street_sanitation")}});
    w.act(kHandler, id, "sign");
  }
  static void to_checked(const std::string& id) {
    to_handling(id);
    world().act(kHandler, id, "report_done",
                {{"result", "rubble taken away"}, {"attachments", world().photo("after")}});
    world().act("checker-1", id, "pass", {{"note", "clean"}});
  }
  /// The answers that wait for the system, once there is one to this number; polled, as they come by the outbox.
  static json::value answer_to(const std::string& number) {
    for (int wait = 0; wait < 150; ++wait) {
      const json::value list = world().as_token(token(), "GET", "/api/v1/orders/answers").json();
      for (const json::value& one : list.at("items").as_array())
        if (one.at("number").as_string() == number) return one;
      std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
    ADD_FAILURE() << "no answer to " << number;
    return {};
  }
  static std::vector<std::string> history_after(const std::string& id, const char* action) {
    std::vector<std::string> actions;
    for (int wait = 0; wait < 300; ++wait) {
      actions = history_of(world().incident("dispatcher-1", id));
      if (std::find(actions.begin(), actions.end(), action) != actions.end()) break;
      std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
    return actions;
  }
  static Instant due_of(const json::value& row) { return parse_instant(std::string(row.at("due").as_string())); }
  static std::int64_t count(const char* table) {
    db::Connection db = world().connect();
    return db.query(std::string("select count(1) as n from ") + table).first()->integer("n");
  }

  static constexpr const char* kHandler = "street-sanitation-1";
};

TEST_F(Orders, AnOrderBecomesOneCaseUnderItsOwnNumber) {
  World& w = world();
  const json::object given = order("GD-1", std::chrono::hours(72));
  const Answer first = send(given);
  ASSERT_EQ(first.status, 201) << first.text;
  EXPECT_EQ(first.json().at("state").as_string(), "collected") << "at the centre";
  const std::string id(first.json().at("id").as_string());
  const json::value incident = w.incident("dispatcher-1", id);
  EXPECT_EQ(incident.at("outside").at("number").as_string(), "GD-1");
  EXPECT_EQ(due_of(incident.at("outside")), w.now() + std::chrono::hours(72));
  EXPECT_EQ(incident.at("source").as_string(), "hotline");
  EXPECT_EQ(incident.at("history").at(0).at("who"), incident.at("outside").at("name"))
      << "nobody of ours wrote it down";
  EXPECT_EQ(w.refused("dispatcher-1", id, "return_to_collector", {{"reason", "where?"}}), "nobody_to_return_to");
  LINLI_SHOWS("INC-15");

  EXPECT_EQ(send(given).json().at("incident_number"), first.json().at("incident_number")) << "a retry";
  json::object other = given;
  other["words"] = "something else";
  EXPECT_EQ(send(other).code(), "order_changed");
  other = order("GD-0", std::chrono::hours(-1));
  EXPECT_EQ(send(other).code(), "invalid_input");
  EXPECT_EQ(w.as_token(unbound(Uuid::v7(w.now())), "POST", "/api/v1/orders", given).code(), "order_system_not_bound");
  EXPECT_EQ(w.as_token(token("urban"), "POST", "/api/v1/orders", given).status, 201) << "numbers are each system's own";

  const json::value found = w.get("dispatcher-1", "/api/v1/incidents?text=GD-1").json();
  EXPECT_GE(found.at("items").as_array().size(), 1U);
  const json::value listed = w.get("dispatcher-1", "/api/v1/orders?system=12345&number=GD-1").json();
  ASSERT_EQ(listed.at("items").as_array().size(), 1U);
  EXPECT_EQ(listed.at("items").at(0).at("incident_number"), first.json().at("incident_number"));
}

TEST_F(Orders, TheEarlierDeadlineGovernsAndNothingOfOursMovesTheirs) {
  World& w = world();
  const std::string far = taken("GD-10", std::chrono::hours(24 * 60));
  EXPECT_LT(due_of(w.incident("dispatcher-1", far)), w.now() + std::chrono::hours(24 * 60)) << "ours comes first";

  const Instant theirs = w.now() + std::chrono::hours(5);
  const std::string id = taken("GD-11", std::chrono::hours(5));
  to_handling(id);
  EXPECT_EQ(due_of(w.incident("dispatcher-1", id)), theirs) << "the matter's limit would be later";
  w.act(kHandler, id, "ask_extension", {{"reason", "rain"}, {"extra", {{"count", 8}, {"unit", "working_hours"}}}});
  w.act("dispatcher-1", id, "extend", {{"reason", "rain"}, {"extra", {{"count", 8}, {"unit", "working_hours"}}}});
  EXPECT_EQ(due_of(w.incident("dispatcher-1", id)), theirs) << "an extension";
  LINLI_SHOWS("DSP-05");

  const std::string review = to_text(w.context().zone().date_of(w.now()) + std::chrono::days(10));
  const json::value rests =
      w.act("leader-1", id, "suspend",
            {{"cause", "no funds"}, {"cause_kind", "funds"}, {"review_on", review}, {"notice", "wait"}});
  EXPECT_EQ(due_of(rests), theirs) << "our clock stands, theirs does not";
  EXPECT_FALSE(rests.at("paused").as_bool());
  w.advance(std::chrono::hours(6));
  const json::value late = w.incident("dispatcher-1", id);
  EXPECT_TRUE(late.at("overdue").as_bool()) << "while kept on the books";
  EXPECT_EQ(late.at("outside").at("tone").as_string(), "overdue");
  const json::value overdue = w.get("dispatcher-1", "/api/v1/incidents?overdue=true&text=GD-11").json();
  EXPECT_EQ(overdue.at("total").as_int64(), 1) << "and in the list of what is overdue";
  w.act("leader-1", id, "resume");
  EXPECT_EQ(due_of(w.incident("dispatcher-1", id)), theirs);
  LINLI_SHOWS("INC-15");
}

TEST_F(Orders, AReturnDoesNotStopTheirClock) {
  World& w = world();
  const Instant theirs = w.now() + std::chrono::hours(2);
  const std::string id = taken("GD-12", std::chrono::hours(2));
  w.act("dispatcher-1", id, "accept");
  w.act("dispatcher-1", id, "dispatch", {{"unit", unit("street_sanitation")}});
  w.act(kHandler, id, "return_to_centre",
        {{"reason", "not ours"}, {"clause", "item 12"}, {"proper_unit", unit("street_enforcement")}});
  EXPECT_LE(due_of(w.incident("dispatcher-1", id)), theirs);
  w.act("dispatcher-1", id, "grant_return", {});
  w.advance(std::chrono::hours(3));
  EXPECT_TRUE(w.incident("dispatcher-1", id).at("overdue").as_bool());
}

TEST_F(Orders, OnlyTheirOwnSystemMovesTheirClock) {
  World& w = world();
  const json::object given = order("GD-20", std::chrono::hours(5));
  const std::string id(send(given).json().at("id").as_string());
  json::object later = given;
  later["due"] = to_text(w.now() + std::chrono::hours(30));
  const Answer renewed = send(later);
  EXPECT_EQ(renewed.status, 201) << renewed.text;
  EXPECT_EQ(due_of(renewed.json()), w.now() + std::chrono::hours(30));
  const json::value incident = w.incident("dispatcher-1", id);
  EXPECT_EQ(due_of(incident.at("outside")), w.now() + std::chrono::hours(30));
  EXPECT_THAT(history_of(incident), Contains("renew_order"));
  send(later);
  EXPECT_EQ(history_of(w.incident("dispatcher-1", id)), history_of(incident)) << "the same word twice is one";
}

TEST_F(Orders, AnOrderMergedIntoAnotherCaseTakesItsDeadlineAlong) {
  World& w = world();
  next_monday();
  const std::string survivor = id_of(w.report("010102", "rubble at the gate"));
  w.dispatch(survivor, "street_sanitation");
  w.act(kHandler, survivor, "sign");
  const Instant own = due_of(w.incident("dispatcher-1", survivor));
  const json::object given = order("GD-60", std::chrono::hours(5)), far = order("GD-61", std::chrono::hours(24 * 60));
  const Instant theirs = w.now() + std::chrono::hours(5);
  ASSERT_LT(theirs, own);
  const std::string merged(send(given).json().at("id").as_string());
  const std::string later(send(far).json().at("id").as_string());
  const auto merge = [&](const std::string& id) {
    w.act("dispatcher-1", id, "merge", {{"into", survivor}, {"reason", "the same rubble"}});
  };
  merge(later);
  EXPECT_EQ(due_of(w.incident("dispatcher-1", survivor)), own) << "a later one changes nothing";
  merge(merged);
  const json::value goes_on = w.incident("dispatcher-1", survivor);
  EXPECT_EQ(due_of(goes_on), theirs) << "we never extend their clock";
  EXPECT_TRUE(goes_on.at("outside").is_null()) << "the case itself is nobody's order";
  bool shown = false;
  for (const json::value& one : goes_on.at("merged").as_array())
    shown = shown || (one.at("outside").at("number").as_string() == "GD-60" && due_of(one.at("outside")) == theirs);
  EXPECT_TRUE(shown);
  LINLI_SHOWS("INC-16");

  // Our own steps leave it where it is; while kept on the books it runs on.
  const std::string review = to_text(w.context().zone().date_of(w.now()) + std::chrono::days(10));
  const json::value rests =
      w.act("leader-1", survivor, "suspend",
            {{"cause", "no funds"}, {"cause_kind", "funds"}, {"review_on", review}, {"notice", "wait"}});
  EXPECT_EQ(due_of(rests), theirs);
  w.act("leader-1", survivor, "resume");
  w.advance(std::chrono::minutes(230));
  EXPECT_THAT(history_after(survivor, "warn_outside"), Contains("warn_outside")) << "told where the work goes on";

  // Their own system moves it, and only that.
  json::object renewed = given;
  const Instant earlier = w.now() + std::chrono::minutes(30);
  renewed["due"] = to_text(earlier);
  EXPECT_EQ(send(renewed).status, 201);
  EXPECT_EQ(due_of(w.incident("dispatcher-1", survivor)), earlier);

  // Taken apart again, each has its own deadline back.
  w.act("dispatcher-1", merged, "unmerge", {{"reason", "another heap"}});
  EXPECT_GT(due_of(w.incident("dispatcher-1", survivor)), earlier);
  EXPECT_GE(due_of(w.incident("dispatcher-1", survivor)), own - std::chrono::minutes(1)) << "its own again";
  EXPECT_EQ(due_of(w.incident("dispatcher-1", merged)), earlier);
  EXPECT_EQ(w.incident("dispatcher-1", merged).at("state").as_string(), "collected");
  LINLI_SHOWS("INC-15");
}

TEST_F(Orders, TheirClockTellsWhoAnswers) {
  World& w = world();
  const std::string id = taken("GD-30", std::chrono::hours(4));
  w.advance(std::chrono::minutes(175));
  EXPECT_THAT(history_of(w.incident("dispatcher-1", id)), Not(Contains("warn_outside")));
  w.advance(std::chrono::minutes(10));
  EXPECT_THAT(history_after(id, "warn_outside"), Contains("warn_outside"));
  EXPECT_THAT(history_of(w.incident("dispatcher-1", id)), Not(Contains("outside_overdue")));
  w.advance(std::chrono::hours(1));
  EXPECT_THAT(history_after(id, "outside_overdue"), Contains("outside_overdue"));
  LINLI_SHOWS("DSP-05");
}

TEST_F(Orders, ASheetIsLookedThroughLineByLineAndTakenOnce) {
  World& w = world();
  const json::value systems = w.get("dispatcher-1", "/api/v1/orders/systems").json();
  xlsx::Row heading;
  for (const json::value& system : systems.at("items").as_array())
    if (system.at("code").as_string() == "urban")
      for (const json::value& title : system.at("headings").as_array()) heading.emplace_back(title.as_string());
  ASSERT_EQ(heading.size(), 10U);
  const json::value centre = w.get("", "/api/v1/divisions/" + w.grid()).json().at("centre");
  const auto line = [&](const std::string& number, const std::string& matter, const std::string& due) {
    return xlsx::Row{number,
                     matter,
                     "a lid is missing",
                     "crossing",
                     std::to_string(centre.at("lon").as_double()),
                     std::to_string(centre.at("lat").as_double()),
                     "",
                     "",
                     "2026-11-22 08:30",
                     due};
  };
  const std::string sheet = xlsx::write(
      "a", heading,
      {line("S-1", "020101", "2027-01-24 17:30"), line("S-2", "nothing", "2027-01-24"), line("S-3", "020101", "soon"),
       line("S-1", "020101", "2027-01-24"), line("S-4", "020101", "2027-01-25")});
  const std::int64_t cases = count("incidents.incident"), numbers = count("orders.known");
  const Answer preview = w.post_bytes("dispatcher-1", "/api/v1/orders/previews?system=urban", sheet);
  ASSERT_EQ(preview.status, 200) << preview.text;
  EXPECT_EQ(preview.json().at("fresh").as_int64(), 2);
  EXPECT_EQ(preview.json().at("wrong").as_int64(), 3);
  const json::value bad = preview.json().at("lines").at(2);
  EXPECT_EQ(bad.at("line").as_int64(), 4);
  EXPECT_EQ(bad.at("mistakes").at(0).at("field").as_string(), heading.back()) << "by that system's own heading";
  EXPECT_EQ(count("incidents.incident"), cases) << "a preview writes nothing";
  EXPECT_EQ(count("orders.known"), numbers);

  const json::value first = w.post_bytes("dispatcher-1", "/api/v1/orders/imports?system=urban", sheet).json();
  EXPECT_EQ(first.at("taken").as_int64(), 2);
  EXPECT_EQ(count("incidents.incident"), cases + 2);
  const json::value again = w.post_bytes("dispatcher-1", "/api/v1/orders/imports?system=urban", sheet).json();
  EXPECT_EQ(again.at("taken").as_int64(), 0);
  EXPECT_EQ(again.at("known").as_int64(), 3) << "both lines of S-1, and S-4";
  EXPECT_EQ(count("incidents.incident"), cases + 2);
  const std::string moved = xlsx::write("a", heading, {line("S-1", "020101", "2027-06-01")});
  w.post_bytes("dispatcher-1", "/api/v1/orders/imports?system=urban", moved);
  const json::value listed = w.get("dispatcher-1", "/api/v1/orders?system=urban&number=S-1").json();
  EXPECT_EQ(due_of(listed.at("items").at(0)), parse_instant("2027-01-24T17:30:00+08:00"))
      << "who imports a sheet does not move the other system's clock";
  LINLI_SHOWS("INC-15");

  EXPECT_EQ(w.post_bytes("leader-1", "/api/v1/orders/imports?system=urban", sheet).status, 403);
  for (const std::string& hostile :
       {std::string("PK\3\4"), sheet.substr(0, sheet.size() / 2), std::string("number,matter\n1,2\n")})
    EXPECT_EQ(w.post_bytes("dispatcher-1", "/api/v1/orders/imports?system=urban", hostile).code(), "xlsx_unreadable");
  EXPECT_EQ(w.post_bytes("dispatcher-1", "/api/v1/orders/imports?system=12345", sheet).code(), "order_sheet_columns");
  EXPECT_EQ(w.post_bytes("dispatcher-1", "/api/v1/orders/imports", sheet).code(), "order_system_unknown");
  EXPECT_EQ(count("incidents.incident"), cases + 2) << "nothing half-written";
}

TEST_F(Orders, TheAnswerGoesBackWithTheHandlersWords) {
  World& w = world();
  const std::string closed = taken("GD-40", std::chrono::hours(48));
  to_checked(closed);  // nobody to call back: this closes it
  EXPECT_EQ(w.incident("dispatcher-1", closed).at("state").as_string(), "closed");
  const json::value answer = answer_to("GD-40");
  EXPECT_EQ(answer.at("result").as_string(), "rubble taken away") << "as the handler wrote it";
  EXPECT_EQ(answer.at("outcome").as_string(), "handled");
  EXPECT_FALSE(answer.at("unit").is_null());

  const std::string back = taken("GD-41", std::chrono::hours(48));
  EXPECT_EQ(w.refused("dispatcher-1", back, "answer_order"), "not_from_here") << "nothing was done yet";
  EXPECT_EQ(w.act("dispatcher-1", back, "send_back", {{"reason", "beyond the river"}}).at("state").as_string(),
            "sent_back");
  EXPECT_EQ(answer_to("GD-41").at("outcome").as_string(), "sent_back");
  EXPECT_EQ(answer_to("GD-41").at("result").as_string(), "beyond the river");
  const std::string own = id_of(w.report("010102", "rubble"));
  w.act(w.worker(), own, "acknowledge");
  w.act(w.worker(), own, "submit");
  EXPECT_EQ(w.refused("dispatcher-1", own, "send_back", {{"reason", "x"}}), "not_from_outside");

  // Theirs need not wait until our reporter was asked to rate.
  json::object called = order("GD-42", std::chrono::hours(3));
  called["name"] = "\xe6\x9d\x8e\xe6\x98\x8e";
  called["phone"] = "13012345670";
  const std::string early(send(called).json().at("id").as_string());
  to_checked(early);
  w.act("dispatcher-1", early, "answer_order");
  EXPECT_EQ(answer_to("GD-42").at("result").as_string(), "rubble taken away");
  EXPECT_EQ(w.refused("dispatcher-1", early, "answer_order"), "outside_answered");
  w.advance(std::chrono::hours(4));
  const json::value after = w.incident("dispatcher-1", early);
  EXPECT_EQ(after.at("outside").at("tone").as_string(), "normal") << "answered in time";
  LINLI_SHOWS("INC-15");

  const Answer sheet = w.get("dispatcher-1", "/api/v1/orders/answers.xlsx?system=12345");
  ASSERT_EQ(sheet.status, 200);
  const std::vector<xlsx::Row> rows = xlsx::read(sheet.text);
  const auto row = std::find_if(rows.begin(), rows.end(), [](const xlsx::Row& r) { return r.at(0) == "GD-40"; });
  ASSERT_NE(row, rows.end());
  EXPECT_EQ(row->at(2), "rubble taken away");

  const Answer kept =
      w.as_token(token(), "POST", "/api/v1/orders/answers/kept", {{"numbers", {"GD-40", "GD-41", "GD-42"}}});
  EXPECT_EQ(kept.status, 200) << kept.text;
  const std::string left = w.as_token(token(), "GET", "/api/v1/orders/answers").text;
  EXPECT_THAT(left, Not(testing::HasSubstr("GD-40"))) << "what the system keeps is not given again";
  const json::value answered = w.get("dispatcher-1", "/api/v1/orders/answered?system=12345&number=GD-40").json();
  EXPECT_FALSE(answered.at("items").at(0).at("kept_at").is_null());
}

}  // namespace
}  // namespace linli
