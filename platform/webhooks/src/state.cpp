#include "platform/webhooks/state.hpp"

#include "webhooks_sql.hpp"

namespace linli::webhooks {

State state(db::Connection& db) {
  const db::Row row = db.run(sql::state)[0];
  return {row.integer("waiting"), row.integer("dead"), row.maybe_instant("oldest")};
}

}  // namespace linli::webhooks
