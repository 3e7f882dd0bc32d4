#include "store/store.hpp"

#include "duty_sql.hpp"
#include "kernel/refusal.hpp"

namespace linli::duty::store {

std::vector<OnDuty> on_duty(const db::Rows& rows) {
  std::vector<OnDuty> found;
  for (const db::Row row : rows)
    found.push_back({row.uuid("id"), row.uuid("unit"), row.uuid("person"), row.text("unit_name"), row.text("post"),
                     row.text("display"), row.instant("starts_at"), row.instant("ends_at")});
  return found;
}

Unit unit(db::Connection& db, const Uuid& id) {
  const auto row = db.run(sql::find_unit, db::Params::of(id)).first();
  if (!row) throw Refused("duty_unit_unknown");
  return {row->uuid("id"), row->text("name"), row->text("kind"), row->text("prefix")};
}

std::vector<Member> staff(db::Connection& db, const Uuid& unit, LocalDate day) {
  std::vector<Member> found;
  for (const db::Row row : db.run(sql::staff_of_unit, db::Params::of(unit, day)))
    found.push_back({row.uuid("person"), row.text("display"), row.texts("roles")});
  return found;
}

std::vector<Away> away(db::Connection& db, const std::vector<Uuid>& people, LocalDate from, LocalDate to) {
  std::vector<Away> found;
  if (people.empty()) return found;
  for (const db::Row row : db.run(sql::leaves_of_people, db::Params::of(people, from, to)))
    found.push_back({row.uuid("person"), row.date("from_day"), row.date("to_day")});
  return found;
}

}  // namespace linli::duty::store
