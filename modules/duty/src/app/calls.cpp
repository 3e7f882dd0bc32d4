#include "app/calls.hpp"

#include <algorithm>
#include <set>

#include "app/deputies.hpp"
#include "duty_sql.hpp"
#include "incidents/at_hand.hpp"
#include "platform/outbox/outbox.hpp"
#include "platform/workflow/workflow.hpp"
#include "territory/territory.hpp"

namespace linli::duty {
namespace {

struct Called {
  Uuid person;
  std::string post;
  std::optional<Uuid> unit;
};

std::string text_in(const json::object& payload, std::string_view key) {
  const json::value* value = payload.if_contains(key);
  return value && value->is_string() ? std::string(value->get_string()) : "";
}
bool flag_in(const json::object& payload, std::string_view key) {
  const json::value* value = payload.if_contains(key);
  return value && value->is_bool() && value->get_bool();
}

// The posts wanted among those on duty; where no officer is, whoever is on duty.
std::vector<Called> pick(const std::vector<OnDuty>& on_duty, bool leader_too) {
  const bool has_officer =
      std::any_of(on_duty.begin(), on_duty.end(), [](const OnDuty& one) { return one.post == "officer"; });
  std::vector<Called> called;
  for (const OnDuty& one : on_duty)
    if (one.post == "officer" || leader_too || !has_officer) called.push_back({one.person, one.post, one.unit});
  return called;
}

std::vector<Called> whom(const Settings& settings, const app::Context& context, db::Connection& db,
                         const app::Event& event, const json::object& payload, const workflow::State& state) {
  const Duty& duty = context.get<Duty>();
  const bool leader_too = settings.leader_too.contains(text_in(payload, "action"));
  if (state.owner.role == "grid_worker") {
    std::vector<Called> called;
    const GridRole role = duty.answering(db, event.scope_code, event.at);
    if (role.answers) called.push_back({role.answers->person, role.stands_in() ? "b" : "a", std::nullopt});
    if (role.answers && !leader_too) return called;
    for (Called& one : pick(duty.on_duty_above(db, event.scope_code, event.at), leader_too))
      called.push_back(std::move(one));
    return called;
  }
  if (state.owner.role != "department" && state.owner.role != "dispatcher" && state.owner.role != "leader") return {};
  std::vector<Called> called;
  if (const std::string unit = text_in(payload, "owner_unit"); state.owner.of_unit && !unit.empty())
    called = pick(duty.on_duty(db, Uuid::parse(unit), event.at), leader_too);
  // Where a unit has nobody on duty the nearest centre above takes it: an urgent matter falls into no gap.
  if (called.empty()) called = pick(duty.on_duty_above(db, event.scope_code, event.at), leader_too);
  return called;
}

// Steps that stay where the case is, but that whoever is on duty must hear of.
bool heard(std::string_view action) {
  static const std::set<std::string_view> kHeard{"report_overdue", "assist_overdue", "urge", "ask_joint"};
  return kHeard.contains(action);
}

}  // namespace

void call_who_answers(const Settings& settings, app::Context& context, db::Connection& db, const app::Event& event) {
  const json::object* payload = event.payload->if_object();
  if (!payload || !flag_in(*payload, "urgent")) return;
  const std::string workflow = text_in(*payload, "workflow"), action = text_in(*payload, "action");
  if (workflow.empty() || (flag_in(*payload, "aside") && !heard(action))) return;
  if (!context.get<Duty>().off_hours(event.at)) return;  // the office is open: the ordinary notice is enough
  const workflow::Definition& definition = context.get<workflow::Engine>().definition(workflow);
  const auto state = definition.states.find(text_in(*payload, "to"));
  if (state == definition.states.end() || state->second.is_final()) return;
  if (db.run(sql::called_already, db::Params::of(event.position))[0].integer("n") > 0) return;
  const std::string root = text_in(*payload, "root");
  const Uuid incident = Uuid::parse(root.empty() ? event.key : root);
  db::Batch batch;
  json::array tell;
  std::set<Uuid> seen;
  for (const Called& one : whom(settings, context, db, event, *payload, state->second)) {
    if (!seen.insert(one.person).second) continue;
    batch.add(sql::add_call, db::Params::of(event.position, one.person, event.at, incident, text_in(*payload, "number"),
                                            text_in(*payload, "matter"), event.scope_code, action, one.post, one.unit));
    tell.push_back(json::object{{"person", one.person.text()}});
  }
  if (tell.empty()) return;
  const json::object news{{"workflow", "call"},
                          {"root", incident.text()},
                          {"root_workflow", "incident"},
                          {"number", text_in(*payload, "number")},
                          {"matter", text_in(*payload, "matter")},
                          {"tell", std::move(tell)}};
  outbox::publish(batch, "duty.call", incident.text(), news, event.scope_code, event.request_id, event.at);
  db.commit(batch);
}

CallView call_view(const app::Context& context, const db::Row& row) {
  const std::string matter = row.text("matter");
  return {row.instant("at"),
          row.uuid("incident"),
          row.text("number"),
          matter,
          incidents::matter_name(context, matter),
          row.text("action"),
          row.text("post"),
          row.text("display"),
          context.get<territory::Territory>().name(row.text("scope_code"))};
}

NowView show_now(http::Call& call, const Settings& settings) {
  const Duty& duty = call.app.get<Duty>();
  const Instant ended_lately = call.now - std::chrono::minutes(settings.hand_over_minutes);
  NowView view;
  view.at = call.now;
  view.off_hours = duty.off_hours(call.now);
  view.file_within = {settings.file_within.count, to_text(settings.file_within.unit)};
  for (const OnDuty& one :
       store::on_duty(call.db.run(sql::shifts_now, db::Params::of(call.who.person, call.now, ended_lately))))
    view.mine.push_back(shift_view(one));
  std::vector<std::string> grounds, grids;
  for (const access::Grant& grant : call.who.grants) {
    if (!grant.prefix.empty()) grounds.push_back(grant.prefix);
    if (grant.role == "grid_worker" && grant.prefix.size() == 15) grids.push_back(grant.prefix);
  }
  for (const db::Row row :
       call.db.run(sql::units_of_person, db::Params::of(call.who.person, call.app.zone().date_of(call.now))))
    grounds.push_back(row.text("prefix"));
  std::sort(grounds.begin(), grounds.end());
  grounds.erase(std::unique(grounds.begin(), grounds.end()), grounds.end());
  std::set<Uuid> units;
  for (const std::string& ground : grounds) {
    const std::vector<OnDuty> above = duty.on_duty_above(call.db, ground, call.now);
    if (above.empty() || !units.insert(above.front().unit).second) continue;
    for (const OnDuty& one : above) view.on_duty.push_back(shift_view(one));
  }
  for (const Uuid& unit : call.who.units())
    if (units.insert(unit).second)
      for (const OnDuty& one : duty.on_duty(call.db, unit, call.now)) view.on_duty.push_back(shift_view(one));
  // Who can have allowed an act: an order may still be filed for as long as policy says, and for two days marked late.
  const Instant since = call.now - std::chrono::hours(24 * 3);
  for (const OnDuty& one : store::on_duty(call.db.run(sql::leaders_lately, db::Params::of(grounds, since, call.now))))
    view.leaders.push_back(shift_view(one));
  std::sort(grids.begin(), grids.end());
  grids.erase(std::unique(grids.begin(), grids.end()), grids.end());
  if (!grids.empty())
    for (const GridRole& role : duty.answering(call.db, grids, call.now)) view.grids.push_back(grid_view(call, role));
  const Instant yesterday = call.now - std::chrono::hours(24);
  for (const db::Row row : call.db.run(sql::calls_to, db::Params::of(call.who.person, yesterday)))
    view.calls.push_back(call_view(call.app, row));
  return view;
}

}  // namespace linli::duty
