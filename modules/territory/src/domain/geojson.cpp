#include "domain/geojson.hpp"

#include <boost/json.hpp>

#include "kernel/json_text.hpp"

namespace linli::territory {

namespace {

namespace json = boost::json;

/// Collects mistakes while reading, so that a file's author sees all of them at once.
class Reader {
 public:
  explicit Reader(std::string_view system) : system_(system) {}

  std::vector<Outline> read(const json::value& document) {
    std::vector<Outline> outlines;
    const json::value* features = member(document, "features");
    if (features == nullptr || !features->is_array() || features->get_array().empty()) {
      mistake("features", "geojson_features");
    } else {
      for (const json::value& feature : features->get_array()) {
        where_ = "features[" + std::to_string(outlines.size()) + "]";
        outlines.push_back(read_feature(feature));
      }
    }
    if (!mistakes_.empty()) throw Refused(std::move(mistakes_));
    return outlines;
  }

 private:
  static const json::value* member(const json::value& of, std::string_view name) {
    const json::object* object = of.if_object();
    return object == nullptr ? nullptr : object->if_contains(name);
  }
  static std::string text(const json::value* of, std::string_view name) {
    const json::value* found = of == nullptr ? nullptr : member(*of, name);
    return found != nullptr && found->is_string() ? std::string(found->get_string()) : std::string();
  }
  void mistake(std::string field, std::string code) { mistakes_.push_back({std::move(field), std::move(code), {}}); }

  Outline read_feature(const json::value& feature) {
    const json::value* properties = member(feature, "properties");
    Outline outline{text(properties, "code"), text(properties, "name"), {}};
    if (outline.name.empty() && outline.code.empty()) mistake(where_ + ".properties.name", "required");
    const json::value* geometry = member(feature, "geometry");
    const json::value* coordinates = geometry == nullptr ? nullptr : member(*geometry, "coordinates");
    const std::string type = text(geometry, "type");
    if (coordinates == nullptr || !coordinates->is_array()) {
      mistake(where_ + ".geometry", "geojson_geometry");
    } else if (type == "Polygon") {
      outline.shape.polygons.push_back(read_polygon(*coordinates));
    } else if (type == "MultiPolygon") {
      for (const json::value& polygon : coordinates->get_array())
        outline.shape.polygons.push_back(read_polygon(polygon));
    } else {
      mistake(where_ + ".geometry.type", "geojson_geometry");
    }
    return outline;
  }

  Polygon read_polygon(const json::value& rings) {
    Polygon polygon;
    const json::array* array = rings.if_array();
    if (array == nullptr || array->empty()) {
      mistake(where_ + ".geometry.coordinates", "geojson_geometry");
      return polygon;
    }
    for (std::size_t i = 0; i < array->size(); ++i) {
      Ring ring = read_ring((*array)[i]);
      if (ring.size() < 3) mistake(where_ + ".geometry.coordinates", "geojson_ring_too_short");
      if (i == 0)
        polygon.outer = std::move(ring);
      else
        polygon.holes.push_back(std::move(ring));
    }
    return polygon;
  }

  Ring read_ring(const json::value& positions) {
    Ring ring;
    const json::array* array = positions.if_array();
    if (array == nullptr) return ring;
    for (const json::value& position : *array) {
      const json::array* pair = position.if_array();
      if (pair == nullptr || pair->size() < 2 || !(*pair)[0].is_number() || !(*pair)[1].is_number()) {
        mistake(where_ + ".geometry.coordinates", "geojson_position");
        break;
      }
      try {
        const Wgs84Point p = to_wgs84((*pair)[0].to_number<double>(), (*pair)[1].to_number<double>(), system_);
        if (ring.empty() || ring.back() != p) ring.push_back(p);
      } catch (const Refused& refused) {
        if (refused.code == "unknown_coordinate_system") throw;
        mistake(where_ + ".geometry.coordinates", refused.code);
        break;
      }
    }
    while (ring.size() > 1 && ring.front() == ring.back()) ring.pop_back();
    return ring;
  }

  std::string_view system_;
  std::string where_;
  std::vector<FieldError> mistakes_;
};

json::array closed(const Ring& ring) {
  json::array positions;
  for (std::size_t i = 0; i <= ring.size(); ++i) {
    const Wgs84Point p = ring[i % ring.size()];
    positions.push_back(json::array{p.lon(), p.lat()});
  }
  return positions;
}

}  // namespace

std::vector<Outline> read_outlines(std::string_view geojson, std::string_view system) {
  const json::value document = parse_json(geojson);
  const json::object* top = document.if_object();
  const json::value* declared = top == nullptr ? nullptr : top->if_contains("coordinate_system");
  if (declared != nullptr && declared->is_string()) system = declared->get_string();
  if (system.empty()) throw Refused(std::vector<FieldError>{{"coordinate_system", "system_needed", {}}});
  return Reader(system).read(document);
}

json::value to_geojson(const Shape& shape) {
  json::array polygons;
  for (const Polygon& polygon : shape.polygons) {
    json::array rings{closed(polygon.outer)};
    for (const Ring& hole : polygon.holes) rings.push_back(closed(hole));
    polygons.push_back(std::move(rings));
  }
  return json::object{{"type", "MultiPolygon"}, {"coordinates", std::move(polygons)}};
}

}  // namespace linli::territory
