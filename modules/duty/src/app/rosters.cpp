#include "app/rosters.hpp"

#include <algorithm>

#include "domain/roster.hpp"
#include "duty_sql.hpp"
#include "platform/access/access.hpp"
#include "platform/app/module.hpp"
#include "platform/audit/note.hpp"
#include "platform/calendar/calendar.hpp"

namespace linli::duty {
namespace {

struct Shift {
  Uuid id, person;
  std::string post, display;
  Span span;
};

std::vector<Shift> shifts_of(db::Connection& db, const Uuid& unit, Span window) {
  std::vector<Shift> shifts;
  for (const db::Row row : db.run(sql::shifts_of_unit, db::Params::of(unit, window.from, window.to)))
    shifts.push_back({row.uuid("id"),
                      row.uuid("person"),
                      row.text("post"),
                      row.text("display"),
                      {row.instant("starts_at"), row.instant("ends_at")}});
  return shifts;
}

std::vector<Uuid> people_of(const std::vector<Shift>& shifts) {
  std::vector<Uuid> people;
  for (const Shift& shift : shifts) people.push_back(shift.person);
  return people;
}

// What of a shift its person is really there.
std::vector<Span> there(const Shift& shift, const std::vector<store::Away>& away, const CityZone& zone) {
  std::vector<Span> gone;
  for (const store::Away& leave : away)
    if (leave.person == shift.person)
      gone.push_back(
          {zone.to_instant(LocalTime(leave.from)), zone.to_instant(LocalTime(leave.to + std::chrono::days(1)))});
  return uncovered({shift.span}, gone);
}

bool fit(const Settings& settings, const store::Member& member, std::string_view post) {
  const auto& roles = post == "leader" ? settings.leaders : settings.officers;
  return std::any_of(member.roles.begin(), member.roles.end(), [&](const auto& role) { return roles.contains(role); });
}

struct Ground {
  std::vector<store::Member> staff;
  std::vector<store::Away> away;
  std::vector<std::pair<Uuid, Span>> taken;
};

// Why somebody cannot be put on duty; empty if it can be.
std::string why_not(const http::Call& call, const Settings& settings, const Ground& ground, const Shift& shift) {
  const CityZone& zone = call.app.zone();
  if (shift.span.from < call.now - std::chrono::minutes(settings.entered_late_minutes)) return "shift_past";
  if (shift.span.to - shift.span.from > std::chrono::hours(settings.longest_hours)) return "shift_too_long";
  const auto member = std::find_if(ground.staff.begin(), ground.staff.end(),
                                   [&](const store::Member& m) { return m.person == shift.person; });
  if (member == ground.staff.end() || !fit(settings, *member, shift.post)) return "shift_not_fit";
  const std::vector<Span> present = there(shift, ground.away, zone);
  if (present != std::vector<Span>{shift.span}) return "shift_on_leave";
  for (const auto& [person, span] : ground.taken)
    if (person == shift.person && span.from < shift.span.to && shift.span.from < span.to) return "shift_twice";
  return "";
}

Ground ground_of(http::Call& call, const Uuid& unit, const std::vector<Shift>& shifts) {
  Ground ground;
  if (shifts.empty()) return ground;
  const CityZone& zone = call.app.zone();
  Span whole = shifts.front().span;
  for (const Shift& shift : shifts) whole = {std::min(whole.from, shift.span.from), std::max(whole.to, shift.span.to)};
  ground.staff = store::staff(call.db, unit, zone.date_of(whole.from));
  ground.away = store::away(call.db, people_of(shifts), zone.date_of(whole.from), zone.date_of(whole.to));
  for (const db::Row row : call.db.run(sql::shifts_of_people, db::Params::of(people_of(shifts), whole.from, whole.to)))
    ground.taken.emplace_back(row.uuid("person"), Span{row.instant("starts_at"), row.instant("ends_at")});
  return ground;
}

void add(db::Batch& batch, const http::Call& call, const store::Unit& unit, const Shift& shift) {
  batch.add(sql::add_shift, db::Params::of(shift.id, unit.id, shift.post, shift.person, shift.span.from, shift.span.to,
                                           call.who.person, call.now));
  audit::note(batch, call, "duty.enter_shift", "shift:" + shift.id.text(), unit.prefix,
              {{"unit", unit.id.text()},
               {"post", shift.post},
               {"person", shift.person.text()},
               {"from", to_text(shift.span.from)},
               {"to", to_text(shift.span.to)}});
}

ShiftView view_of(const Shift& shift, const store::Unit& unit) {
  return {shift.id, unit.id, shift.person, unit.name, shift.post, shift.display, shift.span.from, shift.span.to, false};
}

}  // namespace

RosterView show_roster(http::Call& call, const Settings& settings, const Uuid& id, LocalDate from) {
  const store::Unit unit = unit_for(call, "duty.view", id);
  const CityZone& zone = call.app.zone();
  const auto calendar = call.app.get<calendar::Calendar>().current();
  constexpr int kWeek = 7;
  const Span week = days_from(zone, from, kWeek);
  const std::vector<Shift> shifts = shifts_of(call.db, unit.id, week);
  const std::vector<store::Away> away =
      store::away(call.db, people_of(shifts), from - std::chrono::days(kWeek), from + std::chrono::days(2 * kWeek));
  RosterView view;
  view.unit = unit.id;
  view.unit_name = unit.name;
  view.from = from;
  view.mine = reaches(call, "duty.manage", unit);
  for (int day = 0; day < kWeek; ++day) {
    const LocalDate date = from + std::chrono::days(day);
    view.days.push_back({date, calendar->is_workday(date), calendar->holiday_name(date)});
  }
  for (const auto& [post, cover] : {std::pair{"leader", settings.leader}, std::pair{"officer", settings.officer}}) {
    std::vector<Span> covered;
    for (const Shift& shift : shifts)
      if (shift.post == post)
        for (const Span& span : there(shift, away, zone)) covered.push_back(span);
    for (const Span& gap : uncovered(to_cover(cover, *calendar, week), covered))
      view.gaps.push_back({post, gap.from, gap.to});
  }
  for (const Shift& shift : shifts) {
    view.shifts.push_back(view_of(shift, unit));
    view.shifts.back().away = there(shift, away, zone) != std::vector<Span>{shift.span};
  }
  for (const store::Member& member : store::staff(call.db, unit.id, zone.date_of(call.now)))
    if (fit(settings, member, "officer") || fit(settings, member, "leader"))
      view.staff.push_back({member.person, member.display, fit(settings, member, "leader"), member.roles});
  for (const Template& one : settings.templates) view.templates.push_back({one.name, one.from, one.to});
  return view;
}

std::vector<UnitView> list_units(http::Call& call, const std::optional<std::pair<std::string, Uuid>>& after, int most,
                                 std::vector<std::string>& prefixes) {
  const access::Access& access = call.app.get<access::Access>();
  const access::Reach reach = access.reach(call.who, "duty.view");
  db::Params params = db::Params::of(reach.prefixes, reach.units);
  if (after)
    params.add(after->first).add(after->second);
  else
    params.add(nullptr).add(nullptr);
  params.add(most);
  std::vector<UnitView> views;
  std::vector<Uuid> ids;
  for (const db::Row row : call.db.run(sql::units_reached, params)) {
    const store::Unit unit{row.uuid("id"), row.text("name"), row.text("kind"), row.text("prefix")};
    const auto& kinds = access.roles().unit_kinds();
    const auto kind = kinds.find(unit.kind);
    views.push_back({unit.id,
                     unit.name,
                     unit.kind,
                     kind == kinds.end() ? unit.kind : kind->second,
                     {},
                     reaches(call, "duty.manage", unit)});
    ids.push_back(unit.id);
    prefixes.push_back(unit.prefix);
  }
  if (ids.empty()) return views;
  for (const OnDuty& one : store::on_duty(
           call.db.run(sql::on_duty_of_units, db::Params::of(ids, call.now, call.app.zone().date_of(call.now)))))
    for (UnitView& view : views)
      if (view.id == one.unit) view.on_duty.push_back(shift_view(one));
  return views;
}

ShiftView enter_shift(http::Call& call, const Settings& settings, const ShiftGiven& given) {
  const store::Unit unit = unit_for(call, "duty.manage", given.unit);
  Shift shift{given.id, given.person, given.post, "", {given.starts_at, given.ends_at}};
  if (given.ends_at <= given.starts_at) throw Refused(std::vector<FieldError>{{"ends_at", "dates_not_in_order", {}}});
  if (const auto earlier = call.db.run(sql::shift_by_id, db::Params::of(given.id)).first()) {
    if (earlier->uuid("unit") != given.unit || earlier->uuid("person") != given.person ||
        earlier->text("post") != given.post || earlier->instant("starts_at") != given.starts_at)
      throw Refused("record_id_reused");
    shift.display = earlier->text("display");
    return view_of(shift, unit);
  }
  const Ground ground = ground_of(call, unit.id, {shift});
  if (const std::string why = why_not(call, settings, ground, shift); !why.empty())
    throw Refused(why, {{"minutes", std::to_string(settings.entered_late_minutes)},
                        {"hours", std::to_string(settings.longest_hours)}});
  for (const store::Member& member : ground.staff)
    if (member.person == given.person) shift.display = member.display;
  db::Batch batch;
  add(batch, call, unit, shift);
  call.db.commit(batch);
  return view_of(shift, unit);
}

void end_shift(http::Call& call) {
  const Uuid id = call.id_param("id");
  const auto row = call.db.run(sql::shift_by_id, db::Params::of(id)).first();
  if (!row) throw Refused("not_found");
  const store::Unit unit = unit_for(call, "duty.manage", row->uuid("unit"));
  if (row->boolean("removed")) return;  // the same again
  if (row->instant("ends_at") <= call.now) throw Refused("shift_over");
  db::Batch batch;
  batch.add(sql::end_shift, db::Params::of(id, call.now));
  audit::note(batch, call, "duty.end_shift", "shift:" + id.text(), unit.prefix, {{"unit", unit.id.text()}});
  call.db.commit(batch);
}

CopyView copy_week(http::Call& call, const Settings& settings, const CopyGiven& given) {
  const store::Unit unit = unit_for(call, "duty.manage", given.unit);
  const CityZone& zone = call.app.zone();
  const int days = static_cast<int>((given.to - given.from).count());
  if (days < 7) throw Refused(std::vector<FieldError>{{"to", "roster_copy_forward", {}}});
  const Span week = days_from(zone, given.from, 7);
  std::vector<Shift> shifts;
  for (Shift shift : shifts_of(call.db, unit.id, week)) {
    if (shift.span.from < week.from) continue;  // began the week before
    shift.id = Uuid::v7(call.now);
    shift.span = {days_later(zone, shift.span.from, days), days_later(zone, shift.span.to, days)};
    shifts.push_back(std::move(shift));
  }
  CopyView view;
  db::Batch batch;
  const Ground ground = ground_of(call, unit.id, shifts);
  for (const Shift& shift : shifts) {
    const std::string why = why_not(call, settings, ground, shift);
    if (!why.empty()) {
      view.skipped.push_back({shift.display, why, said(call, "skipped_shift." + why), shift.span.from});
      continue;
    }
    add(batch, call, unit, shift);
    ++view.copied;
  }
  if (!batch.empty()) call.db.commit(batch);
  return view;
}

}  // namespace linli::duty
