#include "domain/duplicates.hpp"

#include <algorithm>
#include <cmath>

namespace linli::incidents {

bool are_siblings(std::string_view matter, std::string_view other) {
  constexpr std::size_t kMiddle = 4;  // digits of the middle category
  return matter.substr(0, kMiddle) == other.substr(0, kMiddle);
}

Likeness likeness(const DuplicateRules& rules, std::string_view matter, Wgs84Point here, Instant now,
                  std::string_view other_matter, Wgs84Point there, Instant reported_at) {
  Likeness found;
  found.distance_m = distance_m(here, there);
  // Seen from a case under way, the other one may be the later of the two.
  const auto apart = now > reported_at ? now - reported_at : reported_at - now;
  found.days = std::chrono::floor<std::chrono::days>(apart).count();
  found.same_matter = matter == other_matter;
  if (!are_siblings(matter, other_matter) || found.distance_m > rules.radius_m || found.days > rules.days) return found;
  const double near = 1 - found.distance_m / std::max(1, rules.radius_m);
  const double recent = 1 - static_cast<double>(found.days) / std::max(1, rules.days);
  found.score = std::max<std::int64_t>(1, std::llround(rules.weights.near * near + rules.weights.recent * recent +
                                                       (found.same_matter ? rules.weights.same_matter : 0)));
  return found;
}

std::int64_t rough_metres(double metres) {
  return std::max<std::int64_t>(10, std::llround(std::ceil(metres / 10)) * 10);
}

}  // namespace linli::incidents
