#pragma once
#include <optional>
#include <string>
#include <vector>

#include "asking.hpp"
#include "platform/access/access.hpp"

namespace linli::access {

/// A person by real name, as registered (WRK-01).
struct RealPerson {
  std::string name;
  std::string phone;
};

struct DatedGrant {
  Grant grant;
  LocalDate valid_from;
  std::optional<LocalDate> valid_to;  ///< last day, included
};

/// An account to be written; everything has been judged before.
struct AccountToWrite {
  Uuid id;
  std::string username;
  std::optional<std::string> password_hash;
  Uuid unit;
  LocalDate valid_from;
  std::optional<LocalDate> valid_to;
  std::vector<DatedGrant> grants;
};

/// Refused{fields} unless the name has two characters and the phone is one.
void check(const RealPerson& person);
void check_username(std::string_view username);
/// The person who registered with this phone, if any; Refused{"phone_of_another"} when under another name, or when the
/// registration was erased.
std::optional<Uuid> registered_person(const Access& access, db::Connection& db, const RealPerson& person);
/// Registers a new person: name and phone go to the vault. Returns the person's id.
Uuid register_person(const Access& access, db::Batch& batch, const RealPerson& person, Instant now);
/// Adds account and grants.
void write_account(db::Batch& batch, const AccountToWrite& account, const Uuid& person, const Uuid& opened_by,
                   Instant now);

}  // namespace linli::access
