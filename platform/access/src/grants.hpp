#pragma once
#include <boost/json/fwd.hpp>
#include <vector>

#include "platform/principal/principal.hpp"

namespace linli::access {

/// Grants as the queries aggregate them: [{"role", "prefix", "line", "unit"}].
std::vector<Grant> grants_from(const boost::json::value& list);

}  // namespace linli::access
