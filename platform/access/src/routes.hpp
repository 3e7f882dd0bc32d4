#pragma once
#include <vector>

#include "platform/http/call.hpp"

namespace linli::access {

void add_sign_in_routes(std::vector<http::Route>& routes);
void add_own_account_routes(std::vector<http::Route>& routes);
void add_account_routes(std::vector<http::Route>& routes);
void add_unit_routes(std::vector<http::Route>& routes);

}  // namespace linli::access
