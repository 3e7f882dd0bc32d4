#include "server/demo.hpp"

#include <fmt/format.h>

#include <boost/json.hpp>

#include "platform/access/setup.hpp"
#include "platform/audit/sealer.hpp"
#include "platform/disk/disk.hpp"
#include "platform/log/log.hpp"
#include "platform/resources.hpp"
#include "platform/text/messages.hpp"
#include "platform/yaml/strict.hpp"
#include "territory/import.hpp"
#include "territory/territory.hpp"

namespace linli::server {
namespace {

constexpr const char* kPassword = "linli-demo-2026";

/// Where the demo works: one street (or one community of it) of one district, or all of its streets.
struct Place {
  std::string district;
  std::vector<std::string> streets, grids;
};

std::string filled(std::string text, const std::string& key, const std::string& value) {
  const std::string mark = "{" + key + "}";
  for (std::size_t at = text.find(mark); at != std::string::npos; at = text.find(mark))
    text.replace(at, mark.size(), value);
  return text;
}

/// Names by turns and phones of an unassigned prefix: nobody real is meant or can be called.
class People {
 public:
  People() : root_(yaml::load(resources::get("policy/demo/people.yaml"))) {}
  std::string name() {
    const YAML::Node surnames = root_["surnames"], given = root_["given"];
    const std::string name = surnames[next_ % surnames.size()].as<std::string>() +
                             given[(next_ * 7 + next_ / surnames.size()) % given.size()].as<std::string>();
    ++next_;
    return name;
  }
  std::string phone() { return fmt::format("130{:08d}", ++last_phone_); }

 private:
  YAML::Node root_;
  std::size_t next_ = 0;
  int last_phone_ = 0;
};

class Builder {
 public:
  Builder(app::Context& context, db::Connection& db, const Place& place)
      : context_(context),
        db_(db),
        place_(place),
        territory_(context.get<territory::Territory>()),
        now_(context.clock().now()),
        since_(context.zone().date_of(now_) - std::chrono::days(400)) {}

  void units() {
    const std::string& city = context_.config().city;
    add_unit("city", territory_.name(city), city, std::nullopt);
    const Uuid top = units_.back().id;
    add_unit("district", territory_.name(place_.district), place_.district, top);
    const Uuid district = units_.back().id;
    const YAML::Node root = yaml::load(resources::get("policy/demo/units.yaml"));
    const auto add_units = [&](const std::string& at, const std::string& code) {
      for (const auto& unit : root["units"])
        if (unit["at"].as<std::string>() == at)
          add_unit(unit["kind"].as<std::string>(), filled(unit["name"].as<std::string>(), at, territory_.name(code)),
                   code, district);
    };
    add_units("district", place_.district);
    for (const std::string& street : place_.streets) {
      add_units("street", street);
      for (const territory::Division& community : territory_.children(street))
        add_unit("community", community.name, community.code, unit_of("street_centre", street));
      // One community of each street screens by itself what is reported in it; the others leave that to the street.
      if (const auto communities = territory_.children(street); communities.size() > 1)
        add_unit("community_centre",
                 filled(root["community_centre"].as<std::string>(), "community", communities.back().name),
                 communities.back().code, unit_of("street_centre", street));
    }
    access::make_units(db_, units_, now_ - std::chrono::hours(24 * 400));
  }

  void accounts() {
    for (const std::string& street : place_.streets) {
      const Uuid centre = unit_of("street_centre", street);
      for (int i = 1; i <= 3; ++i) staff("dispatcher", i, centre, street);
      for (int i = 1; i <= 3; ++i) staff("checker", i, centre, street);
      for (int i = 1; i <= 2; ++i) staff("caller", i, centre, street);
      staff("leader", 1, centre, street);
    }
    for (const access::UnitToMake& unit : units_)
      if (unit.kind == "community_centre") {
        for (int i = 1; i <= 2; ++i)
          add("dispatcher", of_community("screener", i, unit), unit.id, unit.prefix, unit.name, false);
        add("leader", of_community("community-leader", 1, unit), unit.id, unit.prefix, unit.name, false);
      }
    const std::string& city = context_.config().city;
    for (const auto& [level, code] : {std::pair{"district", place_.district}, std::pair{"city", city}}) {
      add("dispatcher", fmt::format("{}-dispatcher-1", level), unit_of(level, code), code, territory_.name(code),
          false);
      add("leader", fmt::format("{}-leader-1", level), unit_of(level, code), code, territory_.name(code), false);
    }
    staff("analyst", 1, unit_of("district", place_.district), place_.district);
    staff("administrator", 1, unit_of("city", city), city);
    staff("auditor", 1, unit_of("city", city), city);
    for (const access::UnitToMake& unit : units_) {
      if (unit.kind == "city" || unit.kind == "district" || unit.kind == "community_centre") continue;
      for (int i = 1; i <= 2; ++i) department(unit, i);
    }
    for (const std::string& grid : place_.grids) grid_worker(grid);
    for (const access::UnitToMake& unit : units_)
      if (unit.kind != "city" && unit.kind != "district" && unit.kind != "community" && unit.kind != "community_centre")
        head(unit);
    access::make_accounts(context_.get<access::Access>(), db_, accounts_, since_, now_);
    std::vector<std::string> services;
    const YAML::Node root = yaml::load(resources::get("policy/demo/units.yaml"));
    for (const auto& service : root["services"]) services.push_back(service.as<std::string>());
    territory::post_workers(db_, postings_, services, {now_, since_, nullptr, "demo"});
    const std::string key =
        access::make_demo_token(db_, account_of("administrator-1"), "Open311", {"open311.report"}, now_);
    access::write_demo_accounts(context_.config().data_dir, key, listed_);
  }

 private:
  void add_unit(const std::string& kind, const std::string& name, const std::string& prefix,
                std::optional<Uuid> parent) {
    units_.push_back({next_id(), name, kind, prefix, parent});
  }
  Uuid unit_of(std::string_view kind, std::string_view prefix) const {
    for (const access::UnitToMake& unit : units_)
      if (unit.kind == kind && unit.prefix == prefix) return unit.id;
    return {};
  }
  Uuid account_of(std::string_view username) const {
    for (const access::AccountToMake& account : accounts_)
      if (account.username == username) return account.id;
    return {};
  }
  // In the order of making: who does what in the made-up year does not depend on chance.
  Uuid next_id() { return Uuid::v7(now_ + std::chrono::milliseconds(++made_)); }
  // One street has its names for itself.
  std::string of_street(const std::string& username, const std::string& prefix) const {
    return place_.streets.size() == 1 || prefix.size() != 9 ? username : username + "-" + prefix;
  }
  void add(const std::string& role, const std::string& username, const Uuid& unit, const std::string& prefix,
           const std::string& jurisdiction, bool of_unit) {
    access::Grant grant;
    grant.role = role;
    grant.prefix = of_unit ? "" : prefix;
    grant.unit = unit;
    accounts_.push_back({next_id(), username, kPassword, people_.name(), people_.phone(), unit, {grant}});
    listed_.push_back({role, jurisdiction, username, kPassword});
  }
  void staff(const std::string& role, int number, const Uuid& unit, const std::string& prefix) {
    add(role, fmt::format("{}-{}", of_street(role, prefix), number), unit, prefix, territory_.name(prefix), false);
  }
  // Communities are many: their code tells them apart.
  std::string username_of(const access::UnitToMake& unit, const std::string& ending) const {
    const std::string name = unit.kind == "community"       ? "community-" + unit.prefix
                             : unit.kind == "street_centre" ? of_street("centre", unit.prefix)
                                                            : of_street(unit.kind, unit.prefix);
    std::string username = name + "-" + ending;
    for (char& c : username)
      if (c == '_') c = '-';
    return username;
  }
  std::string of_community(const std::string& role, int number, const access::UnitToMake& unit) const {
    return fmt::format("{}-{}", place_.streets.size() == 1 ? role : role + "-" + unit.prefix, number);
  }
  void department(const access::UnitToMake& unit, int number) {
    add("department", username_of(unit, std::to_string(number)), unit.id, unit.prefix, unit.name, true);
  }
  void head(const access::UnitToMake& unit) {
    add("unit_head", username_of(unit, "head"), unit.id, unit.prefix, unit.name, true);
  }
  void grid_worker(const std::string& grid) {
    Uuid community;
    for (const access::UnitToMake& unit : units_)
      if (unit.kind == "community" && grid.starts_with(unit.prefix)) community = unit.id;
    add("grid_worker", "grid-" + grid, community, grid, territory_.name(grid), false);
    const access::AccountToMake& account = accounts_.back();
    postings_.push_back(
        {Uuid::v7(now_), grid, "main", account.id, account.name, fmt::format("020-0000{:04d}", postings_.size() + 1)});
  }

  app::Context& context_;
  db::Connection& db_;
  const Place& place_;
  const territory::Territory& territory_;
  Instant now_;
  LocalDate since_;
  People people_;
  int made_ = 0;
  std::vector<access::UnitToMake> units_;
  std::vector<access::AccountToMake> accounts_;
  std::vector<access::DemoAccount> listed_;
  std::vector<territory::Posting> postings_;
};

// The preferred street or the first one (for "community": one community of it, for "district": all its neighbours too).
Place choose(const territory::Territory& territory, const app::Config& config) {
  static constexpr std::string_view kPreferred = "440104022";
  std::string street(territory.find(kPreferred) ? kPreferred : "");
  if (street.empty()) {
    const auto streets = territory.under(config.city, territory::Level::street);
    if (streets.empty()) throw Refused("demo_without_territory");
    street = streets.front().code;
  }
  Place place{street.substr(0, 6), {street}, {}};
  std::string within = street;
  if (config.demo == "community") within = territory.children(street).front().code;
  if (config.demo == "district") {
    within = place.district;
    place.streets.clear();
    for (const territory::Division& one : territory.under(within, territory::Level::street))
      place.streets.push_back(one.code);
  }
  for (const territory::Division& grid : territory.under(within, territory::Level::grid))
    place.grids.push_back(grid.code);
  if (place.grids.empty()) throw Refused("demo_without_territory");
  return place;
}

}  // namespace

void fill_demo(app::Registry& registry, db::Connection& db) {
  app::Context& context = registry.context;
  const app::Config& config = context.config();
  if (!access::first_administrator_link(db, context.clock().now())) {  // there are accounts: filled already
    // A demo shows its passwords and waives the second factor: never in a city of real people.
    if (!disk::exists(config.data_dir + "/demo-accounts.json")) throw Refused("demo_on_real_city");
    return;
  }
  log::info("demo.filling", {{"size", config.demo}});
  for (int month = 0; month < 14; ++month)  // the year that is made up is written to the log as well
    audit::open_months(db, context.clock().now() - std::chrono::hours(24 * 30 * month));
  if (registry.demo.empty()) throw Refused("demo_without_territory");
  registry.demo.front()(context, db, config.demo);  // the territory comes first: everything lies in it
  territory::Territory& territory = context.get<territory::Territory>();
  territory.refresh(db, context.zone().date_of(context.clock().now()));
  const Place place = choose(territory, config);
  Builder builder(context, db, place);
  builder.units();
  builder.accounts();
  for (std::size_t i = 1; i < registry.demo.size(); ++i) registry.demo[i](context, db, config.demo);
  log::info("demo.filled", {{"size", config.demo}, {"grids", place.grids.size()}});
}

}  // namespace linli::server
