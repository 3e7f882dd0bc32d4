#pragma once
#include <string>

#include "platform/db/connection.hpp"
#include "platform/outgoing/call.hpp"
#include "platform/outgoing/settings.hpp"
#include "platform/personal/vault.hpp"
#include "platform/webhooks/settings.hpp"

namespace linli::webhooks {

/// An endpoint as it is called.
struct Target {
  Uuid id;
  std::string url, secret;
};

/// Calls the endpoints. Of several processes one calls an endpoint at a time, holding a session lock that ends with the
/// process: so the calls of one endpoint, and with them those of one case, go out one after the other.
class Sender {
 public:
  Sender(Settings settings, const outgoing::Settings& outside, personal::Vault& vault, std::string city);

  /// Sends what is due, a page for each endpoint; true if there may be more.
  bool step(db::Connection& db, const Clock& clock) const;
  /// One signed call, at once and without record: the test button.
  outgoing::Answer ping(const Target& target, const Uuid& id, Instant now) const;
  /// The target with its secret from the vault. Throws Refused{"webhook_secret_lost"} when that cannot be read.
  Target target(db::Connection& db, const Uuid& id, const std::string& url, const Uuid& secret_subject) const;

 private:
  bool send_due(db::Connection& db, const Clock& clock, const Target& target) const;
  bool send(db::Connection& db, const Clock& clock, const Target& target, const db::Row& row) const;
  outgoing::Answer call(const Target& target, const std::string& id, Instant now, std::string body) const;

  Settings settings_;
  const outgoing::Settings& outside_;
  personal::Vault& vault_;
  std::string city_;
};

/// Name of the vault's value that holds a secret.
inline constexpr const char* kSecretField = "webhook_secret";
/// "delivered", "refused" (a status outside 200-299), "host_not_allowed", or the failure's own code.
std::string outcome_of(const outgoing::Answer& answer);

}  // namespace linli::webhooks
