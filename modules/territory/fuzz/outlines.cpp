// Outline files of any text: shapes with rings of three vertices and more, or a Refused that names the feature.
#include <cstdint>
#include <cstdlib>

#include "domain/geojson.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace linli;
  using namespace linli::territory;
  try {
    for (const Outline& outline : read_outlines({reinterpret_cast<const char*>(data), size}, "gcj02")) {
      if (outline.shape.empty()) std::abort();
      for (const Polygon& polygon : outline.shape.polygons)
        if (polygon.outer.size() < 3) std::abort();
    }
  } catch (const Refused& refused) {
    if (refused.fields.empty() && refused.code.empty()) std::abort();
  }
  return 0;
}
