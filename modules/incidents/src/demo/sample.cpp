#include "demo/sample.hpp"

#include <algorithm>

#include "app/incidents.hpp"
#include "domain/place_history.hpp"

namespace linli::incidents {
namespace {

constexpr std::uint64_t kChance = 20261123;

struct Near {
  std::size_t number;
  Instant at;
  Wgs84Point place;
};

}  // namespace

std::vector<std::size_t> sample_of(const Year& year, std::size_t count, const Settings& settings) {
  Chance chance(kChance);
  std::vector<bool> chosen(year.size(), count >= year.size());
  for (std::size_t left = count >= year.size() ? 0 : count; left > 0;) {
    const auto i = static_cast<std::size_t>(chance.below(static_cast<std::int64_t>(year.size())));
    if (!chosen[i]) chosen[i] = true, --left;
  }
  const auto window = std::chrono::hours(24 * settings.repeat_days);
  for (const auto& [street, numbers] : year.by_street()) {  // repeats of one place are all of one street
    std::map<const Matter*, std::vector<Near>> by_matter;
    for (const std::uint32_t i : numbers) {
      const Seed seed = year.seed(i);
      by_matter[seed.matter].push_back({i, seed.at, seed.place});
    }
    for (const auto& [matter, cases] : by_matter)
      for (std::size_t later = cases.size(); later-- > 0;) {  // backwards: what is added is looked at as well
        if (!chosen[cases[later].number]) continue;
        const Box box = box_around(cases[later].place, settings.repeat_radius_m);
        for (std::size_t i = later; i-- > 0 && cases[i].at >= cases[later].at - window;) {
          const Wgs84Point& p = cases[i].place;
          if (p.lon_e7 >= box.west && p.lon_e7 <= box.east && p.lat_e7 >= box.south && p.lat_e7 <= box.north)
            chosen[cases[i].number] = true;
        }
      }
  }
  std::vector<std::size_t> sample;
  for (std::size_t i = 0; i < chosen.size(); ++i)
    if (chosen[i]) sample.push_back(i);
  return sample;
}

}  // namespace linli::incidents
