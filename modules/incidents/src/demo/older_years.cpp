#include <boost/json.hpp>
#include <chrono>

#include "demo/bare_tables.hpp"
#include "incidents/module.hpp"
#include "incidents_sql.hpp"
#include "kernel/refusal.hpp"
#include "platform/disk/disk.hpp"
#include "platform/log/log.hpp"

namespace linli::incidents {
namespace {

constexpr unsigned kAtOnce = 2;
constexpr auto kTwoYears = std::chrono::hours(24 * 730);
using Steady = std::chrono::steady_clock;

double seconds_since(Steady::time_point start) { return std::chrono::duration<double>(Steady::now() - start).count(); }

}  // namespace

std::int64_t add_demo_years(const std::string& conninfo, const std::string& data_dir, const CityZone& zone, int years) {
  const auto note = disk::read(data_dir + "/demo-cases.json");
  if (!note) throw Refused("demo_years_without_demo", {{"path", data_dir}});
  const Instant until = parse_instant(boost::json::parse(*note).at("until").as_string());
  const LocalDate today = zone.date_of(until);
  const Instant midnight = zone.to_instant(LocalTime(today));
  const auto connect = [&] {
    db::Connection db(conninfo, {.statement_timeout = {}, .lock_timeout = {}, .idle_in_transaction = {}});
    db.script("set synchronous_commit = off; set work_mem = '256MB'");
    return db;
  };
  db::Connection db = connect();
  if (db.run(sql::demo_older_cases, db::Params::of(until - kTwoYears))[0].boolean("older"))
    throw Refused("demo_years_present");
  const auto start = Steady::now();
  BareTables bare(db, {"incidents.counter", "workflow.instance", "incidents.incident"});
  for (int back = 1; back < years; ++back) {
    db.run(sql::demo_copy_counters, db::Params::of(back, today));
    db.run(sql::demo_copy_instances, db::Params::of(back, midnight));
    const std::int64_t cases = db.run(sql::demo_copy_incidents, db::Params::of(back, midnight)).affected();
    log::info("demo.year_written", {{"back", back}, {"cases", cases}, {"seconds", seconds_since(start)}});
  }
  bare.restore(connect, kAtOnce);
  log::info("demo.years_ready", {{"seconds", seconds_since(start)}});
  return db.run(sql::demo_older_cases, db::Params::of(until))[0].integer("total");
}

}  // namespace linli::incidents
