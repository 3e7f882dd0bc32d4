#include "domain/rates.hpp"

namespace linli::incidents {

std::optional<std::string> per_cent(std::int64_t part, std::int64_t whole) {
  if (whole <= 0) return std::nullopt;
  const std::int64_t tenths = (part * 2000 + whole) / (whole * 2);
  return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10);
}

}  // namespace linli::incidents
