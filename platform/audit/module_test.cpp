#include "platform/audit/module.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <thread>

#include "platform/app/module.hpp"
#include "platform/audit/audit.hpp"
#include "platform/audit/sealer.hpp"
#include "platform/audit/verify.hpp"
#include "platform/outbox/runner.hpp"
#include "platform/testing/database.hpp"
#include "platform/testing/shows.hpp"

namespace linli::audit {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class AuditRouteTest : public ::testing::Test {
 protected:
  void SetUp() override {
    context.provide(std::make_shared<access::ReachOf>(
        access::ReachOf{[this](const access::Principal&, std::string_view) { return reach; }}));
    register_engine(registry);
    write("incidents.accept", "incident:1", "440104001");
    write("incidents.dispatch", "incident:2", "440104002");
    write("access.sign_in", "account:1", "");
    write("incidents.accept", "incident:3", "440105001");
  }
  void write(std::string_view action, std::string_view object, std::string_view scope) {
    db::Batch batch;
    record(batch, {.at = clock.now(),
                   .who = nullptr,
                   .action = action,
                   .object = object,
                   .scope_code = scope,
                   .request_id = "r",
                   .purpose = "",
                   .detail = nullptr});
    db.commit(batch);
  }
  json::object get(std::multimap<std::string, std::string> query = {}) {
    http::Request request;
    request.query = std::move(query);
    access::Principal who;
    http::Call call{request, db, who, clock.now(), context};
    return json::parse(registry.routes.at(0).handle(call).body).as_object();
  }
  std::vector<std::string> objects(std::multimap<std::string, std::string> query = {}) {
    std::vector<std::string> out;
    const auto page = get(std::move(query));
    for (const auto& item : page.at("items").as_array()) out.emplace_back(item.at("object").as_string());
    return out;
  }

  SetClock clock{parse_instant("2026-11-22T03:00:00Z")};
  TestDatabase database{"audit_route"};
  db::Connection db = database.connect();
  app::Context context{app::Config{}, clock};
  app::Registry registry{context};
  access::Reach reach;
};

TEST_F(AuditRouteTest, ShowsOnlyWhatIsWithinReachNewestFirst) {
  EXPECT_THAT(objects(), IsEmpty());
  reach.prefixes = {"440104"};
  EXPECT_THAT(objects(), ElementsAre("incident:2", "incident:1"));
  reach.prefixes = {"4401"};
  EXPECT_THAT(objects(), ElementsAre("incident:3", "account:1", "incident:2", "incident:1"));
  LINLI_SHOWS("DAT-09");
}

TEST_F(AuditRouteTest, Filters) {
  reach.prefixes = {""};
  EXPECT_THAT(objects({{"object", "incident:1"}}), ElementsAre("incident:1"));
  EXPECT_THAT(objects({{"action", "incidents.accept"}}), ElementsAre("incident:3", "incident:1"));
  EXPECT_THAT(objects({{"scope", "440105"}}), ElementsAre("incident:3"));
  EXPECT_THAT(objects({{"from", "2026-11-22T03:00:01Z"}}), IsEmpty());
  EXPECT_THAT(objects({{"to", "2026-11-22T03:00:00Z"}}), IsEmpty());
  EXPECT_THAT(objects({{"account", "01990000-0000-7000-8000-000000000000"}}), IsEmpty());
}

TEST_F(AuditRouteTest, GoesOnBehindTheLastEntryShown) {
  reach.prefixes = {""};
  auto first = get({{"limit", "3"}});
  EXPECT_EQ(first.at("items").as_array().size(), 3u);
  auto second = get({{"limit", "3"}, {"after", std::string(first.at("next").as_string())}});
  EXPECT_EQ(second.at("items").as_array().size(), 1u);
  EXPECT_TRUE(second.at("next").is_null());
}

TEST_F(AuditRouteTest, TheRunningProgramSealsByItself) {
  TestFolder folder;
  app::Config config;
  config.data_dir = folder.path();
  app::Context running{config, clock};
  auto keys = std::make_shared<crypto::KeyRing>(folder.path() + "/keys");
  keys->create_missing(clock.now());
  running.provide(keys);
  running.provide(std::make_shared<outbox::Runner>(database.conninfo(), clock));
  app::Registry program{running};
  register_engine(program);
  for (const auto& start : program.on_start) start(running, db);
  running.get<outbox::Runner>().start();
  auto sealed = [&] {
    return db.query("SELECT coalesce(sum(entries), 0)::bigint AS n FROM audit.seal")[0].integer("n") == 4;
  };
  for (int i = 0; i < 1000 && !sealed(); ++i) std::this_thread::sleep_for(std::chrono::milliseconds(10));
  running.get<outbox::Runner>().stop();
  auto found = verify(db, *keys, folder.path() + "/anchors/audit.anchor");
  EXPECT_TRUE(found.intact());
  EXPECT_EQ(found.entries, 4);
}

}  // namespace
}  // namespace linli::audit
