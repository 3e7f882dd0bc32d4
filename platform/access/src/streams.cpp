#include "streams.hpp"

#include <map>
#include <set>

#include "access_sql.hpp"
#include "platform/http/event_stream.hpp"

namespace linli::access {

void close_outdated_streams(const Access& access, http::EventStream& streams, db::Connection& db, Instant now) {
  std::set<Uuid> listening;
  streams.close_if([&](const Principal& who) {
    if (who.signed_in()) listening.insert(who.session);
    return false;
  });
  if (listening.empty()) return;
  std::map<Uuid, std::int64_t> epochs;
  const std::vector<Uuid> ids(listening.begin(), listening.end());
  for (const auto& row : db.run(sql::listeners_in_force, db::Params::of(ids, now, access.zone().date_of(now))))
    epochs[row.uuid("id")] = row.integer("epoch");
  streams.close_if([&](const Principal& who) {
    const auto found = epochs.find(who.session);
    // Who came after the question was asked is left to the next round.
    if (!who.signed_in() || !listening.contains(who.session)) return false;
    return found == epochs.end() || found->second != who.epoch;
  });
}

}  // namespace linli::access
