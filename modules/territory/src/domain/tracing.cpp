#include "domain/tracing.hpp"

#include <algorithm>
#include <map>
#include <stdexcept>

namespace linli::territory {

namespace {

/// Whether direction o->a comes before o->b going clockwise from o->start (exact; a, b, start distinct
/// directions).
bool clockwise_before(Wgs84Point o, Wgs84Point start, Wgs84Point a, Wgs84Point b) {
  auto half = [&](Wgs84Point p) {  // 0: less than half a turn clockwise from start, 1: half or more
    const int side = turn(o, start, p);
    if (side != 0) return side < 0 ? 0 : 1;
    const bool same =
        (p.lon_e7 > o.lon_e7) == (start.lon_e7 > o.lon_e7) && (p.lat_e7 > o.lat_e7) == (start.lat_e7 > o.lat_e7);
    return same ? 2 : 1;  // straight back counts as a whole turn
  };
  const int ha = half(a), hb = half(b);
  if (ha != hb) return ha < hb;
  return turn(o, a, b) < 0;
}

/// Cuts a walk that meets itself in points into simple rings.
void part_into_rings(const std::vector<Wgs84Point>& walk, std::vector<Ring>& rings) {
  Ring open;
  std::map<Wgs84Point, std::size_t> seen;
  for (const Wgs84Point p : walk) {
    if (const auto before = seen.find(p); before != seen.end()) {
      Ring loop(open.begin() + static_cast<std::ptrdiff_t>(before->second), open.end());
      for (std::size_t i = 1; i < loop.size(); ++i) seen.erase(loop[i]);
      open.resize(before->second + 1);
      if (loop.size() > 2) rings.push_back(std::move(loop));
      continue;
    }
    seen.emplace(p, open.size());
    open.push_back(p);
  }
  if (open.size() > 2) rings.push_back(std::move(open));
}

/// Whether the ring surrounds the middle of edge a-b, which lies on no ring but its own.
bool surrounds(const Ring& ring, Wgs84Point a, Wgs84Point b) {
  const double x = (double(a.lon_e7) + b.lon_e7) / 2, y = (double(a.lat_e7) + b.lat_e7) / 2;
  bool inside = false;
  for (std::size_t i = 0, last = ring.size() - 1; i < ring.size(); last = i++) {
    const Wgs84Point p = ring[last], q = ring[i];
    if ((p.lat_e7 > y) == (q.lat_e7 > y)) continue;
    inside ^= x < p.lon_e7 + (y - p.lat_e7) * (double(q.lon_e7) - p.lon_e7) / (double(q.lat_e7) - p.lat_e7);
  }
  return inside;
}

Shape grouped(std::vector<Ring> rings) {
  Shape shape;
  std::vector<Ring> holes;
  std::vector<Int128> areas;
  for (Ring& ring : rings)
    if (const Int128 area = twice_area(ring); area > 0) {
      areas.push_back(area);
      shape.polygons.push_back({std::move(ring), {}});
    } else if (area < 0) {
      holes.push_back(std::move(ring));
    }
  for (Ring& hole : holes) {
    std::size_t around = shape.polygons.size();
    for (std::size_t i = 0; i < shape.polygons.size(); ++i)
      if ((around == shape.polygons.size() || areas[i] < areas[around]) && -twice_area(hole) < areas[i] &&
          surrounds(shape.polygons[i].outer, hole[0], hole[1]))
        around = i;
    if (around == shape.polygons.size()) throw std::invalid_argument("a hole without a ring around it");
    shape.polygons[around].holes.push_back(std::move(hole));
  }
  return shape;
}

}  // namespace

Shape trace(std::vector<Edge> edges) {
  std::sort(edges.begin(), edges.end());
  std::vector<Edge> border;
  for (std::size_t i = 0; i < edges.size();) {
    std::size_t run = i;
    while (run < edges.size() && edges[run] == edges[i]) ++run;
    const auto [low, high] = std::equal_range(edges.begin(), edges.end(), Edge{edges[i].to, edges[i].from});
    const auto count = static_cast<std::ptrdiff_t>(run - i) - (high - low);
    for (std::ptrdiff_t k = 0; k < count; ++k) border.push_back(edges[i]);
    i = run;
  }
  std::vector<bool> used(border.size(), false);
  std::vector<Ring> rings;
  for (std::size_t first = 0; first < border.size(); ++first) {
    if (used[first]) continue;
    std::vector<Wgs84Point> walk;
    for (std::size_t at = first;;) {
      used[at] = true;
      walk.push_back(border[at].from);
      const Wgs84Point back = border[at].from, here = border[at].to;
      if (here == border[first].from) break;
      std::size_t next = border.size();
      const auto from = std::lower_bound(border.begin(), border.end(), Edge{here, {INT32_MIN, INT32_MIN}});
      for (auto i = static_cast<std::size_t>(from - border.begin()); i < border.size() && border[i].from == here; ++i)
        if (!used[i] && (next == border.size() || clockwise_before(here, back, border[i].to, border[next].to)))
          next = i;
      if (next == border.size()) throw std::invalid_argument("a border that does not close");
      at = next;
    }
    part_into_rings(walk, rings);
  }
  return grouped(std::move(rings));
}

std::vector<Edge> edges_of(const Shape& shape) {
  std::vector<Edge> edges;
  each_edge(shape, [&](Wgs84Point a, Wgs84Point b) { edges.push_back({a, b}); });
  return edges;
}

}  // namespace linli::territory
