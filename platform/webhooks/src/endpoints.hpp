#pragma once
#include <optional>
#include <string>
#include <vector>

#include "platform/db/connection.hpp"
#include "platform/http/call.hpp"
#include "platform/outgoing/settings.hpp"
#include "platform/personal/vault.hpp"
#include "platform/webhooks/settings.hpp"

namespace linli::webhooks {

/// What people decide about an endpoint.
struct Wanted {
  std::string name, url;
  std::vector<std::string> kinds;
  std::string scope_code;
  std::optional<Uuid> unit;
  std::string state = "active";
};

struct Endpoint : Wanted {
  Uuid id, secret_subject;
  std::int64_t version = 0;
  Instant opened_at;
};

/// What the routes work with.
struct Office {
  Settings settings;
  const outgoing::Settings& outside;
  personal::Vault& vault;
  std::vector<std::string> kinds;  ///< that can be chosen, besides "incidents.*" and the like
};

/// Opens an endpoint and gives its secret; nothing when the same was opened before (by the same id).
/// Throws Refused{fields}: `outgoing_url_malformed`, `webhook_host_not_allowed`, `webhook_kind_unknown`,
/// `webhook_scope_form`, `unit_not_open`; Refused{"webhooks_too_many"} {most}, {"record_id_reused"}.
std::optional<std::string> open_endpoint(const http::Call& call, const Office& office, const Uuid& id,
                                         const Wanted& wanted);
/// Over the version that was read: Refused{"changed_meanwhile"}, {"not_found"}, and fields as above.
void change_endpoint(const http::Call& call, const Office& office, const Uuid& id, std::int64_t version,
                     const Wanted& wanted);
void remove_endpoint(const http::Call& call, const Uuid& id);
/// A new secret; the old one signs nothing from now on.
std::string renew_secret(const http::Call& call, const Office& office, const Uuid& id);
/// Throws Refused{"not_found"} for what is not there or was removed.
Endpoint existing(db::Connection& db, const Uuid& id);

}  // namespace linli::webhooks
