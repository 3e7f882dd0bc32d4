#pragma once
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "kernel/uuid.hpp"

namespace linli::access {

/// One role held by an account: `role` over the territory `prefix` (division code; "" = nowhere by territory),
/// on a `line` of work ("" = all), for a `unit` (nil = none). Roles and their permissions are data (policy/roles.yaml).
struct Grant {
  std::string role;
  std::string prefix;
  std::string line;
  Uuid unit;
};

/// Who is asking. `anonymous` is a visitor without a session; `system` fires timers.
struct Principal {
  enum class Kind { anonymous, staff, token, system };
  Kind kind = Kind::anonymous;
  Uuid account;
  Uuid person;                        ///< the real person behind the account (WRK-01)
  std::vector<Grant> grants;
  std::set<std::string> permissions;  ///< union over the grants
  std::string display;                ///< masked name, e.g. "李**": fit for history and screens
  Uuid session;
  std::int64_t epoch = 0;
  bool has_role(std::string_view role) const;
  bool may(std::string_view permission) const { return permissions.count(std::string(permission)) > 0; }
  std::vector<Uuid> units() const;    ///< distinct, without nil
};

/// Where a principal's permission reaches, as the parameters every list query takes:
/// `scope_code ^@ ANY(prefixes) OR unit = ANY(units) OR person participates`.
struct Reach {
  std::vector<std::string> prefixes;
  std::vector<Uuid> units;
  Uuid person;
  bool participant = false;  ///< rows the person takes part in are reached too
  bool nothing() const { return prefixes.empty() && units.empty() && !participant; }
};

}  // namespace linli::access
