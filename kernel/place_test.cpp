#include "kernel/place.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "kernel/place_shift.hpp"
#include "kernel/refusal.hpp"

namespace linli {
namespace {

using shift::Degrees;

std::string refusal(double lon, double lat, const char* system) {
  try {
    to_wgs84(lon, lat, system);
  } catch (const Refused& refused) {
    return refused.code;
  }
  return "accepted";
}

TEST(Place, ShiftsAsMapServicesDo) {
  struct {
    Degrees wgs84, gcj02;
  } known[] = {{{121.5272106, 31.1774276}, {121.531541859215, 31.17530398364597}},
               {{113.912316, 22.543847}, {113.9171764808363, 22.540796131694766}},
               {{116.377817, 39.911954}, {116.38404722455657, 39.91334545536069}}};
  for (const auto& [from, expected] : known) {
    auto to = shift::wgs84_to_gcj02(from);
    EXPECT_NEAR(to.lon, expected.lon, 1e-9);
    EXPECT_NEAR(to.lat, expected.lat, 1e-9);
  }
}

TEST(Place, InversesComeBackWithinANanodegreeAllOverChina) {
  for (double lon = 73.5; lon < 135; lon += 0.77) {
    for (double lat = 18.1; lat < 53; lat += 0.71) {
      auto gcj02 = shift::wgs84_to_gcj02({lon, lat});
      auto back = shift::gcj02_to_wgs84(shift::bd09_to_gcj02(shift::gcj02_to_bd09(gcj02)));
      ASSERT_NEAR(back.lon, lon, 1e-9) << lat;
      ASSERT_NEAR(back.lat, lat, 1e-9) << lon;
    }
  }
}

TEST(Place, EverySystemNamesTheSamePoint) {
  auto point = Wgs84Point::of(113.2644, 23.1291);  // Guangzhou
  EXPECT_EQ(to_wgs84(to_gcj02(point)), point);
  EXPECT_EQ(to_wgs84(to_bd09(point)), point);
  auto gcj02 = to_gcj02(point);
  auto bd09 = to_bd09(point);
  EXPECT_EQ(to_wgs84(gcj02.lon, gcj02.lat, "gcj02"), point);
  EXPECT_EQ(to_wgs84(bd09.lon, bd09.lat, "bd09"), point);
  EXPECT_EQ(to_wgs84(113.2644, 23.1291, "wgs84"), point);
  EXPECT_EQ(to_wgs84(113.2644, 23.1291, "cgcs2000"), point);
  // The shift is real: several hundred metres.
  EXPECT_GT(distance_m(point, Wgs84Point::of(gcj02.lon, gcj02.lat)), 300);
}

TEST(Place, OutsideChinaNothingIsShifted) {
  auto paris = Wgs84Point::of(2.3522, 48.8566);
  EXPECT_EQ(to_gcj02(paris).lon, paris.lon());
  EXPECT_EQ(to_wgs84(Gcj02Point{2.3522, 48.8566}), paris);
}

TEST(Place, RefusesUnknownSystemsAndPositionsThatAreNone) {
  EXPECT_EQ(refusal(113, 23, "mars"), "unknown_coordinate_system");
  EXPECT_EQ(refusal(113, 23, ""), "unknown_coordinate_system");
  EXPECT_EQ(refusal(23.1, 113.2, "wgs84"), "position_out_of_range");  // the wrong way round
  EXPECT_EQ(refusal(180.1, 0, "wgs84"), "position_out_of_range");
  EXPECT_EQ(refusal(std::numeric_limits<double>::quiet_NaN(), 23, "gcj02"), "position_out_of_range");
  EXPECT_EQ(refusal(-180, 90, "wgs84"), "accepted");
}

TEST(Place, RoundsToTheNearestTenMillionthOfADegree) {
  EXPECT_EQ(Wgs84Point::of(113.26440004, -23.12910006), (Wgs84Point{1132644000, -231291001}));
}

TEST(Place, MeasuresMetresAlongTheSphere) {
  EXPECT_NEAR(distance_m(Wgs84Point::of(0, 0), Wgs84Point::of(0, 1)), 111195.08, 0.01);
  EXPECT_NEAR(distance_m(Wgs84Point::of(113, 60), Wgs84Point::of(114, 60)), 55596.0, 5);
  EXPECT_EQ(distance_m(Wgs84Point::of(113, 23), Wgs84Point::of(113, 23)), 0);
  EXPECT_NEAR(distance_m(Wgs84Point::of(0, 0), Wgs84Point::of(180, 0)), 20015115, 1);
}

}  // namespace
}  // namespace linli
