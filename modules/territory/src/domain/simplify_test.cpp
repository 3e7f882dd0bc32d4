#include "domain/simplify.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "ascii_map.hpp"
#include "domain/coverage.hpp"
#include "domain/synthetic.hpp"
#include "domain/tiling.hpp"
#include "domain/tracing.hpp"
#include "domain/wkb.hpp"

namespace linli::territory {
namespace {

std::vector<Shape> grids_of_a_small_district() {
  AsciiMap map(
      "aaaa\n"
      "aa.a\n"
      "aaaa\n");
  map.cell = 100'000;
  std::vector<Shape> grids;
  for (const Invented& division : invented("990101", map.shapes().at('a'), {{"990101001001", 9}, {"990101001002", 7}}))
    if (division.level == Level::grid) grids.push_back(division.shape);
  return grids;
}

TEST(Simplify, DropsVerticesButOpensNoGapBetweenNeighbours) {
  const std::vector<Shape> grids = grids_of_a_small_district();
  for (const double tolerance : {10.0, 100.0, 400.0}) {
    const std::vector<Shape> simple = simplified(grids, tolerance);
    std::size_t before = 0, after = 0;
    std::vector<Edge> all;
    for (std::size_t i = 0; i < grids.size(); ++i) {
      each_ring(grids[i], [&](const Ring& ring) { before += ring.size(); });
      each_ring(simple[i], [&](const Ring& ring) { after += ring.size(); });
      for (const Edge& edge : edges_of(simple[i])) all.push_back(edge);
    }
    EXPECT_LT(after, before);
    // What the simplified pieces bound together is one outline with one hole, and they still tile it exactly.
    const Shape whole = trace(all);
    EXPECT_EQ(tiling_defects(simple, whole), TilingDefects{}) << tolerance;
    ASSERT_EQ(whole.polygons.size(), 1u);
    EXPECT_EQ(whole.polygons[0].holes.size(), 1u);
  }
}

TEST(Simplify, KeepsEveryDroppedVertexWithinTheTolerance) {
  const std::vector<Shape> grids = grids_of_a_small_district();
  const std::vector<Shape> simple = simplified(grids, 50);
  for (std::size_t i = 0; i < grids.size(); ++i)
    each_edge(grids[i], [&](Wgs84Point a, Wgs84Point) {
      double nearest = 1e9;
      each_edge(simple[i], [&](Wgs84Point p, Wgs84Point q) {
        const MercatorPoint at = to_mercator(a), from = to_mercator(p), to = to_mercator(q);
        const double dx = to.x - from.x, dy = to.y - from.y;
        const double t = std::clamp(((at.x - from.x) * dx + (at.y - from.y) * dy) / (dx * dx + dy * dy), 0.0, 1.0);
        nearest = std::min(nearest, std::hypot(at.x - from.x - t * dx, at.y - from.y - t * dy));
      });
      EXPECT_LE(nearest, 50.01);
    });
}

TEST(Wkb, GivesBackExactlyWhatWasWritten) {
  for (const Shape& shape : grids_of_a_small_district()) {
    const std::string hex = wkb_hex(shape);
    std::string bytes;
    for (std::size_t i = 0; i < hex.size(); i += 2)
      bytes += static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16));
    EXPECT_EQ(shape_from_wkb(bytes), shape);
    EXPECT_THROW(shape_from_wkb(bytes.substr(0, bytes.size() - 3)), std::invalid_argument);
  }
  EXPECT_THROW(shape_from_wkb(std::string("\x01\x01\x00\x00\x00", 5)), std::invalid_argument);
}

}  // namespace
}  // namespace linli::territory
