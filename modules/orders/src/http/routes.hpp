#pragma once
#include "app/orders.hpp"

namespace linli::orders {

/// `orders` outlives the registry's routes.
void add_routes(app::Registry& registry, const Orders& orders);

}  // namespace linli::orders
