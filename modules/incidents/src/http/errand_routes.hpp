#pragma once
#include "app/incidents.hpp"
#include "platform/app/module.hpp"

namespace linli::incidents {

/// Teams of a unit, what it hands on of a case, and a firm's page by link.
void add_errand_routes(app::Registry& registry, Incidents& incidents);

}  // namespace linli::incidents
