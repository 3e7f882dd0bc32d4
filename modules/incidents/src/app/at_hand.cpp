#include "incidents/at_hand.hpp"

#include "app/incidents.hpp"
#include "incidents_sql.hpp"

namespace linli::incidents {
namespace {

std::vector<std::string> urgent_matters(const Incidents& incidents) {
  std::vector<std::string> codes;
  for (const Matter& matter : incidents.catalogue().matters())
    if (matter.urgent) codes.push_back(matter.code);
  return codes;
}

}  // namespace

std::vector<OpenUrgent> open_urgent(const app::Context& context, db::Connection& db,
                                    const std::vector<std::string>& prefixes, const std::vector<Uuid>& units) {
  const Incidents& incidents = context.get<Incidents>();
  std::vector<OpenUrgent> found;
  for (const db::Row row : db.run(sql::open_urgent, db::Params::of(prefixes, units, urgent_matters(incidents))))
    found.push_back({row.uuid("id"), row.text("number"), incidents.matter_name(row.text("matter")), row.text("urgency"),
                     row.text("state"), row.text("address"), row.maybe_text("owner_unit_name"),
                     row.instant("reported_at"), row.maybe_instant("due"), row.integer("assists_absent")});
  return found;
}

WatchFigures watch_figures(const app::Context& context, db::Connection& db, const std::string& prefix, Instant from,
                           Instant to) {
  const db::Row row =
      db.run(sql::watch_figures, db::Params::of(prefix, from, to, urgent_matters(context.get<Incidents>())))[0];
  return {row.integer("reported"), row.integer("reported_urgent"), row.integer("closed")};
}

std::string matter_name(const app::Context& context, const std::string& code) {
  return context.get<Incidents>().matter_name(code);
}

}  // namespace linli::incidents
