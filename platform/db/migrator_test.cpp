#include "platform/db/migrator.hpp"

#include <gtest/gtest.h>

#include "kernel/refusal.hpp"
#include "platform/db/parts.hpp"
#include "platform/testing/database.hpp"

namespace linli::db {
namespace {

const Instant kNow = parse_instant("2026-11-22T00:00:00Z");

/// Migrations of the first two parts, which have none of their own.
class MigratorTest : public ::testing::Test {
 protected:
  TestDatabase database{"migrator", TestDatabase::Schema::empty};
  resources::Files files{{"kernel/migrations/0001_a.sql", "CREATE TABLE a (id int);"},
                         {"kernel/migrations/0002_b.sql", "CREATE TABLE b (id int);"},
                         {"platform/text/migrations/0001_c.sql", "CREATE TABLE c (id int);"}};

  std::vector<std::string> migrate() { return Migrator(files).migrate(database.conninfo(), kNow); }
  std::string refusal() {
    try {
      migrate();
    } catch (const Refused& refused) {
      return refused.code;
    }
    return "";
  }
  SchemaState::Verdict verdict() {
    auto db = database.connect();
    return Migrator(files).state(db).verdict;
  }
  bool exists(const std::string& table) {
    return database.connect()
        .query("SELECT to_regclass($1) IS NOT NULL AS yes", Params::of(table))
        .first()
        ->boolean("yes");
  }
};

TEST_F(MigratorTest, applies_each_once_in_the_order_of_parts_and_numbers) {
  EXPECT_EQ(migrate(), (std::vector<std::string>{"kernel 0001_a", "kernel 0002_b", "text 0001_c"}));
  EXPECT_TRUE(exists("kernel.a"));
  EXPECT_TRUE(exists("text.c"));
  EXPECT_TRUE(migrate().empty());
  EXPECT_EQ(verdict(), SchemaState::Verdict::current);
}

TEST_F(MigratorTest, refuses_a_file_that_changed_after_it_was_applied) {
  migrate();
  files["kernel/migrations/0002_b.sql"] = "CREATE TABLE b (id bigint);";
  EXPECT_EQ(refusal(), "migration_changed");
}

TEST_F(MigratorTest, a_failing_migration_leaves_nothing_of_itself_and_all_before_it) {
  files["kernel/migrations/0002_b.sql"] = "CREATE TABLE b (id int); SELECT no_such_column;";
  EXPECT_EQ(refusal(), "migration_failed");
  EXPECT_TRUE(exists("kernel.a"));
  EXPECT_FALSE(exists("kernel.b"));
  files["kernel/migrations/0002_b.sql"] = "CREATE TABLE b (id int);";
  EXPECT_EQ(migrate().size(), 2u);
}

TEST_F(MigratorTest, refuses_gaps_doubles_and_names_without_a_number) {
  files["kernel/migrations/0004_d.sql"] = "";
  EXPECT_EQ(refusal(), "migration_numbering");
  files.erase("kernel/migrations/0004_d.sql");
  files["kernel/migrations/0002_other.sql"] = "";
  EXPECT_EQ(refusal(), "migration_numbering");
  files.erase("kernel/migrations/0002_other.sql");
  files["kernel/migrations/third.sql"] = "";
  EXPECT_EQ(refusal(), "migration_name");
}

TEST_F(MigratorTest, two_programs_do_not_migrate_at_once) {
  auto other = database.connect();
  other.query("SELECT pg_advisory_lock(4401195604)");
  try {
    Migrator(files).migrate(database.conninfo(), kNow, std::chrono::milliseconds(20));
    FAIL();
  } catch (const Refused& refused) {
    EXPECT_EQ(refused.code, "migration_running");
  }
}

TEST_F(MigratorTest, one_step_behind_may_be_served_two_may_not) {
  EXPECT_EQ(verdict(), SchemaState::Verdict::too_old);
  migrate();
  files["kernel/migrations/0003_c.sql"] = "CREATE TABLE cc (id int);";
  EXPECT_EQ(verdict(), SchemaState::Verdict::one_behind);
  files["kernel/migrations/0004_d.sql"] = "CREATE TABLE d (id int);";
  EXPECT_EQ(verdict(), SchemaState::Verdict::too_old);
}

TEST_F(MigratorTest, a_part_without_any_table_yet_may_not_be_served) {
  migrate();
  files["platform/db/migrations/0001_x.sql"] = "CREATE TABLE x (id int);";
  EXPECT_EQ(verdict(), SchemaState::Verdict::too_old);
}

TEST_F(MigratorTest, a_newer_database_may_be_served_if_it_only_gained) {
  auto mine = files;
  files["kernel/migrations/0003_c.sql"] = "ALTER TABLE a ADD COLUMN more int;";
  migrate();
  std::swap(files, mine);
  EXPECT_EQ(verdict(), SchemaState::Verdict::one_ahead);
  EXPECT_EQ(refusal(), "schema_too_new");
  std::swap(files, mine);
  files["kernel/migrations/0004_d.sql"] = "-- contract: nothing reads more any longer\nALTER TABLE a DROP COLUMN more;";
  migrate();
  std::swap(files, mine);
  EXPECT_EQ(verdict(), SchemaState::Verdict::too_new);
  auto db = database.connect();
  EXPECT_THROW(Migrator(files).require_servable(db), Refused);
}

TEST(Migrations, of_the_program_itself_are_all_applied_to_the_test_database) {
  auto db = test_database().connect();
  auto state = Migrator::embedded().state(db);
  EXPECT_EQ(state.verdict, SchemaState::Verdict::current);
}

}  // namespace
}  // namespace linli::db
