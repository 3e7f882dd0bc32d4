#pragma once
#include "app/incidents.hpp"

namespace linli::incidents {

/// The routes of the districts' lists of matters.
void add_list_routes(app::Registry& registry, Incidents& incidents);

}  // namespace linli::incidents
