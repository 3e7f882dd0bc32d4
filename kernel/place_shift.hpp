#pragma once

// The arithmetic behind kernel/place.hpp, in full precision; nothing else includes it.

namespace linli::shift {

struct Degrees {
  double lon = 0, lat = 0;
};

Degrees wgs84_to_gcj02(Degrees p);
Degrees gcj02_to_bd09(Degrees p);
/// Inverses by iteration, to below 1e-11 degree.
Degrees gcj02_to_wgs84(Degrees p);
Degrees bd09_to_gcj02(Degrees p);

}  // namespace linli::shift
