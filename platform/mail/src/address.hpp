#pragma once
#include <optional>
#include <string>

#include "platform/db/connection.hpp"
#include "platform/mail/settings.hpp"
#include "platform/outgoing/settings.hpp"
#include "platform/personal/vault.hpp"
#include "platform/text/messages.hpp"

namespace linli::mail {

/// What mail works with.
struct Office {
  Settings settings;
  const outgoing::Settings& outside;
  personal::Vault& vault;
  const text::Messages& messages;
};

/// An account's choices as its owner sees them.
struct Choice {
  std::string address;  ///< "l***@example.gov.cn"; empty: none
  bool proven = false, immediate = false, digest = false;
};
Choice choice_of(db::Connection& db, const Office& office, const Uuid& account);

/// Keeps the address with the account's person and mails it a code of six digits. Throws Refused{fields}
/// `mail_address_malformed`; Refused{"mail_not_configured"}, {"mail_not_sent"}, {"mail_codes_too_many"} {minutes}.
void begin_proof(db::Connection& db, const Office& office, const Uuid& account, const std::string& address,
                 Instant now);
/// Throws Refused{fields} `mail_code_wrong` when it is not the code, is over, or was tried too often.
void prove(db::Connection& db, const Office& office, const Uuid& account, const std::string& code, Instant now);
/// Throws Refused{"mail_not_proven"}.
void choose(db::Connection& db, const Uuid& account, bool immediate, bool digest);
/// Forgets address and choices.
void forget(db::Connection& db, const Office& office, const Uuid& account);
/// Where mail for this account goes; nothing without a proven address, or once the person was erased.
std::optional<std::string> proven_address(db::Connection& db, const Office& office, const Uuid& account);

}  // namespace linli::mail
