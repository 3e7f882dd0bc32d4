#include "demo/fill.hpp"

#include <boost/json.hpp>

#include "demo/in_bulk.hpp"
#include "demo/sample.hpp"
#include "incidents/module.hpp"
#include "incidents_sql.hpp"
#include "platform/disk/disk.hpp"
#include "platform/log/log.hpp"
#include "platform/resources.hpp"
#include "platform/workflow/workflow.hpp"
#include "platform/yaml/strict.hpp"

namespace linli::incidents {
namespace {

constexpr std::uint64_t kChance = 20260101;
constexpr int kCommunityCases = 300, kStreetCases = 1800;

// Cases of the year that so many grids have their share of: policy/demo/cases.yaml.
std::int64_t cases_of(std::size_t grids) {
  const YAML::Node root = yaml::load(resources::get("policy/demo/cases.yaml"));
  yaml::Mistakes mistakes;
  mistakes.only_keys(root, "", {"cases"});
  const YAML::Node cases = root["cases"];
  mistakes.only_keys(cases, "cases", {"city_a_year", "city_grids", "source", "quote"});
  const std::int64_t year = mistakes.integer(cases, "cases", "city_a_year");
  const std::int64_t of = mistakes.integer(cases, "cases", "city_grids");
  mistakes.done();
  return year * static_cast<std::int64_t>(grids) / of;
}

// A district and a city are full of themselves; smaller places get more of the last days.
Year::Amount amount_of(const std::string& size, std::size_t grids) {
  if (size == "district" || size == "city") return {cases_of(grids), 0};
  const std::int64_t count = size == "community" ? kCommunityCases : kStreetCases;
  return {count, count / 12};
}

void by_commands(const Setting& setting, const Year& year, const std::vector<std::size_t>& cases, db::Connection& db) {
  CommandHand hand(setting.incidents, db);
  for (const std::size_t i : cases) walk(setting, year.seed(i), hand);
}

// DIR/demo-cases.json: from when on the made-up past is past. With the same keys it can be made again, as it is.
void note_made(const app::Context& context, const std::string& size, Instant until, std::size_t cases) {
  const boost::json::object note{{"size", size}, {"until", to_text(until)}, {"cases", cases}};
  disk::write(context.config().data_dir + "/demo-cases.json", boost::json::serialize(note), 0600);
}

}  // namespace

void fill_demo_cases(app::Context& context, Incidents& incidents, db::Connection& db, const std::string& size) {
  const DemoFill how =
      context.has<DemoFill>() ? context.get<DemoFill>() : DemoFill{size == "district" || size == "city", 0};
  const Instant now = context.clock().now();
  const Staff staff(context, db);
  if (staff.empty()) return;
  const Script script =
      Script::parse(resources::get("modules/incidents/policy/demo.yaml"), resources::get("policy/demo/people.yaml"));
  Chance chance(kChance);
  const Pictures pictures(context, db, chance, now);
  std::vector<DemoUnit> units;
  std::vector<std::string> grids;
  for (const db::Row row : db.run(sql::demo_units))
    units.push_back({row.uuid("id"), row.text("kind"), row.text("prefix"), row.text("name")});
  for (const db::Row row : db.run(sql::demo_grids)) grids.push_back(row.text("prefix"));
  const Year year(context, incidents, script, grids, chance, now, amount_of(size, grids.size()));
  db.script("set synchronous_commit = off");
  year.take_numbers(db);
  const Setting setting{incidents, staff, units, script, pictures, now};
  if (how.in_bulk) {
    write_in_bulk(setting, year);
  } else {
    const std::size_t count = how.lives > 0 ? how.lives : year.size();
    by_commands(setting, year, sample_of(year, count, incidents.settings()), db);
  }
  db.script("set synchronous_commit = on");
  context.get<workflow::Engine>().forget_past_timers(db, now);
  note_made(context, size, now, year.size());
}

}  // namespace linli::incidents
