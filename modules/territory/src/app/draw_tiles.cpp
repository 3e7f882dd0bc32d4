#include "app/draw_tiles.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "domain/simplify.hpp"
#include "domain/wkb.hpp"
#include "store/store.hpp"

namespace linli::territory {

namespace {

struct Layer {
  std::string_view name;
  Level level;
  int first_zoom;
};
constexpr Layer kLayers[] = {{"districts", Level::district, 6},
                             {"streets", Level::street, 8},
                             {"communities", Level::community, 9},
                             {"grids", Level::grid, 11}};

/// Half a pixel of a 512-pixel tile, in web mercator metres.
double half_pixel(int zoom) { return 40'075'016.7 / (1 << zoom) / 512 / 2; }

void draw_layer(db::Connection& db, const Layer& layer, const std::vector<Division>& divisions,
                std::map<std::string, Shape>& outlines) {
  std::vector<Shape> shapes;
  std::vector<const Division*> owners;
  for (const Division& division : divisions)
    if (const auto outline = outlines.find(division.code); division.level == layer.level && outline != outlines.end()) {
      shapes.push_back(std::move(outline->second));
      owners.push_back(&division);
    }
  store::forget_tiles(db, layer.name);
  for (int zoom = layer.first_zoom; zoom <= kExactZoom; ++zoom) {
    const std::vector<Shape> simple = zoom == kExactZoom ? std::move(shapes) : simplified(shapes, half_pixel(zoom));
    store::add_tiles(db, layer.name, zoom, owners, simple);
  }
}

}  // namespace

int first_zoom(std::string_view layer) {
  for (const Layer& known : kLayers)
    if (known.name == layer) return known.first_zoom;
  return 99;
}

int drawing_for(int zoom) { return std::min(zoom, kExactZoom); }

void draw_tiles(db::Connection& db, LocalDate today) {
  const std::vector<Division> divisions = store::divisions_in_force(db, today);
  std::map<std::string, Shape> outlines = store::outlines_in_force(db, today);
  for (const Layer& layer : kLayers) draw_layer(db, layer, divisions, outlines);
}

}  // namespace linli::territory
