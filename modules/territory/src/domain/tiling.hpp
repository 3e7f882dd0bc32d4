#pragma once
#include <cstddef>
#include <span>

#include "territory/shape.hpp"

namespace linli::territory {

/// Where parts fail to tile a whole exactly. All zero: every edge of a part is the border of exactly one
/// other part, run the other way, or the border of the whole; the whole's border is used up; and the areas
/// sum to the unit.
struct TilingDefects {
  std::size_t doubled = 0;    ///< edges two parts run in the same direction: overlap
  std::size_t open = 0;       ///< edges without a neighbour that are not the whole's border: gap or mismatch
  std::size_t uncovered = 0;  ///< edges of the whole's border no part has
  bool area_differs = false;
  bool operator==(const TilingDefects&) const = default;
};
TilingDefects tiling_defects(std::span<const Shape> parts, const Shape& whole);

}  // namespace linli::territory
