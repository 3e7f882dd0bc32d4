#include <fmt/format.h>

#include <boost/json.hpp>
#include <chrono>
#include <map>

#include "demo/bare_tables.hpp"
#include "incidents/module.hpp"
#include "incidents_sql.hpp"
#include "kernel/refusal.hpp"
#include "platform/disk/disk.hpp"
#include "platform/log/log.hpp"

namespace linli::incidents {
namespace {

constexpr int kDays = 364;  // of a year gone by: weekdays stay what they were
constexpr unsigned kAtOnce = 2;
using Steady = std::chrono::steady_clock;

// The id of the same thing `{k}` years earlier: of that time, and always the same.
std::string id_of(const std::string& column, const std::string& at) {
  return fmt::format(
      "(lpad(to_hex((extract(epoch from {1} - s.ago) * 1000)::bigint), 12, '0') || '7' || substr(md5({0}::text || "
      "'{{k}}'), 1, 3) || '8' || substr(md5({0}::text || '{{k}}'), 4, 15))::uuid",
      column, at);
}

struct Copied {
  std::string table, which;                    // `t` is the row, `s.ago` how long ago, `s.since` when the year began
  std::map<std::string, std::string> changed;  // by column; every instant and day goes back in any case
  std::string order;
};

// What an ended case leaves when its history and its evidence have gone to the archive: its row, where it stands, and
// the figures it is counted in.
const std::vector<Copied>& copied() {
  static const std::vector<Copied> all = {
      {"incidents.counter", "t.day > (s.since at time zone 'UTC')::date", {}, "t.day"},
      {"workflow.instance",
       "t.workflow = 'incident' and t.ended_at is not null and t.started_at > s.since",
       {{"case_id", id_of("t.case_id", "t.started_at")}, {"root_case", id_of("t.root_case", "t.started_at")}},
       "t.started_at"},
      {"incidents.incident",
       "t.closed_at is not null and t.reported_at > s.since",
       {{"id", id_of("t.id", "t.reported_at")},
        {"subject", id_of("t.subject", "t.reported_at")},
        {"number",
         "split_part(t.number, '-', 1) || '-' || split_part(t.number, '-', 2) || '-' || "
         "to_char((split_part(t.number, '-', 3)::date - {k} * 364), 'YYYYMMDD') || '-' || split_part(t.number, '-', "
         "4)"},
        {"lon_e7", "t.lon_e7 + hashtext(t.number || '{k}') % 1000"},
        {"lat_e7", "t.lat_e7 + hashtext('{k}' || t.number) % 1000"}},
       "t.reported_at"},
  };
  return all;
}

std::string with_year(std::string text, int k) {
  for (std::size_t at = text.find("{k}"); at != std::string::npos; at = text.find("{k}", at))
    text.replace(at, 3, std::to_string(k));
  return text;
}

// Copies the newest year `k` years back; how many rows.
std::int64_t copy(db::Connection& db, const Copied& c, int k, Instant until) {
  const auto dot = c.table.find('.');
  std::string columns, values;
  for (const db::Row row : db.run(sql::demo_columns, db::Params::of(c.table.substr(0, dot), c.table.substr(dot + 1)))) {
    const std::string name = row.text("name"), type = row.text("type");
    const auto changed = c.changed.find(name);
    const bool is_time = type == "timestamp with time zone";
    const std::string value = changed != c.changed.end() ? changed->second
                              : is_time                  ? "t." + name + " - s.ago"
                              : type == "date"           ? fmt::format("t.{} - {{k}} * {}", name, kDays)
                                                         : "t." + name;
    columns += (columns.empty() ? "" : ", ") + name;
    values += (values.empty() ? "" : ", ") + value;
  }
  const std::string sql = fmt::format(
      "with s as (select interval '{} days' as ago, timestamptz '{}' - interval '{} days' as since) insert into {} "
      "({}) "
      "select {} from {} t, s where {} order by {}",
      kDays * k, to_text(until), kDays, c.table, columns, values, c.table, c.which, c.order);
  return db.query(with_year(sql, k)).affected();
}

}  // namespace

std::int64_t add_demo_years(const std::string& conninfo, const std::string& data_dir, int years) {
  const auto note = disk::read(data_dir + "/demo-cases.json");
  if (!note) throw Refused("demo_years_without_demo", {{"path", data_dir}});
  const Instant until = parse_instant(boost::json::parse(*note).at("until").as_string());
  const auto connect = [&] {
    db::Connection db(conninfo, {.statement_timeout = {}, .lock_timeout = {}, .idle_in_transaction = {}});
    db.script("set synchronous_commit = off; set work_mem = '256MB'");
    return db;
  };
  db::Connection db = connect();
  if (!db.query("select from incidents.incident where reported_at < $1 limit 1",
                db::Params::of(until - std::chrono::hours(24 * 2 * kDays)))
           .empty())
    throw Refused("demo_years_present");
  const auto start = Steady::now();
  std::vector<std::string> tables;
  for (const Copied& c : copied()) tables.push_back(c.table);
  std::int64_t cases = 0;
  // Copies are made of the newest year only: the years already copied lie before it.
  BareTables bare(db, tables);
  for (int k = 1; k < years; ++k) {
    for (const Copied& c : copied()) cases = copy(db, c, k, until);
    log::info(
        "demo.year_written",
        {{"year", k}, {"cases", cases}, {"seconds", std::chrono::duration<double>(Steady::now() - start).count()}});
  }
  bare.restore(connect, kAtOnce);
  log::info("demo.years_ready", {{"seconds", std::chrono::duration<double>(Steady::now() - start).count()}});
  return db.query("select count(1) as n from incidents.incident")[0].integer("n");
}

}  // namespace linli::incidents
