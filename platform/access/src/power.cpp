#include "power.hpp"

#include <algorithm>

#include "kernel/refusal.hpp"

namespace linli::access {
namespace {

bool within(const Grant& held, const GrantInQuestion& asked) {
  const Grant& wanted = asked.grant;
  if (!wanted.line.starts_with(held.line)) return false;
  if (!wanted.prefix.empty() && (held.prefix.empty() || !wanted.prefix.starts_with(held.prefix))) return false;
  if (wanted.unit.is_nil()) return true;
  return wanted.unit == held.unit || (!held.prefix.empty() && asked.unit_prefix.starts_with(held.prefix));
}

}  // namespace

bool may_give(const Access& access, const Principal& who, const GrantInQuestion& asked) {
  if (!who.may("accounts.manage")) return false;
  return std::ranges::any_of(who.grants, [&](const Grant& held) {
    const Role* role = access.roles().find(held.role);
    return role && std::ranges::find(role->gives, asked.grant.role) != role->gives.end() && within(held, asked);
  });
}

void require_may_give(const Access& access, const Principal& who, const std::vector<GrantInQuestion>& asked) {
  for (const GrantInQuestion& one : asked) {
    if (may_give(access, who, one)) continue;
    const Role* role = access.roles().find(one.grant.role);
    throw Refused{"grant_beyond_own",
                  {{"role", role ? role->name : one.grant.role},
                   {"scope", one.grant.prefix.empty() ? std::string("-") : access.scope_name(one.grant.prefix)}}};
  }
}

}  // namespace linli::access
