#pragma once
#include <span>
#include <vector>

#include "territory/shape.hpp"

namespace linli::territory {

/// The shapes with fewer vertices, none of the dropped ones further than `tolerance_m` (web mercator metres) from what
/// stays. Where borders of different shapes meet they keep meeting, and a border two shapes share is simplified alike
/// for both: no gap and no overlap opens (Douglas, Peucker; each stretch between meeting points by itself). A part too
/// small to keep three vertices disappears; a shape may come out empty.
std::vector<Shape> simplified(std::span<const Shape> shapes, double tolerance_m);

}  // namespace linli::territory
