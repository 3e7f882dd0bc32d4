#include "platform/jobs/module.hpp"

#include <boost/json.hpp>

#include "platform/app/module.hpp"
#include "platform/testing/database.hpp"

namespace linli::jobs {
namespace {

constexpr Instant kNow{std::chrono::sys_days{std::chrono::year{2026} / 3 / 2}};

class DeadLetters : public DatabaseTest {
 protected:
  DeadLetters() : registry_(context_) {
    register_engine(registry_);
    who_.kind = access::Principal::Kind::staff;
    who_.display = "A**";
  }
  void kill_job(const std::string& name) {
    db().query(
        "insert into outbox.job (name, arguments, due, attempts, dead_at, error) values ($1, '{}', $2, 8, $2, 'x')",
        db::Params::of(name, kNow));
  }
  http::Response ask(const char* operation, const std::string& id = "") {
    http::Request request;
    request.id = "request-1";
    if (!id.empty()) request.params["id"] = id;
    http::Call call{request, db(), who_, kNow, context_};
    for (auto& route : registry_.routes)
      if (std::string_view(route.operation) == operation) return route.handle(call);
    throw std::logic_error(operation);
  }
  /// Id of the dead letter of this name; empty if there is none.
  std::string id_of(const std::string& name) {
    const auto answer = json::parse(ask("listDeadLetters").body);
    for (const auto& item : answer.at("items").as_array())
      if (item.at("name").as_string() == name) return std::string(item.at("id").as_string());
    return "";
  }
  std::int64_t audited(const std::string& action, const std::string& id) {
    return db()
        .query("select count(*) as n from audit.entry where action = $1 and object = $2",
               db::Params::of(action, "dead_letter:" + id))[0]
        .integer("n");
  }

  SetClock clock_{kNow};
  app::Context context_{{}, clock_};
  app::Registry registry_;
  access::Principal who_;
};

TEST_F(DeadLetters, AreShownRetriedAndDiscardedWithATrace) {
  kill_job("one");
  kill_job("two");
  const auto one = id_of("one"), two = id_of("two");
  ASSERT_FALSE(one.empty() || two.empty());
  EXPECT_EQ(ask("retryDeadLetter", one).status, 204);
  EXPECT_EQ(ask("discardDeadLetter", two).status, 204);
  EXPECT_EQ(id_of("one") + id_of("two"), "");
  EXPECT_EQ(audited("jobs.retry", one), 1);
  EXPECT_EQ(audited("jobs.discard", two), 1);
  EXPECT_THROW(ask("retryDeadLetter", one), Refused);
  EXPECT_EQ(audited("jobs.retry", one), 1) << "what did not happen leaves no trace";
  const auto job = db().query("select attempts, done_at is null as waits from outbox.job where name = 'one'")[0];
  EXPECT_EQ(job.integer("attempts"), 0);
  EXPECT_TRUE(job.boolean("waits"));
}

}  // namespace
}  // namespace linli::jobs
