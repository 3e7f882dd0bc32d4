#include "duty/module.hpp"

#include "app/calls.hpp"
#include "app/fill_demo.hpp"
#include "app/orders.hpp"
#include "http/routes.hpp"
#include "platform/resources.hpp"

namespace linli::duty {

void register_module(app::Registry& registry) {
  const auto settings = std::make_shared<const Settings>(Settings::parse(resources::get("policy/duty.yaml")));
  registry.context.provide(std::make_shared<Duty>(registry.context));
  register_orders(registry.context, *settings);
  add_routes(registry, settings);
  registry.subscriptions.push_back(
      {"duty.calls", "incidents.", [settings](app::Context& context, db::Connection& db, const app::Event& event) {
         call_who_answers(*settings, context, db, event);
       }});
  registry.demo.push_back(
      [settings](app::Context& context, db::Connection& db, const std::string&) { fill_demo(*settings, context, db); });
}

}  // namespace linli::duty
