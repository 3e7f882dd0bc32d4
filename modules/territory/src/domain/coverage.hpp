#pragma once
#include <cstddef>
#include <span>
#include <vector>

#include "territory/shape.hpp"

namespace linli::territory {

/// What had to be mended so that areas drawn one by one fit together, in square metres.
struct Mending {
  std::size_t gaps = 0, overlaps = 0, splinters = 0;
  double gap_m2 = 0, overlap_m2 = 0, splinter_m2 = 0;
};

/// Areas that fit: shared borders are shared vertex for vertex, nothing overlaps, no gap up to
/// `largest_gap_m2` is left between them.
struct Coverage {
  std::vector<Shape> shapes;  ///< in the order given
  Mending mending;
};

struct CoverageRules {
  double snap_m = 1;                  ///< a vertex this near to another border is taken to lie on it
  double largest_gap_m2 = 2'000'000;  ///< larger holes are left: somebody else's ground
  double splinter_m2 = 50'000;        ///< smaller parts cut off from their area's main part go to the neighbour
};

/// Makes areas a clean coverage. Borders are cut where they meet; ground claimed twice goes to the claimant,
/// and ground claimed by nobody to the neighbour, with the longest border to it. Rings may be given in any
/// direction, with repeated points and spikes. Throws std::runtime_error when the borders cannot be brought
/// to meet cleanly.
Coverage fitted(std::span<const Shape> drawn, const CoverageRules& rules = {});

/// The same areas with every edge cut into equal pieces of at most `step_m`, from the same end whichever side
/// asks, so that neighbours stay identical. New vertices are rounded to 1e-7 degree (half a centimetre).
Shape densified(const Shape& shape, double step_m);

/// Outlines are stored with a vertex at least this often, so that finer divisions can be fitted in along them without
/// changing them.
inline constexpr double kOutlineStep_m = 60;

/// Square metres of a signed doubled area around latitude `lat_e7`.
double to_m2(Int128 twice_area, std::int32_t lat_e7);
/// Metres between two near points on a plane tangent there.
double plane_m(Wgs84Point a, Wgs84Point b);

}  // namespace linli::territory
