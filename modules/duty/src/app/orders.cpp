#include "app/orders.hpp"

#include <algorithm>

#include "duty_sql.hpp"
#include "incidents/at_hand.hpp"
#include "platform/access/access.hpp"
#include "platform/app/module.hpp"
#include "platform/calendar/calendar.hpp"
#include "platform/personal/vault.hpp"
#include "platform/resources.hpp"
#include "platform/text/messages.hpp"

namespace linli::duty {
namespace {

using workflow::Attempt;
using workflow::Settled;
using workflow::Snapshot;
using Verdict = std::optional<Refused>;

constexpr const char* kWorkflow = "after_order";
constexpr const char* kDefinition = "modules/duty/workflows/after_order.yaml";
constexpr const char* kWords[] = {"note", "reason"};

void set_facts(Snapshot& at, const db::Row& row) {
  at.district = row.text("district");
  at.scope_code = row.text("scope_code");
  at.line = row.text("matter");
  at.facts.set("late", row.boolean("late"));
  at.facts.set("separate_units", false);
  at.facts.set("number", row.text("number"));
  at.facts.set("matter", at.line);
  at.facts.set("subject", row.uuid("subject").text());
  at.facts.set("allowed_by", row.uuid("allowed_by").text());
  at.facts.set("allowed_on_duty", row.boolean("allowed_on_duty"));
}

void register_guards(workflow::Engine& engine) {
  engine.guard("act_past", [](const Snapshot&, const Attempt& attempt) -> Verdict {
    if (attempt.preview || parse_instant(attempt.text("acted_at")) <= attempt.now) return std::nullopt;
    return Refused("order_in_the_future");
  });
  engine.guard("allowed_by_another", [](const Snapshot& at, const Attempt& attempt) -> Verdict {
    return at.facts.code("allowed_by") != attempt.who->person.text() ? Verdict() : Refused("order_allowed_by_self");
  });
  engine.guard("leader_on_duty", [](const Snapshot& at, const Attempt&) -> Verdict {
    return at.facts.flag("allowed_on_duty") ? Verdict() : Refused("order_leader_not_on_duty");
  });
  engine.guard("late_says_why", [](const Snapshot& at, const Attempt& attempt) -> Verdict {
    if (!at.facts.flag("late") || attempt.preview || attempt.has("late_reason")) return std::nullopt;
    return Refused("order_late", {{"count", at.facts.code("file_count")}, {"unit", at.facts.code("file_unit")}});
  });
  engine.guard("named_leader", [](const Snapshot& at, const Attempt& attempt) -> Verdict {
    return at.facts.code("allowed_by") == attempt.who->person.text() ? Verdict() : Refused("order_other_leader");
  });
}

void register_effects(app::Context& context, workflow::Engine& engine) {
  engine.effect("keep_order_words", [&context](const Snapshot& at, const Attempt& attempt, const Settled&,
                                               db::Connection& db, db::Batch& batch) {
    personal::Values words;
    for (const char* field : kWords)
      if (attempt.has(field)) words[field] = attempt.text(field);
    if (words.empty()) return;
    personal::Vault& vault = context.get<personal::Vault>();
    vault.put(batch, vault.unlock(db, Uuid::parse(at.facts.code("subject"))), at.case_id, words);
  });
}

json::array written(const std::vector<incidents::KeptPicture>& pictures) {
  json::array list;
  for (const incidents::KeptPicture& picture : pictures) {
    json::object one{{"digest", picture.digest}, {"media_type", picture.media_type}};
    if (picture.taken_at) one["taken_at"] = to_text(*picture.taken_at);
    list.push_back(std::move(one));
  }
  return list;
}
std::vector<OrderPictureView> pictures_of(const json::value& list) {
  std::vector<OrderPictureView> pictures;
  for (const json::value& one : list.as_array()) {
    OrderPictureView& picture = pictures.emplace_back();
    picture.digest = std::string(one.at("digest").as_string());
    picture.media_type = std::string(one.at("media_type").as_string());
    if (const json::value* at = one.as_object().if_contains("taken_at"))
      picture.taken_at = parse_instant(at->as_string());
  }
  return pictures;
}

std::optional<std::string> word(const std::map<personal::Ref, personal::Values>& words, const personal::Ref& ref,
                                const char* field) {
  const auto found = words.find(ref);
  if (found == words.end()) return std::nullopt;
  const auto value = found->second.find(field);
  return value == found->second.end() ? std::nullopt : std::optional(value->second);
}

std::vector<OrderView> views_of(http::Call& call, const db::Rows& rows, std::vector<Instant>* changed = nullptr) {
  std::vector<personal::Ref> refs;
  for (const db::Row row : rows) refs.push_back({row.uuid("subject"), row.uuid("id")});
  std::map<personal::Ref, personal::Values> words;
  if (!refs.empty()) words = call.app.get<personal::Vault>().open_many(call.db, refs);
  const workflow::Engine& engine = call.app.get<workflow::Engine>();
  const text::Messages& messages = call.app.get<text::Messages>();
  const std::string language = messages.negotiate(call.request.header("accept-language"));
  std::vector<OrderView> views;
  for (const db::Row row : rows) {
    OrderView view;
    view.id = row.uuid("id");
    view.incident = row.uuid("incident");
    view.number = row.text("number");
    view.matter_name = incidents::matter_name(call.app, row.text("matter"));
    view.state = row.text("state");
    view.by = row.text("person_name");
    view.allowed_by = row.text("allowed_name");
    view.acted_at = row.instant("acted_at");
    view.filed_at = row.instant("filed_at");
    view.late = row.boolean("late");
    view.due = row.maybe_instant("due");
    view.overdue = row.is_null("closed_at") && view.due && *view.due < call.now;
    view.version = row.integer("version");
    const personal::Ref ref{row.uuid("subject"), view.id};
    view.result = word(words, ref, "result");
    view.late_reason = word(words, ref, "late_reason");
    if (view.late_reason && view.late_reason->empty()) view.late_reason.reset();
    view.note = word(words, ref, "reason");
    if (!view.note) view.note = word(words, ref, "note");
    view.attachments = pictures_of(row.document("pictures"));
    if (row.is_null("closed_at"))
      if (const auto at = engine.load_case(call.db, kWorkflow, view.id))
        for (const workflow::ActionView& a : engine.actions(call.db, *at, call.who, false, call.now)) {
          if (!a.allowed && a.reason == "not_yours") continue;
          OrderActionView offer{a.name, a.allowed, std::nullopt, a.needs, a.takes};
          if (!a.allowed) offer.reason_text = messages.text(language, "refusal." + a.reason, a.values);
          view.actions.push_back(std::move(offer));
        }
    if (changed) changed->push_back(row.instant("changed_at"));
    views.push_back(std::move(view));
  }
  return views;
}

OrderView order_of(http::Call& call, const Uuid& incident, const Uuid& id) {
  for (OrderView& view : views_of(call, call.db.run(sql::orders_of, db::Params::of(incident))))
    if (view.id == id) return std::move(view);
  throw Refused("not_found");
}

// The unit in whose name somebody acts: the own one that has the case, if any.
Uuid acting_unit(const http::Call& call, const Snapshot& parent) {
  for (const Uuid& unit : call.who.units())
    if (unit == parent.owner_unit || unit.text() == parent.facts.code("handler_unit")) return unit;
  return {};
}

}  // namespace

void register_orders(app::Context& context, const Settings& settings) {
  workflow::Engine& engine = context.get<workflow::Engine>();
  register_guards(engine);
  register_effects(context, engine);
  engine.limit("allow_order", [length = settings.allow](const Snapshot&, const Attempt&) { return length; });
  engine.limit("recheck_order", [length = settings.recheck](const Snapshot&, const Attempt&) { return length; });
  workflow::Cases cases;
  cases.ask = [](db::Batch& batch, const Uuid& id) { batch.add(sql::order_facts, db::Params::of(id)); };
  cases.answer = [](std::span<const db::Rows> rows, Snapshot& at) {
    if (rows[0].empty()) return false;
    set_facts(at, rows[0][0]);
    return true;
  };
  cases.follow = [&engine](const Snapshot& at, const Attempt&, const Settled& settled, db::Batch& batch) {
    const bool ends = engine.definition(kWorkflow).state(settled.to).is_final();
    batch.add(sql::follow_order, db::Params::of(at.case_id, at.district, settled.to, settled.version,
                                                settled.clock ? std::optional(settled.clock->due) : std::nullopt,
                                                settled.at, ends ? std::optional(settled.at) : std::nullopt));
  };
  engine.cases(kWorkflow, std::move(cases));
  engine.load(kDefinition, resources::get(kDefinition));
}

OrderView file_order(http::Call& call, const Settings& settings, const OrderGiven& given) {
  const Snapshot parent = incidents::case_at_hand(call, call.id_param("id"));
  for (const db::Row row : call.db.run(sql::orders_of, db::Params::of(parent.case_id)))
    if (row.uuid("id") == given.id) {  // a retry
      const auto digest = [](const auto& picture) { return picture.digest; };
      if (row.instant("acted_at") != given.acted_at ||
          !std::ranges::equal(pictures_of(row.document("pictures")), given.attachments, {}, digest, digest))
        throw Refused("record_id_reused");
      return order_of(call, parent.case_id, given.id);
    }
  if (!parent.facts.flag("urgent")) throw Refused("order_not_urgent");
  const CityZone& zone = call.app.zone();
  const auto leader = call.db
                          .run(sql::leader_then, db::Params::of(given.allowed_by, given.acted_at,
                                                                zone.date_of(given.acted_at), parent.scope_code))
                          .first();
  const Instant limit = call.app.get<calendar::Calendar>().current()->after(given.acted_at, settings.file_within).at;
  Snapshot initial;
  initial.case_id = given.id;
  initial.root_case = parent.root_case;
  initial.participants = parent.participants;
  initial.district = parent.district;
  initial.scope_code = parent.scope_code;
  initial.line = parent.line;
  initial.owner_unit = acting_unit(call, parent);
  initial.facts = parent.facts;
  initial.facts.set("late", call.now > limit);
  initial.facts.set("file_count", std::to_string(settings.file_within.count));
  initial.facts.set("file_unit", to_text(settings.file_within.unit));
  initial.facts.set("allowed_by", given.allowed_by.text());
  initial.facts.set("allowed_on_duty", leader.has_value());
  auto fields = std::make_shared<json::object>(json::object{
      {"acted_at", to_text(given.acted_at)}, {"allowed_by", given.allowed_by.text()}, {"result", given.result}});
  if (given.late_reason) (*fields)["late_reason"] = *given.late_reason;
  Attempt attempt;
  attempt.who = &call.who;
  attempt.action = "file_order";
  attempt.record_id = given.id;
  attempt.fields = std::move(fields);
  attempt.now = call.now;
  attempt.request_id = call.request.id;
  db::Batch batch;
  // Words of staff lie apart from those of who reported: erasing the one leaves the other.
  personal::Vault& vault = call.app.get<personal::Vault>();
  const personal::Subject words = vault.create(batch, call.now);
  vault.put(batch, words, given.id, {{"result", given.result}, {"late_reason", given.late_reason.value_or("")}});
  std::vector<incidents::BroughtPicture> brought;
  for (const OrderPictureGiven& picture : given.attachments) brought.push_back({picture.digest, picture.taken_at});
  const json::array pictures = written(incidents::add_pictures(call, batch, parent, brought, "file_order"));
  batch.add(sql::insert_order,
            db::Params::of(given.id, parent.district, parent.case_id, parent.facts.code("number"), parent.line,
                           parent.scope_code, words.id(), call.who.person, call.who.display,
                           initial.owner_unit.is_nil() ? std::nullopt : std::optional(initial.owner_unit),
                           given.acted_at, call.now, call.now > limit, given.allowed_by,
                           leader ? leader->text("display") : std::string(), json::value(pictures)));
  call.app.get<workflow::Engine>().start(call.db, batch, kWorkflow, std::move(initial), attempt);
  call.db.commit(batch);
  return order_of(call, parent.case_id, given.id);
}

OrderView act_on_order(http::Call& call, const OrderAct& given) {
  const Uuid id = call.id_param("id");
  const db::Rows facts = call.db.run(sql::order_facts, db::Params::of(id));
  if (facts.empty()) throw Refused("not_found");
  const Uuid incident = facts[0].uuid("incident");
  incidents::case_at_hand(call, incident);  // who may not see the case learns nothing from trying
  auto fields = std::make_shared<json::object>();
  if (given.fields.is_object())
    *fields = given.fields.get_object();
  else if (!given.fields.is_null())
    throw Refused(std::vector<FieldError>{{"fields", "not_an_object", {}}});
  Attempt attempt;
  attempt.who = &call.who;
  attempt.action = given.action;
  attempt.record_id = given.id;
  attempt.seen_version = given.version;
  attempt.fields = std::move(fields);
  attempt.now = call.now;
  attempt.request_id = call.request.id;
  call.app.get<workflow::Engine>().act(call.db, kWorkflow, id, attempt);
  return order_of(call, incident, id);
}

std::vector<OrderView> orders_of_case(http::Call& call) {
  const Snapshot parent = incidents::case_at_hand(call, call.id_param("id"));
  return views_of(call, call.db.run(sql::orders_of, db::Params::of(parent.case_id)));
}

std::vector<OrderView> list_orders(http::Call& call, bool open, const std::optional<std::pair<Instant, Uuid>>& before,
                                   int most, std::vector<Instant>& changed) {
  const access::Reach reach = call.app.get<access::Access>().reach(call.who, "incidents.view");
  db::Params params = db::Params::of(reach.prefixes, reach.units, call.who.person, open);
  if (before)
    params.add(before->first).add(before->second);
  else
    params.add(nullptr).add(nullptr);
  params.add(most);
  return views_of(call, call.db.run(sql::orders_board, params), &changed);
}

}  // namespace linli::duty
