#pragma once
#include <map>
#include <string>
#include <vector>

#include "asking.hpp"
#include "platform/access/access.hpp"
#include "power.hpp"

namespace linli::access {

struct Unit {
  Uuid id;
  std::string name;
  std::string kind;    ///< of policy/roles.yaml, unit_kinds
  std::string prefix;  ///< division code it works for
  std::optional<Uuid> parent;
};

/// The units with these ids that are open; others are left out. One round trip.
std::map<Uuid, Unit> open_units(db::Connection& db, std::vector<Uuid> ids);
/// Each grant with its unit's territory; Refused{"unit_not_open"} when a unit is not there.
std::vector<GrantInQuestion> with_unit_prefixes(db::Connection& db, std::vector<Grant> grants);
/// Adds a unit, within the asker's reach and below a parent within it. Idempotent by unit.id.
void open_unit(const Access& access, db::Connection& db, const Asking& by, const Unit& unit, const Act& act);

}  // namespace linli::access
