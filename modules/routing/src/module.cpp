#include "routing/module.hpp"

#include <boost/json.hpp>

#include "app/fill_demo.hpp"
#include "app/precedents.hpp"
#include "app/stale.hpp"
#include "http/routes.hpp"
#include "platform/app/module.hpp"
#include "routing/routing.hpp"

namespace linli::routing {

void register_module(app::Registry& registry) {
  constexpr int kLookForStaleRules = 60;  // seconds
  registry.context.provide(std::make_shared<Routing>(registry.context));
  add_routes(registry);
  registry.jobs["routing.disable_stale"] = [](app::Context& context, db::Connection& db, const json::value&,
                                              Instant now) { disable_stale(context, db, now); };
  registry.periodic.emplace_back("routing.disable_stale", kLookForStaleRules);
  registry.subscriptions.push_back({"routing.precedents", "incidents.rule_finally", keep_ruling});
  registry.demo.push_back(fill_demo);
}

}  // namespace linli::routing
