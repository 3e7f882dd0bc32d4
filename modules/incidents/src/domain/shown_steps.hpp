#pragma once
#include <set>
#include <string>

namespace linli::incidents {

/// Steps of the loop a reporter is told of, by the action's name; what units decide among themselves stays inside.
const std::set<std::string, std::less<>>& shown_steps();

}  // namespace linli::incidents
