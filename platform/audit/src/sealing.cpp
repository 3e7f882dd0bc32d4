#include "platform/audit/sealing.hpp"

#include "audit_sql.hpp"

namespace linli::audit {

Sealing sealing(db::Connection& db) {
  const db::Row row = db.run(sql::sealing)[0];
  return {row.integer("entries"), row.maybe_instant("oldest"), row.maybe_instant("sealed_at")};
}

}  // namespace linli::audit
