#pragma once
#include "app/incidents.hpp"
#include "http/dto.hpp"
#include "platform/http/call.hpp"

namespace linli::incidents {

/// The catalogue for `audience` (resident: only what is open to the public; else all). With `area`, a division code
/// from the district down, each matter says whether it may be filed there today, and its right channel otherwise
/// (INC-03). Refused{fields}: area_unknown.
CatalogueView show_catalogue(const http::Call& call, const Incidents& incidents);

}  // namespace linli::incidents
