#pragma once
#include <boost/json/fwd.hpp>
#include <string_view>

#include "platform/db/connection.hpp"
#include "platform/http/call.hpp"
#include "platform/principal/principal.hpp"

namespace linli::access {

/// Who asks for a change, in which request, when: what every use case needs.
struct Asking {
  const Principal& who;
  std::string_view request_id;
  Instant now;
};
inline Asking asking(const http::Call& call) { return {call.who, call.request.id, call.now}; }

/// Adds a line to the audit log: `action` "access.sign_in", `object` "account:<uuid>".
void note(db::Batch& batch, const Asking& by, std::string_view action, std::string_view object,
          std::string_view scope_code, const boost::json::value& detail);
void note(db::Batch& batch, const Asking& by, std::string_view action, std::string_view object,
          std::string_view scope_code);

/// Commits; what a named constraint refuses comes as Refused.
std::vector<db::Rows> commit(db::Connection& db, const db::Batch& batch);

/// One change as the client numbered it: its own id is the idempotency key, `digest` a keyed digest of what it asked.
struct Act {
  Uuid id;
  Uuid account;
  std::string digest;
};
/// True when this act was done before. Refused{"record_id_reused"} when its id stands for something else.
bool was_done(db::Connection& db, const Act& act);
/// Commits `batch` as this act; false when a parallel request had done it just before.
bool commit_once(db::Connection& db, db::Batch& batch, const Act& act, Instant now);

}  // namespace linli::access
