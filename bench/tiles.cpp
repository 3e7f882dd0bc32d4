// What the demo city's territory costs to make, and what a vector tile costs to cut (warm, over the centre of the city,
// one connection) at each zoom the map uses, with its size before and after compression.
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <numbers>
#include <vector>

#include "app/draw_tiles.hpp"
#include "platform/http/compression.hpp"
#include "platform/resources.hpp"
#include "platform/testing/database.hpp"
#include "store/store.hpp"
#include "territory/import.hpp"
#include "territory/territory.hpp"

using namespace linli;
using namespace linli::territory;
using Steady = std::chrono::steady_clock;

namespace {

constexpr double kLon = 113.2646, kLat = 23.1252;
constexpr int kRuns = 15;

double milliseconds_since(Steady::time_point start) {
  return std::chrono::duration<double, std::milli>(Steady::now() - start).count();
}

void measure(db::Connection& db, const char* layer, int z) {
  const double n = std::ldexp(1.0, z);
  const int x = static_cast<int>((kLon + 180) / 360 * n);
  const int y = static_cast<int>((1 - std::asinh(std::tan(kLat * std::numbers::pi / 180)) / std::numbers::pi) / 2 * n);
  std::vector<double> times;
  std::string tile;
  for (int run = 0; run < kRuns; ++run) {
    const auto start = Steady::now();
    tile = store::tile(db, layer, z, x, y);
    times.push_back(milliseconds_since(start));
  }
  std::sort(times.begin(), times.end());
  std::printf("tiles: %-11s z%-2d %7.2f ms median, %7.2f best, %8zu bytes, %7zu gzipped\n", layer, z, times[kRuns / 2],
              times[0], tile.size(), http::gzipped(tile, 6).size());
}

}  // namespace

int main() {
  std::setvbuf(stdout, nullptr, _IOLBF, 0);
  TestDatabase database("tiles");
  db::Connection db = database.connect();
  const Act act{parse_instant("2026-09-01T01:00:00Z"), parse_date("2026-09-01"), nullptr, "bench"};
  auto start = Steady::now();
  import_divisions(db, resources::get("reference/adcodes-4401.csv"), "bench", false, act);
  import_outlines(db, resources::get("reference/districts-4401.geojson"), "gcj02", "4401", "district", false, act);
  std::printf("tiles: codes and outlines imported in %.0f ms\n", milliseconds_since(start));
  const CityInvented city = invent_geometry(db, "4401", {}, 18'884, "{n}", act);
  std::printf("tiles: %zu streets, %zu communities, %zu grids drawn and stored in %.1f s\n", city.streets,
              city.communities, city.grids, city.seconds);
  start = Steady::now();
  Territory territory;
  territory.refresh(db, act.as_of);
  std::printf("tiles: the whole read into memory in %.0f ms\n", milliseconds_since(start));
  db.script("analyze territory.tile_shape");
  for (const char* layer : {"districts", "streets", "communities", "grids"})
    for (int z = std::max(8, first_zoom(layer)); z <= 16; ++z) measure(db, layer, z);
}
