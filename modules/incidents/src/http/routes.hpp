#pragma once
#include "app/incidents.hpp"

namespace linli::incidents {

/// Every route of the module (docs/openapi.json describes them).
void add_routes(app::Registry& registry, Incidents& incidents);

}  // namespace linli::incidents
