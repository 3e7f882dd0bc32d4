#pragma once
#include <optional>
#include <string>
#include <vector>

#include "account.hpp"
#include "kernel/descriptor.hpp"
#include "own_account.hpp"
#include "platform/http/call.hpp"
#include "units.hpp"

/// What the routes answer, and its descriptors.
namespace linli::access {

struct GrantView {
  std::optional<Uuid> id;
  std::string role, role_name, prefix, scope_name, line;
  std::optional<Uuid> unit;
  std::optional<std::string> unit_name;
  std::string valid_from;
  std::optional<std::string> valid_to;
};

struct CityView {
  std::string code, name;
};

struct MeView {
  Uuid account;
  std::string username, display;
  std::vector<GrantView> grants;         ///< in force today
  std::vector<std::string> permissions;  ///< usable in this session
  bool real_name = false, totp_enrolled = false, totp_required = false;
  CityView city;
  bool demo = false;
};
extern const Descriptor kMe;
/// The account behind a session or token.
MeView me_view(const Access& access, db::Connection& db, const Principal& who, Instant now);

struct UnitRef {
  Uuid id;
  std::string name;
};

struct AccountView {
  Uuid id;
  std::optional<Uuid> subject, record;  ///< where name and phone are, for POST /api/v1/reveals
  std::string username, display, state;
  UnitRef unit;
  std::vector<GrantView> grants;
  std::string valid_from;
  std::optional<std::string> valid_to;
  bool real_name = false, password_set = false, totp_enrolled = false;
  Instant opened_at;
  std::optional<Instant> last_seen_at;
  std::int64_t idle_days = 0;
  std::optional<std::string> link;  ///< page of the one-time link, only when it was just made
  std::optional<Instant> link_ends_at;
};
extern const Descriptor kAccount;
AccountView account_view(const Access& access, const Account& account, Instant now);

struct UnitView {
  Uuid id;
  std::string name, kind, kind_name, prefix, scope_name;
  std::optional<Uuid> parent;
};
extern const Descriptor kUnit;
UnitView unit_view(const Access& access, const Unit& unit);

struct RoleView {
  std::string role, name;
  bool second_factor = false, needs_territory = false, needs_unit = false;
  bool may_give = false;  ///< the asker may give it somewhere
};
extern const Descriptor kRole;
RoleView role_view(const Access& access, const Principal& who, const Role& role);

struct TokenView {
  Uuid id;
  std::string name;
  std::vector<std::string> permissions;
  Instant created_at, expires_at;
  std::optional<Instant> last_used_at;
  std::optional<std::string> token;  ///< the secret, only when it was just made
};
extern const Descriptor kToken;

struct LinkView {
  std::string kind, username, display;
  Instant ends_at;
};
extern const Descriptor kLink;

struct TotpView {
  std::string secret, uri;
};
extern const Descriptor kTotp;

struct DemoAccountView {
  std::string role, role_name, jurisdiction, username, password;
};
extern const Descriptor kDemoAccount;

}  // namespace linli::access
