#include "app/links.hpp"

#include "neighbours_sql.hpp"
#include "platform/app/module.hpp"
#include "platform/crypto/crypto.hpp"
#include "platform/personal/vault.hpp"

namespace linli::neighbours {

std::string link_of(http::Call& call, const Uuid& incident) {
  return call.app.get<personal::Vault>().digest("progress link of " + incident.text());
}

std::string digest_of(const std::string& token) { return crypto::to_hex(crypto::sm3(token)); }

Linked linked_reminder(http::Call& call) {
  const db::Rows rows = call.db.run(sql::find_reminder, db::Params::of(digest_of(call.request.params.at("token"))));
  if (rows.empty()) throw Refused("link_not_found");
  return {rows[0].uuid("incident"), rows[0].text("number"), rows[0].text("kind")};
}

}  // namespace linli::neighbours
