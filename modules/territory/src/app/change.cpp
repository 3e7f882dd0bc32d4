#include "app/change.hpp"

#include <boost/json.hpp>

#include "platform/audit/audit.hpp"
#include "platform/db/refusals.hpp"
#include "store/store.hpp"

namespace linli::territory {

std::int64_t change(db::Connection& db, const Act& act, std::string_view action, std::string_view scope_code,
                    const std::function<boost::json::value(db::Connection&)>& work) {
  std::int64_t version = 0;
  try {
    db.transaction([&](db::Connection& inside) {
      version = store::raise_version(inside, act.now);
      store::note_version(inside, {version, act.now, std::string(action), act.note});
      const boost::json::value detail = work(inside);
      db::Batch trace;
      audit::record(trace, {.at = act.now,
                            .who = act.who,
                            .action = action,
                            .object = "territory",
                            .scope_code = scope_code,
                            .request_id = act.request_id,
                            .purpose = {},
                            .detail = &detail});
      inside.commit(trace);
    });
  } catch (const db::Failure& failure) {
    db::rethrow_as_refused(failure);
  }
  return version;
}

std::vector<VersionNote> version_notes(db::Connection& db, int limit) { return store::version_notes(db, limit); }

}  // namespace linli::territory
