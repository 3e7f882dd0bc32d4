#include <thread>

#include "platform/files/picture.hpp"
#include "platform/testing/pdf_text.hpp"
#include "platform/testing/shows.hpp"
#include "platform/text/messages.hpp"
#include "tests/loop/fixture.hpp"

// When the office is closed: rosters, A and B roles, night calls, the hand-over sheet, orders filed after the act.
namespace linli {
namespace {

namespace json = boost::json;
using std::chrono::hours;
using std::chrono::minutes;
using testing::HasSubstr;
using testing::Not;

class DutyNights : public Loop {
 protected:
  static constexpr const char* kTree = "020301";    // urgent by the catalogue
  static constexpr const char* kRubble = "010102";  // not
  static constexpr const char* kCrew = "emergency-office-1";

  static std::string unit(const char* kind) {
    const json::value units = world().get("dispatcher-1", "/api/v1/units?kind=" + std::string(kind)).json();
    return std::string(units.at("items").at(0).at("id").as_string());
  }
  static std::string person(const std::string& username) {
    db::Connection db = world().connect();
    return db.query("select person from access.account where username = $1", db::Params::of(username))[0]
        .uuid("person")
        .text();
  }
  /// The next Saturday that has no holiday near, `later` weeks on; the clock has not reached it.
  static LocalDate saturday() {
    World& w = world();
    LocalDate day = w.context().zone().date_of(w.now()) + std::chrono::days(1);
    while (std::chrono::weekday(day) != std::chrono::Saturday) day += std::chrono::days(1);
    return day;
  }
  static Instant at(LocalDate day, int hour, int minute) {
    return world().context().zone().to_instant(LocalTime(day) + hours(hour) + minutes(minute));
  }
  static Answer enter(const std::string& who, const std::string& unit, const char* post, const std::string& username,
                      Instant from, Instant to) {
    return world().post(who, "/api/v1/duty/shifts",
                        {{"id", Uuid::v7(world().now()).text()},
                         {"unit", unit},
                         {"post", post},
                         {"person", person(username)},
                         {"starts_at", to_text(from)},
                         {"ends_at", to_text(to)}});
  }
  static json::value roster(const std::string& unit, LocalDate from) {
    const Answer answer = world().get("dispatcher-1", "/api/v1/duty/roster?unit=" + unit + "&from=" + to_text(from));
    EXPECT_EQ(answer.status, 200) << answer.text;
    return answer.json();
  }
  static std::int64_t gap_minutes(const json::value& roster, std::string_view post) {
    std::int64_t total = 0;
    for (const json::value& gap : roster.at("gaps").as_array())
      if (gap.at("post").as_string() == post)
        total += std::chrono::floor<minutes>(parse_instant(gap.at("to").as_string()) -
                                             parse_instant(gap.at("from").as_string()))
                     .count();
    return total;
  }
  static std::string grid_path(const std::string& grid) { return "/api/v1/duty/grids/" + grid; }
  static json::value grid_role(const std::string& grid) { return world().get("dispatcher-1", grid_path(grid)).json(); }
  static Answer leave(const std::string& username, LocalDate from, LocalDate to) {
    return world().post("leader-1", "/api/v1/duty/leaves",
                        {{"id", Uuid::v7(world().now()).text()},
                         {"person", person(username)},
                         {"kind", "sick"},
                         {"from", to_text(from)},
                         {"to", to_text(to)}});
  }
  static json::object in_grid(const std::string& grid, const char* matter) {
    const json::value division = world().get("", "/api/v1/divisions/" + grid).json();
    return {{"id", Uuid::v7(world().now()).text()},
            {"matter", matter},
            {"description", "a tree"},
            {"place",
             {{"lon", division.at("centre").at("lon")},
              {"lat", division.at("centre").at("lat")},
              {"system", "wgs84"},
              {"address", "18"}}}};
  }
  static std::string reported(const std::string& who, const std::string& grid, const char* matter) {
    const Answer answer = world().post(who, "/api/v1/incidents", in_grid(grid, matter));
    EXPECT_EQ(answer.status, 201) << answer.text;
    return id_of(answer.json());
  }
  /// The calls of a case to somebody, once there are `count`; what is there after a while otherwise.
  static std::vector<json::value> calls(const std::string& who, const std::string& id, std::size_t count) {
    std::vector<json::value> found;
    for (int wait = 0; wait < 100; ++wait) {
      found.clear();
      const json::value now = world().get(who, "/api/v1/duty/now").json();
      for (const json::value& call : now.at("calls").as_array())
        if (call.at("incident").as_string() == id) found.push_back(call);
      if (found.size() >= count) break;
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
    return found;
  }
  /// The centre's watch of a night: leader-1 leads, dispatcher-2 is officer.
  static void watch(LocalDate day) {
    const std::string centre = unit("street_centre");
    EXPECT_EQ(enter("dispatcher-1", centre, "leader", "leader-1", at(day, 17, 30), at(day, 32, 30)).status, 201);
    EXPECT_EQ(enter("dispatcher-1", centre, "officer", "dispatcher-2", at(day, 17, 30), at(day, 32, 30)).status, 201);
  }
  static void dispatch(const std::string& id, const char* kind) {
    World& w = world();
    w.act("dispatcher-1", id, "accept");
    w.act("dispatcher-1", id, "dispatch", {{"unit", unit(kind)}});
  }
  static Answer file(const std::string& who, const std::string& id, Instant acted, const std::string& leader,
                     json::object more = {}) {
    json::object body{{"id", Uuid::v7(world().now()).text()},
                      {"acted_at", to_text(acted)},
                      {"allowed_by", person(leader)},
                      {"result", "cordoned and cut"}};
    for (const auto& member : more) body[member.key()] = member.value();
    return world().post(who, "/api/v1/incidents/" + id + "/after-orders", body);
  }
  static Answer step(const std::string& who, const json::value& order, const char* action, json::object fields = {}) {
    return world().post(who, "/api/v1/after-orders/" + std::string(order.at("id").as_string()) + "/actions",
                        {{"id", Uuid::v7(world().now()).text()},
                         {"action", action},
                         {"version", order.at("version")},
                         {"fields", std::move(fields)}});
  }
};

TEST_F(DutyNights, ARosterShowsItsGapsAndIsNeverWrittenAfterwards) {
  World& w = world();
  const std::string centre = unit("street_centre");
  const LocalDate monday = saturday() + std::chrono::days(16);  // beyond what the demo has
  const json::value before = roster(centre, monday);
  EXPECT_EQ(before.at("days").as_array().size(), 7U);
  EXPECT_EQ(gap_minutes(before, "officer"), 7 * 24 * 60 - 5 * 7 * 60) << "all but five days of seven hours";
  ASSERT_EQ(enter("dispatcher-1", centre, "officer", "dispatcher-2", at(monday, 17, 30), at(monday, 32, 30)).status,
            201);
  EXPECT_EQ(gap_minutes(roster(centre, monday), "officer"), gap_minutes(before, "officer") - 15 * 60);
  EXPECT_EQ(gap_minutes(roster(centre, monday), "leader"), gap_minutes(before, "leader"));

  EXPECT_EQ(enter("dispatcher-1", centre, "leader", "dispatcher-2", at(monday, 60, 0), at(monday, 62, 0)).code(),
            "shift_not_fit")
      << "a dispatcher does not lead";
  EXPECT_EQ(
      enter("dispatcher-1", centre, "officer", "street-sanitation-1", at(monday, 60, 0), at(monday, 62, 0)).code(),
      "shift_not_fit")
      << "of another unit";
  EXPECT_EQ(enter("dispatcher-1", centre, "officer", "dispatcher-2", at(monday, 20, 0), at(monday, 22, 0)).code(),
            "shift_twice");
  EXPECT_EQ(enter("dispatcher-1", centre, "officer", "dispatcher-3", w.now() - hours(3), w.now() + hours(3)).code(),
            "shift_past");
  EXPECT_EQ(enter("dispatcher-1", centre, "officer", "dispatcher-3", at(monday, 0, 0), at(monday, 72, 0)).code(),
            "shift_too_long");
  EXPECT_EQ(
      enter("street-sanitation-1", centre, "officer", "dispatcher-3", at(monday, 60, 0), at(monday, 62, 0)).status,
      403);
  ASSERT_EQ(leave("dispatcher-3", monday, monday).status, 201);
  EXPECT_EQ(enter("dispatcher-1", centre, "officer", "dispatcher-3", at(monday, 8, 0), at(monday, 10, 0)).code(),
            "shift_on_leave");

  const LocalDate next = monday + std::chrono::days(7);
  const auto copy = [&] {
    return w
        .post("dispatcher-1", "/api/v1/duty/copies",
              {{"id", Uuid::v7(w.now()).text()}, {"unit", centre}, {"from", to_text(monday)}, {"to", to_text(next)}})
        .json();
  };
  EXPECT_EQ(copy().at("copied").as_int64(), 1);
  const json::value again = copy();
  EXPECT_EQ(again.at("copied").as_int64(), 0) << "twice is once";
  EXPECT_EQ(again.at("skipped").at(0).at("why").as_string(), "shift_twice");
  const json::value copied = roster(centre, next).at("shifts").at(0);
  EXPECT_EQ(parse_instant(copied.at("starts_at").as_string()), at(next, 17, 30));
  EXPECT_EQ(w.del("dispatcher-1", "/api/v1/duty/shifts/" + std::string(copied.at("id").as_string())).status, 204);
  EXPECT_TRUE(roster(centre, next).at("shifts").as_array().empty());
}

TEST_F(DutyNights, TheBRoleAnswersWhileTheARoleIsOnLeave) {
  World& w = world();
  const std::string grid = w.grids()[3];
  const std::string a = "grid-" + grid, b = "grid-" + w.grids()[5], centre = unit("street_centre");
  const LocalDate today = w.context().zone().date_of(w.now());
  const auto deputy = [&](const std::string& username) {
    return w.post("leader-1", grid_path(grid) + "/deputy",
                  {{"id", Uuid::v7(w.now()).text()}, {"person", person(username)}});
  };
  EXPECT_EQ(deputy(a).code(), "deputy_is_a");
  EXPECT_EQ(deputy("dispatcher-1").code(), "deputy_not_fit") << "nobody gains a role by standing in";
  EXPECT_EQ(w.post(a, grid_path(grid) + "/deputy", {{"id", Uuid::v7(w.now()).text()}, {"person", person(b)}}).status,
            403);
  ASSERT_EQ(deputy(b).status, 200);
  EXPECT_EQ(grid_role(grid).at("answers").as_string(), person(a));
  const json::value receipt = w.report(kRubble, "rubble", {{"place", in_grid(grid, kRubble).at("place")}});
  const std::string id = id_of(receipt);
  EXPECT_EQ(w.get(b, "/api/v1/incidents/" + id).status, 404) << "another worker's grid";

  const Answer away = leave(a, today, today + std::chrono::days(2));
  ASSERT_EQ(away.status, 201) << away.text;
  EXPECT_EQ(grid_role(grid).at("answers").as_string(), person(b));
  EXPECT_EQ(leave(a, today, today).code(), "leave_twice");
  const json::value own = w.get(b, "/api/v1/duty/now").json();
  bool seen = false;
  for (const json::value& one : own.at("grids").as_array()) seen = seen || one.at("grid").as_string() == grid;
  EXPECT_TRUE(seen) << "the B role sees what it answers for";
  EXPECT_EQ(w.act(b, id, "acknowledge").at("state").as_string(), "verifying");
  const std::string later = to_text(at(today + std::chrono::days(4), 9, 0));
  EXPECT_EQ(w.get("dispatcher-1", grid_path(grid) + "?at=" + later).json().at("answers").as_string(), person(a));
  // What is reported meanwhile is the B role's from the start.
  const std::string meanwhile = id_of(w.report(kRubble, "more", {{"place", in_grid(grid, kRubble).at("place")}}));
  db::Connection db = w.connect();
  EXPECT_EQ(
      db.query("select worker_person from incidents.incident where id = $1", db::Params::of(Uuid::parse(meanwhile)))[0]
          .uuid("worker_person")
          .text(),
      person(b));

  const std::string leave_id(away.json().at("id").as_string());
  EXPECT_EQ(w.del(a, "/api/v1/duty/leaves/" + leave_id).status, 403);
  ASSERT_EQ(w.del("leader-1", "/api/v1/duty/leaves/" + leave_id).status, 204);
  EXPECT_EQ(grid_role(grid).at("answers").as_string(), person(a));
  EXPECT_EQ(w.get(b, "/api/v1/incidents/" + meanwhile).status, 200) << "what the B role began with stays in sight";
  const std::string after = id_of(w.report(kRubble, "after", {{"place", in_grid(grid, kRubble).at("place")}}));
  EXPECT_EQ(w.get(b, "/api/v1/incidents/" + after).status, 404) << "with the leave the loan ends, at once";
  LINLI_SHOWS("DAT-09");
}

TEST_F(DutyNights, AtNightAnUrgentCaseCallsWhoeverIsOnDutyAndAnOrdinaryOneWaits) {
  World& w = world();
  const LocalDate day = saturday();
  w.set(at(day, 9, 0));
  watch(day);
  w.set(at(day, 23, 40));
  const std::string grid = w.grids()[0];
  const std::string tree = reported("dispatcher-1", grid, kTree), rubble = reported("dispatcher-1", grid, kRubble);
  const auto called = calls("dispatcher-2", tree, 1);
  ASSERT_EQ(called.size(), 1U) << "the officer of the centre";
  EXPECT_EQ(called[0].at("post").as_string(), "officer");
  EXPECT_EQ(calls("leader-1", tree, 0).size(), 0U) << "the leader sleeps until something goes wrong";
  std::string notices;
  for (int wait = 0; wait < 100 && notices.find("duty.call") == std::string::npos; ++wait) {
    notices = w.get("dispatcher-2", "/api/v1/notices?limit=200").text;
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  EXPECT_THAT(notices, HasSubstr("duty.call"));
  EXPECT_EQ(parse_instant(w.incident("dispatcher-1", tree).at("due").as_string()), at(day, 24, 10))
      << "natural minutes at night";
  EXPECT_GT(parse_instant(w.incident("dispatcher-1", rubble).at("due").as_string()), at(day, 48 + 8, 30))
      << "what is not urgent waits for Monday";

  // To a unit whose roster is empty that night: the centre's officer is called in its place.
  dispatch(tree, "emergency_office");
  EXPECT_EQ(calls("dispatcher-2", tree, 3).size(), 3U) << "at each new step";
  const std::string second = reported("dispatcher-1", grid, kTree);
  ASSERT_EQ(enter("emergency-office-head", unit("emergency_office"), "officer", "emergency-office-2", w.now(),
                  at(day, 32, 30))
                .status,
            201);
  dispatch(second, "emergency_office");
  ASSERT_EQ(calls("emergency-office-2", second, 1).size(), 1U);
  EXPECT_EQ(calls("emergency-office-2", second, 1)[0].at("action").as_string(), "dispatch");
  EXPECT_EQ(calls("dispatcher-2", rubble, 0).size(), 0U) << "nobody is called for it";
  LINLI_SHOWS("INC-08");
}

TEST_F(DutyNights, TheHandOverSheetIsFrozenAndSignedByBoth) {
  World& w = world();
  const LocalDate day = saturday();
  const std::string centre = unit("street_centre");
  w.set(at(day, 9, 0));
  watch(day);
  w.set(at(day, 23, 40));
  const std::string tree = reported("dispatcher-1", w.grids()[0], kTree);
  ASSERT_EQ(calls("dispatcher-2", tree, 1).size(), 1U);
  w.set(at(day, 32, 0));
  const auto write = [&](const std::string& who) {
    return w.post(who, "/api/v1/duty/handovers",
                  {{"id", Uuid::v7(w.now()).text()}, {"unit", centre}, {"notes", "the wire is live"}});
  };
  EXPECT_EQ(write("dispatcher-3").code(), "handover_not_on_duty");
  const Answer draft = w.get("dispatcher-2", "/api/v1/duty/handover-draft?unit=" + centre);
  EXPECT_THAT(draft.text, HasSubstr(tree));
  const Answer written = write("dispatcher-2");
  ASSERT_EQ(written.status, 201) << written.text;
  const json::value sheet = written.json();
  const std::string path = "/api/v1/duty/handovers/" + std::string(sheet.at("id").as_string());
  EXPECT_EQ(sheet.at("notes").as_string(), "the wire is live");
  EXPECT_THAT(json::serialize(sheet.at("sheet").at("urgent")), HasSubstr(tree)) << "what is open and urgent";
  EXPECT_GE(sheet.at("sheet").at("calls").as_array().size(), 1U) << "what happened";
  EXPECT_GE(sheet.at("sheet").at("reported_urgent").as_int64(), 1);
  const json::object act{{"id", Uuid::v7(w.now()).text()}};
  EXPECT_EQ(w.post("dispatcher-2", path + "/signature", act).code(), "handover_own");
  EXPECT_EQ(w.post("street-sanitation-1", path + "/signature", act).status, 404);
  EXPECT_TRUE(w.get("dispatcher-3", path).json().at("may_take").as_bool());
  ASSERT_EQ(w.post("dispatcher-3", path + "/signature", act).status, 200);
  EXPECT_EQ(w.post("dispatcher-3", path + "/signature", act).status, 200) << "the same again";
  EXPECT_EQ(w.post("dispatcher-1", path + "/signature", act).code(), "handover_taken");
  w.act("dispatcher-1", tree, "accept");
  EXPECT_THAT(json::serialize(w.get("dispatcher-1", path).json().at("sheet").at("urgent")), HasSubstr("collected"))
      << "as it was when it was signed";
  db::Connection db = w.connect();
  EXPECT_THROW(db.query("update duty.handover set sheet = '{}' where id = $1",
                        db::Params::of(Uuid::parse(sheet.at("id").as_string()))),
               db::Failure);
  EXPECT_EQ(db.query("select count(*) as n from duty.handover where sheet::text like '%wire%'")[0].integer("n"), 0)
      << "words are in the vault";
}

TEST_F(DutyNights, TheHandOverSheetIsPaperToSignNumberedAndTraced) {
  World& w = world();
  const LocalDate day = saturday();
  const std::string centre = unit("street_centre");
  w.set(at(day, 9, 0));
  watch(day);
  w.set(at(day, 23, 40));
  const std::string tree = reported("dispatcher-1", w.grids()[0], kTree);
  ASSERT_EQ(calls("dispatcher-2", tree, 1).size(), 1U);
  const json::value seen = w.incident("dispatcher-1", tree);
  w.set(at(day, 32, 0));
  const json::value sheet =
      w.post("dispatcher-2", "/api/v1/duty/handovers",
             {{"id", Uuid::v7(w.now()).text()}, {"unit", centre}, {"notes", "call 13000001234 before the saw starts"}})
          .json();
  const std::string id(sheet.at("id").as_string()), path = "/api/v1/duty/handovers/" + id + "/prints";
  const auto print = [&](const std::string& who) { return w.post(who, path, {{"id", Uuid::v7(w.now()).text()}}); };
  const Answer file = print("dispatcher-3");
  ASSERT_EQ(file.status, 200) << file.text;
  EXPECT_EQ(file.header("content-type"), "application/pdf");
  const std::string text = pdf_text(file.text, true);
  const auto joined = [](std::string words) {
    std::erase(words, ' ');
    return words;
  };
  for (const json::value& words :
       {seen.at("number"), seen.at("matter").at("name"), sheet.at("by"), sheet.at("unit_name")})
    EXPECT_THAT(text, HasSubstr(joined(std::string(words.as_string()))));
  EXPECT_THAT(text, HasSubstr("beforethesawstarts"));
  EXPECT_THAT(text, Not(HasSubstr("13000001234"))) << "long figures stay on screens";
  const text::Messages& messages = w.context().get<text::Messages>();
  for (const char* key :
       {"print.handover_sheet", "handover_paper.sign.goes", "handover_paper.sign.comes", "handover_paper.unsigned"})
    EXPECT_THAT(text, HasSubstr(joined(messages.text("zh-CN", key)))) << key;
  const std::string name = file.header("content-disposition");
  const std::string number = name.substr(name.find("P-"), name.rfind(".pdf") - name.find("P-"));
  EXPECT_THAT(text, HasSubstr(number));
  w.give_second_factor("auditor-1");
  const std::string traces = w.get("auditor-1", "/api/v1/audit?limit=200&action=prints.issue").text;
  EXPECT_THAT(traces, HasSubstr(number));
  EXPECT_THAT(traces, HasSubstr("handover:" + id));
  EXPECT_EQ(print("street-sanitation-1").status, 404) << "another unit's sheet";
  ASSERT_EQ(
      w.post("dispatcher-3", "/api/v1/duty/handovers/" + id + "/signature", {{"id", Uuid::v7(w.now()).text()}}).status,
      200);
  EXPECT_THAT(pdf_text(print("dispatcher-2").text, true),
              Not(HasSubstr(joined(messages.text("zh-CN", "handover_paper.unsigned")))))
      << "both have signed";
}

TEST_F(DutyNights, WhoActedFirstFilesTheOrderAfterwardsAndIsReChecked) {
  World& w = world();
  const LocalDate day = saturday();
  w.set(at(day, 9, 0));
  watch(day);
  w.set(at(day, 23, 40));
  const std::string tree = reported("dispatcher-1", w.grids()[0], kTree);
  const std::string rubble = reported("dispatcher-1", w.grids()[0], kRubble);
  dispatch(tree, "emergency_office");
  w.act(kCrew, tree, "sign");
  const Instant acted = at(day, 24, 12);
  EXPECT_EQ(file(kCrew, tree, acted, "leader-1").code(), "order_in_the_future");
  w.set(at(day, 34, 0));  // Sunday morning
  EXPECT_EQ(file("grid-" + w.grids()[0], rubble, acted, "leader-1").code(), "order_not_urgent");
  EXPECT_EQ(file(kCrew, tree, acted, "district-leader-1").code(), "order_leader_not_on_duty");
  EXPECT_EQ(file(kCrew, tree, at(day, 17, 0), "leader-1").code(), "order_leader_not_on_duty") << "not yet on duty then";
  EXPECT_EQ(file(kCrew, tree, acted, kCrew).code(), "order_allowed_by_self");
  EXPECT_EQ(file("dispatcher-1", tree, acted, "leader-1").code(), "not_yours");
  EXPECT_EQ(file("drainage-1", tree, acted, "leader-1").status, 404) << "who has no part in the case";
  const json::value limit = w.get(kCrew, "/api/v1/duty/now").json().at("file_within");
  EXPECT_EQ(limit.at("count").as_int64(), 24) << "the page says what policy says";
  EXPECT_EQ(limit.at("unit").as_string(), "natural_hours");
  const Answer uploaded = w.upload(kCrew, files::encode_jpeg(std::string(64 * 64 * 3, 'c'), 64, 64));
  ASSERT_EQ(uploaded.status, 201) << uploaded.text;
  const std::string picture(uploaded.json().at("digest").as_string());
  EXPECT_EQ(file(kCrew, tree, acted, "leader-1",
                 {{"attachments", json::array{json::object{{"digest", std::string(64, '0')}}}}})
                .code(),
            "invalid_input")
      << "never uploaded";
  const Answer filed =
      file(kCrew, tree, acted, "leader-1", {{"attachments", json::array{json::object{{"digest", picture}}}}});
  ASSERT_EQ(filed.status, 201) << filed.text;
  for (const char* who : {"leader-1", "checker-1"}) {
    EXPECT_THAT(w.get(who, "/api/v1/incidents/" + tree + "/after-orders").text, HasSubstr(picture)) << who;
    EXPECT_EQ(w.get(who, "/api/v1/files/" + picture).status, 200) << who;
  }
  EXPECT_EQ(w.get("drainage-1", "/api/v1/files/" + picture).code(), "not_found");
  EXPECT_THAT(json::serialize(w.incident("leader-1", tree).at("attachments")), HasSubstr(picture))
      << "kept with the case";
  json::value order = filed.json();
  EXPECT_EQ(order.at("state").as_string(), "filed");
  EXPECT_FALSE(order.at("late").as_bool());
  EXPECT_EQ(step(kCrew, order, "allow_order").code(), "not_yours");
  EXPECT_EQ(step("district-leader-1", order, "allow_order").code(), "order_other_leader");
  EXPECT_EQ(step("checker-1", order, "recheck_order", {{"note", "seen"}}).code(), "not_from_here");
  const Answer allowed = step("leader-1", order, "allow_order");
  ASSERT_EQ(allowed.status, 200) << allowed.text;
  order = allowed.json();
  EXPECT_EQ(step(kCrew, order, "recheck_order", {{"note", "seen"}}).code(), "not_yours");
  const Answer rechecked =
      step("checker-1", order, "recheck_order", {{"note", "the cordon stood, the act was needed"}});
  ASSERT_EQ(rechecked.status, 200) << rechecked.text;
  EXPECT_EQ(rechecked.json().at("state").as_string(), "rechecked");
  db::Connection db = w.connect();
  const db::Rows duties = db.query(
      "select p.duties::text as duties from workflow.participation p join access.account a on a.person = p.party "
      "where a.username = $2 and p.root_case = $1",
      db::Params::of(Uuid::parse(tree), kCrew));
  ASSERT_EQ(duties.size(), 1U);
  EXPECT_THAT(duties[0].text("duties"), HasSubstr("first_responder")) << "held in the case: who acted never checks it";
  LINLI_SHOWS("INC-04");

  w.set(at(day, 24 + 24, 13));  // a minute too late
  EXPECT_EQ(file(kCrew, tree, acted, "leader-1").code(), "order_late");
  EXPECT_THAT(file(kCrew, tree, acted, "leader-1").text, HasSubstr("24"));
  const Answer late = file(kCrew, tree, acted, "leader-1", {{"late_reason", "no signal in the hills"}});
  ASSERT_EQ(late.status, 201) << late.text;
  EXPECT_TRUE(late.json().at("late").as_bool()) << "taken, and marked";
  const Answer denied = step("leader-1", late.json(), "deny_order", {{"reason", "I never said so"}});
  EXPECT_EQ(denied.json().at("state").as_string(), "denied");
  EXPECT_THAT(w.get("leader-1", "/api/v1/after-orders").text, HasSubstr("I never said so"));
  EXPECT_THAT(w.get("leader-1", "/api/v1/after-orders?open=true").text, Not(HasSubstr("I never said so")));
  EXPECT_EQ(w.get(kCrew, "/api/v1/incidents/" + tree + "/after-orders").json().at("items").as_array().size(), 2U);
}

}  // namespace
}  // namespace linli
