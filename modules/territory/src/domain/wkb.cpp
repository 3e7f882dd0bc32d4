#include "domain/wkb.hpp"

#include <bit>
#include <cmath>
#include <cstring>
#include <numbers>
#include <stdexcept>

namespace linli::territory {

namespace {

static_assert(std::endian::native == std::endian::little, "written for little-endian machines");
constexpr std::uint32_t kPolygon = 3, kMultiPolygon = 6;

class Writer {
 public:
  template <class T>
  void put(T value) {
    constexpr char kDigits[] = "0123456789ABCDEF";
    unsigned char bytes[sizeof value];
    std::memcpy(bytes, &value, sizeof value);
    for (const unsigned char byte : bytes) {
      hex_ += kDigits[byte >> 4];
      hex_ += kDigits[byte & 15];
    }
  }
  template <class Project>
  void put_shape(const Shape& shape, Project project) {
    auto put_ring = [&](const Ring& ring) {
      put(static_cast<std::uint32_t>(ring.size() + 1));
      for (std::size_t i = 0; i <= ring.size(); ++i) {
        const MercatorPoint p = project(ring[i % ring.size()]);
        put(p.x);
        put(p.y);
      }
    };
    put(std::uint8_t{1});
    put(kMultiPolygon);
    put(static_cast<std::uint32_t>(shape.polygons.size()));
    for (const Polygon& polygon : shape.polygons) {
      put(std::uint8_t{1});
      put(kPolygon);
      put(static_cast<std::uint32_t>(polygon.holes.size() + 1));
      put_ring(polygon.outer);
      for (const Ring& hole : polygon.holes) put_ring(hole);
    }
  }
  std::string take() { return std::move(hex_); }

 private:
  std::string hex_;
};

class Reader {
 public:
  explicit Reader(std::string_view bytes) : left_(bytes) {}
  template <class T>
  T get() {
    if (left_.size() < sizeof(T)) throw std::invalid_argument("well-known binary breaks off");
    T value;
    std::memcpy(&value, left_.data(), sizeof value);
    left_.remove_prefix(sizeof value);
    return value;
  }
  std::uint32_t header() {
    if (get<std::uint8_t>() != 1) throw std::invalid_argument("well-known binary is not little-endian");
    return get<std::uint32_t>();
  }
  Polygon polygon() {
    Polygon polygon;
    const auto rings = get<std::uint32_t>();
    for (std::uint32_t i = 0; i < rings; ++i) (i == 0 ? polygon.outer : polygon.holes.emplace_back()) = ring();
    return polygon;
  }

 private:
  Ring ring() {
    const auto count = get<std::uint32_t>();
    if (count < 4 || count > left_.size() / 16) throw std::invalid_argument("a ring of impossible length");
    Ring ring;
    ring.reserve(count);
    for (std::uint32_t i = 0; i < count; ++i) {
      const auto lon = get<double>(), lat = get<double>();
      ring.push_back(
          {static_cast<std::int32_t>(std::lround(lon * 1e7)), static_cast<std::int32_t>(std::lround(lat * 1e7))});
    }
    ring.pop_back();
    return ring;
  }
  std::string_view left_;
};

}  // namespace

MercatorPoint to_mercator(Wgs84Point p) {
  constexpr double kRadius = 6'378'137, kRadian = std::numbers::pi / 180 * 1e-7;
  return {kRadius * p.lon_e7 * kRadian, kRadius * std::asinh(std::tan(p.lat_e7 * kRadian))};
}

std::string wkb_hex(const Shape& shape) {
  Writer writer;
  writer.put_shape(shape, [](Wgs84Point p) { return MercatorPoint{p.lon_e7 / 1e7, p.lat_e7 / 1e7}; });
  return writer.take();
}

std::string wkb_hex_mercator(const Shape& shape) {
  Writer writer;
  writer.put_shape(shape, to_mercator);
  return writer.take();
}

Shape shape_from_wkb(std::string_view bytes) {
  Reader reader(bytes);
  Shape shape;
  if (const std::uint32_t type = reader.header(); type == kPolygon) {
    shape.polygons.push_back(reader.polygon());
  } else if (type == kMultiPolygon) {
    const auto count = reader.get<std::uint32_t>();
    for (std::uint32_t i = 0; i < count; ++i) {
      if (reader.header() != kPolygon) throw std::invalid_argument("a part that is no polygon");
      shape.polygons.push_back(reader.polygon());
    }
  } else {
    throw std::invalid_argument("neither polygon nor multipolygon");
  }
  return shape;
}

}  // namespace linli::territory
