#pragma once
#include <compare>
#include <cstdint>
#include <string_view>

namespace linli {

/// Degrees times 1e7, as stored. CGCS2000 and WGS84 are the same here (they differ by centimetres).
struct Wgs84Point {
  std::int32_t lon_e7 = 0;
  std::int32_t lat_e7 = 0;
  auto operator<=>(const Wgs84Point&) const = default;
  double lon() const { return lon_e7 * 1e-7; }
  double lat() const { return lat_e7 * 1e-7; }
  /// Rounds to the nearest 1e-7 degree.
  static Wgs84Point of(double lon, double lat);
};
/// The offset system of Chinese map services (GCJ-02), degrees.
struct Gcj02Point {
  double lon = 0, lat = 0;
};
/// Baidu's system (BD-09), degrees.
struct Bd09Point {
  double lon = 0, lat = 0;
};

/// Converted once, at the edge; the inverses iterate to below 1e-9 degree before the result is rounded.
/// Outside the rectangle around China that map services use, GCJ-02 equals WGS84.
Wgs84Point to_wgs84(Gcj02Point p);
Wgs84Point to_wgs84(Bd09Point p);
Gcj02Point to_gcj02(Wgs84Point p);
Bd09Point to_bd09(Wgs84Point p);
/// Reads a declared system: `wgs84`, `cgcs2000`, `gcj02`, `bd09`; throws Refused{"unknown_coordinate_system"}
/// or Refused{"position_out_of_range"}.
Wgs84Point to_wgs84(double lon, double lat, std::string_view system);
/// Metres along the sphere.
double distance_m(Wgs84Point a, Wgs84Point b);

}  // namespace linli
