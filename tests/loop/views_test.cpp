#include "platform/testing/shows.hpp"
#include "tests/loop/fixture.hpp"

// Saved views: kept with the account, shared with a unit, counted among what is open, told when they make no sense.
namespace linli {
namespace {

namespace json = boost::json;

constexpr const char* kViews = "/api/v1/views";

class Views : public Loop {
 protected:
  void SetUp() override { next_monday(); }
  void TearDown() override { world().connect().query("delete from worklists.view"); }

  static json::object view(const std::string& name, const json::object& conditions, json::object more = {}) {
    more["id"] = Uuid::v7(world().now()).text();
    more["name"] = name;
    more["conditions"] = conditions;
    return more;
  }
  static Answer keep(const std::string& who, const json::object& given) { return world().post(who, kViews, given); }
  /// What somebody sees of the view with this name, or null.
  static json::value seen(const std::string& who, const std::string& name) {
    const json::value views = world().get(who, kViews).json();
    for (const json::value& one : views.at("items").as_array())
      if (one.at("name").as_string() == name) return one;
    return nullptr;
  }
  static std::string error_of(const Answer& answer) {
    const json::value problem = answer.json();
    const json::value* errors = problem.as_object().if_contains("errors");
    const bool has_some = errors && !errors->as_array().empty();
    return has_some ? std::string(errors->at(0).at("code").as_string()) : answer.code();
  }
  static std::string own_unit(const std::string& who) {
    const json::value views = world().get(who, kViews).json();
    return std::string(views.at("units").at(0).at("id").as_string());
  }
  static std::vector<std::string> names_of(const Answer& answer) {
    std::vector<std::string> names;
    const json::value views = answer.json();
    for (const json::value& one : views.at("items").as_array()) names.emplace_back(one.at("name").as_string());
    return names;
  }
};

TEST_F(Views, KeepEveryConditionTheListHas) {
  World& w = world();
  const std::map<std::string, std::string> fitting = {{"state", "reminded,collected"},
                                                      {"matter", "0101"},
                                                      {"scope", w.grid()},
                                                      {"source", "patrol"},
                                                      {"urgency", "urgent"},
                                                      {"unit", own_unit("leader-1")},
                                                      {"due_before", "2026-12-31T00:00:00Z"},
                                                      {"overdue", "true"},
                                                      {"mine", "true"},
                                                      {"text", "rubble"},
                                                      {"open", "true"},
                                                      {"bbox", "113,23,114,24"},
                                                      {"spot_check", "drawn"},
                                                      {"level", "own"},
                                                      {"order", "due"}};
  const std::vector<http::Route> routes = w.routes();
  const auto list =
      std::ranges::find(routes, "listIncidents", [](const http::Route& r) { return std::string(r.operation); });
  ASSERT_NE(list, routes.end());
  for (const http::QueryParameter& parameter : list->query) {
    const std::string name = parameter.name;
    if (name == "limit" || name == "after") continue;  // of a page
    ASSERT_TRUE(fitting.contains(name)) << name << " is new: can a view hold it?";
    json::object conditions{{"open", "true"}};
    conditions[name] = fitting.at(name);
    const Answer kept = keep("dispatcher-1", view(name, conditions));
    EXPECT_EQ(kept.status, 201) << name << ": " << kept.text;
  }
  EXPECT_EQ(seen("dispatcher-1", "level").at("total"),
            w.get("dispatcher-1", "/api/v1/incidents?open=true&level=own&limit=1").json().at("total"));
}

TEST_F(Views, FollowTheAccountAndCountWhatIsOpen) {
  World& w = world();
  const json::object given = view("rubble", {{"matter", "010102"}, {"open", "true"}});
  ASSERT_EQ(keep("dispatcher-1", given).status, 201);
  const auto total = [&] { return seen("dispatcher-1", "rubble").at("total").to_number<std::int64_t>(); };
  const std::int64_t before = total();
  const std::string id = id_of(w.report("010102", "rubble"));
  EXPECT_EQ(total(), before + 1);
  const json::value list = w.get("dispatcher-1", "/api/v1/incidents?matter=010102&open=true&limit=1").json();
  EXPECT_EQ(total(), list.at("total").to_number<std::int64_t>());
  w.act(w.worker(), id, "acknowledge");
  EXPECT_EQ(keep("dispatcher-1", given).status, 201) << "sent twice";
  EXPECT_EQ(names_of(w.get("dispatcher-1", kViews)), std::vector<std::string>{"rubble"});
  EXPECT_TRUE(seen("dispatcher-2", "rubble").is_null()) << "another's own";
  json::object other = given;
  other["name"] = "other";
  EXPECT_EQ(keep("dispatcher-1", other).code(), "record_id_reused");
  ASSERT_EQ(keep("dispatcher-1", view("closed", {{"state", "closed"}})).status, 201);
  EXPECT_TRUE(seen("dispatcher-1", "closed").at("total").is_null())
      << "what is over is many and not counted in passing";
  LINLI_SHOWS("DSP-02");
}

TEST_F(Views, OfATermMoveOnWithTheDay) {
  World& w = world();
  ASSERT_EQ(keep("dispatcher-1", view("today", {{"due_before", to_text(w.now() + std::chrono::hours(2))}})).status,
            201);
  const auto due = [&] {
    return std::string(seen("dispatcher-1", "today").at("conditions").at("due_before").as_string());
  };
  const Instant first = parse_instant(due());
  EXPECT_EQ(first, w.now() + std::chrono::hours(15)) << "the end of this day";
  w.advance(std::chrono::hours(24));
  EXPECT_EQ(parse_instant(due()), first + std::chrono::hours(24));
}

TEST_F(Views, AreJudgedWhenTheyAreKept) {
  const auto refused = [&](json::object conditions) { return error_of(keep("dispatcher-1", view("x", conditions))); };
  EXPECT_EQ(refused({}), "view_of_everything");
  EXPECT_EQ(refused({{"order", "due"}}), "view_of_everything");
  EXPECT_EQ(refused({{"colour", "red"}}), "condition_unknown");
  EXPECT_EQ(refused({{"state", "done,sleeping"}}), "condition_state_gone");
  EXPECT_EQ(refused({{"matter", "999999"}}), "condition_matter_gone");
  EXPECT_EQ(refused({{"scope", "440999"}}), "condition_area_gone");
  EXPECT_EQ(refused({{"unit", "0191e0f0-0000-7000-8000-0000000000aa"}}), "condition_unit_closed");
  EXPECT_EQ(refused({{"unit", "'; drop table x"}}), "condition_unit_closed");
  EXPECT_EQ(refused({{"urgency", "very"}}), "condition_wrong");
  EXPECT_EQ(refused({{"open", "false"}}), "condition_wrong");
  EXPECT_EQ(refused({{"due_before", "soon"}}), "condition_wrong");
  EXPECT_EQ(refused({{"due_days", "1"}}), "condition_unknown");
  EXPECT_EQ(refused({{"bbox", "1,2,3"}}), "condition_wrong");
  EXPECT_EQ(refused({{"open", true}}), "not_text");
  EXPECT_EQ(refused({{"text", "130 0000 1234"}}), "condition_may_be_a_phone");
  EXPECT_EQ(refused({{"text", std::string("a\0b", 3)}}), "unclean_text");
  EXPECT_EQ(refused({{"text", std::string(401, 'a')}}), "too_long");
  EXPECT_EQ(keep("dispatcher-1", view("x", {{"text", "E-440104-2026"}})).status, 201);
  EXPECT_EQ(error_of(keep("dispatcher-1", view("   ", {{"open", "true"}}))), "required");
  EXPECT_EQ(error_of(keep("dispatcher-1", view("seventeen letters", {{"open", "true"}}))), "too_long");
  EXPECT_EQ(keep("dispatcher-1", view("x", {{"open", "true"}})).code(), "view_name_taken");
  for (int i = 1; i < 20; ++i)
    EXPECT_EQ(keep("dispatcher-1", view("n" + std::to_string(i), {{"open", "true"}})).status, 201);
  const Answer full = keep("dispatcher-1", view("one more", {{"open", "true"}}));
  EXPECT_EQ(full.code(), "too_many_views");
  EXPECT_THAT(std::string(full.json().at("title").as_string()), testing::HasSubstr("20"));
  EXPECT_EQ(keep("dispatcher-2", view("mine", {{"open", "true"}})).status, 201) << "each account has its own";
}

TEST_F(Views, AreChangedOrderedAndDroppedByTheirOwnerOnly) {
  World& w = world();
  std::vector<std::string> ids;
  for (const char* name : {"a", "b", "c"}) {
    const json::object given = view(name, {{"open", "true"}});
    ids.emplace_back(given.at("id").as_string());
    ASSERT_EQ(keep("dispatcher-1", given).status, 201);
  }
  const Answer ordered = w.post("dispatcher-1", std::string(kViews) + "/order", {{"ids", json::array{ids[2], ids[0]}}});
  EXPECT_EQ(names_of(ordered), (std::vector<std::string>{"c", "a", "b"}));
  const std::string a = std::string(kViews) + "/" + ids[0];
  const json::object changed{{"name", "A"}, {"conditions", json::object{{"overdue", "true"}}}};
  EXPECT_EQ(names_of(w.post("dispatcher-1", a, changed)), (std::vector<std::string>{"c", "A", "b"}));
  EXPECT_EQ(w.post("dispatcher-2", a, changed).code(), "view_not_found");
  EXPECT_EQ(w.post("dispatcher-1", a, {{"name", "b"}, {"conditions", json::object{{"open", "true"}}}}).code(),
            "view_name_taken");
  EXPECT_EQ(w.del("dispatcher-2", a).code(), "view_not_found");
  EXPECT_EQ(names_of(w.del("dispatcher-1", a)), (std::vector<std::string>{"c", "b"}));
  EXPECT_EQ(w.del("dispatcher-1", a).status, 200) << "dropped already";
}

TEST_F(Views, AreSharedByTheLeadOfAUnitWithThatUnit) {
  World& w = world();
  const std::string unit = own_unit("leader-1");
  const json::object given = view("watched", {{"overdue", "true"}}, {{"unit", unit}});
  ASSERT_EQ(keep("leader-1", given).status, 201) << keep("leader-1", given).text;
  const json::value shared = seen("dispatcher-1", "watched");
  ASSERT_TRUE(shared.is_object());
  EXPECT_FALSE(shared.at("mine").as_bool());
  EXPECT_TRUE(shared.at("total").is_number());
  EXPECT_TRUE(seen("street-sanitation-1", "watched").is_null()) << "another unit";
  const std::string path = std::string(kViews) + "/" + std::string(given.at("id").as_string());
  EXPECT_EQ(w.post("dispatcher-1", path, {{"name", "x"}, {"conditions", json::object{{"open", "true"}}}}).code(),
            "view_not_found");
  EXPECT_EQ(w.del("dispatcher-1", path).code(), "view_not_found");
  EXPECT_EQ(keep("dispatcher-1", view("mine", {{"open", "true"}}, {{"unit", unit}})).code(), "view_not_your_unit");
  const auto other = w.connect().query("select id::text from access.unit where kind = 'street_sanitation' limit 1");
  EXPECT_EQ(keep("leader-1", view("theirs", {{"open", "true"}}, {{"unit", other[0].text("id")}})).code(),
            "view_not_your_unit");
  w.give_second_factor("auditor-1");
  const json::value trail = w.get("auditor-1", "/api/v1/audit?action=worklists.share_view").json();
  EXPECT_THAT(std::string(trail.at("items").at(0).at("object").as_string()),
              testing::HasSubstr(std::string(given.at("id").as_string())));
  EXPECT_EQ(w.post("leader-1", path, {{"name", "watched"}, {"conditions", json::object{{"overdue", "true"}}}}).status,
            200);
  EXPECT_TRUE(seen("dispatcher-1", "watched").is_null()) << "no longer shared";
  LINLI_SHOWS("DAT-09");
}

TEST_F(Views, SayWhatOfThemIsGone) {
  World& w = world();
  const json::value units = w.get("dispatcher-1", "/api/v1/units?kind=street_greening").json();
  const std::string unit(units.at("items").at(0).at("id").as_string());
  ASSERT_EQ(keep("dispatcher-1", view("greens", {{"unit", unit}, {"open", "true"}})).status, 201);
  EXPECT_TRUE(seen("dispatcher-1", "greens").at("stale").as_array().empty());
  db::Connection db = w.connect();
  db.query("update access.unit set closed_at = $2 where id = $1", db::Params::of(Uuid::parse(unit), w.now()));
  const json::value stale = seen("dispatcher-1", "greens");
  db.query("update access.unit set closed_at = null where id = $1", db::Params::of(Uuid::parse(unit)));
  ASSERT_EQ(stale.at("stale").as_array().size(), 1U);
  EXPECT_EQ(stale.at("stale").at(0).at("condition").as_string(), "unit");
  EXPECT_FALSE(stale.at("stale").at(0).at("text").as_string().empty());
  EXPECT_TRUE(stale.at("total").is_null());
  db.query("update worklists.view set conditions = '{\"matter\": \"990000\"}'");
  EXPECT_EQ(seen("dispatcher-1", "greens").at("stale").at(0).at("condition").as_string(), "matter");
}

}  // namespace
}  // namespace linli
