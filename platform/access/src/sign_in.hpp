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

/// Ends the session of the request's cookie.
void sign_out(db::Connection& db, const http::Request& request, const Principal& who, Instant now);

}  // namespace linli::access
