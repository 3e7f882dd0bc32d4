#include "territory/module.hpp"

#include "app/fill_demo.hpp"
#include "app/watch.hpp"
#include "http/routes.hpp"
#include "platform/app/module.hpp"
#include "platform/app/rates.hpp"
#include "platform/resources.hpp"
#include "territory/territory.hpp"

namespace linli::territory {

void register_module(app::Registry& registry) {
  auto territory = std::make_shared<Territory>();
  registry.context.provide<Territory>(territory);
  const app::Rates rates = app::Rates::parse(resources::get("policy/rates.yaml"));
  for (http::Route& route : routes(territory, rates.locate)) registry.routes.push_back(std::move(route));
  registry.demo.insert(registry.demo.begin(), fill_demo);  // first: everything lies in it, whoever registered before
  auto watch = std::make_shared<std::unique_ptr<Watch>>();
  registry.on_start.push_back([territory, watch](app::Context& context, db::Connection& db) {
    territory->refresh(db, context.zone().date_of(context.clock().now()));
    *watch = std::make_unique<Watch>(territory, context.database().conninfo(), context.clock(), context.zone());
  });
  registry.on_stop.push_back([watch] { watch->reset(); });
  registry.readiness.push_back(
      [territory](app::Context& context, db::Connection& db) { return behind(*territory, db, context.clock().now()); });
}

}  // namespace linli::territory
