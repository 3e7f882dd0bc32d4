#pragma once
#include <optional>
#include <string>
#include <vector>

#include "account.hpp"
#include "links.hpp"
#include "registration.hpp"

/// The life of an account (WRK-16): opened by the belonging unit, suspended on leave, closed on exit; and the roles it
/// is given. Every use case takes what the asker holds as the limit.
namespace linli::access {

struct NewAccount {
  Uuid id;
  std::string username;
  RealPerson person;
  Uuid unit;
  std::vector<Grant> grants;
  std::optional<LocalDate> valid_from, valid_to;
};
/// Opens an account bound to the real person and makes its one-time link. A replay gets a new link (the first one's
/// answer may have been lost), as long as no password was set. Refused: {"forbidden"}, {"grant_beyond_own"},
/// {"own_account"}, {"username_taken"}, {"phone_of_another"}, fields.
std::optional<OneTimeLink> open_account(Access& access, db::Connection& db, const Asking& by, const NewAccount& asked,
                                        const Act& act);

/// A new link for a forgotten password; with `drop_second_factor` also for a lost phone. Only for accounts that hold
/// nothing the asker could not give.
OneTimeLink renew_link(Access& access, db::Connection& db, const Asking& by, const Uuid& account,
                       bool drop_second_factor, const Act& act);

/// `reason` is one of kStateReasons. A closed account stays closed; opening again asks for power over all its grants.
void change_state(Access& access, db::Connection& db, const Asking& by, const Uuid& account, const std::string& state,
                  const std::string& reason, const Act& act);
inline const std::vector<const char*> kStateReasons = {"leave", "return", "exit", "transfer", "security", "mistake"};

void give_grant(Access& access, db::Connection& db, const Asking& by, const Uuid& account, const DatedGrant& asked,
                const Act& act);
void take_grant(Access& access, db::Connection& db, const Asking& by, const Uuid& account, const Uuid& grant);

}  // namespace linli::access
