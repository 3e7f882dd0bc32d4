#include "neighbours/module.hpp"

#include "app/neighbours.hpp"
#include "http/routes.hpp"
#include "platform/resources.hpp"

namespace linli::neighbours {

void register_module(app::Registry& registry) {
  const std::string_view policy = resources::get("policy/neighbours.yaml");
  auto neighbours = std::make_shared<Neighbours>(Guide::parse(policy), Limits::parse(policy));
  registry.context.provide(neighbours);
  add_routes(registry, *neighbours);
}

}  // namespace linli::neighbours
