#include "briefing.hpp"

#include <algorithm>

#include "briefing_sql.hpp"
#include "kernel/descriptor_fields.hpp"
#include "platform/access/access.hpp"
#include "platform/app/module.hpp"
#include "territory/territory.hpp"

namespace linli::briefing {
namespace {

constexpr int kShown = 20;

std::vector<std::string> area_of(http::Call& call) {
  const access::Access& access = call.app.get<access::Access>();
  if (const auto scope = call.request.query_value("scope")) {
    access::Relation relation;
    relation.scope_code = *scope;
    access.require(call.who, "figures.view", relation);
    return {*scope};
  }
  return access.reach(call.who, "figures.view").prefixes;
}

// Digits of the codes one level below: city, district, street, community, grid.
int level_below(const std::vector<std::string>& prefixes) {
  std::size_t shortest = 15;
  for (const std::string& prefix : prefixes) shortest = std::min(shortest, prefix.size());
  for (const int level : {4, 6, 9, 12})
    if (shortest < static_cast<std::size_t>(level)) return level;
  return 15;
}

std::vector<Field> numbers() {
  return {field("collected", &TodayView::collected),       field("closed", &TodayView::closed),
          field("self_handled", &TodayView::self_handled), field("open", &TodayView::open),
          field("overdue", &TodayView::overdue),           field("urgent", &TodayView::urgent)};
}

const Descriptor kAreaNumbers{"AreaNumbers",
                              {field("code", &AreaNumbers::code), field("name", &AreaNumbers::name),
                               field("collected", &AreaNumbers::collected), field("closed", &AreaNumbers::closed),
                               field("self_handled", &AreaNumbers::self_handled), field("open", &AreaNumbers::open),
                               field("overdue", &AreaNumbers::overdue), field("urgent", &AreaNumbers::urgent)}};
const Descriptor kUnitNumbers{
    "UnitNumbers",
    {field("name", &UnitNumbers::name), field("open", &UnitNumbers::open), field("overdue", &UnitNumbers::overdue)}};

std::vector<Field> today_fields() {
  std::vector<Field> fields = numbers();
  fields.push_back(field("at", &TodayView::at));
  fields.push_back(field("scope_name", &TodayView::scope_name));
  fields.push_back(field("areas", &TodayView::areas, kAreaNumbers));
  fields.push_back(field("units", &TodayView::units, kUnitNumbers));
  return fields;
}

}  // namespace

const Descriptor kWaitingRow{
    "Waiting",
    {field("incident", &WaitingRow::incident),
     field("what", &WaitingRow::what).among({"raise", "suspension", "supervision", "review", "ruling"})}};
const Descriptor kTodayView{"TodayNumbers", today_fields()};

std::vector<WaitingRow> waiting(http::Call& call) {
  const access::Reach reach = call.app.get<access::Access>().reach(call.who, "incidents.act");
  std::vector<WaitingRow> rows;
  const db::Rows found =
      call.db.run(sql::waiting, db::Params::of(reach.prefixes, call.app.zone().date_of(call.now), kShown));
  for (const db::Row row : found) rows.push_back({row.uuid("id"), row.text("what")});
  return rows;
}

TodayView today(http::Call& call) {
  const std::vector<std::string> prefixes = area_of(call);
  const territory::Territory& territory = call.app.get<territory::Territory>();
  const CityZone& zone = call.app.zone();
  const Instant midnight = zone.to_instant(LocalTime(zone.date_of(call.now)));
  TodayView view;
  view.at = call.now;
  if (prefixes.size() == 1) view.scope_name = territory.name(prefixes.front());
  const db::Rows areas = call.db.run(sql::today, db::Params::of(prefixes, midnight, level_below(prefixes), call.now));
  for (const db::Row row : areas) {
    AreaNumbers area;
    area.code = row.text("area");
    area.name = territory.name(area.code);
    area.collected = row.integer("collected");
    area.closed = row.integer("closed");
    area.self_handled = row.integer("self_handled");
    area.open = row.integer("open");
    area.overdue = row.integer("overdue");
    area.urgent = row.integer("urgent");
    view.collected += area.collected;
    view.closed += area.closed;
    view.self_handled += area.self_handled;
    view.open += area.open;
    view.overdue += area.overdue;
    view.urgent += area.urgent;
    view.areas.push_back(std::move(area));
  }
  const db::Rows units = call.db.run(sql::today_units, db::Params::of(prefixes, call.now));
  for (const db::Row row : units) view.units.push_back({row.text("name"), row.integer("open"), row.integer("overdue")});
  return view;
}

}  // namespace linli::briefing
