#pragma once
#include <vector>

#include "platform/http/call.hpp"
#include "territory/territory.hpp"

namespace linli::territory {

/// The territory's operations. All are open: divisions, their outlines and the published notices are public.
std::vector<http::Route> routes(std::shared_ptr<Territory> territory);

}  // namespace linli::territory
