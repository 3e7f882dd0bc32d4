#pragma once
#include "demo/chance.hpp"
#include "demo/hand.hpp"
#include "demo/picture.hpp"
#include "demo/script.hpp"
#include "demo/staff.hpp"

namespace linli::incidents {

struct DemoUnit {
  Uuid id;
  std::string kind, prefix, name;
};
/// Those that a case in `street` can come to: whose territory lies in it or holds it.
std::vector<DemoUnit> units_near(const std::vector<DemoUnit>& units, std::string_view street);

/// What a demo city's cases are made of.
struct Setting {
  Incidents& incidents;
  const Staff& staff;
  const std::vector<DemoUnit>& units;
  const Script& script;
  const Pictures& pictures;
  Instant until;  ///< the present: nothing is made up beyond it
};

/// The beginning of one made-up case; the rest follows from `chance`.
struct Seed {
  Instant at;
  std::uint64_t chance = 0;
  const Matter* matter = nullptr;
  Wgs84Point place;
  std::string grid;    ///< code
  std::string number;  ///< for life
};

/// Walks one case through the loop until its time runs into the present, so that a year of cases stands in every state.
void walk(const Setting& setting, const Seed& seed, Hand& hand);

}  // namespace linli::incidents
