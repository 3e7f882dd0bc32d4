#include "domain/synthetic.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <random>
#include <set>
#include <sstream>

#include "ascii_map.hpp"
#include "domain/coverage.hpp"
#include "domain/geojson.hpp"
#include "domain/locator.hpp"
#include "domain/tiling.hpp"
#include "domain/tracing.hpp"
#include "platform/testing/shows.hpp"
#include "rtree.hpp"

namespace linli::territory {
namespace {

std::string file(const std::string& path) {
  std::ifstream in(LINLI_SOURCE_DIR "/" + path);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

/// The whole of Guangzhou, drawn once for all tests below.
class SyntheticCity : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    std::vector<Shape> drawn;
    std::vector<std::string> names;
    for (Outline& outline : read_outlines(file("reference/districts-4401.geojson"), "gcj02")) {
      drawn.push_back(std::move(outline.shape));
      names.push_back(outline.name);
    }
    const Coverage coverage = fitted(drawn);
    std::map<std::string, std::string> code_of;
    std::vector<std::string> communities;
    std::istringstream csv(file("reference/adcodes-4401.csv"));
    for (std::string line; std::getline(csv, line);) {
      const std::string code = line.substr(0, line.find(','));
      if (code.size() == 6) code_of[line.substr(7, line.find(',', 7) - 7)] = code;
      if (code.size() == 12) communities.push_back(code);
    }
    const std::vector<CommunityPlan> plans = planned(communities, 18'884);
    for (std::size_t i = 0; i < names.size(); ++i) {
      std::vector<CommunityPlan> own;
      for (const CommunityPlan& plan : plans)
        if (plan.code.starts_with(code_of.at(names[i]))) own.push_back(plan);
      districts_.push_back(invented(code_of.at(names[i]), coverage.shapes[i], own));
    }
  }
  static std::vector<Shape> shapes(Level level) {
    std::vector<Shape> result;
    for (const auto& district : districts_)
      for (const Invented& division : district)
        if (division.level == level) result.push_back(division.shape);
    return result;
  }
  static Shape city() {
    std::vector<Edge> all;
    for (const Shape& shape : shapes(Level::district))
      for (const Edge& edge : edges_of(shape)) all.push_back(edge);
    return trace(std::move(all));
  }
  static inline std::vector<std::vector<Invented>> districts_;
};

TEST_F(SyntheticCity, TilesTheRealOutlinesExactlyOnEveryLevel) {
  const Shape whole = city();
  for (const Level level : {Level::district, Level::street, Level::community, Level::grid})
    EXPECT_EQ(tiling_defects(shapes(level), whole), TilingDefects{}) << to_text(level);
  EXPECT_EQ(shapes(Level::street).size(), 178u);
  EXPECT_EQ(shapes(Level::community).size(), 2'851u);
  EXPECT_EQ(shapes(Level::grid).size(), 18'884u);
}

TEST_F(SyntheticCity, NestsEachLevelInTheOneAbove) {
  for (const auto& district : districts_) {
    std::map<std::string, std::vector<Shape>> parts;
    std::map<std::string, Shape> wholes;
    for (const Invented& division : district) {
      wholes[division.code] = division.shape;
      if (division.code.size() > 6) parts[division.code.substr(0, division.code.size() - 3)].push_back(division.shape);
    }
    for (const auto& [code, shapes] : parts)
      ASSERT_EQ(tiling_defects(shapes, wholes.at(code)), TilingDefects{}) << code;
  }
  LINLI_SHOWS("TER-25");
}

TEST_F(SyntheticCity, NumbersGridsWithinTheirCommunityAndNeverTwice) {
  std::set<std::string> codes;
  for (const auto& district : districts_)
    for (const Invented& division : district) {
      if (division.level != Level::grid) continue;
      ASSERT_EQ(division.code.size(), 15u);
      EXPECT_EQ(std::stoul(division.code.substr(12)), division.number);
      EXPECT_TRUE(codes.insert(division.code).second) << division.code;
      EXPECT_TRUE(division.kind == "residential" || division.kind == "unit");
    }
  EXPECT_EQ(codes.size(), 18'884u);
  LINLI_SHOWS("TER-12");
}

TEST_F(SyntheticCity, BalancesSizes) {
  for (const auto& district : districts_) {
    std::vector<double> areas;
    for (const Invented& division : district)
      if (division.level == Level::grid) areas.push_back(static_cast<double>(twice_area(division.shape)));
    std::sort(areas.begin(), areas.end());
    const double median = areas[areas.size() / 2];
    EXPECT_GT(areas.front(), 0.4 * median) << district[0].code;
    EXPECT_LT(areas.back(), 2 * median) << district[0].code;
  }
}

TEST_F(SyntheticCity, LocatesAsAPlainRtreeDoesAlsoAtBorders) {
  const std::vector<Shape> grids = shapes(Level::grid);
  const Locator locator(grids);
  const PlainRtree plain(grids);
  const Box box = bounds(city());
  std::mt19937 random(3);
  for (int i = 0; i < 150'000; ++i) {
    Wgs84Point p{box.low.lon_e7 + static_cast<int>(random() % (box.high.lon_e7 - box.low.lon_e7)),
                 box.low.lat_e7 + static_cast<int>(random() % (box.high.lat_e7 - box.low.lat_e7))};
    if (i % 2 == 0) {  // on a vertex, or within a metre of one
      const Ring& ring = grids[random() % grids.size()].polygons[0].outer;
      p = ring[random() % ring.size()];
      if (i % 4 == 0)
        p = {p.lon_e7 + static_cast<int>(random() % 180) - 90, p.lat_e7 + static_cast<int>(random() % 180) - 90};
    }
    ASSERT_EQ(locator.find(p), plain.find(p)) << p.lon_e7 << "," << p.lat_e7;
  }
}

TEST(Synthetic, GivesTheSameCityEveryTimeAndAnotherForAnotherSeed) {
  AsciiMap map(
      "aa.a\n"
      "aaaa\n"
      "a.aa\n");
  map.cell = 100'000;
  const Shape outline = map.shapes().at('a');
  const std::vector<CommunityPlan> plan{{"990101001001", 5}, {"990101001002", 3}, {"990101002001", 4}};
  auto drawn = [&](std::uint64_t seed) {
    std::vector<std::pair<std::string, Shape>> result;
    for (const Invented& division : invented("990101", outline, plan, seed))
      result.emplace_back(division.code, division.shape);
    return result;
  };
  const auto first = drawn(1);
  ASSERT_EQ(first.size(), 1u + 2 + 3 + 12);
  EXPECT_EQ(first, drawn(1));
  EXPECT_NE(first, drawn(2));
}

TEST(Synthetic, NumbersFromNorthToSouthAndWestToEast) {
  AsciiMap strip("aaaaaa\n");
  strip.cell = 100'000;
  const auto west_east = invented("990101", strip.shapes().at('a'), {{"990101001001", 4}});
  for (std::size_t i = 4; i < west_east.size(); ++i)
    EXPECT_LT(label_point(west_east[i - 1].shape).lon_e7, label_point(west_east[i].shape).lon_e7) << west_east[i].code;
  AsciiMap column("a\na\na\na\na\na\n");
  column.cell = 100'000;
  const auto north_south = invented("990101", column.shapes().at('a'), {{"990101001001", 4}});
  for (std::size_t i = 4; i < north_south.size(); ++i)
    EXPECT_GT(label_point(north_south[i - 1].shape).lat_e7, label_point(north_south[i].shape).lat_e7)
        << north_south[i].code;
}

TEST(Synthetic, PlansExactlyTheGridsAskedFor) {
  const std::vector<std::string> codes{"a", "b", "c"};
  std::uint32_t sum = 0;
  for (const CommunityPlan& plan : planned(codes, 17)) {
    EXPECT_GE(plan.grids, 1u);
    sum += plan.grids;
  }
  EXPECT_EQ(sum, 17u);
  EXPECT_THROW(planned(codes, 2), std::invalid_argument);
}

}  // namespace
}  // namespace linli::territory
