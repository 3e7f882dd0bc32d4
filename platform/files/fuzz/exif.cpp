// Times and places as cameras write them, any text: within the world, or nothing.
#include "exif.hpp"

#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace linli;
  using namespace linli::files;
  static const CityZone zone;
  const std::string_view text{reinterpret_cast<const char*>(data), size};
  const auto end = text.find('\n');
  const std::string_view first = text.substr(0, end), second = end == text.npos ? "" : text.substr(end + 1);
  exif_time(first, second, zone);
  const auto degrees = exif_degrees(first, second);
  if (degrees && !(*degrees >= -180 && *degrees <= 180)) std::abort();
  for (const auto& place : {place_of(degrees, degrees), iso6709_place(text)})
    if (place && (place->lat() > 90 || place->lat() < -90 || place->lon() > 180 || place->lon() < -180)) std::abort();
  return 0;
}
