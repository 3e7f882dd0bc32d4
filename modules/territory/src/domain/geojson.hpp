#pragma once
#include <string>
#include <string_view>
#include <vector>

#include <boost/json/fwd.hpp>

#include "kernel/refusal.hpp"
#include "territory/shape.hpp"

namespace linli::territory {

/// One feature of an outline file.
struct Outline {
  std::string code;  ///< property `code`, may be empty
  std::string name;  ///< property `name`
  Shape shape;       ///< as drawn: rings in any direction, not yet fitted to its neighbours
};

/// Reads a GeoJSON FeatureCollection of Polygons and MultiPolygons and converts its positions once from the coordinate
/// system declared for them (wgs84, cgcs2000, gcj02, bd09): by the file's member `coordinate_system`, or else by
/// `system`. Throws Refused with every mistake, named by feature: `features[3].geometry`; a system nobody declared is
/// `coordinate_system`: system_needed.
std::vector<Outline> read_outlines(std::string_view geojson, std::string_view system);

/// GeoJSON MultiPolygon geometry, rings closed, degrees with seven decimals.
boost::json::value to_geojson(const Shape& shape);

}  // namespace linli::territory
