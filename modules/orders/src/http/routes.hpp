#pragma once
#include "app/orders.hpp"

namespace linli::orders {

void add_routes(app::Registry& registry, Orders& orders);

}  // namespace linli::orders
