#include "kernel/refusal.hpp"
#include "territory/territory.hpp"

namespace linli::territory {

namespace {

struct Row {
  Level level;
  std::string_view text;
  std::size_t digits;
};
constexpr Row kLevels[] = {{Level::city, "city", 4},
                           {Level::district, "district", 6},
                           {Level::street, "street", 9},
                           {Level::community, "community", 12},
                           {Level::grid, "grid", 15}};

}  // namespace

std::string_view to_text(Level level) { return kLevels[static_cast<std::size_t>(level)].text; }

Level parse_level(std::string_view text) {
  for (const Row& row : kLevels)
    if (row.text == text) return row.level;
  throw Refused("unknown_level", {{"level", std::string(text)}});
}

Level level_of(std::string_view code) {
  for (const Row& row : kLevels)
    if (row.digits == code.size() && code.find_first_not_of("0123456789") == std::string_view::npos) return row.level;
  throw Refused("invalid_division_code", {{"value", std::string(code)}});
}

}  // namespace linli::territory
