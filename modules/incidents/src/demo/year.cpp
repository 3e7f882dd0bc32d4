#include "demo/year.hpp"

#include <algorithm>

#include "incidents_sql.hpp"
#include "store/numbers.hpp"

namespace linli::incidents {
namespace {

using std::chrono::minutes;

// Hours of a day by how much is reported then: quiet nights, a morning and an afternoon peak.
const std::vector<int> kHours = {1, 1, 1, 1, 1, 2, 5, 14, 24, 26, 24, 18, 10, 12, 20, 24, 22, 18, 12, 10, 9, 7, 4, 2};

std::vector<Instant> moments(Chance& chance, const CityZone& zone, Instant now, Year::Amount amount) {
  std::vector<Instant> all;
  const LocalDate today = zone.date_of(now);
  while (static_cast<std::int64_t>(all.size()) < amount.cases) {
    const LocalDate day = today - std::chrono::days(chance.below(365));
    const unsigned weekday = std::chrono::weekday(day).iso_encoding();
    if (weekday >= 6 && chance.in_hundred(45)) continue;  // weekends are quieter
    const auto hour = static_cast<int>(chance.weighted(kHours));
    const LocalTime local = LocalTime(day) + std::chrono::hours(hour) + std::chrono::seconds(chance.below(3600));
    const Instant at = zone.to_instant(local);
    if (at < now - minutes(3)) all.push_back(at);
  }
  for (std::int64_t i = 0; i < amount.fresh; ++i) all.push_back(now - minutes(5 + chance.below(4 * 24 * 60)));
  std::sort(all.begin(), all.end());
  return all;
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

}  // namespace

Year::Year(app::Context& context, const Incidents& incidents, const Script& script,
           const std::vector<std::string>& grids, Chance& chance, Instant now, Amount amount)
    : territory_(context.get<territory::Territory>()),
      zone_(context.zone()),
      matters_(incidents.catalogue().matters()) {
  const LocalDate today = zone_.date_of(now);
  const auto lists = incidents.lists();
  for (const std::string& code : grids) {
    const auto division = territory_.find(code);
    if (!division || !division->drawn) continue;
    grids_.push_back({*division, code.substr(0, 9), code.substr(0, 6)});
    std::vector<int>& here = weights_[grids_.back().district];
    if (!here.empty()) continue;
    for (const Matter& m : matters_) {
      const auto weight = script.weights.find(m.code);
      const int usual = weight == script.weights.end() ? 8 : weight->second;
      here.push_back(lists->admits(grids_.back().district, m.code, today) ? usual : 0);
    }
  }
  if (grids_.empty()) return;
  std::map<std::pair<std::string_view, LocalDate>, std::uint32_t> numbers;
  for (const Instant at : moments(chance, zone_, now, amount)) {
    const auto grid = static_cast<std::uint32_t>(chance.below(static_cast<std::int64_t>(grids_.size())));
    cases_.push_back({at, chance.bits(), grid, ++numbers[{grids_[grid].district, zone_.date_of(at)}]});
  }
}

Seed Year::seed(std::size_t i) const {
  const Begun& begun = cases_[i];
  const Grid& grid = grids_[begun.grid];
  Chance chance(begun.chance);
  const Matter& matter = matters_[chance.weighted(weights_.find(grid.district)->second)];
  const Wgs84Point place = somewhere(chance, territory_, grid.division);
  return {begun.at, chance.bits(),      &matter,
          place,    grid.division.code, number_for_life(grid.district, zone_.date_of(begun.at), begun.number)};
}

std::map<std::string, std::vector<std::uint32_t>> Year::by_street() const {
  std::map<std::string, std::vector<std::uint32_t>> streets;
  for (std::size_t i = 0; i < cases_.size(); ++i)
    streets[grids_[cases_[i].grid].street].push_back(static_cast<std::uint32_t>(i));
  return streets;
}

void Year::take_numbers(db::Connection& db) const {
  std::map<std::pair<std::string_view, LocalDate>, std::int64_t> given;
  for (const Begun& begun : cases_) ++given[{grids_[begun.grid].district, zone_.date_of(begun.at)}];
  db::Batch batch;
  for (const auto& [key, count] : given) batch.add(sql::reserve_numbers, db::Params::of(key.first, key.second, count));
  db.commit(batch);
}

}  // namespace linli::incidents
