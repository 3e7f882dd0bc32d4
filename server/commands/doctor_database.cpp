#include <algorithm>

#include "platform/audit/verify.hpp"
#include "platform/calendar/calendar.hpp"
#include "platform/cluster/cluster.hpp"
#include "platform/db/migrator.hpp"
#include "platform/outbox/outbox.hpp"
#include "server/commands/doctor.hpp"
#include "territory/import.hpp"

namespace linli::server {
namespace {

using Level = Symptom::Level;

/// True if the schema is there to be asked further.
bool migrations(db::Connection& db, const cluster::Layout& layout, Symptoms& found) {
  auto state = db::Migrator::embedded().state(db);
  using Verdict = db::SchemaState::Verdict;
  auto first = [](const std::vector<std::string>& names) { return names.empty() ? std::string() : names.front(); };
  std::map<std::string, std::string> values{{"count", std::to_string(state.pending.size())},
                                            {"migration", first(state.pending)},
                                            {"unknown", first(state.unknown)},
                                            {"dir", layout.root}};
  switch (state.verdict) {
    case Verdict::current:
      found.push_back({Level::well, "schema.current", values});
      break;
    case Verdict::one_behind:
      found.push_back({Level::warning, "schema.behind", values});
      break;
    case Verdict::too_old:
      found.push_back({Level::fault, "schema.behind", values});
      break;
    case Verdict::one_ahead:
      found.push_back({Level::warning, "schema.ahead", values});
      break;
    case Verdict::too_new:
      found.push_back({Level::fault, "schema.ahead", values});
      break;
  }
  return state.pending.empty();
}

void damage(db::Connection& db, Symptoms& found) {
  auto row = *db.query("SELECT coalesce(sum(checksum_failures), 0)::bigint AS n FROM pg_stat_database").first();
  bool sound = row.integer("n") == 0;
  found.push_back({sound ? Level::well : Level::fault,
                   sound ? "pages.sound" : "pages.damaged",
                   {{"count", std::to_string(row.integer("n"))}}});
}

void connections(db::Connection& db, Symptoms& found) {
  auto row = *db.query(
                    "SELECT (SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend') AS used, "
                    "current_setting('max_connections')::bigint AS allowed")
                  .first();
  bool free = row.integer("used") * 10 < row.integer("allowed") * 9;
  found.push_back({free ? Level::well : Level::warning,
                   free ? "connections.free" : "connections.few",
                   {{"used", row.text("used")}, {"allowed", row.text("allowed")}}});
}

void dead_letters(db::Connection& db, Symptoms& found) {
  auto dead = outbox::dead_letters(db, 100);
  if (dead.empty()) {
    found.push_back({Level::well, "jobs.done", {}});
    return;
  }
  found.push_back({Level::warning,
                   "jobs.dead",
                   {{"count", std::to_string(dead.size())},
                    {"name", dead[0].name},
                    {"error", dead[0].error},
                    {"at", to_text(dead[0].dead_at)}}});
}

/// A clock that was set back shows as an entry of the future.
void time_order(db::Connection& db, Instant now, Symptoms& found) {
  auto latest = db.query("SELECT max(applied_at) AS at FROM meta.migration").first()->maybe_instant("at");
  if (latest && *latest > now + std::chrono::minutes(5))
    found.push_back({Level::fault, "clock.set_back", {{"at", to_text(*latest)}, {"now", to_text(now)}}});
}

void seals(db::Connection& db, const cluster::Layout& layout, Instant now, Symptoms& found) {
  auto verdict = audit::verify(db, crypto::KeyRing(layout.keys), layout.root + "/anchors/audit.anchor");
  std::map<std::string, std::string> values{{"entries", std::to_string(verdict.entries)},
                                            {"seals", std::to_string(verdict.seals)},
                                            {"findings", std::to_string(verdict.findings.size())},
                                            {"unsealed", std::to_string(verdict.unsealed)},
                                            {"dir", layout.root}};
  if (verdict.seals == 0 && verdict.entries + verdict.unsealed == 0) {
    found.push_back({Level::well, "audit.empty", {}});
    return;
  }
  bool late = verdict.oldest_unsealed && now - *verdict.oldest_unsealed > std::chrono::minutes(1);
  if (!verdict.intact())
    found.push_back({Level::fault, "audit.broken", values});
  else
    found.push_back({late ? Level::warning : Level::well, late ? "audit.late" : "audit.intact", values});
}

/// "2004-2026, 2028".
std::string in_ranges(const std::vector<calendar::KnownYear>& years) {
  std::string text;
  for (std::size_t i = 0; i < years.size(); ++i) {
    const bool goes_on = i > 0 && years[i].number == years[i - 1].number + 1;
    if (!goes_on) text += (text.empty() ? "" : ", ") + std::to_string(years[i].number);
    const bool ends = i + 1 == years.size() || years[i + 1].number != years[i].number + 1;
    if (goes_on && ends) text += "-" + std::to_string(years[i].number);
  }
  return text;
}

/// Next year's holidays are announced in autumn; from October on somebody should look out for them.
void calendar_years(db::Connection& db, Instant now, const CityZone& zone, Symptoms& found) {
  constexpr unsigned kNextYearFrom = 10;
  const auto years = calendar::known_years(db);
  const std::chrono::year_month_day today{std::chrono::sys_days(zone.date_of(now).time_since_epoch())};
  const int this_year = static_cast<int>(today.year()),
            wanted = this_year + (static_cast<unsigned>(today.month()) >= kNextYearFrom ? 1 : 0);
  std::string missing;
  for (int year = this_year; year <= wanted; ++year)
    if (std::none_of(years.begin(), years.end(), [&](const auto& known) { return known.number == year; }))
      missing += (missing.empty() ? "" : ", ") + std::to_string(year);
  found.push_back({missing.empty() ? Level::well : Level::warning,
                   missing.empty() ? "calendar.known" : "calendar.unknown",
                   {{"years", in_ranges(years)}, {"year", missing}}});
}

void territory_there(db::Connection& db, const cluster::Layout& layout, Symptoms& found) {
  const auto latest = territory::version_notes(db, 1);
  if (latest.empty())
    found.push_back({Level::warning, "territory.none", {{"dir", layout.root}}});
  else
    found.push_back({Level::well,
                     "territory.there",
                     {{"version", std::to_string(latest[0].version)}, {"at", to_text(latest[0].at)}}});
}

}  // namespace

Symptoms examine_database(db::Connection& db, const cluster::Layout& layout, Instant now, const CityZone& zone,
                          bool quick) {
  Symptoms found;
  damage(db, found);
  connections(db, found);
  if (!migrations(db, layout, found)) return found;
  time_order(db, now, found);
  dead_letters(db, found);
  calendar_years(db, now, zone, found);
  territory_there(db, layout, found);
  if (!quick) seals(db, layout, now, found);
  return found;
}

}  // namespace linli::server
