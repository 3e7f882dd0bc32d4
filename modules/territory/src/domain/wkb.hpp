#pragma once
#include <string>
#include <string_view>

#include "territory/shape.hpp"

namespace linli::territory {

/// The shape as a MultiPolygon in well-known binary (little-endian), in hex, as PostGIS reads it. Degrees.
std::string wkb_hex(const Shape& shape);
/// The same in web mercator metres (EPSG:3857).
std::string wkb_hex_mercator(const Shape& shape);

/// Reads a Polygon or MultiPolygon in little-endian well-known binary, degrees; every coordinate is rounded to 1e-7
/// degree, which gives back exactly what wkb_hex was given. Throws std::invalid_argument on anything else.
Shape shape_from_wkb(std::string_view bytes);

/// Web mercator metres.
struct MercatorPoint {
  double x, y;
};
MercatorPoint to_mercator(Wgs84Point p);

}  // namespace linli::territory
