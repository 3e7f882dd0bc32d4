#include "app/handovers.hpp"

#include <algorithm>

#include "app/calls.hpp"
#include "duty_sql.hpp"
#include "incidents/at_hand.hpp"
#include "kernel/text.hpp"
#include "platform/audit/note.hpp"
#include "platform/personal/vault.hpp"

namespace linli::duty {
namespace {

// Since the last sheet, at most the longest shift back.
Instant begin_of(http::Call& call, const Settings& settings, const Uuid& unit) {
  const Instant longest = call.now - std::chrono::hours(settings.longest_hours);
  const auto last = call.db.run(sql::last_handover, db::Params::of(unit)).first();
  if (last) return std::clamp(last->instant("to_at"), longest, call.now);
  Instant from = call.now - std::chrono::hours(24);
  for (const db::Row row : call.db.run(sql::shifts_of_unit, db::Params::of(unit, from, call.now)))
    if (row.uuid("person") == call.who.person) from = std::max(from, row.instant("starts_at"));
  return from;
}

// Centres hand over what lies in their territory; other units what they have in hand.
bool is_centre(const store::Unit& unit) {
  return unit.kind == "community_centre" || unit.kind == "street_centre" || unit.kind == "district" ||
         unit.kind == "city";
}

SheetView sheet_of(http::Call& call, const store::Unit& unit, Instant from, Instant to) {
  SheetView sheet;
  std::vector<std::string> prefixes;
  if (is_centre(unit)) {
    prefixes.push_back(unit.prefix);
    const incidents::WatchFigures figures = incidents::watch_figures(call.app, call.db, unit.prefix, from, to);
    sheet.reported = figures.reported;
    sheet.reported_urgent = figures.reported_urgent;
    sheet.closed = figures.closed;
  }
  for (const incidents::OpenUrgent& one : incidents::open_urgent(call.app, call.db, prefixes, {unit.id}))
    sheet.urgent.push_back({one.id, one.number, one.matter_name, one.urgency, one.state, one.address, one.unit_name,
                            one.due, one.due && *one.due < to, one.absent});
  for (const db::Row row : call.db.run(sql::calls_of_unit, db::Params::of(unit.id, from, to)))
    sheet.calls.push_back(call_view(call.app, row));
  return sheet;
}

bool on_duty_lately(http::Call& call, const Settings& settings, const Uuid& unit) {
  const Instant lately = call.now - std::chrono::minutes(settings.hand_over_minutes);
  for (const OnDuty& one :
       store::on_duty(call.db.run(sql::shifts_now, db::Params::of(call.who.person, call.now, lately))))
    if (one.unit == unit) return true;
  return false;
}

bool of_unit(http::Call& call, const Uuid& unit) {
  for (const store::Member& member : store::staff(call.db, unit, call.app.zone().date_of(call.now)))
    if (member.person == call.who.person) return true;
  return false;
}

db::Row find(http::Call& call, const Uuid& id, std::string_view permission) {
  auto row = call.db.run(sql::handover_by_id, db::Params::of(id)).first();
  if (!row) throw Refused("not_found");
  if (!reaches(call, permission, store::Unit{row->uuid("unit"), "", "", row->text("prefix")}))
    throw Refused("not_found");
  return *row;
}

}  // namespace

HandoverView draft_handover(http::Call& call, const Settings& settings, const Uuid& id) {
  const store::Unit unit = unit_for(call, "duty.hand_over", id);
  HandoverView view;
  view.unit = unit.id;
  view.unit_name = unit.name;
  view.by = call.who.display;
  view.from = begin_of(call, settings, unit.id);
  view.to = call.now;
  view.sheet = sheet_of(call, unit, view.from, view.to);
  return view;
}

HandoverView write_handover(http::Call& call, const Settings& settings, const HandoverGiven& given) {
  const store::Unit unit = unit_for(call, "duty.hand_over", given.unit);
  if (const auto earlier = call.db.run(sql::handover_by_id, db::Params::of(given.id)).first()) {
    if (earlier->uuid("unit") != given.unit || earlier->uuid("by_person") != call.who.person)
      throw Refused("record_id_reused");
    return show_handover(call, settings, given.id);
  }
  if (!on_duty_lately(call, settings, unit.id)) throw Refused("handover_not_on_duty");
  const Instant from = begin_of(call, settings, unit.id);
  const SheetView sheet = sheet_of(call, unit, from, call.now);
  db::Batch batch;
  std::optional<Uuid> subject;
  if (const std::string notes = given.notes; !tidied(notes).empty()) {
    personal::Vault& vault = call.app.get<personal::Vault>();
    const personal::Subject words = vault.create(batch, call.now);
    vault.put(batch, words, given.id, {{"notes", notes}});
    subject = words.id();
  }
  batch.add(sql::add_handover, db::Params::of(given.id, unit.id, from, call.now, call.who.person, call.who.display,
                                              subject, write_record(kSheetView, &sheet)));
  audit::note(batch, call, "duty.hand_over", "handover:" + given.id.text(), unit.prefix,
              {{"unit", unit.id.text()}, {"urgent", sheet.urgent.size()}});
  call.db.commit(batch);
  return show_handover(call, settings, given.id);
}

HandoverView take_handover(http::Call& call, const Settings& settings) {
  const Uuid id = call.id_param("id");
  const db::Row row = find(call, id, "duty.hand_over");
  if (row.uuid("by_person") == call.who.person) throw Refused("handover_own");
  if (!row.is_null("taken_at")) {
    if (row.uuid("taken_by") == call.who.person) return show_handover(call, settings, id);  // the same again
    throw Refused("handover_taken", {{"by", row.text("taken_name")}});
  }
  if (!of_unit(call, row.uuid("unit"))) throw Refused("handover_not_of_unit");
  db::Batch batch;
  batch.add(sql::take_handover, db::Params::of(id, call.now, call.who.person, call.who.display));
  audit::note(batch, call, "duty.take_over", "handover:" + id.text(), row.text("prefix"),
              {{"unit", row.uuid("unit").text()}});
  call.db.commit(batch);
  return show_handover(call, settings, id);
}

HandoverView show_handover(http::Call& call, const Settings&, const Uuid& id) {
  const db::Row row = find(call, id, "duty.view");
  HandoverView view;
  view.id = id;
  view.unit = row.uuid("unit");
  view.unit_name = row.text("unit_name");
  view.by = row.text("by_name");
  view.from = row.instant("from_at");
  view.to = row.instant("to_at");
  view.taken_at = row.maybe_instant("taken_at");
  view.taken_by = row.maybe_text("taken_name");
  view.sheet = SheetView{};
  parse_record(kSheetView, row.document("sheet"), &*view.sheet);
  if (const auto subject = row.maybe_uuid("subject")) {
    const personal::Values words = call.app.get<personal::Vault>().open(call.db, {*subject, id});
    if (const auto notes = words.find("notes"); notes != words.end()) view.notes = notes->second;
  }
  view.may_take = !view.taken_at && row.uuid("by_person") != call.who.person && call.who.may("duty.hand_over") &&
                  of_unit(call, view.unit);
  return view;
}

std::vector<HandoverView> list_handovers(http::Call& call, const Uuid& id,
                                         const std::optional<std::pair<Instant, Uuid>>& before, int most) {
  const store::Unit unit = unit_for(call, "duty.view", id);
  db::Params params = db::Params::of(unit.id);
  if (before)
    params.add(before->first).add(before->second);
  else
    params.add(nullptr).add(nullptr);
  params.add(most);
  std::vector<HandoverView> views;
  for (const db::Row row : call.db.run(sql::handovers_of, params)) {
    HandoverView view;
    view.id = row.uuid("id");
    view.unit = unit.id;
    view.unit_name = unit.name;
    view.by = row.text("by_name");
    view.from = row.instant("from_at");
    view.to = row.instant("to_at");
    view.taken_at = row.maybe_instant("taken_at");
    view.taken_by = row.maybe_text("taken_name");
    views.push_back(std::move(view));
  }
  return views;
}

}  // namespace linli::duty
