#include <gmock/gmock.h>

#include <fstream>
#include <set>
#include <sstream>

#include "kernel/text.hpp"
#include "platform/audit/verify.hpp"
#include "platform/testing/shows.hpp"
#include "territory/territory.hpp"
#include "tests/access/expected.hpp"
#include "tests/hostile/request.hpp"
#include "tests/support/world.hpp"

// What broken and hostile clients send to every route there is: each is told what is wrong and where, nothing breaks,
// nothing is half-written. Routes are taken from the program itself, so that a new one is tried without being named
// here.
namespace linli {
namespace {

namespace json = boost::json;
using hostile::Member;

const std::map<std::string, std::string>& words() {
  static const auto kWords = [] {
    std::ifstream in(LINLI_SOURCE_DIR "/tests/hostile/words.json");
    std::stringstream text;
    text << in.rdbuf();
    std::map<std::string, std::string> all;
    const json::value file = json::parse(text.str());
    for (const auto& [name, word] : file.as_object()) all[name] = std::string(word.as_string());
    return all;
  }();
  return kWords;
}

std::string escaped(std::string_view text) {
  std::string out;
  for (const unsigned char c : text) {
    char hex[4];
    std::snprintf(hex, sizeof hex, "%%%02X", c);
    out += std::isalnum(c) ? std::string(1, static_cast<char>(c)) : hex;
  }
  return out;
}

class Hostile : public ::testing::Test {
 protected:
  /// A city of its own: what is sent here disturbs nobody.
  static World& world() {
    static World* const kWorld = new World(parse_instant("2026-11-23T10:00:00+08:00"));
    return *kWorld;
  }

  World& w = world();
  hostile::Known known = [&] {
    static const std::string kId(w.report("010102", "rubble").at("id").as_string());
    const auto grid = w.context().get<territory::Territory>().find(w.grid());
    return hostile::Known{Uuid::parse(kId), w.now(), parse_date("2026-11-23"), grid->centre, w.grid()};
  }();

  /// A member of the demo's staff who may pass the route's door; "" for open ones.
  std::string who_may(const http::Route& route) {
    const std::string permission = route.permission;
    if (permission.empty()) return "";
    if (permission == "signed_in") return "dispatcher-2";
    static const expected::Rights kRights = expected::read_rights();
    static const std::map<std::string, std::string> kStaff = [&] {
      std::map<std::string, std::string> staff;
      for (const db::Row& row : w.connect().query(
               "select g.role, min(a.username) as username from access.assignment g join access.account a "
               "on a.id = g.account group by g.role"))
        staff[row.text("role")] = row.text("username");
      return staff;
    }();
    for (const bool whole_city : {false, true})
      for (const auto& [role, username] : kStaff) {
        if (!kRights.holds(permission, role, whole_city)) continue;
        static std::set<std::string> proven;
        if (proven.insert(username).second) w.give_second_factor(username);
        return username;
      }
    return "";
  }

  std::string target(const http::Route& route, const std::string& name = "", const std::string& value = "") {
    std::string path = route.pattern;
    for (std::size_t at; (at = path.find('{')) != std::string::npos;) {
      const std::size_t end = path.find('}', at);
      const std::string parameter = path.substr(at + 1, end - at - 1);
      static const std::map<std::string, std::string> kKnown = {
          {"z", "14"},           {"x", "13347"},
          {"y", "7105"},         {"layer", "grids"},
          {"code", w.grid()},    {"number", "E-440104-20261123-000001"},
          {"secret", "nothing"}, {"digest", std::string(64, '0')}};
      const auto found = kKnown.find(parameter);
      path.replace(at, end - at + 1,
                   parameter == name       ? value
                   : found == kKnown.end() ? known.id.text()
                                           : found->second);
    }
    return path;
  }

  /// From an address of its own each time, so that limits of one address do not hide what would be said.
  Answer ask(const http::Route& route, const std::string& path, const std::string& body,
             const std::string& type = "application/json") {
    static int address = 0;
    ++address;
    w.from("10." + std::to_string(32 + address / 65536) + "." + std::to_string(address / 256 % 256) + "." +
           std::to_string(address % 256));
    return w.request(http::name_of(route.method), who_may(route), path, body, type);
  }

  /// Ours, not broken: an answer came, and if it is a refusal, one with a text.
  static void expect_sound(const Answer& answer, const std::string& what) {
    EXPECT_GE(answer.status, 200) << what << " (no answer)";
    EXPECT_LT(answer.status, 500) << what << ": " << answer.text.substr(0, 400);
  }

  std::vector<const http::Route*> routes(const std::function<bool(const http::Route&)>& wanted) {
    static const auto& kRoutes = *new std::vector<http::Route>(w.routes());
    std::vector<const http::Route*> found;
    for (const http::Route& route : kRoutes)
      // Signing out is no question, and streams have no end.
      if (wanted(route) && route.operation != std::string("signOut") &&
          route.answer_type != std::string("text/event-stream"))
        found.push_back(&route);
    return found;
  }

  /// Rows of everything that commands write. Not of the log and of sign-ins, which keep what was refused, nor of calls
  /// of the night, which go out by themselves.
  using Rows = std::map<std::string, std::int64_t>;
  void expect_unchanged(const Rows& before) {
    for (const auto& [table, count] : rows()) EXPECT_EQ(count, before.at(table)) << table;
  }
  Rows rows() {
    Rows counts;
    db::Connection db = w.connect();
    for (const db::Row& row : db.query(
             "select table_schema || '.' || table_name as name from information_schema.tables where table_type = "
             "'BASE TABLE' and table_schema in ('access', 'duty', 'files', 'incidents', 'neighbours', 'orders', "
             "'personal', 'photos', 'prints', 'routing', 'suggestion', 'webhooks', 'workflow') and table_name not in "
             "('session', 'attempt', 'call') order by 1"))
      counts[row.text("name")] = db.query("select count(*) as n from " + row.text("name"))[0].integer("n");
    return counts;
  }
};

TEST_F(Hostile, AMemberOfTheWrongKindIsNamedAndNothingIsWritten) {
  const auto before = rows();
  int asked = 0, unnamed = 0;
  for (const http::Route* route : routes([](const auto& r) { return r.body != nullptr; })) {
    const json::object good = hostile::plausible(*route->body, known);
    for (const Member& member : hostile::members(*route->body))
      for (const auto& [name, value] : hostile::impossible(member)) {
        const std::string what = std::string(route->operation) + " " + member.path + ": " + name;
        const Answer answer = ask(*route, target(*route), json::serialize(hostile::with(good, member.path, value)));
        expect_sound(answer, what);
        EXPECT_GE(answer.status, 400) << what;
        // A route may look first whether the thing is there at all; then nothing is said of the body.
        if (answer.status == 404 || answer.status == 403 || answer.code() == "?") {
          ++unnamed;
          continue;
        }
        const json::value problem = answer.json();
        const json::array& errors = problem.at("errors").as_array();
        EXPECT_TRUE(
            std::ranges::any_of(errors,
                                [&](const json::value& error) {
                                  return std::string_view(error.at("field").as_string()).starts_with(member.path) &&
                                         !error.at("title").as_string().empty();
                                }))
            << what << " is not named: " << answer.text.substr(0, 400);
        ++asked;
      }
  }
  EXPECT_GT(asked, 1500);
  EXPECT_LT(unnamed, asked / 10) << "most routes look at what they were given first";
  expect_unchanged(before);
}

TEST_F(Hostile, WordsOfMischiefAreOnlyWords) {
  int member_number = 0;
  for (const http::Route* route : routes([](const auto& r) { return r.body != nullptr; }))
    for (const Member& member : hostile::members(*route->body)) {
      if (member.field->type != FieldType::text || (member.field->list && !member.item)) continue;
      int turn = ++member_number;
      for (const auto& [name, word] : words()) {
        if (++turn % 3 != 0) continue;  // a third of them here, the others at its neighbours
        json::object body = hostile::plausible(*route->body, known);
        if (body.contains("id")) body["id"] = Uuid::v7(w.now()).text();
        expect_sound(ask(*route, target(*route), json::serialize(hostile::with(body, member.path, json::string(word)))),
                     std::string(route->operation) + " " + member.path + ": " + name);
      }
    }
  EXPECT_EQ(w.get("", "/api/v1/matters").status, 200);
}

TEST_F(Hostile, ParametersOfAQuestionAreCheckedByName) {
  const std::map<FieldType, std::vector<std::string>> wrong = {
      {FieldType::integer, {"x", "1.5", "99999999999999999999", "0x10"}},
      {FieldType::number, {"x", "1e999", "NaN"}},
      {FieldType::boolean, {"yes", "1"}},
      {FieldType::uuid, {"1", "'"}},
      {FieldType::date, {"2026-02-30", "today"}},
      {FieldType::instant, {"2026-02-30T00:00:00Z", "now"}}};
  int asked = 0, parameter_number = 0;
  for (const http::Route* route : routes([](const auto& r) { return r.method == http::Method::get; })) {
    const std::string path = target(*route);
    bool foreign = false;
    for (const http::QueryParameter& parameter : route->query) {
      const std::string name = parameter.name;
      foreign = foreign || name == "*";
      if (foreign) break;
      const std::string what = std::string(route->operation) + " ?" + name + "=";
      if (const auto kinds = wrong.find(parameter.type); kinds != wrong.end())
        for (const std::string& value : kinds->second) {
          const Answer answer = ask(*route, path + "?" + name + "=" + escaped(value), "");
          EXPECT_EQ(answer.status, 400) << what << value << ": " << answer.text.substr(0, 300);
          EXPECT_NE(answer.text.find(name), std::string::npos) << what << value << answer.text;
          ++asked;
        }
      int turn = ++parameter_number;
      for (const auto& [said, word] : words())
        if (++turn % 3 == 0) expect_sound(ask(*route, path + "?" + name + "=" + escaped(word), ""), what + said);
      for (const std::string raw : {"%00", "%ff%fe", "%ed%a0%80", "%c0%af", "%zz", "%"}) {
        const Answer answer = ask(*route, path + "?" + name + "=" + raw, "");
        EXPECT_EQ(answer.status, 400) << what << raw << ": " << answer.text.substr(0, 300);
      }
    }
    if (foreign) continue;
    EXPECT_EQ(ask(*route, path + "?no_such=1", "").status, 400) << route->operation;
  }
  EXPECT_GT(asked, 100);
}

TEST_F(Hostile, NonsenseInAnAddressFindsNothing) {
  for (const http::Route* route : routes([](const auto&) { return true; })) {
    const std::string pattern = route->pattern;
    for (std::size_t at = 0; (at = pattern.find('{', at)) != std::string::npos; ++at) {
      const std::string name = pattern.substr(at + 1, pattern.find('}', at) - at - 1);
      std::vector<std::string> values = {
          "%00", "%ff", "..%2f..%2fetc%2fpasswd", "-1", "99999999999999999999", std::string(3000, 'a')};
      for (const auto& [said, word] : words()) values.push_back(escaped(word));
      for (const std::string& value : values) {
        const Answer answer = ask(*route, target(*route, name, value), route->body ? "{}" : "");
        expect_sound(answer, std::string(route->operation) + " {" + name + "}=" + value.substr(0, 60));
        EXPECT_GE(answer.status, 400) << route->operation << " {" << name << "}=" << value.substr(0, 60) << answer.text;
      }
    }
  }
}

TEST_F(Hostile, BodiesThatAreNoRecordAreRefused) {
  const std::vector<std::pair<std::string, std::string>> bodies = {
      {"nothing", ""},
      {"white space", " \n\t "},
      {"cut off", R"({"id":"01a2)"},
      {"a comment", "{} // end"},
      {"two values", "{}{}"},
      {"a list", "[]"},
      {"a number", "1"},
      {"null", "null"},
      {"text", "\"x\""},
      {"a comma too many", R"({"id":1,})"},
      {"quotes of another kind", "{'id':1}"},
      {"a key twice", R"({"id":"x","id":"y"})"},
      {"an unknown key", R"({"no_such_key":1})"},
      {"a key of the language", R"({"__proto__":{"admin":true},"constructor":1})"},
      {"NUL in a key", "{\"\\u0000\":1}"},
      {"NUL as it is", std::string("{\"id\":\"\0\"}", 10)},
      {"half a pair", R"({"id":"\ud800"})"},
      {"no UTF-8", "{\"id\":\"\xff\xfe\"}"},
      {"UTF-16", std::string("\xff\xfe{\0}\0", 6)},
      {"overlong UTF-8", "{\"id\":\"\xc0\xaf\"}"},
      {"deep lists", std::string(100000, '[')},
      {"deep records",
       [] {
         std::string deep;
         for (int i = 0; i < 20000; ++i) deep += "{\"a\":";
         return deep;
       }()},
      {"a number of many digits", "{\"version\":" + std::string(50000, '9') + "}"},
      {"no number", R"({"version":NaN,"lon":Infinity})"},
      {"a form", "id=1&matter=2"},
      {"markup", "<?xml version=\"1.0\"?><id>1</id>"}};
  const auto before = rows();
  for (const http::Route* route : routes([](const auto& r) { return r.body != nullptr; }))
    for (const auto& [name, body] : bodies) {
      const Answer answer = ask(*route, target(*route), body);
      const std::string what = std::string(route->operation) + " " + name;
      expect_sound(answer, what);
      EXPECT_GE(answer.status, 400) << what;
    }
  expect_unchanged(before);
}

TEST_F(Hostile, TooMuchIsRefusedBeforeItIsRead) {
  const auto before = rows();
  json::object report = {{"id", Uuid::v7(w.now()).text()}, {"matter", "010102"}};
  report["description"] = json::string(std::string(10'000'000, 'x'));
  const Answer answer = w.request("POST", "", "/api/v1/public/reports", json::serialize(report));
  EXPECT_EQ(answer.status, 413) << answer.text.substr(0, 200);
  EXPECT_EQ(answer.code(), "too_large") << answer.text.substr(0, 200);
  expect_unchanged(before);
}

TEST_F(Hostile, PlacesThatCannotBeAreNamed) {
  const double lon = known.place.lon(), lat = known.place.lat();
  const std::vector<std::pair<std::string, json::object>> places = {
      {"swapped", {{"lon", lat}, {"lat", lon}}},
      {"nowhere", {{"lon", 0}, {"lat", 0}}},
      {"another city", {{"lon", 116.4}, {"lat", 39.9}}},
      {"the other side", {{"lon", -lon}, {"lat", -lat}}},
      {"beyond the pole", {{"lon", lon}, {"lat", 91}}},
      {"ten times", {{"lon", lon * 10}, {"lat", lat * 10}}},
      {"in metres", {{"lon", lon * 111320}, {"lat", lat * 110540}}},
      {"half a place", {{"lon", lon}}},
      {"an unknown system", {{"lon", lon}, {"lat", lat}, {"system", "mars"}}}};
  const auto before = rows();
  for (const auto& [name, place] : places)
    for (const auto& [who, path] : std::map<std::string, std::string>{{"", "/api/v1/public/reports"},
                                                                      {w.worker(), "/api/v1/incidents"},
                                                                      {"dispatcher-1", "/api/v1/incidents"}}) {
      json::object sent = place;
      sent.emplace("system", "wgs84");
      sent.emplace("address", "18");
      json::object report{{"id", Uuid::v7(w.now()).text()}, {"matter", "010102"}, {"description", "rubble"}};
      report["place"] = sent;
      if (who.empty()) report["reporter"] = {{"name", "x"}, {"phone", "13000000000"}, {"consent", false}};
      const Answer answer = w.post(who, path, report);
      EXPECT_GE(answer.status, 400) << name << path << answer.text;
      EXPECT_LT(answer.status, 500) << name << path << answer.text;
      EXPECT_THAT(answer.text,
                  ::testing::ContainsRegex("\"field\":\"place|position_out|outside_city|outside|coordinate"))
          << name << " " << path;
    }
  expect_unchanged(before);
  LINLI_SHOWS("INC-04");
}

TEST_F(Hostile, WhatHasNotHappenedYetIsNotTaken) {
  const auto before = rows();
  for (const char* at : {"2026-11-23T12:00:00+08:00", "2027-11-23T10:00:00+08:00", "9999-12-31T23:59:59Z"}) {
    json::object report{
        {"id", Uuid::v7(w.now()).text()},
        {"matter", "010102"},
        {"description", "rubble"},
        {"occurred_at", at},
        {"place", {{"lon", known.place.lon()}, {"lat", known.place.lat()}, {"system", "wgs84"}, {"address", "18"}}}};
    const Answer answer = w.post(w.worker(), "/api/v1/incidents", report);
    EXPECT_EQ(answer.status, 422) << at << answer.text;
    EXPECT_NE(answer.text.find("occurred_at"), std::string::npos) << answer.text;
  }
  expect_unchanged(before);
}

TEST_F(Hostile, TheWordsOfAReportComeBackAsTheyWere) {
  for (const auto& [name, word] : words()) {
    if (!is_clean_utf8(word) || tidied(word).empty()) continue;
    const json::value receipt = w.report("010102", word);
    const json::value shown = w.incident("dispatcher-1", std::string(receipt.at("id").as_string()));
    EXPECT_EQ(shown.at("description").as_string(), tidied(word)) << name;
  }
}

// The last: after all this the log is whole.
TEST_F(Hostile, TheLogIsWholeAfterwards) {
  EXPECT_EQ(w.get("", "/healthz").status, 200);
  db::Connection db = w.connect();
  const audit::Verdict verdict =
      audit::verify(db, w.context().get<crypto::KeyRing>(), w.context().config().data_dir + "/anchors/audit.anchor");
  EXPECT_TRUE(verdict.intact());
  EXPECT_GT(verdict.entries, 0);
}

}  // namespace
}  // namespace linli
