#include "suggestion/module.hpp"

#include <boost/json.hpp>

#include "app/suggester.hpp"
#include "http/routes.hpp"
#include "platform/app/module.hpp"
#include "platform/outbox/runner.hpp"
#include "platform/resources.hpp"

namespace linli::suggestion {

void register_module(app::Registry& registry) {
  constexpr int kLearnAnew = 24 * 3600;  // seconds
  app::Context& context = registry.context;
  const Settings settings =
      context.has<Settings>() ? context.get<Settings>() : Settings::parse(resources::get("policy/suggestion.yaml"));
  auto suggester = std::make_shared<Suggester>(context, settings);
  context.provide(suggester);
  add_routes(registry, *suggester);
  registry.jobs["suggestion.train"] = [suggester](app::Context&, db::Connection& db, const json::value& arguments,
                                                  Instant now) {
    const json::object* given = arguments.if_object();
    const json::value* id = given ? given->if_contains("id") : nullptr;
    suggester->train(db, id ? Uuid::parse(std::string_view(id->as_string())) : Uuid::v7(now), now);
  };
  registry.periodic.emplace_back("suggestion.train", kLearnAnew);
  registry.on_start.push_back([suggester](app::Context&, db::Connection& db) { suggester->refresh(db); });
  context.get<outbox::Runner>().loop("suggestion.refresh", std::chrono::seconds(20),
                                     [suggester](db::Connection& db) { return suggester->refresh(db); });
}

}  // namespace linli::suggestion
