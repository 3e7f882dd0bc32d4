#pragma once
#include <optional>
#include <vector>

#include "domain/rules.hpp"
#include "platform/db/connection.hpp"

namespace linli::routing::store {

/// The rules in force; version 0 without any before the first publication.
RuleSet newest(db::Connection& db);
std::optional<RuleSet> of_version(db::Connection& db, std::int64_t version);
std::optional<RuleSet> of_record(db::Connection& db, const Uuid& record);
void add(db::Batch& batch, const RuleSet& set, const std::optional<Uuid>& by_person);

/// Open units that answer for `area` or are named by `rules`; all open ones without an area.
Units units(db::Connection& db, const std::optional<std::string>& area, const std::vector<Rule>& rules, LocalDate day);
/// Name and territory of a unit, closed or not.
struct UnitName {
  std::string name, prefix;
  bool closed = false;
};
std::map<Uuid, UnitName> unit_names(db::Connection& db, const std::vector<Uuid>& ids);
/// Masked names.
std::map<Uuid, std::string> people_names(db::Connection& db, const std::vector<Uuid>& ids);

}  // namespace linli::routing::store
