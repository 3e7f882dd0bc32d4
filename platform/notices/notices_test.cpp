#include <boost/json.hpp>

#include "collect.hpp"
#include "platform/app/module.hpp"
#include "platform/http/event_stream.hpp"
#include "platform/notices/module.hpp"
#include "platform/outbox/runner.hpp"
#include "platform/testing/database.hpp"
#include "platform/text/messages.hpp"
#include "stream.hpp"

namespace linli::notices {
namespace {

const Instant kNow = parse_instant("2026-03-02T01:00:00Z");
const Uuid kUnit = Uuid::parse("0192aaaa-0000-7000-8000-000000000001");

class Notices : public DatabaseTest {
 protected:
  Notices() : registry_(context_) {
    context_.provide(std::make_shared<http::EventStream>());
    context_.provide(std::make_shared<outbox::Runner>(test_database().conninfo(), clock_));
    auto messages = std::make_shared<text::Messages>();
    messages->add("zh-CN", "t.yaml", "notice:\n  incidents:\n    dispatch: case {number} is yours\n");
    context_.provide(messages);
    register_engine(registry_);
    db().query("delete from notices.notice");
  }

  access::Principal holder(const std::string& role, const std::string& prefix, const Uuid& unit = {}) {
    access::Principal p;
    p.kind = access::Principal::Kind::staff;
    p.person = Uuid::v7(kNow);
    p.account = Uuid::v7(kNow);
    p.grants = {{role, prefix, "", unit}};
    return p;
  }
  /// The outbox gives an event of a case; as often as the test likes.
  void happens(std::int64_t position, const char* tell, const Uuid& by = {}, Instant at = kNow) {
    auto payload = json::value{
        {"workflow", "incident"}, {"to", "dispatched"}, {"version", 3}, {"number", "E-1"}, {"tell", json::parse(tell)}};
    if (!by.is_nil()) payload.as_object()["by"] = by.text();
    outbox::Event event{position, "incidents.dispatch", "case-1", &payload, "440104001002003", "r", at};
    collect(db(), event, kNow);
  }
  http::Response ask(const char* operation, const access::Principal& who,
                     std::map<std::string, std::string> params = {},
                     std::multimap<std::string, std::string> query = {}) {
    http::Request request;
    request.params = std::move(params);
    request.query = std::move(query);
    http::Call call{request, db(), who, kNow, context_};
    for (auto& route : registry_.routes)
      if (std::string_view(route.operation) == operation) return route.handle(call);
    throw std::logic_error(operation);
  }
  json::array seen_by(const access::Principal& who, std::multimap<std::string, std::string> query = {}) {
    return json::parse(ask("listNotices", who, {}, std::move(query)).body).at("items").as_array();
  }

  SetClock clock_{kNow};
  app::Context context_{{}, clock_};
  app::Registry registry_;
};

TEST_F(Notices, ReachARoleWhereItIsHeld) {
  happens(1, R"([{"role":"dispatcher"}])");
  EXPECT_EQ(seen_by(holder("dispatcher", "440104001")).size(), 1u);
  EXPECT_EQ(seen_by(holder("dispatcher", "440104")).size(), 1u);
  EXPECT_EQ(seen_by(holder("dispatcher", "440104002")).size(), 0u);
  EXPECT_EQ(seen_by(holder("dispatcher", "")).size(), 0u);
  EXPECT_EQ(seen_by(holder("checker", "440104001")).size(), 0u);
}

TEST_F(Notices, ReachAUnitAndAPerson) {
  auto person = holder("grid_worker", "440105");
  happens(1,
          (R"([{"role":"department","unit":")" + kUnit.text() + R"("},{"person":")" + person.person.text() + R"("}])")
              .c_str());
  EXPECT_EQ(seen_by(holder("department", "", kUnit)).size(), 1u);
  EXPECT_EQ(seen_by(holder("checker", "440104", kUnit)).size(), 0u) << "of the unit, but not in this role";
  EXPECT_EQ(seen_by(holder("department", "440104")).size(), 0u);
  EXPECT_EQ(seen_by(person).size(), 1u);
}

TEST_F(Notices, AreMadeOnceHoweverOftenTheEventComes) {
  for (int i = 0; i < 3; ++i) happens(7, R"([{"role":"dispatcher"},{"role":"leader"},{"role":"dispatcher"}])");
  EXPECT_EQ(db().query("select count(*) as n from notices.notice")[0].integer("n"), 2);
}

TEST_F(Notices, NobodyIsToldOfTheOwnActOrOfOldNews) {
  auto who = holder("dispatcher", "440104");
  happens(1, R"([{"role":"dispatcher"}])", who.person);
  EXPECT_EQ(seen_by(who).size(), 0u);
  EXPECT_EQ(seen_by(holder("dispatcher", "440104")).size(), 1u);
  happens(2, R"([{"role":"dispatcher"}])", {}, kNow - std::chrono::days(8));
  EXPECT_EQ(seen_by(holder("dispatcher", "440104")).size(), 1u);
}

TEST_F(Notices, AreReadByOneAccountAndComeInPages) {
  auto who = holder("dispatcher", "440104"), colleague = holder("dispatcher", "440104");
  for (int i = 1; i <= 3; ++i) happens(i, R"([{"role":"dispatcher"}])", {}, kNow - std::chrono::minutes(i));
  auto all = seen_by(who);
  ASSERT_EQ(all.size(), 3u);
  EXPECT_EQ(all[0].at("text"), "case E-1 is yours");
  EXPECT_EQ(all[0].at("subject_id"), "case-1");
  EXPECT_GT(all[0].at("at").as_string(), all[2].at("at").as_string()) << "newest first";
  EXPECT_FALSE(all[1].at("details").as_object().contains("tell"));
  ask("markNoticeRead", who, {{"id", std::string(all[1].at("id").as_string())}});
  ask("markNoticeRead", who, {{"id", std::string(all[1].at("id").as_string())}});
  EXPECT_EQ(seen_by(who, {{"unread", "true"}}).size(), 2u);
  EXPECT_TRUE(seen_by(who)[1].at("read").as_bool());
  EXPECT_EQ(seen_by(colleague, {{"unread", "true"}}).size(), 3u);

  auto first = json::parse(ask("listNotices", who, {}, {{"limit", "2"}}).body);
  auto second = json::parse(
      ask("listNotices", who, {}, {{"limit", "2"}, {"after", std::string(first.at("next").as_string())}}).body);
  EXPECT_EQ(first.at("items").as_array().size() + second.at("items").as_array().size(), 3u);
  EXPECT_TRUE(second.at("next").is_null());
}

TEST_F(Notices, OldOnesArePruned) {
  happens(1, R"([{"role":"dispatcher"}])");
  registry_.jobs.at("notices.prune")(context_, db(), {}, kNow + std::chrono::days(91));
  EXPECT_EQ(seen_by(holder("dispatcher", "440104")).size(), 0u);
}

TEST_F(Notices, AStreamCarriesIdsOnly) {
  json::value payload{{"workflow", "incident"}, {"to", "dispatched"},         {"version", 3},
                      {"number", "E-1"},        {"owner_unit", kUnit.text()}, {"tell", json::array{}}};
  outbox::Event event{12, "incidents.dispatch", "case-1", &payload, "440104", "r", kNow};
  auto one = heard(event);
  ASSERT_TRUE(one);
  EXPECT_EQ(one->id, 12);
  EXPECT_EQ(one->name, "incident");
  EXPECT_EQ(one->data, R"({"id":"case-1","state":"dispatched","version":3})");
  EXPECT_EQ(one->permission, "incidents.view");
  EXPECT_EQ(one->units, std::vector<Uuid>{kUnit});
  json::value added{{"told", json::array{json::object{{"role", "department"}, {"unit", kUnit.text()}}}}};
  event.topic = "notices.added";
  event.payload = &added;
  EXPECT_EQ(heard(event)->data, R"({"id":"case-1"})");
  EXPECT_EQ(heard(event)->units, std::vector<Uuid>{kUnit});
  event.topic = "territory.changed";
  EXPECT_FALSE(heard(event));
}

}  // namespace
}  // namespace linli::notices
