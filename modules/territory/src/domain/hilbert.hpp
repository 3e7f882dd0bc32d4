#pragma once
#include <algorithm>
#include <cstdint>

#include "territory/shape.hpp"

namespace linli::territory {

/// Place of a point along a curve that fills the box and keeps near points near (Hilbert, 16 bits a side).
inline std::uint32_t hilbert_index(Wgs84Point p, const Box& box) {
  const double side =
      std::max({1.0, double(box.high.lon_e7) - box.low.lon_e7, double(box.high.lat_e7) - box.low.lat_e7});
  auto x = static_cast<std::uint32_t>(std::clamp((double(p.lon_e7) - box.low.lon_e7) / side, 0.0, 1.0) * 65535);
  auto y = static_cast<std::uint32_t>(std::clamp((double(p.lat_e7) - box.low.lat_e7) / side, 0.0, 1.0) * 65535);
  std::uint32_t index = 0;
  for (std::uint32_t s = 1u << 15; s > 0; s >>= 1) {
    const bool rx = (x & s) != 0, ry = (y & s) != 0;
    index = index * 4 + ((3 * rx) ^ ry);
    if (!ry) {
      if (rx) {
        x = 65535 - x;
        y = 65535 - y;
      }
      std::swap(x, y);
    }
  }
  return index;
}

}  // namespace linli::territory
