#include "store/store.hpp"

#include <boost/json.hpp>

#include "http/dto.hpp"
#include "routing_sql.hpp"

namespace linli::routing::store {
namespace {

RuleSet read(const db::Row& row) {
  return {row.integer("version"),         row.uuid("record"), row.instant("at"),
          row.maybe_text("by_name"),      row.text("note"),   row.boolean("example"),
          rules_of(row.document("rules"))};
}

std::optional<RuleSet> only(const db::Rows& rows) {
  if (rows.empty()) return std::nullopt;
  return read(rows[0]);
}

}  // namespace

RuleSet newest(db::Connection& db) { return only(db.run(sql::newest_rules)).value_or(RuleSet{}); }
std::optional<RuleSet> of_version(db::Connection& db, std::int64_t version) {
  return only(db.run(sql::rules_of_version, db::Params::of(version)));
}
std::optional<RuleSet> of_record(db::Connection& db, const Uuid& record) {
  return only(db.run(sql::rules_of_record, db::Params::of(record)));
}

void add(db::Batch& batch, const RuleSet& set, const std::optional<Uuid>& by_person) {
  batch.add(sql::add_rules, db::Params::of(set.version, set.record, set.at, by_person, set.by, set.note, set.example,
                                           stored(set.rules)));
}

Units units(db::Connection& db, const std::optional<std::string>& area, const std::vector<Rule>& rules, LocalDate day) {
  std::vector<Uuid> named;
  for (const Rule& rule : rules)
    if (rule.unit) named.push_back(*rule.unit);
  Units found;
  for (const db::Row row : db.run(sql::units_for, db::Params::of(area, named, day))) {
    Unit unit{row.uuid("id"), row.text("name"), row.text("kind"), row.text("prefix"), {}};
    for (const std::string& person : row.texts("handlers")) unit.handlers.push_back(Uuid::parse(person));
    found.emplace(unit.id, std::move(unit));
  }
  return found;
}

std::map<Uuid, UnitName> unit_names(db::Connection& db, const std::vector<Uuid>& ids) {
  std::map<Uuid, UnitName> names;
  if (ids.empty()) return names;
  for (const db::Row row : db.run(sql::unit_names, db::Params::of(ids)))
    names[row.uuid("id")] = {row.text("name"), row.text("prefix"), row.boolean("closed")};
  return names;
}

std::map<Uuid, std::string> people_names(db::Connection& db, const std::vector<Uuid>& ids) {
  std::map<Uuid, std::string> names;
  if (ids.empty()) return names;
  for (const db::Row row : db.run(sql::people_names, db::Params::of(ids))) names[row.uuid("id")] = row.text("display");
  return names;
}

}  // namespace linli::routing::store
