#pragma once
#include <optional>
#include <string_view>

#include "kernel/place.hpp"
#include "kernel/time.hpp"

/// EXIF values as libvips prints them: the value, then the type in parentheses.
namespace linli::files {

/// `2026:11:22 10:05:07 (...)`, in the zone of `offset` (`+08:00 (...)`) or, without one, in the city's.
std::optional<Instant> exif_time(std::string_view text, std::string_view offset, const CityZone& zone);
/// `23/1 7/1 4520/100 (...)` and `N (...)`: degrees. Nothing for zero denominators and values out of range.
std::optional<double> exif_degrees(std::string_view text, std::string_view reference);
/// Nothing for 0, 0, which cameras write when they do not know.
std::optional<Wgs84Point> place_of(std::optional<double> lon, std::optional<double> lat);
/// ISO 6709 as films carry it: `+23.1291+113.2644+012.3/`.
std::optional<Wgs84Point> iso6709_place(std::string_view text);

}  // namespace linli::files
