#include "incidents/answering.hpp"

#include <boost/json.hpp>

#include "app/follow_report.hpp"
#include "app/show_incident.hpp"
#include "incidents_sql.hpp"

namespace linli::incidents {

KnownCase case_seen_by(http::Call& call, const Uuid& id) {
  const Case c = case_to_see(call, id);
  return {c.id, c.number, c.scope_code, c.source, c.state};
}

bool has_rated(db::Connection& db, const Uuid& incident) {
  for (const db::Row row : db.run(sql::contacts_of, db::Params::of(incident)))
    if (row.uuid("incident") == incident && !row.boolean("follows") && !row.is_null("rating")) return true;
  return false;
}

void rate_as_reporter(http::Call& call, const Uuid& incident, const ReporterRating& rating) {
  const std::optional<Case> found = find_case(call.db, incident);
  if (!found) throw Refused("incident_not_found");
  rate_as(call, first_reporter_of(call.db, *found), {rating.id, rating.score, rating.reasons, rating.text});
}

}  // namespace linli::incidents
