#include "units.hpp"

#include <boost/json.hpp>

#include "access_sql.hpp"
#include "kernel/refusal.hpp"
#include "kernel/text.hpp"
#include "wrong_field.hpp"

namespace linli::access {

std::map<Uuid, Unit> open_units(db::Connection& db, std::vector<Uuid> ids) {
  std::map<Uuid, Unit> units;
  if (ids.empty()) return units;
  for (const auto& row : db.run(sql::units_by_id, db::Params::of(ids)))
    if (!row.boolean("closed"))
      units[row.uuid("id")] = {row.uuid("id"), row.text("name"), row.text("kind"), row.text("prefix"), std::nullopt};
  return units;
}

std::vector<GrantInQuestion> with_unit_prefixes(db::Connection& db, std::vector<Grant> grants) {
  std::vector<Uuid> ids;
  for (const Grant& grant : grants)
    if (!grant.unit.is_nil()) ids.push_back(grant.unit);
  const auto units = open_units(db, ids);
  std::vector<GrantInQuestion> out;
  for (Grant& grant : grants) {
    GrantInQuestion asked;
    if (!grant.unit.is_nil()) {
      const auto unit = units.find(grant.unit);
      if (unit == units.end()) throw Refused{"unit_not_open"};
      asked.unit_prefix = unit->second.prefix;
    }
    asked.grant = std::move(grant);
    out.push_back(std::move(asked));
  }
  return out;
}

void open_unit(const Access& access, db::Connection& db, const Asking& by, const Unit& unit, const Act& act) {
  if (was_done(db, act)) return;
  if (!access.roles().unit_kinds().contains(unit.kind)) throw wrong_field("kind", "unit_kind_unknown");
  Relation place;
  place.scope_code = unit.prefix;
  access.require(by.who, "accounts.manage", place);
  if (unit.parent && open_units(db, {*unit.parent}).empty()) throw wrong_field("parent", "unit_not_open");
  db::Batch batch;
  batch.add(sql::add_unit, db::Params::of(unit.id, tidied(unit.name), unit.kind, unit.prefix, unit.parent, by.now));
  note(batch, by, "access.open_unit", "unit:" + unit.id.text(), unit.prefix, boost::json::object{{"kind", unit.kind}});
  commit_once(db, batch, act, by.now);
}

}  // namespace linli::access
