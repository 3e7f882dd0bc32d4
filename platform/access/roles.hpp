#pragma once
#include <chrono>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "platform/principal/principal.hpp"

namespace linli::access {

/// Where a role's permission reaches, relative to the grant that gives the role; explained in policy/roles.yaml.
enum class ReachKind { territory, unit, participant, own, everywhere, city };

struct Role {
  std::string code;
  std::string name;
  bool second_factor = false;
  std::vector<std::string> gives;  ///< roles a holder may give to others
  std::map<std::string, std::set<ReachKind>, std::less<>> permissions;
};

/// How long a session lives without a request, and at most.
struct SessionTimes {
  std::chrono::minutes idle{};
  std::chrono::hours absolute{};
};

/// When repeated failures make sign-in rest, and for how long: `first`, doubled with each further failure.
struct LockoutRule {
  int failures = 0;
  std::chrono::seconds first{}, longest{};
  std::chrono::hours forgotten_after{};
};

/// policy/roles.yaml as read: names, permissions and reach of every role, and the rules of sign-in. Immutable.
class Roles {
 public:
  /// Throws Refused{fields} naming every defect: unknown or duplicate keys, permissions, roles or reach kinds.
  /// `city` is the instance's division code: the `city` reach needs a grant whose prefix contains it.
  static Roles parse(std::string_view yaml, std::string_view city);

  const Role* find(std::string_view role) const;
  const std::map<std::string, Role, std::less<>>& all() const { return roles_; }
  const std::map<std::string, std::string, std::less<>>& permissions() const { return permissions_; }
  const std::map<std::string, std::string, std::less<>>& unit_kinds() const { return unit_kinds_; }
  const std::string& city() const { return city_; }

  /// The reach a grant really gives for a permission: kinds of the role that have something to reach.
  std::set<ReachKind> effective(const Grant& grant, std::string_view permission) const;
  /// Whether its territory or unit gives the grant records to reach: an office role without unit, or a territorial one
  /// without prefix, does not.
  bool reaches_records(const Grant& grant) const;
  /// Every permission that `grant` makes usable.
  std::set<std::string> permissions_of(const Grant& grant) const;
  /// Whether any role among `grants` asks for a second factor.
  bool wants_second_factor(const std::vector<Grant>& grants) const;

  SessionTimes ordinary_session, second_factor_session;
  LockoutRule account_lockout, address_lockout;

 private:
  std::string city_;
  std::map<std::string, Role, std::less<>> roles_;
  std::map<std::string, std::string, std::less<>> permissions_, unit_kinds_;
};

}  // namespace linli::access
