#include "duty/duty.hpp"

#include "domain/roster.hpp"
#include "duty_sql.hpp"
#include "platform/app/module.hpp"
#include "platform/calendar/calendar.hpp"
#include "store/store.hpp"

namespace linli::duty {
namespace {

std::optional<Person> person_in(const db::Row& row, const std::string& prefix) {
  const auto id = row.maybe_uuid(prefix + "_person");
  if (!id) return std::nullopt;
  return Person{*id, row.uuid(prefix + "_account"), row.maybe_text(prefix + "_display").value_or("")};
}

}  // namespace

std::vector<GridRole> Duty::answering(db::Connection& db, const std::vector<std::string>& grids, Instant at) const {
  std::vector<GridRole> roles;
  for (const db::Row row : db.run(sql::grid_roles, db::Params::of(grids, context_.zone().date_of(at)))) {
    GridRole role;
    role.grid = row.text("grid");
    role.a = person_in(row, "a");
    role.b = person_in(row, "b");
    role.leave = row.maybe_uuid("leave");
    role.leave_from = row.maybe_date("from_day");
    role.leave_to = row.maybe_date("to_day");
    role.b_away = row.boolean("b_away");
    if (role.a && !role.leave)
      role.answers = role.a;
    else if (role.b && !role.b_away)
      role.answers = role.b;
    roles.push_back(std::move(role));
  }
  return roles;
}

GridRole Duty::answering(db::Connection& db, std::string_view grid, Instant at) const {
  return answering(db, std::vector<std::string>{std::string(grid)}, at).front();
}

std::vector<OnDuty> Duty::on_duty(db::Connection& db, const Uuid& unit, Instant at) const {
  return store::on_duty(
      db.run(sql::on_duty_of_units, db::Params::of(std::vector<Uuid>{unit}, at, context_.zone().date_of(at))));
}

std::vector<OnDuty> Duty::on_duty_above(db::Connection& db, std::string_view place, Instant at) const {
  std::vector<OnDuty> found =
      store::on_duty(db.run(sql::on_duty_above, db::Params::of(place, at, context_.zone().date_of(at))));
  if (found.empty()) return found;
  const Uuid nearest = found.front().unit;
  std::erase_if(found, [&](const OnDuty& one) { return one.unit != nearest; });
  return found;
}

bool Duty::off_hours(Instant at) const { return !is_working(*context_.get<calendar::Calendar>().current(), at); }

}  // namespace linli::duty
