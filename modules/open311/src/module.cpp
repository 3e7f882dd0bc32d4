#include "open311/module.hpp"

#include "app/open311.hpp"
#include "http/routes.hpp"
#include "open311_sql.hpp"
#include "platform/resources.hpp"

namespace linli::open311 {

void register_module(app::Registry& registry) {
  auto open311 = std::make_shared<Open311>(registry.context, Settings::parse(resources::get("policy/open311.yaml")),
                                           resources::get("policy/rates.yaml"));
  registry.context.provide(open311);
  add_routes(registry, *open311);
  registry.jobs["open311.forget_retries"] = [open311](app::Context&, db::Connection& db, const json::value&,
                                                      Instant now) {
    db.run(sql::forget_retries, db::Params::of(now - 2 * open311->settings().retry));
  };
  registry.periodic.push_back({"open311.forget_retries", 600});
}

}  // namespace linli::open311
