#pragma once
#include <optional>
#include <string>

#include "asking.hpp"
#include "platform/access/access.hpp"
#include "registration.hpp"

namespace linli::access {

/// A link that works once, as given out: the page behind it sends the secret back with a password.
struct OneTimeLink {
  std::string secret;
  Instant ends_at;
  /// The page's path; the secret stands behind `#`, which browsers do not send.
  std::string path() const;
  std::string page;  ///< "/console/welcome" or "/console/first-administrator"
};

/// `recovery`: a new password by a link that lasts an hour, made on the host.
enum class LinkKind { new_account, new_password, recovery };

/// Adds a new link for the account to `batch`; the ones made before stop working.
OneTimeLink make_link(db::Batch& batch, LinkKind kind, const Uuid& account, Instant now);
/// Whom a link is for. Refused{"link_over"} when it was used, is too old or never was.
struct LinkOwner {
  std::string kind;
  Uuid account;  ///< nil for the first administrator's
  std::string username, display, unit_prefix;
  Instant ends_at;
};
LinkOwner owner_of(db::Connection& db, std::string_view secret, Instant now);
/// Sets the account's password by its link, ends its sessions and the link.
void set_password_by_link(Access& access, db::Connection& db, const Asking& by, std::string_view secret,
                          std::string_view password);

struct FirstAdministrator {
  std::string username;
  RealPerson person;
  std::string password;
};
/// Makes the first account of the instance, system administrator of the whole city, by the link printed at the first
/// start; the city's own unit with it when there is none.
void open_first_account(Access& access, db::Connection& db, const Asking& by, std::string_view secret,
                        const FirstAdministrator& first);

}  // namespace linli::access
