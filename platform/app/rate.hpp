#pragma once
#include <string_view>

#include "platform/http/rate_limit.hpp"

namespace linli::app {

/// One rate of policy/rates.yaml by its name, for a module of its own. Refused{fields} when it is missing or not
/// positive.
http::Rate rate_named(std::string_view yaml, const char* name);

}  // namespace linli::app
