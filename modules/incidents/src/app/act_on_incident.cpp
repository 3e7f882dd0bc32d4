#include "app/act_on_incident.hpp"

#include <boost/json.hpp>

#include "app/merge_incidents.hpp"
#include "app/show_incident.hpp"
#include "incidents_sql.hpp"

namespace linli::incidents {
namespace {

// The engine's guards are pure; that a unit named in a form exists and is open is looked up before.
void check_units(http::Call& call, const json::object& fields) {
  for (const char* name : {"unit", "proper_unit"}) {
    const json::value* unit = fields.if_contains(name);
    if (!unit || !unit->is_string()) continue;  // the engine says whether it is needed
    const std::string_view text(unit->get_string());
    const db::Rows rows = call.db.run(sql::find_unit, db::Params::of(Uuid::parse(text)));
    if (rows.empty() || !rows[0].is_null("closed_at")) throw Refused("unit_unknown");
  }
}

// The duty goes to somebody who works at that place.
void check_person(http::Call& call, const Case& c, const json::object& fields) {
  const json::value* person = fields.if_contains("person");
  if (!person || !person->is_string()) return;  // the engine says that it is needed
  if (call.db
          .run(sql::find_colleague, db::Params::of(Uuid::parse(std::string_view(person->get_string())), c.scope_code,
                                                   call.app.zone().date_of(call.now)))
          .empty())
    throw Refused("person_unknown");
}

}  // namespace

workflow::Attempt attempt_of(const http::Call& call, const ActionGiven& given) {
  auto fields = std::make_shared<json::object>();
  if (given.fields.is_object())
    *fields = given.fields.get_object();
  else if (!given.fields.is_null())
    throw Refused(std::vector<FieldError>{{"fields", "not_an_object", {}}});
  workflow::Attempt attempt;
  attempt.who = &call.who;
  attempt.action = given.action;
  attempt.record_id = given.id;
  attempt.seen_version = given.version;
  attempt.fields = std::move(fields);
  attempt.now = call.now;
  attempt.request_id = call.request.id;
  return attempt;
}

IncidentView act_on_incident(http::Call& call, Incidents& incidents, const ActionGiven& given) {
  const Case c =
      case_to_see(call, call.id_param("id"));  // who may not see a case learns nothing from trying to act on it
  const workflow::Attempt attempt = attempt_of(call, given);
  // Two cases change together; what the other one writes down is never asked for by itself.
  if (given.action == "merge" || given.action == "unmerge") {
    given.action == "merge" ? merge_incident(call, given, *attempt.fields)
                            : unmerge_incident(call, given, *attempt.fields);
    return show_incident(call, incidents);
  }
  if (given.action == "absorb" || given.action == "release" || given.action == "follow")
    throw Refused("unknown_action", {{"action", given.action}});
  if (given.action == "hand_over") check_person(call, c, *attempt.fields);
  check_units(call, *attempt.fields);
  call.app.get<workflow::Engine>().act(call.db, "incident", c.id, attempt);
  return show_incident(call, incidents);
}

}  // namespace linli::incidents
