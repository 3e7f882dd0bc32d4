#pragma once
#include <vector>

#include "platform/http/call.hpp"
#include "platform/http/rate_limit.hpp"
#include "territory/territory.hpp"

namespace linli::territory {

/// The territory's operations. All are open: divisions, their outlines and the published notices are public. One
/// address may locate as often as `locates` says.
std::vector<http::Route> routes(std::shared_ptr<Territory> territory, http::Rate locates);

}  // namespace linli::territory
