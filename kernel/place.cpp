#include "kernel/place.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "kernel/place_shift.hpp"
#include "kernel/refusal.hpp"

namespace linli {

using shift::Degrees;

Wgs84Point Wgs84Point::of(double lon, double lat) {
  return {static_cast<std::int32_t>(std::lround(lon * 1e7)), static_cast<std::int32_t>(std::lround(lat * 1e7))};
}

Wgs84Point to_wgs84(Gcj02Point p) {
  auto q = shift::gcj02_to_wgs84({p.lon, p.lat});
  return Wgs84Point::of(q.lon, q.lat);
}

Wgs84Point to_wgs84(Bd09Point p) {
  auto q = shift::gcj02_to_wgs84(shift::bd09_to_gcj02({p.lon, p.lat}));
  return Wgs84Point::of(q.lon, q.lat);
}

Gcj02Point to_gcj02(Wgs84Point p) {
  auto q = shift::wgs84_to_gcj02({p.lon(), p.lat()});
  return {q.lon, q.lat};
}

Bd09Point to_bd09(Wgs84Point p) {
  auto q = shift::gcj02_to_bd09(shift::wgs84_to_gcj02({p.lon(), p.lat()}));
  return {q.lon, q.lat};
}

Wgs84Point to_wgs84(double lon, double lat, std::string_view system) {
  bool inside = lon >= -180 && lon <= 180 && lat >= -90 && lat <= 90;  // false for not-a-number too
  if (!inside) throw Refused{"position_out_of_range"};
  if (system == "wgs84" || system == "cgcs2000") return Wgs84Point::of(lon, lat);
  if (system == "gcj02") return to_wgs84(Gcj02Point{lon, lat});
  if (system == "bd09") return to_wgs84(Bd09Point{lon, lat});
  throw Refused{"unknown_coordinate_system", {{"system", std::string(system.substr(0, 40))}}};
}

double distance_m(Wgs84Point a, Wgs84Point b) {
  constexpr double kMeanRadius = 6371008.8, kRadian = std::numbers::pi / 180;
  double north = std::sin((b.lat() - a.lat()) * kRadian / 2), east = std::sin((b.lon() - a.lon()) * kRadian / 2);
  double h = north * north + std::cos(a.lat() * kRadian) * std::cos(b.lat() * kRadian) * east * east;
  return 2 * kMeanRadius * std::asin(std::min(1.0, std::sqrt(h)));
}

}  // namespace linli
