#include "platform/testing/database.hpp"

#include <fmt/format.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <functional>

#include "kernel/refusal.hpp"
#include "platform/db/migrator.hpp"
#include "shared_cluster.hpp"

namespace linli {
namespace {

constexpr int kTemplatesKept = 16;
constexpr auto kTemplateInUse = std::chrono::minutes(10);

std::string on(const std::string& database) { return shared_cluster() + " dbname=" + database; }

std::int64_t seconds_now() {
  return std::chrono::duration_cast<std::chrono::seconds>(SystemClock().now().time_since_epoch()).count();
}

/// Templates of other states of the migrations pile up while one develops: the longest unused go, but none that
/// somebody may be about to copy. When it was last used stands in a template's comment.
void drop_old_templates(db::Connection& maintenance) {
  auto old = maintenance.query(
      "SELECT datname, coalesce(shobj_description(oid, 'pg_database'), '0')::bigint AS used FROM pg_database "
      "WHERE datname LIKE 'template\\_%' ORDER BY used DESC OFFSET " +
      std::to_string(kTemplatesKept));
  for (auto row : old) {
    if (row.integer("used") > seconds_now() - std::chrono::seconds(kTemplateInUse).count()) continue;
    maintenance.script("DROP DATABASE IF EXISTS " + row.text("datname"));
  }
}

/// Name of the database that has all migrations and is copied; made by whoever needs it first.
std::string template_database() {
  auto migrator = db::Migrator::embedded();
  std::string name = "template_" + migrator.checksum().substr(0, 16);
  db::Connection maintenance(on("postgres"), {.statement_timeout = {}, .lock_timeout = {}, .idle_in_transaction = {}});
  maintenance.query("SELECT pg_advisory_lock(1)");
  auto known = [&] {
    return !maintenance.query("SELECT 1 AS one FROM pg_database WHERE datname = $1", db::Params::of(name)).empty();
  };
  if (!known()) {
    std::string fresh = "making_" + name;
    maintenance.script("DROP DATABASE IF EXISTS " + fresh + " WITH (FORCE)");
    maintenance.script("CREATE DATABASE " + fresh + " TEMPLATE linli");
    try {
      migrator.migrate(on(fresh), SystemClock().now());
    } catch (const Refused& refused) {
      std::string values;
      for (const auto& [key, value] : refused.values) values += " " + key + ": " + value;
      throw std::runtime_error(refused.code + values);
    }
    maintenance.script("ALTER DATABASE " + fresh + " RENAME TO " + name);
  }
  maintenance.script(fmt::format("COMMENT ON DATABASE {} IS '{}'", name, seconds_now()));
  drop_old_templates(maintenance);
  return name;
}

/// Databases of test programs that were killed: `t_<pid>_...`.
void drop_orphans(db::Connection& maintenance) {
  for (auto row : maintenance.query("SELECT datname FROM pg_database WHERE datname ~ '^t_[0-9]+_'")) {
    std::string name = row.text("datname");
    if (kill(std::atoi(name.c_str() + 2), 0) == 0) continue;
    maintenance.script("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
  }
}

/// Drops (or keeps) the program's database while GoogleTest still knows how the tests went.
class AtEnd : public ::testing::EmptyTestEventListener {
 public:
  explicit AtEnd(std::unique_ptr<TestDatabase>& database) : database_(database) {}
  void OnTestProgramEnd(const ::testing::UnitTest&) override { database_.reset(); }

 private:
  std::unique_ptr<TestDatabase>& database_;
};

}  // namespace

TestDatabase::TestDatabase(const std::string& name, Schema schema) {
  static int count = 0;
  std::string program = std::filesystem::read_symlink("/proc/self/exe").filename().string();
  name_ = fmt::format("t_{}_{}_{}", getpid(), ++count, name);
  kept_name_ = fmt::format("failed_{:x}_{}_{}", std::hash<std::string>{}(source_dir()) & 0xffff, program, name);
  std::string copied = schema == Schema::migrated ? template_database() : "linli";
  db::Connection maintenance(on("postgres"));
  if (count == 1) drop_orphans(maintenance);
  maintenance.script(fmt::format("CREATE DATABASE {} TEMPLATE {}", name_, copied));
  conninfo_ = on(name_);
}

namespace {

void drop_or_keep(const std::string& name, const std::string& kept_name) {
  db::Connection maintenance(on("postgres"));
  const auto* tests = ::testing::UnitTest::GetInstance();
  if (tests->current_test_info() ? !::testing::Test::HasFailure() : tests->Passed()) {
    maintenance.script("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
    return;
  }
  maintenance.script("DROP DATABASE IF EXISTS " + kept_name + " WITH (FORCE)");
  maintenance.query("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = $1",
                    db::Params::of(name));
  maintenance.script("ALTER DATABASE " + name + " RENAME TO " + kept_name);
  std::printf("The database is kept for a while: psql \"%s\"\n", on(kept_name).c_str());
}

}  // namespace

TestDatabase::~TestDatabase() {
  try {
    drop_or_keep(name_, kept_name_);
  } catch (const std::exception& e) {
    std::fprintf(stderr, "test database %s: %s\n", name_.c_str(), e.what());
  }
}

TestDatabase& test_database() {
  static std::unique_ptr<TestDatabase> database;
  if (!database) {
    database = std::make_unique<TestDatabase>("main");
    ::testing::UnitTest::GetInstance()->listeners().Append(new AtEnd(database));
  }
  return *database;
}

TestFolder::TestFolder() {
  // Short, passable for other users, and not below a folder that only root may enter.
  std::string path = "/tmp/linli-XXXXXX";
  if (!mkdtemp(path.data())) throw std::runtime_error("cannot make a folder below /tmp");
  std::filesystem::permissions(path, std::filesystem::perms(0755));
  path_ = path;
}
TestFolder::~TestFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

}  // namespace linli
