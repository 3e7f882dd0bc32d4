#pragma once
#include <vector>

#include "kernel/place.hpp"
#include "kernel/time.hpp"

namespace linli::incidents {

/// An earlier case of the same matter, for judging repeats at one place.
struct EarlierCase {
  Wgs84Point place;
  bool self_handled = false;
  Instant reported_at;
};

/// Earlier cases within `radius_m` of `place` not older than `days` at `now`.
std::vector<EarlierCase> at_same_place(const std::vector<EarlierCase>& earlier, Wgs84Point place, double radius_m,
                                       int days, Instant now);

/// A box around `place` that holds the circle of `radius_m`, in E7 degrees.
struct Box {
  std::int32_t west, south, east, north;
};
Box box_around(Wgs84Point place, double radius_m);

}  // namespace linli::incidents
