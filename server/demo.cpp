#include "server/demo.hpp"

#include "platform/access/setup.hpp"
#include "platform/audit/sealer.hpp"
#include "platform/disk/disk.hpp"
#include "platform/log/log.hpp"
#include "server/demo_staff.hpp"
#include "territory/territory.hpp"

namespace linli::server {
namespace {

constexpr std::string_view kPreferredStreet = "440104022";

/// Stands in the data directory while a demo is filled: what is found with it was left half done.
std::string unfinished_mark(const app::Config& config) { return config.data_dir + "/demo-unfinished"; }

std::vector<std::string> codes_of(const std::vector<territory::Division>& divisions) {
  std::vector<std::string> codes;
  for (const territory::Division& one : divisions) codes.push_back(one.code);
  return codes;
}

// The preferred street or the first one; for "community" one community of it, for "district" all its neighbours too,
// for "city" everything.
DemoPlace choose(const territory::Territory& territory, const app::Config& config) {
  using territory::Level;
  const std::vector<std::string> streets = codes_of(territory.under(config.city, Level::street));
  if (streets.empty()) throw Refused("demo_without_territory");
  const std::string street = territory.find(kPreferredStreet) ? std::string(kPreferredStreet) : streets.front();
  DemoPlace place{{street.substr(0, 6)}, {street}, {}};
  std::string within = street;
  if (config.demo == "community") within = territory.children(street).front().code;
  if (config.demo == "district" || config.demo == "city") {
    within = config.demo == "city" ? config.city : place.districts.front();
    place.streets = codes_of(territory.under(within, Level::street));
    if (config.demo == "city") place.districts = codes_of(territory.under(within, Level::district));
  }
  place.grids = codes_of(territory.under(within, Level::grid));
  if (place.grids.empty()) throw Refused("demo_without_territory");
  return place;
}

}  // namespace

void fill_demo(app::Registry& registry, db::Connection& db) {
  app::Context& context = registry.context;
  const app::Config& config = context.config();
  if (disk::exists(unfinished_mark(config))) throw Refused("demo_unfinished", {{"path", config.data_dir}});
  if (!access::first_administrator_link(db, context.clock().now())) {  // there are accounts: filled already
    // A demo shows its passwords and waives the second factor: never in a city of real people.
    if (!disk::exists(config.data_dir + "/demo-accounts.json")) throw Refused("demo_on_real_city");
    return;
  }
  log::info("demo.filling", {{"size", config.demo}});
  disk::write(unfinished_mark(config), config.demo, 0600);
  for (int month = 0; month < 14; ++month)  // the year that is made up is written to the log as well
    audit::open_months(db, context.clock().now() - std::chrono::hours(24 * 30 * month));
  if (registry.demo.empty()) throw Refused("demo_without_territory");
  registry.demo.front()(context, db, config.demo);  // the territory comes first: everything lies in it
  territory::Territory& territory = context.get<territory::Territory>();
  territory.refresh(db, context.zone().date_of(context.clock().now()));
  const DemoPlace place = choose(territory, config);
  make_demo_staff(context, db, place);
  for (std::size_t i = 1; i < registry.demo.size(); ++i) registry.demo[i](context, db, config.demo);
  disk::shred(unfinished_mark(config));
  log::info("demo.filled", {{"size", config.demo}, {"grids", place.grids.size()}});
}

}  // namespace linli::server
