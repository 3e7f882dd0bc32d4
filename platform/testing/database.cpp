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

std::string on(const std::string& database) { return shared_cluster() + " dbname=" + database; }

/// Templates of other states of the migrations pile up while one develops: the longest unused go.
void drop_old_templates(db::Connection& maintenance) {
  auto old = maintenance.query(
      "SELECT datname FROM pg_database WHERE datname LIKE 'template\\_%' "
      "ORDER BY coalesce(shobj_description(oid, 'pg_database'), '0')::numeric DESC OFFSET " +
      std::to_string(kTemplatesKept));
  for (auto row : old) try {
      maintenance.script("DROP DATABASE IF EXISTS " + row.text("datname"));
    } catch (const db::Failure&) {  // somebody copies it just now
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
  auto mark_used = [&] {
    maintenance.script(
        fmt::format("COMMENT ON DATABASE {} IS '{}'", name,
                    std::chrono::duration_cast<std::chrono::seconds>(SystemClock().now().time_since_epoch()).count()));
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
    mark_used();  // first, or it would count as the longest unused
    drop_old_templates(maintenance);
  } else {
    mark_used();
  }
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

TestDatabase::~TestDatabase() try {
  db::Connection maintenance(on("postgres"));
  const auto* tests = ::testing::UnitTest::GetInstance();
  if (tests->current_test_info() ? !::testing::Test::HasFailure() : tests->Passed()) {
    maintenance.script("DROP DATABASE IF EXISTS " + name_ + " WITH (FORCE)");
    return;
  }
  maintenance.script("DROP DATABASE IF EXISTS " + kept_name_ + " WITH (FORCE)");
  maintenance.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1", db::Params::of(name_));
  maintenance.script("ALTER DATABASE " + name_ + " RENAME TO " + kept_name_);
  std::printf("The database is kept for a while: psql \"%s\"\n", on(kept_name_).c_str());
} catch (const std::exception& e) {
  std::fprintf(stderr, "test database %s: %s\n", name_.c_str(), e.what());
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
