#include "platform/personal/module.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "kernel/refusal.hpp"
#include "platform/app/module.hpp"
#include "platform/personal/instance_keys.hpp"
#include "platform/personal/reveal.hpp"
#include "platform/testing/database.hpp"

namespace linli::personal {
namespace {

class PersonalRouteTest : public ::testing::Test {
 protected:
  void SetUp() override {
    context.provide(vault);
    context.provide(std::make_shared<access::ReachOf>(
        access::ReachOf{[this](const access::Principal&, std::string_view) { return reach; }}));
    register_engine(registry);
    context.get<Revealing>().add(
        [this](app::Context&, db::Connection&, const access::Principal&, const Ref& asked) -> std::optional<Standing> {
          if (asked != known) return std::nullopt;
          return Standing{"incident:1", "440104", open_task};
        });
    db::Batch batch;
    auto subject = vault->create(batch, now);
    known = {subject.id(), Uuid::v7(now)};
    vault->put(batch, subject, known.record, {{"name", "Li"}, {"phone", "13912340375"}});
    db.commit(batch);
  }
  std::string post(const std::string& operation, const json::value& body) {
    http::Request request;
    request.body = json::serialize(body);
    request.id = operation;
    http::Call call{request, db, who, now, context};
    for (const auto& route : registry.routes)
      if (route.operation == operation) try {
          return route.handle(call).body;
        } catch (const Refused& refused) {
          return refused.code;
        }
    return "no such operation";
  }
  std::string reveal_phone(const Ref& ref, const std::string& purpose) {
    return post("revealPersonalData", {{"id", Uuid::v7(now).text()},
                                       {"subject", ref.subject.text()},
                                       {"record", ref.record.text()},
                                       {"fields", {"phone"}},
                                       {"purpose", purpose}});
  }
  std::int64_t traces(const std::string& action) {
    return db.query("SELECT count(*) AS n FROM audit.entry WHERE action = $1", db::Params::of(action))[0].integer("n");
  }

  Instant now = parse_instant("2026-11-22T03:00:00Z");
  SetClock clock{now};
  TestFolder folder;
  TestDatabase database{"personal_route"};
  db::Connection db = database.connect();
  std::shared_ptr<Vault> vault = open_vault(db, folder.path() + "/keys", now);
  app::Context context{app::Config{}, clock};
  app::Registry registry{context};
  access::Reach reach;
  access::Principal who;
  Ref known;
  std::string open_task;
};

TEST_F(PersonalRouteTest, RevealsWhatAModuleVouchesForWithAPurposeOrAnOpenTask) {
  EXPECT_EQ(reveal_phone(known, "call back"), R"({"values":[{"field":"phone","value":"13912340375"}]})");
  EXPECT_EQ(reveal_phone(known, ""), "purpose_needed");
  open_task = "incident:1";
  EXPECT_EQ(reveal_phone(known, ""), R"({"values":[{"field":"phone","value":"13912340375"}]})");
  EXPECT_EQ(reveal_phone({known.subject, Uuid::v7(now)}, "call back"), "not_found");
  EXPECT_EQ(traces("personal.reveal"), 2);
}

TEST_F(PersonalRouteTest, ErasesOnlyWithinReachAndLeavesATrace) {
  json::value body = {{"id", Uuid::v7(now).text()}, {"subject", known.subject.text()}, {"reason", "asked in person"}};
  EXPECT_EQ(post("erasePerson", body), "forbidden");
  EXPECT_EQ(vault->open(db, known).size(), 2u);
  reach.prefixes = {"4401"};
  EXPECT_EQ(post("erasePerson", body), "");
  EXPECT_TRUE(vault->open(db, known).empty());
  EXPECT_EQ(traces("personal.erase"), 1);
  EXPECT_EQ(reveal_phone(known, "call back"), "person_erased");
}

TEST_F(PersonalRouteTest, JobsCarryARotationThrough) {
  auto id = rotate_wrap_key(db, vault->keys(), now);
  for (const char* job : {"personal.journal", "personal.rotation"}) registry.jobs.at(job)(context, db, {}, now);
  EXPECT_EQ(left_to_rewrap(db, vault->keys()), 0);
  registry.jobs.at("personal.rotation")(context, db, {}, now + std::chrono::days(31));
  int wrapping = 0;
  for (const auto& key : vault->keys().all()) wrapping += key->use == crypto::KeyUse::wrap;
  EXPECT_EQ(wrapping, 1);
}

}  // namespace
}  // namespace linli::personal
