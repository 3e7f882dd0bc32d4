#include "app/deputies.hpp"

#include <algorithm>

#include "duty_sql.hpp"
#include "platform/access/access.hpp"
#include "platform/access/stand_in.hpp"
#include "platform/app/module.hpp"
#include "platform/audit/note.hpp"
#include "territory/territory.hpp"

namespace linli::duty {
namespace {

constexpr std::size_t kGridDigits = 15, kStreetDigits = 9;

void check_grid(const http::Call& call, const std::string& grid, std::string_view permission) {
  // Who may not see a grid learns nothing of it.
  if (grid.size() != kGridDigits || !call.app.get<territory::Territory>().find(grid) ||
      !reaches(call, permission, grid))
    throw Refused("not_found");
}

struct Days {
  LocalDate from, to;
};

struct Borrower {
  Uuid person, account;
};

// What the B role holds for the days of a leave, from today on.
void lend(db::Batch& batch, const http::Call& call, const std::string& grid, const std::optional<Uuid>& unit,
          const Uuid& leave, Days days, const Borrower& to) {
  const Uuid id = Uuid::v7(call.now);
  const LocalDate from = std::max(days.from, call.app.zone().date_of(call.now));
  access::lend(batch, {id, to.account, "grid_worker", grid, unit, from, days.to}, call.who.account, call.now);
  batch.add(sql::add_stand_in, db::Params::of(id, grid, leave, to.person, to.account, from, days.to));
  audit::note(
      batch, call, "duty.lend_grid", "grid:" + grid, grid,
      {{"to", to.person.text()}, {"from", to_text(from)}, {"until", to_text(days.to)}, {"leave", leave.text()}});
}

void take_back(db::Connection& db, db::Batch& batch, const http::Call& call, const std::optional<std::string>& grid,
               const std::optional<Uuid>& leave) {
  for (const db::Row row : db.run(sql::stand_ins, db::Params::of(grid, leave))) {
    access::take_back(batch, row.uuid("account"), row.uuid("id"), call.now);
    batch.add(sql::end_stand_in, db::Params::of(row.uuid("id"), call.now));
    audit::note(batch, call, "duty.take_back_grid", "grid:" + row.text("grid"), row.text("grid"),
                {{"leave", row.uuid("leave").text()}});
  }
}

// Who manages people of one of the person's units enters their leave.
std::string scope_of_person(http::Call& call, const Uuid& person, LocalDate day) {
  for (const db::Row row : call.db.run(sql::units_of_person, db::Params::of(person, day))) {
    const store::Unit unit{row.uuid("id"), "", "", row.text("prefix")};
    if (reaches(call, "duty.manage", unit)) return unit.prefix;
  }
  throw Refused("forbidden");
}

LeaveView leave_view(const db::Row& row) {
  return {row.uuid("id"),   row.uuid("person"),   row.text("display"),
          row.text("kind"), row.date("from_day"), row.date("to_day")};
}

}  // namespace

GridView grid_view(const http::Call& call, const GridRole& role) {
  GridView view;
  view.grid = role.grid;
  view.name = call.app.get<territory::Territory>().name(role.grid);
  if (role.a) view.a = role.a->person, view.a_name = role.a->display;
  if (role.b) view.b = role.b->person, view.b_name = role.b->display;
  view.leave = role.leave;
  view.leave_from = role.leave_from;
  view.leave_to = role.leave_to;
  view.b_away = role.b_away;
  view.mine = role.answers && role.answers->person == call.who.person;
  if (role.answers) view.answers = role.answers->person, view.answers_name = role.answers->display;
  if (!role.b)
    view.gap = "no_deputy";
  else if (!role.answers)
    view.gap = "both_away";
  else if (!role.a)
    view.gap = "nobody";
  return view;
}

GridView show_grid(http::Call& call, const std::string& grid, Instant at) {
  check_grid(call, grid, "duty.view");
  return grid_view(call, call.app.get<Duty>().answering(call.db, grid, at));
}

std::vector<GridView> list_grids(http::Call& call, const std::string& scope) {
  const territory::Territory& territory = call.app.get<territory::Territory>();
  if (!territory.find(scope)) throw Refused(std::vector<FieldError>{{"scope", "area_unknown", {{"area", scope}}}});
  if (scope.size() < kStreetDigits) throw Refused("scope_too_wide");
  if (!reaches(call, "duty.view", scope)) throw Refused("forbidden");
  std::vector<std::string> grids;
  for (const territory::Division& grid : territory.under(scope, territory::Level::grid)) grids.push_back(grid.code);
  std::vector<GridView> views;
  for (const GridRole& role : call.app.get<Duty>().answering(call.db, grids, call.now))
    views.push_back(grid_view(call, role));
  return views;
}

std::vector<CandidateView> candidates(http::Call& call, const std::string& grid) {
  check_grid(call, grid, "duty.manage");
  const territory::Territory& territory = call.app.get<territory::Territory>();
  std::vector<CandidateView> found;
  for (const db::Row row : call.db.run(
           sql::grid_workers_near, db::Params::of(grid.substr(0, kStreetDigits), call.app.zone().date_of(call.now)))) {
    const std::string own = row.text("grid");
    if (own == grid) continue;
    found.push_back({row.uuid("person"), row.text("display"), own, territory.name(own)});
  }
  // Neighbours of the community first.
  std::stable_partition(found.begin(), found.end(),
                        [&](const CandidateView& one) { return one.grid.starts_with(grid.substr(0, 12)); });
  return found;
}

GridView set_deputy(http::Call& call, const std::string& grid, const DeputyGiven& given) {
  check_grid(call, grid, "duty.manage");
  const LocalDate today = call.app.zone().date_of(call.now);
  std::optional<Borrower> deputy;
  std::optional<Uuid> unit;
  for (const db::Row row : call.db.run(sql::grid_workers_near, db::Params::of(grid.substr(0, kStreetDigits), today))) {
    if (row.text("grid") == grid) {
      if (row.uuid("person") == given.person) throw Refused("deputy_is_a");
      unit = row.maybe_uuid("unit");
    }
    if (row.uuid("person") == given.person) deputy = Borrower{given.person, row.uuid("account")};
  }
  if (!deputy) throw Refused("deputy_not_fit");
  const GridRole before = call.app.get<Duty>().answering(call.db, grid, call.now);
  if (!before.b || before.b->person != given.person) {
    db::Batch batch;
    batch.add(sql::set_deputy, db::Params::of(grid, deputy->person, deputy->account, call.who.person, call.now));
    audit::note(batch, call, "duty.set_deputy", "grid:" + grid, grid, {{"person", given.person.text()}});
    take_back(call.db, batch, call, grid, std::nullopt);
    if (before.a)
      for (const db::Row row : call.db.run(sql::leaves_of_a_role, db::Params::of(before.a->person, today)))
        lend(batch, call, grid, unit, row.uuid("id"), {row.date("from_day"), row.date("to_day")}, *deputy);
    call.db.commit(batch);
  }
  return show_grid(call, grid, call.now);
}

std::vector<LeaveView> list_leaves(http::Call& call) {
  const access::Reach reach = call.app.get<access::Access>().reach(call.who, "duty.view");
  std::vector<LeaveView> views;
  for (const db::Row row :
       call.db.run(sql::leaves_reached, db::Params::of(reach.prefixes, reach.units, call.app.zone().date_of(call.now))))
    views.push_back(leave_view(row));
  return views;
}

LeaveView enter_leave(http::Call& call, const Settings& settings, const LeaveGiven& given) {
  const LocalDate today = call.app.zone().date_of(call.now);
  const std::string scope = scope_of_person(call, given.person, today);
  if (const auto earlier = call.db.run(sql::leave_by_id, db::Params::of(given.id)).first()) {
    if (earlier->uuid("person") != given.person || earlier->date("from_day") != given.from)
      throw Refused("record_id_reused");
    return leave_view(*earlier);
  }
  if (given.to < given.from) throw Refused(std::vector<FieldError>{{"to", "dates_not_in_order", {}}});
  if (given.from < today) throw Refused("leave_past");
  if ((given.to - given.from).count() >= settings.longest_leave_days)
    throw Refused("leave_too_long", {{"days", std::to_string(settings.longest_leave_days)}});
  db::Batch batch;
  batch.add(sql::add_leave,
            db::Params::of(given.id, given.person, given.kind, given.from, given.to, call.who.person, call.now));
  audit::note(batch, call, "duty.enter_leave", "person:" + given.person.text(), scope,
              {{"leave", given.id.text()}, {"from", to_text(given.from)}, {"to", to_text(given.to)}});
  for (const db::Row row : call.db.run(sql::grids_of_person, db::Params::of(given.person, today)))
    lend(batch, call, row.text("grid"), row.maybe_uuid("unit"), given.id, {given.from, given.to},
         {row.uuid("deputy"), row.uuid("account")});
  call.db.commit(batch);
  return leave_view(call.db.run(sql::leave_by_id, db::Params::of(given.id))[0]);
}

void end_leave(http::Call& call) {
  const Uuid id = call.id_param("id");
  const auto row = call.db.run(sql::leave_by_id, db::Params::of(id)).first();
  if (!row) throw Refused("not_found");
  const LocalDate today = call.app.zone().date_of(call.now);
  const std::string scope = scope_of_person(call, row->uuid("person"), today);
  if (!row->is_null("cancelled_at")) return;  // the same again
  if (row->date("to_day") < today) throw Refused("leave_over");
  db::Batch batch;
  batch.add(sql::end_leave, db::Params::of(id, call.now, today - std::chrono::days(1)));
  take_back(call.db, batch, call, std::nullopt, id);
  audit::note(batch, call, "duty.end_leave", "person:" + row->uuid("person").text(), scope, {{"leave", id.text()}});
  call.db.commit(batch);
}

}  // namespace linli::duty
