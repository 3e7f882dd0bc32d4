#include <cstdlib>
#include <filesystem>
#include <optional>

#include "incidents/module.hpp"
#include "platform/cluster/cluster.hpp"
#include "platform/disk/disk.hpp"
#include "tests/loop/same_lives.hpp"
#include "tests/support/world.hpp"

// Some lives of a city that was written in bulk, lived again by commands in a city of their own: everything that is
// kept of them is the same, row for row. Usually a community and 60 lives; LINLI_CITY=DIR takes a demo city that was
// made before (and is not being served), LINLI_LIVES says how many: see `./dev prove city`.
namespace linli {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

constexpr const char* kNow = "2026-11-23T09:00:00+08:00";
constexpr std::size_t kLives = 60;

/// A demo written in bulk: made here, or found in LINLI_CITY.
class Town {
 public:
  Town() {
    if (const char* dir = std::getenv("LINLI_CITY")) {
      folder_ = dir;
      cluster::Settings settings;
      settings.directory = dir;
      cluster_.emplace(settings);
      conninfo_ = cluster_->conninfo();
    } else {
      made_.emplace(parse_instant(kNow), [](app::Context& context) {
        context.provide(std::make_shared<incidents::DemoFill>(incidents::DemoFill{true, 0}));
      });
      folder_ = made_->context().config().data_dir;
      conninfo_ = made_->context().get<db::Pool>().conninfo();
    }
    const json::value note = json::parse(disk::read(folder_ + "/demo-cases.json").value());
    until = parse_instant(note.at("until").as_string());
    size = note.at("size").as_string();
  }
  db::Connection connect() const { return db::Connection(conninfo_, {.statement_timeout = {}}); }
  std::string keys() const { return folder_ + "/keys"; }

  Instant until;     ///< the end of its made-up past
  std::string size;  ///< as --demo has it

 private:
  std::string folder_, conninfo_;
  std::optional<World> made_;
  std::optional<cluster::Cluster> cluster_;
};

std::size_t lives_wanted() {
  const char* lives = std::getenv("LINLI_LIVES");
  return lives ? static_cast<std::size_t>(std::atoll(lives)) : kLives;
}

TEST(Lives, AreTheSameInBulkAndByCommands) {
  Town town;
  World again(
      town.until,
      [&](app::Context& context) {
        context.provide(std::make_shared<incidents::DemoFill>(incidents::DemoFill{false, lives_wanted()}));
        fs::copy(town.keys(), context.config().data_dir + "/keys", fs::copy_options::recursive);
      },
      town.size);
  db::Connection lived = again.connect(), written = town.connect();
  lived.script("create temporary table sampled as select id from incidents.incident");
  std::vector<Uuid> ids;
  for (const db::Row row : lived.query("select id from sampled")) ids.push_back(row.uuid("id"));
  EXPECT_GE(ids.size(), lives_wanted());
  // Where the city went on living after its past was made, who has changed since is left out.
  written.script("create temporary table sampled (id uuid)");
  written.query(
      "insert into sampled select id from unnest($1::uuid[]) id where not exists (select from workflow.history h where "
      "h.case_id = id and h.at > $2)",
      db::Params::of(ids, town.until));
  std::vector<Uuid> untouched;
  for (const db::Row row : written.query("select id from sampled")) untouched.push_back(row.uuid("id"));
  EXPECT_GE(untouched.size() * 100, ids.size() * 98) << "the city was served too long to be compared";
  lived.query("delete from sampled where id <> all ($1)", db::Params::of(untouched));
  for (db::Connection* db : {&lived, &written}) db->script("analyze sampled");
  std::size_t rows = 0;
  for (const LifeRows& part : life_rows()) {
    const std::size_t lines = expect_same(part.what, lines_of(lived, part.query), lines_of(written, part.query));
    EXPECT_GT(lines, 0U) << part.what;
    rows += lines;
  }
  std::printf("%zu lives of --demo %s, %zu of them as they were left, are the same in bulk and by commands: %zu rows\n",
              ids.size(), town.size.c_str(), untouched.size(), rows);
}

}  // namespace
}  // namespace linli
