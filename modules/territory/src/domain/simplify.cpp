#include "domain/simplify.hpp"

#include <algorithm>
#include <cmath>
#include <unordered_set>

#include "domain/tracing.hpp"
#include "domain/wkb.hpp"

namespace linli::territory {

namespace {

using Stretch = std::vector<Wgs84Point>;

struct PointHash {
  std::size_t operator()(Wgs84Point p) const {
    return (static_cast<std::uint64_t>(static_cast<std::uint32_t>(p.lon_e7)) << 32 |
            static_cast<std::uint32_t>(p.lat_e7)) *
               0x9e3779b97f4a7c15u >>
           7;
  }
};
using Points = std::unordered_set<Wgs84Point, PointHash>;

/// Points where borders meet: other than two different lines end there.
Points meeting_points(std::span<const Shape> shapes) {
  std::vector<Edge> ends;  // both directions of every distinct line
  for (const Shape& shape : shapes)
    each_edge(shape, [&](Wgs84Point a, Wgs84Point b) {
      ends.push_back({a, b});
      ends.push_back({b, a});
    });
  std::sort(ends.begin(), ends.end());
  ends.erase(std::unique(ends.begin(), ends.end()), ends.end());
  Points meeting;
  for (std::size_t i = 0; i < ends.size();) {
    std::size_t next = i;
    while (next < ends.size() && ends[next].from == ends[i].from) ++next;
    if (next - i != 2) meeting.insert(ends[i].from);
    i = next;
  }
  return meeting;
}

double distance(MercatorPoint p, MercatorPoint a, MercatorPoint b) {
  const double dx = b.x - a.x, dy = b.y - a.y, length = dx * dx + dy * dy;
  const double t = length == 0 ? 0 : std::clamp(((p.x - a.x) * dx + (p.y - a.y) * dy) / length, 0.0, 1.0);
  return std::hypot(p.x - a.x - t * dx, p.y - a.y - t * dy);
}

/// What stays of a stretch; both ends always do.
Stretch thinned(const Stretch& stretch, double tolerance) {
  std::vector<MercatorPoint> at;
  for (const Wgs84Point p : stretch) at.push_back(to_mercator(p));
  std::vector<bool> stays(stretch.size(), false);
  stays.front() = stays.back() = true;
  std::vector<std::pair<std::size_t, std::size_t>> open{{0, stretch.size() - 1}};
  while (!open.empty()) {
    const auto [first, last] = open.back();
    open.pop_back();
    std::size_t worst = first;
    double away = tolerance;
    for (std::size_t i = first + 1; i < last; ++i)
      if (const double d = distance(at[i], at[first], at[last]); d > away) {
        away = d;
        worst = i;
      }
    if (worst == first) continue;
    stays[worst] = true;
    open.emplace_back(first, worst);
    open.emplace_back(worst, last);
  }
  Stretch kept;
  for (std::size_t i = 0; i < stretch.size(); ++i)
    if (stays[i]) kept.push_back(stretch[i]);
  return kept;
}

/// Thins a stretch the same way from whichever end it is walked.
Stretch thinned_alike(Stretch stretch, double tolerance) {
  const bool backwards = std::lexicographical_compare(stretch.rbegin(), stretch.rend(), stretch.begin(), stretch.end());
  if (backwards) std::reverse(stretch.begin(), stretch.end());
  Stretch kept = thinned(stretch, tolerance);
  if (backwards) std::reverse(kept.begin(), kept.end());
  return kept;
}

Ring thinned_ring(Ring ring, const Points& meeting, double tolerance) {
  auto start = std::find_if(ring.begin(), ring.end(), [&](Wgs84Point p) { return meeting.contains(p); });
  if (start == ring.end()) start = std::min_element(ring.begin(), ring.end());  // met by nobody: the same start for all
  std::rotate(ring.begin(), start, ring.end());
  ring.push_back(ring.front());
  Ring kept;
  Stretch stretch;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    stretch.push_back(ring[i]);
    if (i == 0 || (i + 1 < ring.size() && !meeting.contains(ring[i]))) continue;
    const Stretch thin = thinned_alike(std::move(stretch), tolerance);
    kept.insert(kept.end(), thin.begin(), thin.end() - 1);
    stretch.assign(1, ring[i]);
  }
  return kept;
}

}  // namespace

std::vector<Shape> simplified(std::span<const Shape> shapes, double tolerance_m) {
  const Points meeting = meeting_points(shapes);
  std::vector<Shape> simple;
  for (const Shape& shape : shapes) {
    Shape& thin = simple.emplace_back();
    for (const Polygon& polygon : shape.polygons) {
      Polygon part{thinned_ring(polygon.outer, meeting, tolerance_m), {}};
      if (part.outer.size() < 3) continue;
      for (const Ring& hole : polygon.holes)
        if (Ring ring = thinned_ring(hole, meeting, tolerance_m); ring.size() >= 3)
          part.holes.push_back(std::move(ring));
      thin.polygons.push_back(std::move(part));
    }
  }
  return simple;
}

}  // namespace linli::territory
