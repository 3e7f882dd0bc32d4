#pragma once
#include <boost/geometry.hpp>
#include <boost/geometry/geometries/box.hpp>
#include <boost/geometry/geometries/point.hpp>
#include <boost/geometry/index/rtree.hpp>
#include <span>

#include "territory/shape.hpp"

namespace linli::territory {

/// The slow, plain way to find a point's shape, to hold the locator against: boxes in an R-tree, then the
/// exact test.
class PlainRtree {
 public:
  explicit PlainRtree(std::span<const Shape> shapes) : shapes_(shapes), tree_(boxes(shapes)) {}
  std::int32_t find(Wgs84Point p) const {
    std::int32_t found = -1;
    for (auto it = tree_.qbegin(boost::geometry::index::intersects(At(p.lon_e7, p.lat_e7))); it != tree_.qend(); ++it)
      if (const auto i = static_cast<std::int32_t>(it->second);
          (found < 0 || i < found) && holds(shapes_[it->second], p))
        found = i;
    return found;
  }

 private:
  using At = boost::geometry::model::point<std::int32_t, 2, boost::geometry::cs::cartesian>;
  using Entry = std::pair<boost::geometry::model::box<At>, std::size_t>;
  static std::vector<Entry> boxes(std::span<const Shape> shapes) {
    std::vector<Entry> entries;
    for (std::size_t i = 0; i < shapes.size(); ++i) {
      if (shapes[i].empty()) continue;
      const Box b = bounds(shapes[i]);
      entries.push_back({{At(b.low.lon_e7, b.low.lat_e7), At(b.high.lon_e7, b.high.lat_e7)}, i});
    }
    return entries;
  }
  std::span<const Shape> shapes_;
  boost::geometry::index::rtree<Entry, boost::geometry::index::quadratic<16>> tree_;
};

}  // namespace linli::territory
