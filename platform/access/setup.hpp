#pragma once
#include <optional>
#include <string>
#include <vector>

#include "platform/access/access.hpp"

/// How an instance comes by its first accounts: a link printed at the first start, or the staff of a demo city.
namespace linli::access {

/// The page's path with the secret of the first administrator's link, while the instance has no account; each call
/// makes a new link and ends the one before. Nothing once there is an account. Lasts 24 hours.
std::optional<std::string> first_administrator_link(db::Connection& db, Instant now);

struct UnitToMake {
  Uuid id;
  std::string name;
  std::string kind;    ///< of policy/roles.yaml, unit_kinds
  std::string prefix;  ///< division code
  std::optional<Uuid> parent;
};

struct AccountToMake {
  Uuid id;
  std::string username;
  std::string password;
  std::string name, phone;  ///< the real person; the same phone and name twice = two accounts of one person
  Uuid unit;
  std::vector<Grant> grants;
};

/// Writes units and accounts in bulk, in force from `since`. Nobody's rights are asked: only for a city that is being
/// set up. Passwords of a demo city are hashed at the least cost (kept in the hash), all others at the ordinary one.
void make_units(db::Connection& db, const std::vector<UnitToMake>& units, Instant now);
void make_accounts(Access& access, db::Connection& db, const std::vector<AccountToMake>& accounts, LocalDate since,
                   Instant now);

struct DemoAccount {
  std::string role, jurisdiction, username, password;
};
/// DIR/demo-accounts.json, readable by its owner only.
void write_demo_accounts(const std::string& data_dir, const std::string& open311_api_key,
                         const std::vector<DemoAccount>& accounts);

/// An API token of a demo account, for the outside system the demo speaks to: its secret, told once. Lasts 366 days.
std::string make_demo_token(db::Connection& db, const Uuid& account, const std::string& name,
                            const std::vector<std::string>& scopes, Instant now);

/// The principal of an account at a moment, as if it had signed in: to build a demo city's past through the product's
/// own commands. Refused{"not_found"} when it is not active then.
Principal act_as(const Access& access, db::Connection& db, const Uuid& account, Instant now);

}  // namespace linli::access
