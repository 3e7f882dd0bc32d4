#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "kernel/place.hpp"

namespace linli::territory {

__extension__ typedef __int128 Int128;

/// A closed line of at least three vertices, degrees times 1e7; the first vertex is not repeated at the end.
using Ring = std::vector<Wgs84Point>;

/// An outer ring (counter-clockwise) and the rings cut out of it (clockwise).
struct Polygon {
  Ring outer;
  std::vector<Ring> holes;
  bool operator==(const Polygon&) const = default;
};

/// The area of one division: one polygon, or several when water or another division lies between.
struct Shape {
  std::vector<Polygon> polygons;
  bool operator==(const Shape&) const = default;
  bool empty() const { return polygons.empty(); }
};

/// Smallest box with every vertex, edges included.
struct Box {
  Wgs84Point low, high;
  bool contains(Wgs84Point p) const {
    return p.lon_e7 >= low.lon_e7 && p.lon_e7 <= high.lon_e7 && p.lat_e7 >= low.lat_e7 && p.lat_e7 <= high.lat_e7;
  }
};
/// Throws std::invalid_argument for an empty shape.
Box bounds(const Shape& shape);

/// Every ring of the shape in turn: `visit(ring)`.
template <class Visit>
void each_ring(const Shape& shape, Visit visit) {
  for (const Polygon& polygon : shape.polygons) {
    visit(polygon.outer);
    for (const Ring& hole : polygon.holes) visit(hole);
  }
}

/// Every directed edge of the shape: `visit(from, to)`.
template <class Visit>
void each_edge(const Shape& shape, Visit visit) {
  each_ring(shape, [&](const Ring& ring) {
    for (std::size_t i = 0, last = ring.size() - 1; i < ring.size(); last = i++) visit(ring[last], ring[i]);
  });
}

/// Twice the signed area in (1e-7 degree)^2, exact; positive when the ring runs counter-clockwise.
Int128 twice_area(const Ring& ring);
Int128 twice_area(const Shape& shape);

/// Exact sign of the turn a -> b -> c: positive to the left, 0 when they lie on one line.
int turn(Wgs84Point a, Wgs84Point b, Wgs84Point c);

/// Whether the level line from `p` towards greater longitude passes the edge a-b. Each edge is taken from its
/// southern to its northern end whichever way it is given, and owns its southern end only, so that two shapes
/// sharing an edge judge it alike and every point of a tiling lies in exactly one shape. Exact: differences
/// are taken in 64 bits, and after the range checks the two products have one sign, so that their difference
/// cannot overflow.
inline bool passes(Wgs84Point a, Wgs84Point b, Wgs84Point p) {
  if ((a.lat_e7 > p.lat_e7) == (b.lat_e7 > p.lat_e7)) return false;
  if (p.lon_e7 >= a.lon_e7 && p.lon_e7 >= b.lon_e7) return false;
  if (p.lon_e7 < a.lon_e7 && p.lon_e7 < b.lon_e7) return true;
  if (a.lat_e7 > b.lat_e7) std::swap(a, b);
  const std::int64_t rise = std::int64_t{b.lat_e7} - a.lat_e7, run = std::int64_t{b.lon_e7} - a.lon_e7;
  return run * (std::int64_t{p.lat_e7} - a.lat_e7) > rise * (std::int64_t{p.lon_e7} - a.lon_e7);
}

/// Whether the shape holds the point, half-open (see `passes`): an edge belongs to the shape east or north of
/// it.
bool holds(const Shape& shape, Wgs84Point p);

/// A point strictly inside the shape where possible, near the middle of its widest level line: for labels.
Wgs84Point label_point(const Shape& shape);

}  // namespace linli::territory
