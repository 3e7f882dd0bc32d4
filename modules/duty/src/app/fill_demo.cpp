#include "app/fill_demo.hpp"

#include "domain/roster.hpp"
#include "duty_sql.hpp"

namespace linli::duty {
namespace {

// Each grid's B role is the worker of the next grid of its community.
void deputies(db::Connection& db, db::Batch& batch, Instant now) {
  struct Worker {
    std::string grid;
    Uuid person, account;
  };
  std::vector<Worker> workers;
  for (const db::Row row : db.run(sql::demo_grid_workers))
    workers.push_back({row.text("grid"), row.uuid("person"), row.uuid("account")});
  constexpr std::size_t kCommunityDigits = 12;
  for (std::size_t first = 0, last = 0; first < workers.size(); first = last) {
    const std::string community = workers[first].grid.substr(0, kCommunityDigits);
    while (last < workers.size() && workers[last].grid.starts_with(community)) ++last;
    if (last - first < 2) continue;
    for (std::size_t i = first; i < last; ++i) {
      const Worker& next = workers[i + 1 == last ? first : i + 1];
      batch.add(sql::set_deputy, db::Params::of(workers[i].grid, next.person, next.account, nullptr, now));
    }
  }
}

Instant at_clock(const CityZone& zone, LocalDate day, const std::string& clock) {
  return zone.to_instant(LocalTime(day) + std::chrono::hours(std::stoi(clock.substr(0, 2))) +
                         std::chrono::minutes(std::stoi(clock.substr(3, 2))));
}

}  // namespace

void fill_demo(const Settings& settings, app::Context& context, db::Connection& db) {
  const Instant now = context.clock().now();
  const CityZone& zone = context.zone();
  const LocalDate today = zone.date_of(now);
  const LocalDate monday = today - std::chrono::days(std::chrono::weekday(today).iso_encoding() - 1);
  db::Batch batch;
  deputies(db, batch, now);
  if (settings.templates.empty()) return;
  const Template& night = settings.templates.front();
  constexpr int kTwoWeeks = 14, kWeek = 7, kWorkingNights = 4;
  for (const db::Row centre : db.run(sql::demo_centres)) {
    const std::vector<std::string> leaders = centre.texts("leaders"), officers = centre.texts("officers");
    if (leaders.empty() || officers.empty()) continue;
    for (int day = 0; day < kTwoWeeks; ++day) {
      if (day % kWeek >= kWorkingNights) continue;
      const LocalDate date = monday + std::chrono::days(day);
      const Instant from = at_clock(zone, date, night.from);
      const Instant to = at_clock(zone, date + std::chrono::days(night.to <= night.from ? 1 : 0), night.to);
      const std::size_t turn = static_cast<std::size_t>(day);
      batch.add(sql::add_shift, db::Params::of(Uuid::v7(now), centre.uuid("id"), "leader",
                                               Uuid::parse(leaders[turn % leaders.size()]), from, to, nullptr, now));
      batch.add(sql::add_shift, db::Params::of(Uuid::v7(now), centre.uuid("id"), "officer",
                                               Uuid::parse(officers[turn % officers.size()]), from, to, nullptr, now));
    }
  }
  db.commit(batch);
}

}  // namespace linli::duty
