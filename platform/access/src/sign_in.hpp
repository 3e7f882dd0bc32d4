#pragma once
#include <optional>
#include <string>

#include "platform/access/access.hpp"

namespace linli::access {

struct SignIn {
  std::string username;
  std::string password;
  std::optional<std::string> code;  ///< one-time code, of accounts with a second factor
};

struct OpenedSession {
  std::string secret;  ///< the cookie's value
  Principal who;
  Instant ends_at;
};

/// Checks name, password and one-time code and opens a session. Refused{"locked_out"}, {"wrong_credentials"} (also for
/// names nobody has, as slowly), {"totp_needed"}, {"totp_wrong"}, {"totp_used"}, and for those who know the password
/// {"account_suspended"}, {"account_closed"}, {"account_not_in_force"}. Every outcome but a rest is audited.
OpenedSession sign_in(Access& access, db::Connection& db, const SignIn& with, const http::Request& request,
                      Instant now);

/// A username as accounts keep it, however it was typed.
std::string username_as_kept(std::string typed);
/// Refused{"account_suspended"}, {"account_closed"} or {"account_not_in_force"}; `account` is a row of
/// account_to_sign_in. Only somebody who knows the password, or keeps the host, may be told.
void check_in_force(const db::Row& account, LocalDate today);

/// Ends the session of the request's cookie.
void sign_out(db::Connection& db, const http::Request& request, const Principal& who, Instant now);

}  // namespace linli::access
