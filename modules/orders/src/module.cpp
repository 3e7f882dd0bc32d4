#include "orders/module.hpp"

#include "app/orders.hpp"
#include "http/routes.hpp"
#include "platform/resources.hpp"

namespace linli::orders {

void register_module(app::Registry& registry) {
  auto orders = std::make_shared<Orders>(
      Orders{registry.context, Systems::parse(resources::get("policy/orders.yaml"))});
  registry.context.provide(orders);
  add_routes(registry, *orders);
}

}  // namespace linli::orders
