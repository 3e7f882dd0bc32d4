#include "asking.hpp"

#include <boost/json.hpp>

#include "access_sql.hpp"
#include "kernel/refusal.hpp"
#include "platform/audit/audit.hpp"
#include "platform/db/refusals.hpp"

namespace linli::access {
namespace {

void write(db::Batch& batch, const Asking& by, std::string_view action, std::string_view object,
           std::string_view scope_code, const boost::json::value* detail) {
  audit::Entry entry;
  entry.at = by.now;
  entry.who = &by.who;
  entry.action = action;
  entry.object = object;
  entry.scope_code = scope_code;
  entry.request_id = by.request_id;
  entry.detail = detail;
  audit::record(batch, entry);
}

}  // namespace

void note(db::Batch& batch, const Asking& by, std::string_view action, std::string_view object,
          std::string_view scope_code, const boost::json::value& detail) {
  write(batch, by, action, object, scope_code, &detail);
}

void note(db::Batch& batch, const Asking& by, std::string_view action, std::string_view object,
          std::string_view scope_code) {
  write(batch, by, action, object, scope_code, nullptr);
}

std::vector<db::Rows> commit(db::Connection& db, const db::Batch& batch) {
  try {
    return db.commit(batch);
  } catch (const db::Failure& failure) {
    db::rethrow_as_refused(failure);
  }
}

bool was_done(db::Connection& db, const Act& act) {
  const db::Rows rows = db.run(sql::act_by_id, db::Params::of(act.id));
  if (rows.empty()) return false;
  if (rows[0].uuid("account") != act.account || rows[0].text("digest") != act.digest) throw Refused{"record_id_reused"};
  return true;
}

bool commit_once(db::Connection& db, db::Batch& batch, const Act& act, Instant now) {
  batch.add(sql::add_act, db::Params::of(act.id, act.account, act.digest, now));
  try {
    db.commit(batch);
  } catch (const db::Failure& failure) {
    // Of two parallel requests the slower may fail on the record itself before it comes to note the act.
    if (failure.sqlstate == "23505" && was_done(db, act)) return false;
    db::rethrow_as_refused(failure);
  }
  return true;
}

}  // namespace linli::access
