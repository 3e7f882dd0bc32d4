#include "domain/tiling.hpp"

#include <algorithm>

#include "domain/tracing.hpp"

namespace linli::territory {

TilingDefects tiling_defects(std::span<const Shape> parts, const Shape& whole) {
  std::vector<Edge> inner;
  Int128 area = 0;
  for (const Shape& part : parts) {
    each_edge(part, [&](Wgs84Point a, Wgs84Point b) { inner.push_back({a, b}); });
    area += twice_area(part);
  }
  std::vector<Edge> outer = edges_of(whole);
  std::sort(inner.begin(), inner.end());
  std::sort(outer.begin(), outer.end());
  auto has = [](const std::vector<Edge>& edges, Edge e) { return std::binary_search(edges.begin(), edges.end(), e); };
  TilingDefects defects;
  defects.area_differs = area != twice_area(whole);
  for (std::size_t i = 0; i < inner.size(); ++i) {
    if (i > 0 && inner[i] == inner[i - 1]) ++defects.doubled;
    if (has(inner, {inner[i].to, inner[i].from}) == has(outer, inner[i])) ++defects.open;
  }
  for (const Edge& e : outer) defects.uncovered += !has(inner, e);
  return defects;
}

}  // namespace linli::territory
