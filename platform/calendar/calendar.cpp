#include "platform/calendar/calendar.hpp"

#include <boost/json.hpp>
#include <map>
#include <set>

#include "calendar_sql.hpp"
#include "kernel/refusal.hpp"
#include "platform/audit/audit.hpp"
#include "platform/db/refusals.hpp"
#include "platform/outbox/outbox.hpp"
#include "platform/resources.hpp"
#include "platform/yaml/working_day.hpp"

namespace linli::calendar {
namespace {

namespace json = boost::json;

struct Edition {
  Year year;
  std::int64_t number = 0;
  Instant imported_at;
};

json::array to_json(const std::vector<Day>& days) {
  json::array all;
  for (const Day& day : days) {
    json::object item;
    item["day"] = to_text(day.day);
    item["workday"] = day.workday;
    item["name"] = day.name;
    all.push_back(std::move(item));
  }
  return all;
}

std::map<int, Edition> editions_in_force(db::Connection& db) {
  std::map<int, Edition> all;
  for (const db::Row row : db.run(sql::editions_in_force)) {
    Edition edition{{static_cast<int>(row.integer("year")), row.text("source"), {}},
                    row.integer("number"),
                    row.instant("imported_at")};
    const json::value days = row.document("days");
    for (const json::value& day : days.as_array())
      edition.year.days.push_back({parse_date(std::string(day.at("day").as_string())), day.at("workday").as_bool(),
                                   std::string(day.at("name").as_string())});
    all.emplace(edition.year.number, std::move(edition));
  }
  return all;
}

/// Calls `visit(year, line)` for each day of the shipped calendar.
template <class Visit>
void each_shipped(Visit visit) {
  std::string_view text = resources::get("reference/holidays-cn.csv");
  for (text.remove_prefix(std::min(text.size(), text.find('\n') + 1)); !text.empty();) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    if (line.size() > 4) visit(std::stoi(std::string(line.substr(0, 4))), line);
  }
}

std::shared_ptr<const WorkingCalendar> assembled(const std::map<int, Edition>& editions, const CityZone& zone) {
  std::string csv = "date,kind,name\n";
  each_shipped([&](int year, std::string_view line) {
    if (!editions.contains(year)) csv.append(line).append("\n");
  });
  for (const auto& [number, edition] : editions)
    for (const Day& day : edition.year.days)
      csv += to_text(day.day) + (day.workday ? ",workday," : ",holiday,") + day.name + "\n";
  auto calendar =
      std::make_shared<WorkingCalendar>(yaml::parse_working_day(resources::get("policy/working_day.yaml")), zone);
  calendar->import_csv(csv);
  return calendar;
}

std::int64_t count_editions(db::Connection& db) { return db.run(sql::count_editions)[0].integer("editions"); }

}  // namespace

std::vector<KnownYear> known_years(db::Connection& db) {
  std::map<int, KnownYear> years;
  each_shipped([&](int year, std::string_view) { years[year] = {year, 0, {}, {}}; });
  for (const auto& [number, edition] : editions_in_force(db))
    years[number] = {number, edition.number, edition.year.source, edition.imported_at};
  std::vector<KnownYear> all;
  for (auto& [number, year] : years) all.push_back(std::move(year));
  return all;
}

Imported import_year(db::Connection& db, const Year& year, Instant now) {
  const auto before = editions_in_force(db);
  const auto known = before.find(year.number);
  if (known != before.end() && known->second.year == year) return {known->second.number, true};
  const std::int64_t number = known == before.end() ? 1 : known->second.number + 1;
  const json::value detail = json::object{{"edition", number}, {"days", year.days.size()}, {"source", year.source}};
  db::Batch batch;
  batch.add(sql::add_edition,
            db::Params::of(year.number, number, year.source, json::serialize(to_json(year.days)), now));
  audit::record(batch, {.at = now,
                        .who = nullptr,
                        .action = "calendar.import",
                        .object = "calendar:" + std::to_string(year.number),
                        .scope_code = {},
                        .request_id = {},
                        .purpose = {},
                        .detail = &detail});
  outbox::enqueue(batch, "calendar.recount", json::object{}, now);
  try {
    db.commit(batch);
  } catch (const db::Failure& failure) {
    db::rethrow_as_refused(failure);
  }
  return {number, false};
}

Calendar::Calendar(const CityZone& zone) : zone_(zone), current_(assembled({}, zone)) {}

std::shared_ptr<const WorkingCalendar> Calendar::current() const {
  std::lock_guard lock(mutex_);
  return current_;
}

bool Calendar::refresh(db::Connection& db) {
  const std::int64_t editions = count_editions(db);
  {
    std::lock_guard lock(mutex_);
    if (editions == editions_) return false;
  }
  auto fresh = assembled(editions_in_force(db), zone_);
  std::lock_guard lock(mutex_);
  current_ = std::move(fresh);
  editions_ = editions;
  return true;
}

}  // namespace linli::calendar
