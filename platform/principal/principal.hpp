#pragma once
#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/uuid.hpp"

namespace linli::access {

/// One role held by an account today: `role` over the territory `prefix` (division code; "" = nowhere by territory),
/// on a `line` of work (prefix of the matter code; "" = all), for a `unit` (nil = none). What a role may do is data
/// (policy/roles.yaml); the dates of a grant have already been applied.
struct Grant {
  std::string role;
  std::string prefix;
  std::string line;
  Uuid unit;
  bool operator==(const Grant&) const = default;
};

/// Who is asking: a value, decided once per request by platform/access and passed to every engine.
/// `anonymous` is a visitor without a session; `system` fires timers and jobs.
struct Principal {
  enum class Kind { anonymous, staff, token, system };
  Kind kind = Kind::anonymous;
  Uuid account;
  Uuid person;  ///< the real person behind the account (WRK-01)
  std::vector<Grant> grants;
  std::set<std::string> permissions;  ///< usable now: union over the grants, cut to a token's scopes
  std::set<std::string> withheld;     ///< would be usable with a second factor
  std::string display;                ///< masked name, first character and asterisks: fit for history and screens
  Uuid session;                       ///< session or token
  std::int64_t epoch = 0;
  bool by_cookie = false;      ///< writes must carry `X-Linli: 1`
  bool real_name = true;       ///< false: signed in, but may not act (WRK-01)
  bool second_factor = false;  ///< the session was opened with a one-time code

  bool signed_in() const { return kind == Kind::staff || kind == Kind::token; }
  bool has_role(std::string_view role) const;
  /// Whether the permission is held anywhere; where it reaches is Access::reach and Access::covers.
  bool may(std::string_view permission) const { return permissions.count(std::string(permission)) > 0; }
  std::vector<Uuid> units() const;  ///< distinct, without nil
};

/// Where a principal's permission reaches, as the parameters every list query takes:
///   scope_code ^@ ANY(prefixes)
///   OR EXISTS (SELECT FROM unnest(lined_prefixes, lines) AS r(prefix, line) WHERE scope_code ^@ r.prefix AND matter ^@
///   r.line) OR unit = ANY(units) OR (participant AND person participates) OR (own AND the record is the person's own).
/// A query that knows no lines of work leaves the second arm out and thereby shows less, never more.
/// An empty prefix reaches everything; a permission that is not held reaches nothing.
struct Reach {
  std::vector<std::string> prefixes;
  std::vector<std::string> lined_prefixes, lines;  ///< parallel: territory and line of work together
  std::vector<Uuid> units;
  Uuid person;               ///< nil unless `participant` or `own`, so that a query by it finds nothing
  bool participant = false;  ///< rows the person takes part in are reached too
  bool own = false;          ///< rows that are about the person or account itself
  bool nothing() const { return prefixes.empty() && lined_prefixes.empty() && units.empty() && !participant && !own; }
};

/// Where a permission reaches, for engines that platform/access itself stands on (audit, personal): offered as a
/// service by the composition root, answered by Access::reach.
struct ReachOf {
  std::function<Reach(const Principal& who, std::string_view permission)> of;
};

}  // namespace linli::access
