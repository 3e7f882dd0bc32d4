#include "app/fill_demo.hpp"

#include "app/orders.hpp"
#include "incidents/module.hpp"
#include "orders_sql.hpp"
#include "platform/resources.hpp"
#include "platform/yaml/strict.hpp"
#include "territory/territory.hpp"

namespace linli::orders {

void fill_demo(app::Context& context, db::Connection& db, const std::string&) {
  if (context.has<incidents::DemoFill>()) return;  // a city that is compared with another row for row
  const db::Rows grids = db.run(sql::demo_grids);
  if (grids.empty()) return;
  const Orders& orders = context.get<Orders>();
  const territory::Territory& territory = context.get<territory::Territory>();
  const Instant now = context.clock().now();
  const access::Principal nobody;
  http::Request request;
  request.id = "demo";
  http::Call call{request, db, nobody, now, context};
  const YAML::Node root = yaml::load(resources::get("modules/orders/policy/demo.yaml"));
  yaml::Mistakes mistakes;
  mistakes.only_keys(root, "", {"example", "orders"});
  const YAML::Node list = root["orders"];
  for (std::size_t i = 0; i < list.size(); ++i) {
    const std::string path = "orders[" + std::to_string(i) + "]";
    mistakes.only_keys(list[i], path, {"system", "number", "matter", "words", "address", "hours_ago", "hours"});
    const System& system = orders.systems.find(mistakes.text(list[i], path, "system"));
    GivenOrder order;
    order.number = mistakes.text(list[i], path, "number");
    order.matter = system.matter_of(mistakes.text(list[i], path, "matter"));
    order.words = mistakes.text(list[i], path, "words");
    const auto grid = territory.find(grids[i % grids.size()].text("prefix"));
    if (!grid) continue;
    order.address = grid->name + mistakes.text(list[i], path, "address");
    order.place = grid->centre;
    order.received_at = now - std::chrono::hours(mistakes.integer(list[i], path, "hours_ago"));
    order.due = order.received_at + std::chrono::hours(mistakes.integer(list[i], path, "hours"));
    mistakes.done();
    take_order(call, system, order, false);
  }
}

}  // namespace linli::orders
