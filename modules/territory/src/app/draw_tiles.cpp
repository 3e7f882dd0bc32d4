#include "app/draw_tiles.hpp"

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
                             {"grids", Level::grid, 12}};  // farther off a grid is a handful of pixels

/// Half a pixel of a 512-pixel tile, in web mercator metres.
double half_pixel(int zoom) { return 40'075'016.7 / (1 << zoom) / 512 / 2; }

void draw_layer(db::Connection& db, const Layer& layer, const std::vector<Division>& divisions,
                std::map<std::string, Shape>& outlines) {
  std::vector<Shape> shapes;
  std::vector<store::TileDrawing> drawings;
  for (const Division& division : divisions)
    if (const auto outline = outlines.find(division.code); division.level == layer.level && outline != outlines.end()) {
      shapes.push_back(std::move(outline->second));
      drawings.push_back({&division, {}, {}});
    }
  for (int zoom = layer.first_zoom; zoom < store::kExactZoom; ++zoom) {
    std::vector<Shape> simple = simplified(shapes, half_pixel(zoom));
    for (std::size_t i = 0; i < drawings.size(); ++i)
      drawings[i].simpler[static_cast<std::size_t>(zoom - store::kFirstDrawnZoom)] = std::move(simple[i]);
  }
  for (std::size_t i = 0; i < drawings.size(); ++i) drawings[i].exact = std::move(shapes[i]);
  store::forget_tiles(db, layer.name);
  store::add_tiles(db, layer.name, drawings);
}

}  // namespace

int first_zoom(std::string_view layer) {
  for (const Layer& known : kLayers)
    if (known.name == layer) return known.first_zoom;
  return 99;
}

void draw_tiles(db::Connection& db, LocalDate today) {
  const std::vector<Division> divisions = store::divisions_in_force(db, today);
  std::map<std::string, Shape> outlines = store::outlines_in_force(db, today);
  for (const Layer& layer : kLayers) draw_layer(db, layer, divisions, outlines);
}

}  // namespace linli::territory
