#include "domain/place_history.hpp"

#include <cmath>

namespace linli::incidents {

std::vector<EarlierCase> at_same_place(const std::vector<EarlierCase>& earlier, Wgs84Point place, double radius_m,
                                       int days, Instant now) {
  std::vector<EarlierCase> same;
  for (const EarlierCase& e : earlier)
    if (now - e.reported_at <= std::chrono::hours(24 * days) && distance_m(e.place, place) <= radius_m)
      same.push_back(e);
  return same;
}

Box box_around(Wgs84Point place, double radius_m) {
  constexpr double kMetresPerDegree = 111195.0;
  const double lat = radius_m / kMetresPerDegree * 1.01;
  const double lon = lat / std::max(0.01, std::cos(place.lat() * M_PI / 180));
  const auto e7 = [](double degrees) { return static_cast<std::int32_t>(std::ceil(degrees * 1e7)); };
  return {place.lon_e7 - e7(lon), place.lat_e7 - e7(lat), place.lon_e7 + e7(lon), place.lat_e7 + e7(lat)};
}

}  // namespace linli::incidents
