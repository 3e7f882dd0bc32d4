#include "orders/module.hpp"

#include "app/fill_demo.hpp"
#include "app/orders.hpp"
#include "http/routes.hpp"
#include "platform/resources.hpp"

namespace linli::orders {

void register_module(app::Registry& registry) {
  constexpr int kLookAtClocks = 20;  // seconds
  auto orders = std::make_shared<Orders>(Orders{Systems::parse(resources::get("policy/orders.yaml"))});
  registry.context.provide(orders);
  add_routes(registry, *orders);
  registry.subscriptions.push_back({"orders.answers", "incidents.", keep_answer});
  registry.jobs["orders.tell_clocks"] = [](app::Context& context, db::Connection& db, const json::value&, Instant now) {
    tell_clocks(context, db, now);
  };
  registry.periodic.emplace_back("orders.tell_clocks", kLookAtClocks);
  registry.demo.push_back(fill_demo);
}

}  // namespace linli::orders
