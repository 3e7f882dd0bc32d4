#pragma once
#include <set>

#include "demo/chance.hpp"
#include "platform/app/module.hpp"
#include "platform/principal/principal.hpp"

namespace linli::incidents {

/// Staff of a demo city as principals, by role.
class Staff {
 public:
  Staff(app::Context& context, db::Connection& db);
  /// Those who can be picked for a case in `street`: whose territory lies in it or holds it, or who belong to one of
  /// the units.
  Staff of_street(std::string_view street, const std::set<Uuid>& units) const;
  /// One holder of `role` whose territory holds `code` (or of `unit`), none of `busy`; nullptr if there is none.
  const access::Principal* pick(Chance& chance, std::string_view role, std::string_view code, const Uuid& unit,
                                const std::set<Uuid>& busy) const;
  /// Somebody who holds the role over exactly this territory: at its level, not above or below.
  const access::Principal* pick_at(Chance& chance, std::string_view role, std::string_view prefix) const;
  /// The worker of a grid; nullptr if it has none.
  const access::Principal* worker_of(std::string_view grid) const;
  bool empty() const { return roles_.empty(); }
  /// Masked names by person, as text.
  std::map<std::string, std::string> names() const;

 private:
  Staff() = default;
  std::map<std::string, std::vector<access::Principal>, std::less<>> roles_;  // each in the order of making
};

}  // namespace linli::incidents
