#include "app/act_on_incident.hpp"

#include <boost/json.hpp>

#include "app/show_incident.hpp"
#include "incidents_sql.hpp"
#include "platform/workflow/workflow.hpp"

namespace linli::incidents {
namespace {

// The engine's guards are pure; that a unit exists and is open is looked up before.
void check_unit(http::Call& call, const json::object& fields) {
  const json::value* unit = fields.if_contains("unit");
  if (!unit || !unit->is_string()) return;  // the engine says that it is needed
  const db::Rows rows = call.db.run(sql::find_unit, db::Params::of(Uuid::parse(std::string_view(unit->get_string()))));
  if (rows.empty() || !rows[0].is_null("closed_at")) throw Refused("unit_unknown");
}

}  // namespace

IncidentView act_on_incident(http::Call& call, Incidents& incidents, const ActionGiven& given) {
  show_incident(call, incidents);  // who may not see a case learns nothing from trying to act on it
  auto fields = std::make_shared<json::object>();
  if (given.fields.is_object())
    *fields = given.fields.get_object();
  else if (!given.fields.is_null())
    throw Refused(std::vector<FieldError>{{"fields", "not_an_object", {}}});
  if (given.action == "dispatch") check_unit(call, *fields);
  workflow::Attempt attempt;
  attempt.who = &call.who;
  attempt.action = given.action;
  attempt.record_id = given.id;
  attempt.seen_version = given.version;
  attempt.fields = std::move(fields);
  attempt.now = call.now;
  attempt.request_id = call.request.id;
  call.app.get<workflow::Engine>().act(call.db, "incident", call.id_param("id"), attempt);
  return show_incident(call, incidents);
}

}  // namespace linli::incidents
