#pragma once
#include <string_view>
#include <vector>

#include "platform/access/access.hpp"

namespace linli::access {

/// A grant as asked for, with the territory of its unit.
struct GrantInQuestion {
  Grant grant;
  std::string unit_prefix;  ///< of grant.unit; empty without unit
};

/// Whether `who` may give (or take) this grant: one of the roles held lists it under `gives`, and territory, line and
/// unit lie within what that role itself is held for. Nobody can hand on more than they hold.
bool may_give(const Access& access, const Principal& who, const GrantInQuestion& asked);
/// may_give for all, or Refused{"grant_beyond_own"} naming the first that is not (role, scope).
void require_may_give(const Access& access, const Principal& who, const std::vector<GrantInQuestion>& asked);

}  // namespace linli::access
