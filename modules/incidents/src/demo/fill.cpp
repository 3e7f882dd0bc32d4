#include "demo/fill.hpp"

#include <algorithm>
#include <exception>
#include <mutex>
#include <thread>

#include "demo/bulk_hand.hpp"
#include "demo/walk.hpp"
#include "incidents/module.hpp"
#include "incidents_sql.hpp"
#include "platform/files/files.hpp"
#include "platform/log/log.hpp"
#include "platform/resources.hpp"
#include "platform/workflow/workflow.hpp"
#include "platform/yaml/strict.hpp"
#include "territory/territory.hpp"

namespace linli::incidents {
namespace {

using std::chrono::minutes;

constexpr std::uint64_t kChance = 20260101;
constexpr int kCommunityCases = 300, kStreetCases = 1800;
constexpr std::size_t kWrittenAtOnce = 1000;  // cases a transaction

// Hours of a day by how much is reported then: quiet nights, a morning and an afternoon peak.
const std::vector<int> kHours = {1, 1, 1, 1, 1, 2, 5, 14, 24, 26, 24, 18, 10, 12, 20, 24, 22, 18, 12, 10, 9, 7, 4, 2};

std::vector<Instant> moments(Chance& chance, const CityZone& zone, Instant now, std::int64_t count,
                             std::int64_t fresh) {
  std::vector<Instant> all;
  const LocalDate today = zone.date_of(now);
  while (static_cast<std::int64_t>(all.size()) < count) {
    const LocalDate day = today - std::chrono::days(chance.below(365));
    const unsigned weekday = std::chrono::weekday(day).iso_encoding();
    if (weekday >= 6 && chance.in_hundred(45)) continue;  // weekends are quieter
    const auto hour = static_cast<int>(chance.weighted(kHours));
    const LocalTime local = LocalTime(day) + std::chrono::hours(hour) + std::chrono::seconds(chance.below(3600));
    const Instant at = zone.to_instant(local);
    if (at < now - minutes(3)) all.push_back(at);
  }
  // The last days are full, so that every state of the loop is seen today.
  for (std::int64_t i = 0; i < fresh; ++i) all.push_back(now - minutes(5 + chance.below(4 * 24 * 60)));
  std::sort(all.begin(), all.end());
  return all;
}

// Cases of the year that a district has its share of: policy/demo/district.yaml.
std::int64_t cases_of_district(std::size_t grids) {
  const YAML::Node root = yaml::load(resources::get("policy/demo/district.yaml"));
  yaml::Mistakes mistakes;
  mistakes.only_keys(root, "", {"cases"});
  const YAML::Node cases = root["cases"];
  mistakes.only_keys(cases, "cases", {"city_a_year", "city_grids", "source", "quote"});
  const std::int64_t year = mistakes.integer(cases, "cases", "city_a_year");
  const std::int64_t of = mistakes.integer(cases, "cases", "city_grids");
  mistakes.done();
  return year * static_cast<std::int64_t>(grids) / of;
}

// A point of the grid by chance, well inside its street, so that the repeats of one place are all of one street.
Wgs84Point somewhere(Chance& chance, const territory::Territory& territory, const territory::Division& grid) {
  constexpr std::int32_t kMargin = 4000;  // E7 degrees: 40 m and more
  const std::string_view street = std::string_view(grid.code).substr(0, 9);
  const auto in_street = [&](std::int32_t lon, std::int32_t lat) {
    return territory.locate_code({lon, lat}).starts_with(street);
  };
  for (int attempt = 0; attempt < 40; ++attempt) {
    const auto within = [&](std::int32_t low, std::int32_t high) {
      return static_cast<std::int32_t>(low + chance.below(std::max(1, high - low)));
    };
    const Wgs84Point p{within(grid.box.low.lon_e7, grid.box.high.lon_e7),
                       within(grid.box.low.lat_e7, grid.box.high.lat_e7)};
    if (territory.locate_code(p) == grid.code && in_street(p.lon_e7 - kMargin, p.lat_e7) &&
        in_street(p.lon_e7 + kMargin, p.lat_e7) && in_street(p.lon_e7, p.lat_e7 - kMargin) &&
        in_street(p.lon_e7, p.lat_e7 + kMargin))
      return p;
  }
  return grid.centre;
}

std::vector<Seed> seeds(app::Context& context, const Incidents& incidents, const Script& script,
                        const std::vector<std::string>& grids, Chance& chance, const std::vector<Instant>& when) {
  const std::vector<Matter>& matters = incidents.catalogue().matters();
  const LocalDate today = context.zone().date_of(context.clock().now());
  const auto lists = incidents.lists();
  std::map<std::string, std::vector<int>> weights;  // by district: what it does not admit does not come up
  for (const std::string& grid : grids) {
    std::vector<int>& here = weights[grid.substr(0, 6)];
    if (!here.empty()) continue;
    for (const Matter& m : matters) {
      const auto weight = script.weights.find(m.code);
      const int usual = weight == script.weights.end() ? 8 : weight->second;
      here.push_back(lists->admits(grid.substr(0, 6), m.code, today) ? usual : 0);
    }
  }
  const auto& territory = context.get<territory::Territory>();
  std::map<std::string, std::optional<territory::Division>> divisions;
  for (const std::string& grid : grids) divisions[grid] = territory.find(grid);
  std::map<std::pair<std::string, LocalDate>, std::int64_t> numbers;
  std::vector<Seed> all;
  for (const Instant at : when) {
    const std::string& grid = chance.of(grids);
    const std::optional<territory::Division>& division = divisions[grid];
    if (!division || !division->drawn) continue;
    Seed seed{at,
              chance.bits(),
              &matters[chance.weighted(weights[grid.substr(0, 6)])],
              somewhere(chance, territory, *division),
              grid,
              ""};
    const LocalDate day = context.zone().date_of(at);
    const std::string district = grid.substr(0, 6);
    seed.number = number_for_life(district, day, ++numbers[{district, day}]);
    all.push_back(std::move(seed));
  }
  return all;
}

// The numbers given are taken: the next report of a day goes on after them.
void take_numbers(db::Connection& db, const CityZone& zone, const std::vector<Seed>& all) {
  std::map<std::pair<std::string, LocalDate>, std::int64_t> given;
  for (const Seed& seed : all) ++given[{seed.grid.substr(0, 6), zone.date_of(seed.at)}];
  db::Batch batch;
  for (const auto& [key, count] : given) batch.add(sql::reserve_numbers, db::Params::of(key.first, key.second, count));
  db.commit(batch);
}

struct Filling {
  app::Context& context;
  Incidents& incidents;
  db::Connection& db;
  const Staff& staff;
  const std::vector<DemoUnit>& units;
  const Script& script;
  const Pictures& pictures;
  const std::vector<Seed>& seeds;
  Instant now;
};

void by_commands(const Filling& f) {
  CommandHand hand(f.incidents, f.db);
  const Setting setting{f.incidents, f.staff, f.units, f.script, f.pictures, f.now};
  for (const Seed& seed : f.seeds) walk(setting, seed, hand);
}

/// What the streets' workers leave for the end.
struct Gathered {
  std::mutex mutex;
  std::size_t rows = 0;
  std::map<std::string, std::int64_t> counters;
  std::vector<std::pair<std::string, db::Batch::Item>> events;
  std::exception_ptr error;
};

void fill_street(const Filling& f, db::Connection& db, const std::vector<const Seed*>& street, Gathered& gathered) {
  const Staff staff = f.staff.of_street(std::string_view(street.front()->grid).substr(0, 9));
  const Setting setting{f.incidents, staff, f.units, f.script, f.pictures, f.now};
  BulkHand hand(f.incidents, db, f.units, staff, f.pictures.stored(), f.now);
  for (std::size_t i = 0; i < street.size(); ++i) {
    walk(setting, *street[i], hand);
    hand.end_case();
    if ((i + 1) % kWrittenAtOnce == 0) hand.ledger().write();
  }
  const std::size_t rows = hand.ledger().write();
  std::lock_guard lock(gathered.mutex);
  gathered.rows += rows;
  for (const auto& [key, total] : hand.ledger().counters()) gathered.counters[key] += total;
  for (auto& event : hand.ledger().take_events()) gathered.events.push_back(std::move(event));
}

// Events of the last week, in order, and folded figures.
void write_gathered(db::Connection& db, Gathered& gathered) {
  std::stable_sort(gathered.events.begin(), gathered.events.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  db::Batch batch;
  for (auto& [at, item] : gathered.events) {
    batch.add(*item.statement, std::move(item.params));
    if (batch.items().size() == 5000) {
      db.commit(batch);
      batch = {};
    }
  }
  if (!batch.empty()) db.commit(batch);
  std::string lines;
  for (const auto& [key, total] : gathered.counters) lines += key + '\t' + std::to_string(total) + '\n';
  db.copy_in("copy incidents.counter (district, day, street, source, figure, total) from stdin",
             [&](std::string& chunk) {
               chunk.swap(lines);
               lines.clear();
               return !chunk.empty();
             });
  gathered.rows += gathered.events.size() + gathered.counters.size();
}

// Streets do not know one another: as many are written at once as there are processors.
void in_bulk(const Filling& f) {
  std::map<std::string, std::vector<const Seed*>> streets;
  for (const Seed& seed : f.seeds) streets[seed.grid.substr(0, 9)].push_back(&seed);
  std::vector<const std::vector<const Seed*>*> waiting;
  for (const auto& [code, street] : streets) waiting.push_back(&street);
  Gathered gathered;
  const auto connect = [&] {
    db::Connection db(f.context.get<db::Pool>().conninfo(),
                      {.statement_timeout = {}, .lock_timeout = {}, .idle_in_transaction = {}});
    db.script("set synchronous_commit = off");
    return db;
  };
  const auto work = [&] {
    try {
      db::Connection db = connect();
      while (true) {
        const std::vector<const Seed*>* street = nullptr;
        {
          std::lock_guard lock(gathered.mutex);
          if (waiting.empty() || gathered.error) return;
          street = waiting.back();
          waiting.pop_back();
        }
        fill_street(f, db, *street, gathered);
      }
    } catch (...) {
      std::lock_guard lock(gathered.mutex);
      if (!gathered.error) gathered.error = std::current_exception();
    }
  };
  std::vector<std::thread> workers;
  for (unsigned i = 0; i < std::clamp(std::thread::hardware_concurrency(), 1U, 8U); ++i) workers.emplace_back(work);
  for (std::thread& worker : workers) worker.join();
  if (gathered.error) std::rethrow_exception(gathered.error);
  db::Connection db = connect();
  write_gathered(db, gathered);
  db.script("analyze");
  log::info("demo.cases_written", {{"cases", f.seeds.size()}, {"rows", gathered.rows}});
}

}  // namespace

void fill_demo_cases(app::Context& context, Incidents& incidents, db::Connection& db, const std::string& size) {
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
  const std::int64_t count = size == "community" ? kCommunityCases
                             : size == "street"  ? kStreetCases
                                                 : cases_of_district(grids.size());
  const std::int64_t fresh = size == "district" ? 0 : count / 12;  // a district is full of itself
  const std::vector<Seed> all =
      seeds(context, incidents, script, grids, chance, moments(chance, context.zone(), now, count, fresh));
  db.script("set synchronous_commit = off");
  take_numbers(db, context.zone(), all);
  const Filling filling{context, incidents, db, staff, units, script, pictures, all, now};
  if (context.has<DemoFill>() ? context.get<DemoFill>().in_bulk : size == "district")
    in_bulk(filling);
  else
    by_commands(filling);
  db.script("set synchronous_commit = on");
  context.get<workflow::Engine>().forget_past_timers(db, now);
}

}  // namespace linli::incidents
