#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "territory/shape.hpp"

namespace linli::territory {

/// A shape cut into triangles that share whole edges; every edge of the shape is an edge of a triangle.
struct Mesh {
  static constexpr std::uint32_t kNone = UINT32_MAX;
  struct Triangle {
    std::array<std::uint32_t, 3> corners;     ///< counter-clockwise
    std::array<std::uint32_t, 3> neighbours;  ///< across the edge opposite each corner; kNone beyond the shape
  };
  std::vector<Wgs84Point> points;
  std::vector<bool> fixed;  ///< points of the shape's own rings
  std::vector<Triangle> triangles;
};

/// Constrained Delaunay triangulation of the shape with further points inside it, all predicates exact. The
/// shape's rings must be clean (see coverage.hpp) and less than 10 degrees wide. `inner` points outside the
/// shape do no harm. Throws std::runtime_error when two borders cross.
Mesh triangulated(const Shape& shape, std::span<const Wgs84Point> inner);

}  // namespace linli::territory
