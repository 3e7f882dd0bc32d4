#pragma once
#include <optional>
#include <string>
#include <vector>

#include "asking.hpp"
#include "platform/access/access.hpp"

/// What a signed-in person does with the own account. Tokens may not (Refused{"session_needed"}).
namespace linli::access {

/// A new password; ends all other sessions. Guesses of the current one count towards the lockout.
void change_password(Access& access, db::Connection& db, const Asking& by, std::string_view peer,
                     const std::string& current, const std::string& password);

struct TotpToEnrol {
  std::string secret;  ///< base32
  std::string uri;     ///< for the QR code
};
/// Begins to enrol a second factor; nothing changes until confirm_totp. Who has one already gives a code of it too.
TotpToEnrol begin_totp(Access& access, db::Connection& db, const Asking& by, std::string_view peer,
                       const std::string& password, const std::optional<std::string>& code);
/// The first code of the new factor puts it in force for this session; all other sessions end.
void confirm_totp(Access& access, db::Connection& db, const Asking& by, const std::string& code);

struct NewToken {
  Uuid id;
  std::string name;
  std::vector<std::string> scopes;  ///< permissions
  std::optional<Instant> ends_at;
};
/// Makes an API token and returns its secret, shown once; the same id again renews the secret. Its scopes must be
/// permissions the asker holds now: Refused{"token_beyond_own"}. Lasts 90 days unless said, at most 366.
std::string make_token(Access& access, db::Connection& db, const Asking& by, const NewToken& asked, Instant& ends_at);
struct OwnToken {
  Uuid id;
  std::string name;
  std::vector<std::string> scopes;
  Instant opened_at, ends_at;
  std::optional<Instant> seen_at;
};
/// Tokens not revoked, newest first.
std::vector<OwnToken> own_tokens(db::Connection& db, const Uuid& account);
void revoke_token(db::Connection& db, const Asking& by, const Uuid& token);

}  // namespace linli::access
