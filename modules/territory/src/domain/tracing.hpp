#pragma once
#include <vector>

#include "territory/shape.hpp"

namespace linli::territory {

/// A directed piece of a border; the area it bounds lies to its left.
struct Edge {
  Wgs84Point from, to;
  auto operator<=>(const Edge&) const = default;
};

/// Draws the area whose border the edges are: rings are closed, those cut out are given to the ring around
/// them, and where a border touches itself in a point the rings part there, so that every ring is simple. An
/// edge together with its opposite is no border and drops out; so areas are joined by giving the edges of all
/// of them. Throws std::invalid_argument when the edges do not close.
Shape trace(std::vector<Edge> edges);

/// All edges of a shape, directed.
std::vector<Edge> edges_of(const Shape& shape);

}  // namespace linli::territory
