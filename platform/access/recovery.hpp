#pragma once
#include <string>

#include "platform/access/access.hpp"

/// The way back for an account that no administrator can help, such as the only administrator's.
namespace linli::access {

struct Recovered {
  std::string path;  ///< of the page that asks for a new password, with the link's secret behind `#`
  Instant ends_at;
};

/// For whoever keeps the host (`linli accounts recover`): the account of `username` loses its password, its second
/// factor, its sessions and the count of its failures, and gets a link that works once, for an hour. API tokens stay.
/// The audit log says that it was done on the host. Refused, without any change: {"no_such_account"} {username},
/// {"account_closed"}, {"account_suspended"}, {"account_not_in_force"} (DAT-09).
Recovered recover_account(Access& access, db::Connection& db, const std::string& username, Instant now);

}  // namespace linli::access
