#pragma once
#include "app/incidents.hpp"

namespace linli::incidents {

/// Routes of a case's paper: to print, to list what was printed, to keep what came back signed.
void add_print_routes(app::Registry& registry, Incidents& incidents);

}  // namespace linli::incidents
