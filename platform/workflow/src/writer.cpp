#include "writer.hpp"

#include <boost/json.hpp>

#include "form.hpp"
#include "lengths.hpp"
#include "platform/audit/audit.hpp"
#include "platform/outbox/outbox.hpp"
#include "workflow_sql.hpp"

namespace linli::workflow {
namespace {

std::optional<Uuid> maybe(const Uuid& id) { return id.is_nil() ? std::nullopt : std::optional(id); }

/// due_from, due_count, due_unit, due, warn, due_provisional
void add_clock(db::Params& params, const std::optional<DueTime>& clock) {
  if (!clock) {
    for (int i = 0; i < 5; ++i) params.add(nullptr);
    params.add(false);
    return;
  }
  params.add(clock->from).add(clock->length.count).add(text_of(clock->length.unit)).add(clock->due).add(clock->warn);
  params.add(clock->provisional);
}

void write_history(db::Batch& batch, const Move& m) {
  const auto& s = m.plan.settled;
  const auto& who = *m.attempt.who;
  auto params = db::Params::of(m.at.case_id, m.at.district, s.version, s.at, m.attempt.record_id, m.digest, s.action,
                               s.from, s.to, s.aside, s.role, m.passed.action->duty, maybe(who.account),
                               maybe(who.person), maybe(s.unit), who.display);
  params.add(kept_fields(m.definition, m.attempt)).add(m.attempt.request_id);
  params.add(s.clock ? std::optional(s.clock->due) : std::nullopt);
  batch.add(sql::insert_history, std::move(params));
}

json::value told(const Move& m) {
  json::array tell;
  auto to_party = [&](const Party& party, const Uuid& unit) {
    if (party.is_reporter() || party.is_system()) return;
    json::object one{{"role", party.role}};
    if (party.of_unit) {
      if (unit.is_nil()) return;
      one["unit"] = unit.text();
    }
    tell.push_back(std::move(one));
  };
  const auto& s = m.plan.settled;
  if (!s.aside)
    for (const auto& person : m.at.watchers) tell.push_back(json::object{{"person", person.text()}});
  const auto& owner = m.definition.state(s.to).owner;
  if (!s.aside && !owner.role.empty()) to_party(owner, s.owner_unit);
  for (const auto& r : m.passed.action->tell) {
    if (r.kind == Recipient::Kind::owner) to_party(owner, s.owner_unit);
    if (r.kind == Recipient::Kind::role) to_party(r.party, s.owner_unit.is_nil() ? m.at.owner_unit : s.owner_unit);
    if (r.kind == Recipient::Kind::holder)
      for (const auto& p : m.at.participants)
        if (!p.is_unit && p.duty == r.duty) tell.push_back(json::object{{"person", p.party.text()}});
  }
  return tell;
}

json::value event_of(const Move& m) {
  const auto& s = m.plan.settled;
  json::object event{{"workflow", m.definition.name},
                     {"case", m.at.case_id.text()},
                     {"district", m.at.district},
                     {"action", s.action},
                     {"from", s.from},
                     {"to", s.to},
                     {"version", s.version},
                     {"aside", s.aside}};
  if (!m.definition.child_of.empty()) {
    event["root"] = m.at.root_case.text();
    event["root_workflow"] = m.definition.child_of;
  }
  if (s.clock) event["due"] = to_text(s.clock->due);
  if (!s.owner_unit.is_nil()) event["owner_unit"] = s.owner_unit.text();
  if (!m.attempt.who->person.is_nil()) event["by"] = m.attempt.who->person.text();
  for (const auto& name : m.definition.event) {
    if (!m.at.facts.has(name)) continue;
    switch (m.definition.facts.at(name)) {
      case FactType::flag:
        event[name] = m.at.facts.flag(name);
        break;
      case FactType::figure:
        event[name] = m.at.facts.figure(name);
        break;
      case FactType::code:
        event[name] = m.at.facts.code(name);
        break;
    }
  }
  event["tell"] = told(m);
  return event;
}

}  // namespace

void write_start(db::Batch& batch, const Move& m) {
  const auto& s = m.plan.settled;
  auto params =
      db::Params::of(m.at.case_id, m.at.district, m.at.root_case, m.definition.name, m.definition.hash, s.to, s.at,
                     m.plan.ends ? std::optional(s.at) : std::nullopt, maybe(s.owner_unit), maybe(s.owner_person));
  add_clock(params, s.clock);
  batch.add(sql::insert_instance, std::move(params));
  write_history(batch, m);
}

void write_move(db::Batch& batch, const Move& m) {
  write_history(batch, m);
  const auto& s = m.plan.settled;
  auto params = db::Params::of(m.at.case_id, m.at.district, m.at.version, m.plan.settled_version, m.plan.visit, s.to,
                               m.plan.entered_at, m.plan.ends ? std::optional(s.at) : std::nullopt, maybe(s.owner_unit),
                               maybe(s.owner_person));
  add_clock(params, s.clock);
  params.add(s.paused_at);
  params.add(m.plan.left ? std::optional(m.plan.left->count) : std::nullopt);
  params.add(m.plan.left ? std::optional<std::string>(text_of(m.plan.left->unit)) : std::nullopt);
  params.add(m.at.root_case);
  batch.add(sql::move_instance, std::move(params));
}

void write_duty(db::Batch& batch, const Move& m, const Participation& gained) {
  if (gained.party.is_nil() || gained.duty.empty()) return;
  batch.add(sql::take_part, db::Params::of(m.at.root_case, gained.party, m.at.district, gained.is_unit, gained.duty,
                                           conflicting(m.definition, m.at.facts, gained.duty, gained.is_unit)));
}

void write_timers(db::Batch& batch, const Move& m) {
  if (!m.plan.new_timers) return;
  if (m.at.version > 0) batch.add(sql::drop_timers, db::Params::of(m.at.case_id, m.at.district));
  for (const auto& t : m.plan.timers)
    batch.add(sql::set_timer, db::Params::of(m.at.case_id, m.plan.visit, t.kind, m.at.district, m.definition.name,
                                             t.action, t.fire_at));
}

void write_news(db::Batch& batch, const Move& m) {
  const auto& s = m.plan.settled;
  auto topic = m.definition.module + "." + s.action;
  outbox::publish(batch, topic, m.at.case_id.text(), event_of(m), m.at.scope_code, m.attempt.request_id, s.at);
  json::value detail{{"from", s.from}, {"to", s.to}, {"seq", s.version}, {"record", m.attempt.record_id.text()}};
  auto object = m.definition.name + ":" + m.at.case_id.text();
  audit::record(batch, {.at = s.at,
                        .who = m.attempt.who->kind == access::Principal::Kind::system ? nullptr : m.attempt.who,
                        .action = topic,
                        .object = object,
                        .scope_code = m.at.scope_code,
                        .request_id = m.attempt.request_id,
                        .purpose = {},
                        .detail = &detail});
}

}  // namespace linli::workflow
