#include "domain/coverage.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "ascii_map.hpp"
#include "domain/geojson.hpp"
#include "domain/tiling.hpp"

namespace linli::territory {
namespace {

std::vector<Shape> guangzhou() {
  std::ifstream file(LINLI_SOURCE_DIR "/reference/districts-4401.geojson");
  std::stringstream text;
  text << file.rdbuf();
  std::vector<Shape> shapes;
  for (Outline& outline : read_outlines(text.str(), "gcj02")) shapes.push_back(std::move(outline.shape));
  return shapes;
}

TEST(Coverage, FitsTheRealDistrictOutlinesTogether) {
  const std::vector<Shape> drawn = guangzhou();
  ASSERT_EQ(drawn.size(), 11u);
  const Coverage coverage = fitted(drawn);
  std::vector<Edge> all;
  for (const Shape& shape : coverage.shapes)
    for (const Edge& edge : edges_of(shape)) all.push_back(edge);
  const Shape city = trace(all);
  EXPECT_EQ(tiling_defects(coverage.shapes, city), TilingDefects{});
  EXPECT_EQ(city.polygons.size(), 1u) << "nothing between the districts is left out";
  EXPECT_TRUE(city.polygons[0].holes.empty());
  for (std::size_t i = 0; i < drawn.size(); ++i) {
    const double before = to_m2(twice_area(drawn[i]), 231'000'000),
                 after = to_m2(twice_area(coverage.shapes[i]), 231'000'000);
    EXPECT_NEAR(after / before, 1, 0.001) << i;
  }
  // Huangpu (5) surrounds a piece of Baiyun (6): a real hole and a real second part.
  EXPECT_EQ(coverage.shapes[5].polygons.at(0).holes.size(), 1u);
  EXPECT_EQ(coverage.shapes[6].polygons.size(), 2u);
}

TEST(Coverage, SharesOutOverlapsAndGaps) {
  // Left and right square overlap by 10, a third stands 10 off and is joined to nothing in between.
  const std::vector<Shape> drawn{
      {{{{{0, 0}, {0, 1000}, {1010, 1000}, {1010, 0}}, {}}}},
      {{{{{1000, 0}, {2000, 0}, {2000, 1000}, {1000, 1000}}, {}}}},
      {{{{{0, 1010}, {2000, 1010}, {2000, 2000}, {0, 2000}}, {}}}},
  };
  const Coverage coverage = fitted(drawn, {.snap_m = 0.01, .largest_gap_m2 = 1e6, .splinter_m2 = 0});
  EXPECT_EQ(coverage.mending.overlaps, 1u);
  EXPECT_TRUE(twice_area(coverage.shapes[0]) + twice_area(coverage.shapes[1]) == Int128{2} * 2000 * 1000);
  EXPECT_TRUE(twice_area(coverage.shapes[2]) == Int128{2} * 2000 * 990) << "a gap open to the outside is nobody's";
}

TEST(Coverage, DropsSpikesAndTakesANearVertexAsLyingOnTheBorder) {
  const std::vector<Shape> drawn{
      {{{{{0, 0}, {100'000, 0}, {150'000, 0}, {100'000, 0}, {100'000, 100'000}, {0, 100'000}}, {}}}},
      {{{{{100'000, 0}, {200'000, 0}, {200'000, 100'000}, {100'000, 100'000}, {100'040, 50'000}}, {}}}},
  };
  const Coverage coverage = fitted(drawn);
  std::vector<Edge> all = edges_of(coverage.shapes[0]);
  for (const Edge& e : edges_of(coverage.shapes[1])) all.push_back(e);
  EXPECT_EQ(tiling_defects(coverage.shapes, trace(all)), TilingDefects{});
  EXPECT_EQ(coverage.mending.gaps + coverage.mending.overlaps, 0u);
}

}  // namespace
}  // namespace linli::territory
