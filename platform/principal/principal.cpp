#include "platform/principal/principal.hpp"

#include <algorithm>

namespace linli::access {

bool Principal::has_role(std::string_view role) const {
  return std::ranges::any_of(grants, [&](const Grant& g) { return g.role == role; });
}

std::vector<Uuid> Principal::units() const {
  std::vector<Uuid> out;
  for (const Grant& g : grants)
    if (!g.unit.is_nil() && std::ranges::find(out, g.unit) == out.end()) out.push_back(g.unit);
  return out;
}

}  // namespace linli::access
