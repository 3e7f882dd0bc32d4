#include "territory/module.hpp"

#include "app/fill_demo.hpp"
#include "app/watch.hpp"
#include "http/routes.hpp"
#include "platform/app/module.hpp"
#include "territory/territory.hpp"

namespace linli::territory {

void register_module(app::Registry& registry) {
  auto territory = std::make_shared<Territory>();
  registry.context.provide<Territory>(territory);
  for (http::Route& route : routes(territory)) registry.routes.push_back(std::move(route));
  registry.demo.push_back(fill_demo);
  registry.on_start.push_back([territory](app::Context& context, db::Connection& db) {
    territory->refresh(db, context.zone().date_of(context.clock().now()));
    context.provide<Watch>(
        std::make_shared<Watch>(territory, context.database().conninfo(), context.clock(), context.zone()));
  });
}

}  // namespace linli::territory
