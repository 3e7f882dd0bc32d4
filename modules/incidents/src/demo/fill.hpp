#pragma once
#include "app/incidents.hpp"

namespace linli::incidents {

/// A year of cases up to `now` for the demo's streets, made through the product's own commands: daily and weekly
/// rhythm, every source, every state, some late, some returned, some reworked. Deterministic in what happens; keys and
/// codes are random as always. Fires no timers.
void fill_demo_cases(app::Context& context, Incidents& incidents, db::Connection& db, const std::string& size);

}  // namespace linli::incidents
