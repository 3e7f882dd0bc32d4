#include "domain/planar.hpp"

#include <algorithm>
#include <map>
#include <numeric>

namespace linli::territory {

namespace {

/// Order of directions around `o`, counter-clockwise from due east; exact.
bool earlier_around(Wgs84Point o, Wgs84Point a, Wgs84Point b) {
  auto lower = [&](Wgs84Point p) { return p.lat_e7 < o.lat_e7 || (p.lat_e7 == o.lat_e7 && p.lon_e7 < o.lon_e7); };
  if (lower(a) != lower(b)) return lower(b);
  return turn(o, a, b) > 0;
}

}  // namespace

Planar::Planar(std::vector<Line> lines) : lines_(std::move(lines)) { walk_faces(); }

void Planar::walk_faces() {
  std::vector<std::size_t> order(half_edges());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t x, std::size_t y) {
    const Wgs84Point o = from(x);
    if (o != from(y)) return o < from(y);
    return earlier_around(o, to(x), to(y));
  });
  next_.resize(half_edges());
  std::vector<std::size_t> joined(lines_.size());
  std::iota(joined.begin(), joined.end(), std::size_t{0});
  auto root = [&](std::size_t line) {
    while (joined[line] != line) line = joined[line] = joined[joined[line]];
    return line;
  };
  for (std::size_t i = 0; i < order.size();) {
    std::size_t end = i;
    while (end < order.size() && from(order[end]) == from(order[i])) ++end;
    for (std::size_t k = i; k < end; ++k) {  // coming in along the twin, leave by the next direction clockwise
      next_[twin(order[k])] = order[k == i ? end - 1 : k - 1];
      joined[root(order[k] / 2)] = root(order[i] / 2);
    }
    i = end;
  }
  component_.resize(lines_.size());
  for (std::size_t line = 0; line < lines_.size(); ++line) component_[line] = root(line);

  std::vector<std::size_t> cycle(half_edges(), SIZE_MAX);
  std::vector<Int128> cycle_area;
  for (std::size_t first = 0; first < half_edges(); ++first) {
    if (cycle[first] != SIZE_MAX) continue;
    Int128 area = 0;
    for (std::size_t at = first; cycle[at] == SIZE_MAX; at = next_[at]) {
      cycle[at] = cycle_area.size();
      area += Int128{from(at).lon_e7} * to(at).lat_e7 - Int128{to(at).lon_e7} * from(at).lat_e7;
    }
    cycle_area.push_back(area);
  }
  place_islands(cycle, cycle_area);
}

/// Bounded cycles become faces; the outer cycle of each connected group of lines belongs to the face around
/// it.
void Planar::place_islands(const std::vector<std::size_t>& cycle, const std::vector<Int128>& cycle_area) {
  areas_.assign(1, 0);
  std::vector<std::size_t> face_of_cycle(cycle_area.size(), 0);
  for (std::size_t c = 0; c < cycle_area.size(); ++c)
    if (cycle_area[c] > 0) {
      face_of_cycle[c] = areas_.size();
      areas_.push_back(cycle_area[c]);
    }
  std::map<std::size_t, std::size_t> outer;  // component -> one half-edge of its outer cycle
  for (std::size_t h = 0; h < half_edges(); ++h)
    if (cycle_area[cycle[h]] <= 0) outer.emplace(component_[h / 2], h);
  for (const auto& [component, half_edge] : outer) {
    if (outer.size() == 1) break;
    const Wgs84Point p = from(half_edge);
    std::map<std::size_t, bool> around;  // bounded cycle of another group -> surrounds p
    for (std::size_t h = 0; h < half_edges(); ++h)
      if (component_[h / 2] != component && cycle_area[cycle[h]] > 0) around[cycle[h]] ^= passes(from(h), to(h), p);
    for (const auto& [c, inside] : around)
      if (std::size_t& best = face_of_cycle[cycle[half_edge]]; inside && (best == 0 || cycle_area[c] < areas_[best]))
        best = face_of_cycle[c];
  }
  face_.resize(half_edges());
  for (std::size_t h = 0; h < half_edges(); ++h) face_[h] = face_of_cycle[cycle[h]];
}

}  // namespace linli::territory
