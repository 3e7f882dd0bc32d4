#include "exif.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <string>

#include "kernel/refusal.hpp"

namespace linli::files {
namespace {

std::string_view without_type(std::string_view text) {
  text = text.substr(0, text.find(" ("));
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

/// The number at the front of `text`, which is taken off.
std::optional<double> take_number(std::string_view& text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  double value = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed);
  if (error != std::errc{} || !std::isfinite(value)) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return value;
}

/// `4520/100` or `45`.
std::optional<double> take_ratio(std::string_view& text) {
  auto value = take_number(text);
  if (!value || !text.starts_with('/')) return value;
  text.remove_prefix(1);
  auto divisor = take_number(text);
  if (!divisor || *divisor == 0) return std::nullopt;
  return *value / *divisor;
}

}  // namespace

std::optional<Instant> exif_time(std::string_view text, std::string_view offset, const CityZone& zone) {
  text = without_type(text);
  if (text.size() < 19) return std::nullopt;
  std::string date(text.substr(0, 10)), clock(text.substr(11, 8));
  date[4] = date[7] = '-';
  offset = without_type(offset);
  try {
    bool known = offset.size() == 6 && (offset[0] == '+' || offset[0] == '-');
    auto instant = parse_instant(date + "T" + clock + (known ? std::string(offset) : "Z"));
    if (known) return instant;
    return zone.to_instant(LocalTime(instant.time_since_epoch()));
  } catch (const Refused&) {
    return std::nullopt;
  }
}

std::optional<double> exif_degrees(std::string_view text, std::string_view reference) {
  text = without_type(text);
  reference = without_type(reference);
  double degrees = 0, unit = 1;
  for (int part = 0; part < 3; ++part, unit *= 60) {
    auto value = take_ratio(text);
    if (!value) return std::nullopt;
    degrees += *value / unit;
    if (text.starts_with(' ')) text.remove_prefix(1);
    if (text.empty()) break;
  }
  if (!(degrees >= 0 && degrees <= 180)) return std::nullopt;
  return reference == "S" || reference == "W" ? -degrees : degrees;
}

std::optional<Wgs84Point> place_of(std::optional<double> lon, std::optional<double> lat) {
  if (!lon || !lat || std::abs(*lon) > 180 || std::abs(*lat) > 90 || (*lon == 0 && *lat == 0)) return std::nullopt;
  return Wgs84Point::of(*lon, *lat);
}

std::optional<Wgs84Point> iso6709_place(std::string_view text) {
  auto lat = take_number(text);
  if (!lat || text.empty() || (text[0] != '+' && text[0] != '-')) return std::nullopt;
  return place_of(take_number(text), lat);
}

}  // namespace linli::files
