#include "app/errands.hpp"

#include <algorithm>
#include <boost/json.hpp>

#include "app/act_on_incident.hpp"
#include "app/child_case.hpp"
#include "app/keep.hpp"
#include "app/show_incident.hpp"
#include "incidents_sql.hpp"
#include "platform/personal/vault.hpp"
#include "platform/resources.hpp"

namespace linli::incidents {
namespace {

using workflow::Attempt;
using workflow::Settled;
using workflow::Snapshot;

constexpr const char* kWorkflow = "errand";
constexpr const char* kDefinition = "modules/incidents/workflows/errand.yaml";

void set_facts(const Incidents& incidents, Snapshot& at, const db::Row& row) {
  set_child_facts(incidents, at, row);
  at.facts.set("incident_state", row.text("incident_state"));
  at.facts.set("firm", row.text("kind") == "firm");
}

bool is_handled(std::string_view state) { return state == "handling" || state == "suspended"; }

bool is_in_hands(const Snapshot& at, const access::Principal& who) {
  return std::ranges::find(at.watchers, who.person) != at.watchers.end();
}

void register_guards(workflow::Engine& engine) {
  using Verdict = std::optional<Refused>;
  engine.guard("case_is_handled", [](const Snapshot& at, const Attempt&) -> Verdict {
    return is_handled(at.facts.code("incident_state")) ? Verdict() : Refused("case_not_handled");
  });
  engine.guard("in_your_hands", [](const Snapshot& at, const Attempt& attempt) -> Verdict {
    return is_in_hands(at, *attempt.who) ? Verdict() : Refused("not_in_your_hands");
  });
  engine.guard("clerk_or_in_hand", [](const Snapshot& at, const Attempt& attempt) -> Verdict {
    return is_clerk(*attempt.who, at.owner_unit) || is_in_hands(at, *attempt.who) ? Verdict()
                                                                                  : Refused("not_in_your_hands");
  });
  engine.guard("not_of_a_firm", [](const Snapshot& at, const Attempt&) -> Verdict {
    return at.facts.flag("firm") ? Refused("link_is_spent") : Verdict();
  });
}

void register_effects(workflow::Engine& engine, Incidents& incidents) {
  engine.effect("keep_errand_words",
                [&incidents](const Snapshot& at, const Attempt& attempt, const Settled&, db::Connection& db,
                             db::Batch& batch) { keep_words(incidents, incident_of(at), attempt, db, batch); });
  engine.effect("keep_errand_evidence",
                [&incidents](const Snapshot& at, const Attempt& attempt, const Settled&, db::Connection& db,
                             db::Batch& batch) { keep_evidence(incidents, incident_of(at), attempt, db, batch); });
  engine.effect("keep_errand_arrival",
                [](const Snapshot& at, const Attempt& attempt, const Settled&, db::Connection&, db::Batch& batch) {
                  batch.add(sql::keep_errand_arrival, db::Params::of(at.case_id, at.district, attempt.now));
                });
  engine.effect("keep_errand_result", [](const Snapshot& at, const Attempt& attempt, const Settled&, db::Connection&,
                                         db::Batch& batch) {
    batch.add(sql::keep_errand_result, db::Params::of(at.case_id, at.district, attempt.record_id, attempt.now));
  });
}

void follow(const workflow::Engine& engine, const Snapshot& at, const Settled& settled, db::Batch& batch) {
  const bool ends = engine.definition(kWorkflow).state(settled.to).is_final(), begins = settled.from.empty();
  batch.add(sql::follow_errand, db::Params::of(at.case_id, at.district, settled.to, settled.version,
                                               settled.clock ? std::optional(settled.clock->due) : std::nullopt,
                                               settled.at, ends ? std::optional(settled.at) : std::nullopt,
                                               static_cast<int>(begins) - static_cast<int>(ends)));
}

std::vector<Uuid> persons(const db::Rows& rows) {
  std::vector<Uuid> found;
  for (const db::Row row : rows) found.push_back(row.uuid("person"));
  return found;
}

// Who of the unit is to do it, and how the case's page calls them.
struct Hands {
  const char* kind;
  std::string name;
  std::vector<Uuid> persons;
};

// Nobody is handed what they may not handle; of a team somebody always may.
void check_separation(const workflow::Engine& engine, const Snapshot& at, const Uuid& person) {
  for (const workflow::Conflict& c : engine.definition(kWorkflow).conflicts) {
    if (c.units || (c.a != "handler" && c.b != "handler")) continue;
    const std::string& other = c.a == "handler" ? c.b : c.a;
    for (const workflow::Participation& p : at.participants)
      if (!p.is_unit && p.party == person && p.duty == other) throw Refused("hands_separated", {{"held", other}});
  }
}

Hands hands_of(http::Call& call, const Uuid& unit, const ErrandGiven& given) {
  if (given.team.has_value() == given.person.has_value())
    throw Refused(std::vector<FieldError>{{"team", "required", {}}});
  if (given.team) {
    const db::Rows team = call.db.run(sql::find_team, db::Params::of(*given.team));
    if (team.empty() || team[0].uuid("unit") != unit || !team[0].is_null("closed_at")) throw Refused("hands_unknown");
    return {"team", team[0].text("name"), persons(call.db.run(sql::members_of, db::Params::of(*given.team)))};
  }
  const db::Rows worker =
      call.db.run(sql::find_worker, db::Params::of(unit, *given.person, call.app.zone().date_of(call.now)));
  if (worker.empty()) throw Refused("hands_unknown");
  return {"person", worker[0].text("display"), {*given.person}};
}

using Fields = std::shared_ptr<const json::object>;

Fields fields_of(json::object fields) { return std::make_shared<const json::object>(std::move(fields)); }

Attempt attempt_as(const http::Call& call, std::string_view action, const Uuid& record, Fields fields) {
  Attempt attempt;
  attempt.who = &call.who;
  attempt.action = action;
  attempt.record_id = record;
  attempt.fields = std::move(fields);
  attempt.now = call.now;
  attempt.request_id = call.request.id;
  return attempt;
}

// From those who have it, if anybody.
void take_from(http::Call& call, const db::Rows& errands, const ErrandGiven& given) {
  for (const db::Row errand : errands) {
    if (!errand.is_null("closed_at") || errand.text("kind") == "firm") continue;
    if (!given.reason || given.reason->empty()) throw Refused(std::vector<FieldError>{{"reason", "required", {}}});
    call.app.get<workflow::Engine>().act(
        call.db, kWorkflow, errand.uuid("id"),
        attempt_as(call, "take_back", Uuid::v7(call.now), fields_of(json::object{{"reason", *given.reason}})));
  }
}

std::optional<std::string> or_nothing(std::string text) {
  return text.empty() ? std::nullopt : std::optional(std::move(text));
}

using Words = std::map<personal::Ref, personal::Values>;

std::optional<std::string> word(const Words& words, const personal::Ref& ref, const char* field) {
  const auto found = words.find(ref);
  if (found == words.end()) return std::nullopt;
  const auto value = found->second.find(field);
  return value == found->second.end() ? std::nullopt : std::optional(value->second);
}

void read_errand(ErrandView& view, const db::Row& row, const Words& words, const Uuid& subject) {
  view.id = row.uuid("id");
  view.kind = row.text("kind");
  view.state = row.text("state");
  view.hands = row.maybe_text("hands");
  view.mine = row.boolean("mine");
  view.asked_at = row.instant("asked_at");
  view.asked_by = row.text("asked_by");
  view.due = row.maybe_instant("due");
  view.opened_at = row.maybe_instant("opened_at");
  view.arrived_at = row.maybe_instant("arrived_at");
  view.reported_at = row.maybe_instant("reported_at");
  view.closed_at = row.maybe_instant("closed_at");
  view.version = row.integer("version");
  view.text = word(words, {subject, view.id}, "text");
  if (const auto result = row.maybe_uuid("result")) view.result = word(words, {subject, *result}, "result");
  if (const auto firm = row.maybe_uuid("subject")) {
    view.firm = word(words, {*firm, view.id}, "firm");
    if (const auto name = word(words, {*firm, view.id}, "name")) view.contact = personal::masked("name", *name);
    if (const auto phone = word(words, {*firm, view.id}, "phone")) view.phone = personal::masked("phone", *phone);
  }
}

}  // namespace

bool is_clerk(const access::Principal& who, const std::optional<Uuid>& unit) {
  return unit && !unit->is_nil() && std::ranges::any_of(who.grants, [&](const access::Grant& grant) {
           return grant.role == "department" && grant.unit == *unit;
         });
}

void register_errands(workflow::Engine& engine, Incidents& incidents) {
  register_guards(engine);
  register_effects(engine, incidents);
  engine.limit("firm_link",
               [length = incidents.settings().firm_link](const Snapshot&, const Attempt&) { return length; });
  workflow::Cases cases;
  cases.ask = [](db::Batch& batch, const Uuid& id) {
    batch.add(sql::errand_facts, db::Params::of(id));
    batch.add(sql::hands_of_errand, db::Params::of(id));
  };
  cases.answer = [&incidents](std::span<const db::Rows> rows, Snapshot& at) {
    if (rows[0].empty()) return false;
    set_facts(incidents, at, rows[0][0]);
    at.watchers = persons(rows[1]);
    return true;
  };
  cases.follow = [&engine](const Snapshot& at, const Attempt&, const Settled& settled, db::Batch& batch) {
    follow(engine, at, settled, batch);
  };
  engine.cases(kWorkflow, std::move(cases));
  engine.load(kDefinition, resources::get(kDefinition));
}

Snapshot begin_errand(http::Call& call, db::Batch& batch, const Case& of, const NewErrand& errand) {
  const workflow::Engine& engine = call.app.get<workflow::Engine>();
  Snapshot initial =
      child_of(*engine.load_case(call.db, "incident", of.id), of, errand.id, of.owner_unit.value_or(Uuid{}));
  initial.watchers = errand.hands;
  initial.facts.set("incident_state", of.state == "handling" ? of.state : std::string());
  initial.facts.set("firm", std::string_view(errand.start) == "ask_firm");
  if (errand.fields->contains("person")) check_separation(engine, initial, errand.hands.front());
  return engine.start(call.db, batch, kWorkflow, std::move(initial),
                      attempt_as(call, errand.start, errand.id, errand.fields));
}

IncidentView hand_on(http::Call& call, Incidents& incidents, const ErrandGiven& given) {
  const Case of = case_to_see(call, call.id_param("id"));  // who may not see it learns nothing from trying
  const db::Rows errands = call.db.run(sql::errands_of, db::Params::of(of.id, call.who.person));
  for (const db::Row errand : errands)
    if (errand.uuid("id") == given.id) {  // a retry
      if (errand.maybe_uuid("team") != given.team || errand.maybe_uuid("person") != given.person)
        throw Refused("record_id_reused");
      return show_incident(call, incidents);
    }
  if (!is_clerk(call.who, of.owner_unit)) throw Refused("not_yours", {{"action", "hand_on"}, {"roles", "department"}});
  const Hands hands = hands_of(call, *of.owner_unit, given);
  json::object fields{{"text", given.text}};
  if (given.team) fields["team"] = given.team->text();
  if (given.person) fields["person"] = given.person->text();
  db::Batch batch;
  batch.add(sql::insert_errand, db::Params::of(given.id, of.district, of.id, *of.owner_unit, hands.kind, given.team,
                                               given.person, hands.name, nullptr, nullptr, call.now, call.who.display));
  begin_errand(call, batch, of, {given.id, "hand_on", hands.persons, fields_of(std::move(fields))});
  take_from(call, errands, given);
  call.db.commit(batch);
  return show_incident(call, incidents);
}

IncidentView act_on_errand(http::Call& call, Incidents& incidents, const ActionGiven& given) {
  const Uuid errand = call.id_param("id");
  const db::Rows rows = call.db.run(sql::errand_facts, db::Params::of(errand));
  if (rows.empty()) throw Refused("incident_not_found");
  const Uuid incident = rows[0].uuid("incident");
  case_to_see(call, incident);  // who may not see the case learns nothing from trying
  call.app.get<workflow::Engine>().act(call.db, kWorkflow, errand, attempt_of(call, given));
  return show_incident(call, incidents, incident);
}

std::vector<ErrandView> errands_of(http::Call& call, const db::Rows& rows, const Uuid& subject) {
  if (rows.empty()) return {};
  const workflow::Engine& engine = call.app.get<workflow::Engine>();
  std::vector<std::vector<workflow::HistoryRow>> histories;
  std::vector<personal::Ref> refs;
  for (const db::Row row : rows) {
    histories.push_back(engine.history(call.db, row.uuid("id")));
    for (const workflow::HistoryRow& h : histories.back()) refs.push_back({subject, h.record_id});
    if (const auto firm = row.maybe_uuid("subject")) refs.push_back({*firm, row.uuid("id")});
  }
  const Words words = call.app.get<personal::Vault>().open_many(call.db, refs);
  std::vector<ErrandView> errands;
  for (const db::Row row : rows) {
    ErrandView view;
    read_errand(view, row, words, subject);
    for (const workflow::HistoryRow& h : histories[errands.size()]) {
      HistoryView step{h.seq, h.at, h.action,      or_nothing(h.from), or_nothing(h.to), or_nothing(h.who),
                       {},    {},   json::object{}};
      for (const char* field : {"result", "reason", "note"})
        if (!step.note) step.note = word(words, {subject, h.record_id}, field);
      view.steps.push_back(std::move(step));
    }
    if (row.is_null("closed_at"))  // whose turn it is stands in the list itself
      view.actions = child_offers(call, kWorkflow, view.id, [](const auto& a) { return a.reason == "separation"; });
    errands.push_back(std::move(view));
  }
  return errands;
}

}  // namespace linli::incidents
