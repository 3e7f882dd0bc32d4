#include "domain/locator.hpp"

#include <gtest/gtest.h>

#include <random>

#include "ascii_map.hpp"
#include "rtree.hpp"

namespace linli::territory {
namespace {

struct Drawn {
  std::vector<char> letters;
  std::vector<Shape> shapes;
};
Drawn drawn(const AsciiMap& map) {
  Drawn d;
  for (auto& [letter, shape] : map.shapes()) {
    d.letters.push_back(letter);
    d.shapes.push_back(shape);
  }
  return d;
}

/// Asks for every point of the map's box and one unit around it, and compares with asking all shapes in turn.
void expect_every_point_as_brute_force(const std::vector<Shape>& shapes, const AsciiMap& map) {
  const Locator locator(shapes);
  const Wgs84Point sw = map.corner(0, static_cast<int>(map.rows.size())),
                   ne = map.corner(static_cast<int>(map.rows[0].size()), 0);
  for (std::int32_t lat = sw.lat_e7 - 1; lat <= ne.lat_e7 + 1; ++lat)
    for (std::int32_t lon = sw.lon_e7 - 1; lon <= ne.lon_e7 + 1; ++lon) {
      std::int32_t expected = Locator::kNowhere;
      for (std::size_t i = shapes.size(); i-- > 0;)
        if (holds(shapes[i], {lon, lat})) expected = static_cast<std::int32_t>(i);
      ASSERT_EQ(locator.find({lon, lat}), expected) << lon - sw.lon_e7 << "," << lat - sw.lat_e7;
    }
}

TEST(Locator, KnowsNothingWithoutShapes) {
  EXPECT_EQ(Locator().find({1'133'000'000, 231'000'000}), Locator::kNowhere);
  EXPECT_EQ(Locator(std::vector<Shape>(3)).find({0, 0}), Locator::kNowhere);
}

TEST(Locator, AgreesWithBruteForceOnEveryPointOfRandomMaps) {
  std::mt19937 random(1);
  for (int round = 0; round < 60; ++round) {
    std::string drawing;
    for (int row = 0; row < 6; ++row) {
      for (int column = 0; column < 7; ++column) drawing += "abcde."[random() % (round % 2 == 0 ? 6 : 5)];
      drawing += '\n';
    }
    AsciiMap map(drawing);
    map.cell = 1 + round % 7;
    SCOPED_TRACE("cell " + std::to_string(map.cell) + "\n" + drawing);
    expect_every_point_as_brute_force(drawn(map).shapes, map);
    if (HasFatalFailure()) return;
  }
}

TEST(Locator, GivesEveryBorderAndCornerPointOfATilingExactlyOneOwner) {
  AsciiMap map(
      "aaabb\n"
      "acddb\n"
      "acdcc\n");
  map.cell = 6;
  const Drawn d = drawn(map);
  const Locator locator(d.shapes);
  const Wgs84Point sw = map.corner(0, 3);
  for (std::int32_t y = 0; y < 18; ++y)
    for (std::int32_t x = 0; x < 30; ++x) {
      const Wgs84Point p{sw.lon_e7 + x, sw.lat_e7 + y};
      int owners = 0;
      for (const Shape& shape : d.shapes) owners += holds(shape, p);
      ASSERT_EQ(owners, 1) << x << "," << y;
      ASSERT_NE(locator.find(p), Locator::kNowhere);
    }
}

TEST(Locator, GivesEveryPointOfACrookedTilingExactlyOneOwner) {
  // As small as it can be without a level or upright edge, so that every point, on a border or beside it, is asked.
  std::mt19937 random(5);
  constexpr int kSide = 6, kStep = 23, kOff = 10;
  std::vector<Wgs84Point> vertices;
  for (int row = 0; row <= kSide; ++row)
    for (int column = 0; column <= kSide; ++column)
      vertices.push_back({1'133'000'000 + column * kStep + static_cast<int>(random() % kOff),
                          231'000'000 + row * kStep + static_cast<int>(random() % kOff)});
  std::vector<Shape> shapes;
  for (int row = 0; row < kSide; ++row)
    for (int column = 0; column < kSide; ++column) {
      const int at = row * (kSide + 1) + column;
      shapes.push_back({{{{vertices[at], vertices[at + 1], vertices[at + kSide + 2], vertices[at + kSide + 1]}, {}}}});
    }
  for (int y = kOff; y < kSide * kStep; ++y)
    for (int x = kOff; x < kSide * kStep; ++x) {
      int owners = 0;
      for (const Shape& shape : shapes) owners += holds(shape, {1'133'000'000 + x, 231'000'000 + y});
      ASSERT_EQ(owners, 1) << x << "," << y;
    }
}

TEST(Locator, TakesTheFirstWhereShapesOverlapAndNobodyInAGap) {
  AsciiMap map("ab.\n");
  Drawn d = drawn(map);
  d.shapes.push_back(d.shapes[0]);  // the ground of a once more
  const Locator locator(d.shapes);
  EXPECT_EQ(locator.find(map.middle(0, 0)), 0);
  EXPECT_EQ(locator.find(map.middle(1, 0)), 1);
  EXPECT_EQ(locator.find(map.middle(2, 0)), Locator::kNowhere);
}

TEST(Locator, DoesNotOverflowOnShapesHalfAWorldWide) {
  const std::vector<Shape> shapes{
      {{{{{-1'800'000'000, -900'000'000}, {1'800'000'000, -900'000'000}, {1'800'000'000, 899'999'999}}, {}}}},
      {{{{{-1'800'000'000, -900'000'000}, {1'800'000'000, 899'999'999}, {-1'800'000'000, 899'999'999}}, {}}}}};
  const Locator locator(shapes);
  EXPECT_EQ(locator.find({1'799'999'998, 899'999'997}), 0);
  EXPECT_EQ(locator.find({1'799'999'990, 899'999'998}), 1);
  EXPECT_EQ(locator.find({-1'800'000'000, 899'999'998}), 1);
  EXPECT_EQ(locator.find({0, -900'000'000}), 0);
  EXPECT_EQ(locator.find({2'000'000'000, 0}), Locator::kNowhere);
}

TEST(Locator, AgreesWithAPlainRtreeOnATiltedTilingAndItsVertices) {
  // A mesh of crooked quadrilaterals: shared vertices displaced at random, no edge level or upright.
  std::mt19937 random(7);
  constexpr int kSide = 40, kStep = 9973;
  std::vector<Wgs84Point> vertices;
  for (int row = 0; row <= kSide; ++row)
    for (int column = 0; column <= kSide; ++column)
      vertices.push_back({1'133'000'000 + column * kStep + static_cast<int>(random() % 5000),
                          231'000'000 + row * kStep + static_cast<int>(random() % 5000)});
  std::vector<Shape> shapes;
  for (int row = 0; row < kSide; ++row)
    for (int column = 0; column < kSide; ++column) {
      const int at = row * (kSide + 1) + column;
      shapes.push_back({{{{vertices[at], vertices[at + 1], vertices[at + kSide + 2], vertices[at + kSide + 1]}, {}}}});
    }
  const Locator locator(shapes);
  const PlainRtree plain(shapes);
  for (int i = 0; i < 200'000; ++i) {
    Wgs84Point p{1'133'000'000 + static_cast<int>(random() % (kSide * kStep)),
                 231'000'000 + static_cast<int>(random() % (kSide * kStep))};
    if (i % 3 == 0) p = vertices[random() % vertices.size()];
    ASSERT_EQ(locator.find(p), plain.find(p)) << p.lon_e7 << "," << p.lat_e7;
  }
}

TEST(Tracing, DrawsHolesPartsAndTouchingCorners) {
  const AsciiMap map(
      "aaaa.b\n"
      "acca.b\n"
      "aaaab.\n");
  const auto shapes = map.shapes();
  ASSERT_EQ(shapes.at('a').polygons.size(), 1u);
  EXPECT_EQ(shapes.at('a').polygons[0].holes.size(), 1u);
  EXPECT_EQ(shapes.at('b').polygons.size(), 2u) << "corner contact does not join";
  EXPECT_TRUE(twice_area(shapes.at('a')) == Int128{2 * 10} * 1000 * 1000);
  // A hole that touches the outer ring in a corner stays a hole of its own.
  const AsciiMap touching(
      "aaa\n"
      "a.a\n"
      ".aa\n");
  const Shape ring = touching.shapes().at('a');
  ASSERT_EQ(ring.polygons.size(), 1u);
  EXPECT_EQ(ring.polygons[0].holes.size(), 1u);
}

}  // namespace
}  // namespace linli::territory
