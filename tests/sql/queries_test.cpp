#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "kernel/refusal.hpp"
#include "platform/db/migrator.hpp"
#include "platform/testing/database.hpp"
#include "platform/testing/partitioned.hpp"

namespace linli {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> queries() {
  std::vector<fs::path> found;
  for (const char* root : {"platform", "modules"})
    for (const fs::directory_entry& file : fs::recursive_directory_iterator(fs::path(source_dir()) / root))
      if (file.path().extension() == ".sql" && file.path().parent_path().filename() == "sql")
        found.push_back(file.path());
  std::sort(found.begin(), found.end());
  return found;
}

std::string text_of(const fs::path& path) {
  std::ifstream in(path);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

/// A query with what `-- with parts/NAME.sql` stands for (cmake/GenerateSql.cmake).
std::string whole(const fs::path& path) {
  const std::string mark = "-- with ";
  std::string text = text_of(path);
  for (std::size_t at = text.find(mark); at != std::string::npos; at = text.find(mark)) {
    const std::size_t end = text.find('\n', at);
    text.replace(at, end + 1 - at, text_of(path.parent_path() / text.substr(at + mark.size(), end - at - mark.size())));
  }
  return text;
}

/// Plans it too: whether ON CONFLICT names a key is only known then.
void plan(db::Connection& db, const std::string& name, const std::string& sql) {
  db.script("prepare " + name + " as " + sql);
  auto count = db.query("select cardinality(parameter_types) as n from pg_prepared_statements where name = $1",
                        db::Params::of(name))
                   .first()
                   ->integer("n");
  std::string arguments;
  for (std::int64_t i = 0; i < count; ++i) arguments += i == 0 ? "(null" : ", null";
  db.script("explain execute " + name + (count > 0 ? arguments + ")" : ""));
}

void expect_all_fit(db::Connection& db) {
  const std::vector<fs::path> files = queries();
  ASSERT_GT(files.size(), 50U);
  db.script("set plan_cache_mode = force_generic_plan");
  int number = 0;
  for (const fs::path& file : files) {
    if (text_of(file).find("CREATE TABLE") != std::string::npos) continue;  // PostgreSQL prepares no DDL
    try {
      plan(db, "q" + std::to_string(number++), whole(file));
    } catch (const db::Failure& failure) {
      ADD_FAILURE() << fs::relative(file, source_dir()).string() << ": " << failure.what();
    }
  }
}

class Queries : public DatabaseTest {};

TEST_F(Queries, AllFitTheMigratedSchema) { expect_all_fit(db()); }

// Decision 3: a province can spread the big tables over districts by configuration and script.
TEST(Partitioned, ByHomeDistrictTheWholeSchemaAppliesAndAllQueriesFit) {
  std::map<std::string, std::string> texts;
  resources::Files files;
  std::size_t big = 0;
  for (const auto& [path, text] : resources::all()) {
    if (path.find("/migrations/") == std::string::npos) continue;
    big += big_tables(text).size();
    texts[path] = partitioned_by_district(text);
  }
  EXPECT_GE(big, 10U);
  for (const auto& [path, text] : texts) files[path] = text;
  TestDatabase database("partitioned", TestDatabase::Schema::empty);
  try {
    db::Migrator(files).migrate(database.conninfo(), SystemClock().now());
  } catch (const Refused& refused) {
    FAIL() << refused.values.at("migration") << ": " << refused.values.at("error");
  }
  auto db = database.connect();
  auto parted = db.query(
      "select count(*) as n from pg_partitioned_table p join pg_class c on c.oid = p.partrelid "
      "where exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'district' "
      "and a.attnum = p.partattrs[0])");
  EXPECT_EQ(parted.first()->integer("n"), static_cast<std::int64_t>(big));
  auto crossing = db.query(
      "select k.conname from pg_constraint k join pg_class a on a.oid = k.conrelid join pg_class b on b.oid = "
      "k.confrelid where k.contype = 'f' and a.relkind = 'p' and b.relkind = 'p' and a.relnamespace <> b.relnamespace");
  for (auto row : crossing) ADD_FAILURE() << "foreign key between big tables of two parts: " << row.text("conname");
  expect_all_fit(db);
}

TEST(Partitioned, AKeyWithoutTheDistrictIsRefused) {
  TestDatabase database("keyless", TestDatabase::Schema::empty);
  auto db = database.connect();
  auto apply = [&](const std::string& key) {
    db.script(
        partitioned_by_district("-- big table\n-- what for\nCREATE TABLE public.t (\n  id uuid, -- ; (\n"
                                "  district text, note text DEFAULT ';)', PRIMARY KEY (" +
                                key + ")\n);\nSELECT 1;"));
  };
  EXPECT_THROW(apply("id"), db::Failure);
  EXPECT_NO_THROW(apply("id, district"));
}

}  // namespace
}  // namespace linli
