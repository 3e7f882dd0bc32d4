#include "app/assists.hpp"

#include <boost/json.hpp>

#include "app/act_on_incident.hpp"
#include "app/child_case.hpp"
#include "app/keep.hpp"
#include "app/show_incident.hpp"
#include "incidents_sql.hpp"
#include "platform/access/access.hpp"
#include "platform/http/page.hpp"
#include "platform/personal/vault.hpp"
#include "platform/resources.hpp"
#include "store/cases.hpp"

namespace linli::incidents {
namespace {

using workflow::Attempt;
using workflow::Settled;
using workflow::Snapshot;

constexpr const char* kWorkflow = "assist";
constexpr const char* kDefinition = "modules/incidents/workflows/assist.yaml";

void set_facts(const Incidents& incidents, Snapshot& at, const db::Row& row) {
  set_child_facts(incidents, at, row);
  at.facts.set("lon_e7", row.integer("lon_e7"));
  at.facts.set("lat_e7", row.integer("lat_e7"));
}

// Where the people who checked in stood, if they gave it: metres from the case.
std::optional<std::int64_t> distance_of(const Snapshot& at, const Attempt& attempt) {
  const json::value* place = attempt.fields ? attempt.fields->if_contains("place") : nullptr;
  if (!place || !place->is_object()) return std::nullopt;
  const json::object& given = place->get_object();
  const auto number = [&](const char* name) {
    const json::value* value = given.if_contains(name);
    if (!value || !value->is_number()) throw Refused(std::vector<FieldError>{{"fields.place", "wrong_form", {}}});
    return value->to_number<double>();
  };
  const json::value* system = given.if_contains("system");
  const Wgs84Point here =
      to_wgs84(number("lon"), number("lat"), system && system->is_string() ? system->get_string() : "wgs84");
  const Wgs84Point there{static_cast<std::int32_t>(at.facts.figure("lon_e7")),
                         static_cast<std::int32_t>(at.facts.figure("lat_e7"))};
  return static_cast<std::int64_t>(distance_m(here, there));
}

void follow(const workflow::Engine& engine, const Snapshot& at, const Settled& settled, db::Batch& batch) {
  const bool ends = engine.definition(kWorkflow).state(settled.to).is_final(), begins = settled.from.empty();
  const int absent = (settled.to == "absent") - (settled.from == "absent" && !settled.aside);
  batch.add(sql::follow_assist, db::Params::of(at.case_id, at.district, settled.to, settled.version,
                                               settled.clock ? std::optional(settled.clock->due) : std::nullopt,
                                               settled.at, ends ? std::optional(settled.at) : std::nullopt,
                                               static_cast<int>(begins) - static_cast<int>(ends), absent));
}

void register_effects(workflow::Engine& engine, Incidents& incidents) {
  engine.effect("keep_assist_words",
                [&incidents](const Snapshot& at, const Attempt& attempt, const Settled&, db::Connection& db,
                             db::Batch& batch) { keep_words(incidents, incident_of(at), attempt, db, batch); });
  engine.effect("keep_assist_evidence",
                [&incidents](const Snapshot& at, const Attempt& attempt, const Settled&, db::Connection& db,
                             db::Batch& batch) { keep_evidence(incidents, incident_of(at), attempt, db, batch); });
  engine.effect("keep_arrival",
                [](const Snapshot& at, const Attempt& attempt, const Settled&, db::Connection&, db::Batch& batch) {
                  batch.add(sql::keep_arrival, db::Params::of(at.case_id, at.district, attempt.now,
                                                              attempt.who->display, distance_of(at, attempt)));
                });
  engine.effect("keep_assist_result", [](const Snapshot& at, const Attempt& attempt, const Settled&, db::Connection&,
                                         db::Batch& batch) {
    batch.add(sql::keep_assist_result, db::Params::of(at.case_id, at.district, attempt.record_id, nullptr));
  });
  engine.effect("keep_assist_score", [](const Snapshot& at, const Attempt& attempt, const Settled&, db::Connection&,
                                        db::Batch& batch) {
    batch.add(sql::keep_assist_result, db::Params::of(at.case_id, at.district, nullptr, attempt.text("score")));
  });
}

Uuid incident_helped(db::Connection& db, const Uuid& assist) {
  const db::Rows rows = db.run(sql::assist_facts, db::Params::of(assist));
  if (rows.empty()) throw Refused("incident_not_found");
  return rows[0].uuid("incident");
}

template <class View>
void read_assist(View& view, const db::Row& row, Instant now) {
  view.id = row.uuid("id");
  view.kind = row.text("kind");
  view.unit_name = row.maybe_text("unit_name");
  view.state = row.text("state");
  view.due = row.maybe_instant("due");
  view.overdue = row.is_null("closed_at") && view.due && *view.due < now;
  view.asked_at = row.instant("asked_at");
  view.asked_by = row.text("asked_by");
  view.arrived_at = row.maybe_instant("arrived_at");
  view.arrived_by = row.maybe_text("arrived_name");
  view.distance_m = row.maybe_integer("distance_m");
  view.score = row.maybe_text("score");
  view.version = row.integer("version");
}

}  // namespace

void register_assists(workflow::Engine& engine, Incidents& incidents) {
  register_effects(engine, incidents);
  const Settings& s = incidents.settings();
  for (const auto& [name, length] : {std::pair{"assist", s.assist}, std::pair{"assist_urgent", s.assist_urgent},
                                     std::pair{"arrive", s.arrive}, std::pair{"settle_assist", s.settle_assist}})
    engine.limit(name, [length = length](const Snapshot&, const Attempt&) { return length; });
  workflow::Cases cases;
  cases.ask = [](db::Batch& batch, const Uuid& id) { batch.add(sql::assist_facts, db::Params::of(id)); };
  cases.answer = [&incidents](std::span<const db::Rows> rows, Snapshot& at) {
    if (rows[0].empty()) return false;
    set_facts(incidents, at, rows[0][0]);
    return true;
  };
  cases.follow = [&engine](const Snapshot& at, const Attempt&, const Settled& settled, db::Batch& batch) {
    follow(engine, at, settled, batch);
  };
  engine.cases(kWorkflow, std::move(cases));
  engine.load(kDefinition, resources::get(kDefinition));
}

bool with_a_unit(std::string_view state) {
  return state == "dispatched" || state == "contested" || state == "handling" || state == "suspended";
}

IncidentView ask_assist(http::Call& call, Incidents& incidents, const AssistGiven& given) {
  show_incident(call, incidents);  // who may not see the case learns nothing from asking
  const std::string kind = given.whistle ? given.kind.value_or("") : "assist";
  for (const db::Row asked : call.db.run(sql::assists_of, db::Params::of(call.id_param("id"))))
    if (asked.uuid("id") == given.id) {  // a retry
      if (asked.uuid("unit") != given.unit || asked.text("kind") != kind) throw Refused("record_id_reused");
      return show_incident(call, incidents);
    }
  const std::optional<Case> row = find_case(call.db, call.id_param("id"));
  if (!row) throw Refused("incident_not_found");
  if (!with_a_unit(row->state)) throw Refused("assist_not_now");
  if (row->handler_unit == given.unit) throw Refused("assist_of_itself");
  if (given.whistle && !given.kind) throw Refused(std::vector<FieldError>{{"kind", "required", {}}});
  const db::Rows unit = call.db.run(sql::find_unit, db::Params::of(given.unit));
  if (unit.empty() || !unit[0].is_null("closed_at")) throw Refused("unit_unknown");
  const workflow::Engine& engine = call.app.get<workflow::Engine>();
  Snapshot initial = child_of(*engine.load_case(call.db, "incident", row->id), *row, given.id, given.unit);
  auto fields = std::make_shared<json::object>(json::object{{"unit", given.unit.text()}, {"reason", given.reason}});
  if (given.whistle) (*fields)["kind"] = *given.kind;
  Attempt attempt;
  attempt.who = &call.who;
  attempt.action = given.whistle ? "whistle" : "ask_assist";
  attempt.record_id = given.id;
  attempt.fields = std::move(fields);
  attempt.now = call.now;
  attempt.request_id = call.request.id;
  db::Batch batch;
  batch.add(sql::insert_assist,
            db::Params::of(given.id, row->district, row->id, given.unit, kind, call.now, call.who.display));
  engine.start(call.db, batch, kWorkflow, std::move(initial), attempt);
  call.db.commit(batch);
  return show_incident(call, incidents);
}

IncidentView act_on_assist(http::Call& call, Incidents& incidents, const ActionGiven& given) {
  const Uuid assist = call.id_param("id");
  const Uuid incident = incident_helped(call.db, assist);
  case_to_see(call, incident);  // who may not see the case learns nothing from trying
  call.app.get<workflow::Engine>().act(call.db, kWorkflow, assist, attempt_of(call, given));
  return show_incident(call, incidents, incident);
}

AssistPage list_assists(http::Call& call, Incidents& incidents) {
  const access::Reach reach = call.app.get<access::Access>().reach(call.who, "incidents.view");
  const http::PageRequest page = http::page_request(call.request, 2);
  db::Params params = db::Params::of(reach.units, reach.prefixes, call.request.query_value("open") == "true");
  if (page.first())
    params.add(nullptr).add(nullptr);
  else
    params.add(parse_instant(page.key(0))).add(Uuid::parse(page.key(1)));
  params.add(page.limit + 1);
  AssistPage result;
  Instant last;
  for (const db::Row row : call.db.run(sql::assist_board, params)) {
    if (static_cast<int>(result.items.size()) == page.limit) {
      result.next = http::cursor({to_text(last), result.items.back().id.text()});
      break;
    }
    AssistRow line;
    read_assist(line, row, call.now);
    last = row.instant("changed_at");
    line.incident = row.uuid("incident");
    line.incident_number = row.text("number");
    line.incident_state = row.text("incident_state");
    line.matter_name = incidents.matter_name(row.text("matter"));
    line.address = row.text("address");
    result.items.push_back(std::move(line));
  }
  return result;
}

std::vector<AssistView> assists_of(http::Call& call, const db::Rows& rows, const Uuid& subject) {
  if (rows.empty()) return {};
  std::vector<personal::Ref> refs;
  for (const db::Row row : rows) {
    refs.push_back({subject, row.uuid("id")});
    if (!row.is_null("result")) refs.push_back({subject, row.uuid("result")});
  }
  const auto words = call.app.get<personal::Vault>().open_many(call.db, refs);
  const auto word = [&](const Uuid& record, const char* field) -> std::optional<std::string> {
    const auto found = words.find({subject, record});
    if (found == words.end()) return std::nullopt;
    const auto value = found->second.find(field);
    return value == found->second.end() ? std::nullopt : std::optional(value->second);
  };
  std::vector<AssistView> assists;
  for (const db::Row row : rows) {
    AssistView view;
    read_assist(view, row, call.now);
    view.reason = word(view.id, "reason");
    if (!row.is_null("result")) view.result = word(row.uuid("result"), "result");
    if (row.is_null("closed_at"))  // whose turn it is stands in the list itself
      view.actions = child_offers(call, kWorkflow, view.id, [](const auto& a) { return a.reason != "not_yours"; });
    assists.push_back(std::move(view));
  }
  return assists;
}

}  // namespace linli::incidents
