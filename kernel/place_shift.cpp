#include "kernel/place_shift.hpp"

#include <cmath>
#include <numbers>

namespace linli::shift {
namespace {

using std::cos;
using std::sin;
using std::sqrt;
constexpr double kPi = std::numbers::pi;

// Krasovsky 1940, as the GCJ-02 formulas use it.
constexpr double kSemiMajor = 6378245.0;
constexpr double kEccentricity2 = 0.00669342162296594323;
constexpr double kBaiduAngle = kPi * 3000.0 / 180.0;

bool shifted_here(Degrees p) { return p.lon >= 72.004 && p.lon <= 137.8347 && p.lat >= 0.8293 && p.lat <= 55.8271; }

/// Sum of the sine waves both components share; x and y are degrees from 105 E 35 N.
double waves(double along) { return 20.0 * sin(6.0 * along * kPi) + 20.0 * sin(2.0 * along * kPi); }

Degrees gcj02_offset(Degrees p) {
  double x = p.lon - 105.0, y = p.lat - 35.0, root = sqrt(std::abs(x));
  double north = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root;
  north += 2.0 / 3.0 *
           (waves(x) + 20.0 * sin(y * kPi) + 40.0 * sin(y / 3.0 * kPi) + 160.0 * sin(y / 12.0 * kPi) +
            320.0 * sin(y * kPi / 30.0));
  double east = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root;
  east += 2.0 / 3.0 *
          (waves(x) + 20.0 * sin(x * kPi) + 40.0 * sin(x / 3.0 * kPi) + 150.0 * sin(x / 12.0 * kPi) +
           300.0 * sin(x / 30.0 * kPi));
  double latitude = p.lat / 180.0 * kPi;
  double w2 = 1 - kEccentricity2 * sin(latitude) * sin(latitude), w = sqrt(w2);
  return {east * 180.0 / (kSemiMajor / w * cos(latitude) * kPi),
          north * 180.0 / (kSemiMajor * (1 - kEccentricity2) / (w2 * w) * kPi)};
}

/// Finds p with forward(p) == target; the shifts change so slowly that each round wins about two digits.
template <class Forward>
Degrees solve(Degrees target, Degrees guess, Forward forward) {
  for (int round = 0; round < 30; ++round) {
    auto reached = forward(guess);
    double lon = reached.lon - target.lon, lat = reached.lat - target.lat;
    guess = {guess.lon - lon, guess.lat - lat};
    if (std::abs(lon) < 1e-12 && std::abs(lat) < 1e-12) break;
  }
  return guess;
}

}  // namespace

Degrees wgs84_to_gcj02(Degrees p) {
  if (!shifted_here(p)) return p;
  auto by = gcj02_offset(p);
  return {p.lon + by.lon, p.lat + by.lat};
}

Degrees gcj02_to_wgs84(Degrees p) {
  if (!shifted_here(p)) return p;
  return solve(p, p, [](Degrees q) {
    auto by = gcj02_offset(q);
    return Degrees{q.lon + by.lon, q.lat + by.lat};
  });
}

Degrees gcj02_to_bd09(Degrees p) {
  double radius = sqrt(p.lon * p.lon + p.lat * p.lat) + 0.00002 * sin(p.lat * kBaiduAngle);
  double angle = std::atan2(p.lat, p.lon) + 0.000003 * cos(p.lon * kBaiduAngle);
  return {radius * cos(angle) + 0.0065, radius * sin(angle) + 0.006};
}

Degrees bd09_to_gcj02(Degrees p) { return solve(p, {p.lon - 0.0065, p.lat - 0.006}, gcj02_to_bd09); }

}  // namespace linli::shift
