#include "territory/shape.hpp"

#include <algorithm>
#include <stdexcept>

namespace linli::territory {

Box bounds(const Shape& shape) {
  if (shape.empty()) throw std::invalid_argument("an empty shape has no bounds");
  Box box{shape.polygons.front().outer.front(), shape.polygons.front().outer.front()};
  for (const Polygon& polygon : shape.polygons)
    for (const Wgs84Point p : polygon.outer) {
      box.low.lon_e7 = std::min(box.low.lon_e7, p.lon_e7);
      box.low.lat_e7 = std::min(box.low.lat_e7, p.lat_e7);
      box.high.lon_e7 = std::max(box.high.lon_e7, p.lon_e7);
      box.high.lat_e7 = std::max(box.high.lat_e7, p.lat_e7);
    }
  return box;
}

Int128 twice_area(const Ring& ring) {
  Int128 sum = 0;
  for (std::size_t i = 0, last = ring.size() - 1; i < ring.size(); last = i++)
    sum += Int128{ring[last].lon_e7} * ring[i].lat_e7 - Int128{ring[i].lon_e7} * ring[last].lat_e7;
  return sum;
}

Int128 twice_area(const Shape& shape) {
  Int128 sum = 0;
  each_ring(shape, [&](const Ring& ring) { sum += twice_area(ring); });
  return sum;
}

int turn(Wgs84Point a, Wgs84Point b, Wgs84Point c) {
  const Int128 cross = Int128{std::int64_t{b.lon_e7} - a.lon_e7} * (std::int64_t{c.lat_e7} - a.lat_e7) -
                       Int128{std::int64_t{c.lon_e7} - a.lon_e7} * (std::int64_t{b.lat_e7} - a.lat_e7);
  return cross > 0 ? 1 : cross < 0 ? -1 : 0;
}

bool holds(const Shape& shape, Wgs84Point p) {
  bool inside = false;
  each_edge(shape, [&](Wgs84Point a, Wgs84Point b) { inside ^= passes(a, b, p); });
  return inside;
}

namespace {

/// Longitudes where the level line at `lat` enters and leaves the shape, ascending.
std::vector<double> crossings(const Shape& shape, std::int32_t lat) {
  std::vector<double> lons;
  each_edge(shape, [&](Wgs84Point a, Wgs84Point b) {
    if ((a.lat_e7 > lat) == (b.lat_e7 > lat)) return;
    const double part = (double(lat) - a.lat_e7) / (double(b.lat_e7) - a.lat_e7);
    lons.push_back(a.lon_e7 + part * (double(b.lon_e7) - a.lon_e7));
  });
  std::sort(lons.begin(), lons.end());
  return lons;
}

}  // namespace

Wgs84Point label_point(const Shape& shape) {
  const Box box = bounds(shape);
  const std::int64_t height = std::int64_t{box.high.lat_e7} - box.low.lat_e7;
  Wgs84Point best = shape.polygons.front().outer.front();
  double widest = 0;
  for (const int eighths : {4, 3, 5, 2, 6}) {
    const auto lat = std::int32_t(box.low.lat_e7 + height * eighths / 8);
    const std::vector<double> lons = crossings(shape, lat);
    for (std::size_t i = 0; i + 1 < lons.size(); i += 2)
      if (const double width = lons[i + 1] - lons[i]; width > widest * 1.25) {
        widest = width;
        best = {std::int32_t((lons[i] + lons[i + 1]) / 2), lat};
      }
  }
  return best;
}

}  // namespace linli::territory
