#include "__NAME__/module.hpp"

#include "app/entries.hpp"
#include "http/routes.hpp"
#include "platform/app/module.hpp"
#include "platform/text/messages.hpp"

namespace linli::__NAME__ {
namespace {

void fill_demo(app::Context& context, db::Connection& db, const std::string&) {
  const text::Messages& messages = context.get<text::Messages>();
  for (const char* n : {"1", "2", "3"}) {
    const Instant now = context.clock().now();
    add_entry(db, {Uuid::v7(now), messages.text(text::Messages::kDefault, "__NAME__.sample", {{"n", n}}), now});
  }
}

}  // namespace

void register_module(app::Registry& registry) {
  add_routes(registry);
  registry.record_types.push_back(&entry_descriptor());
  registry.demo.push_back(fill_demo);
}

}  // namespace linli::__NAME__
