#include "server/demo_staff.hpp"

#include <fmt/format.h>

#include <map>
#include <optional>

#include "platform/access/setup.hpp"
#include "platform/resources.hpp"
#include "platform/yaml/strict.hpp"
#include "territory/import.hpp"
#include "territory/territory.hpp"

namespace linli::server {
namespace {

constexpr const char* kPassword = "linli-demo-2026";

/// How many accounts each place has, from policy/demo/posts.yaml.
struct Posts {
  std::int64_t dispatchers, checkers, callers, leaders, screeners, clerks, crews;
  bool own_heads;
  std::int64_t accounts = 0, workers = 0;  ///< in all; zero: as many as there are posts, one worker a grid

  static Posts read(const char* kind) {
    const YAML::Node root = yaml::load(resources::get("policy/demo/posts.yaml"));
    yaml::Mistakes mistakes;
    mistakes.only_keys(root, "", {"street", "city"});
    const YAML::Node node = root[kind];
    mistakes.only_keys(node, kind,
                       {"dispatchers", "checkers", "callers", "leaders", "screeners", "clerks", "crews", "own_heads",
                        "accounts", "workers", "source", "quote"});
    const auto figure = [&](const char* key) { return mistakes.integer(node, kind, key); };
    Posts p{figure("dispatchers"), figure("checkers"), figure("callers"), figure("leaders"),
            figure("screeners"),   figure("clerks"),   figure("crews"),   mistakes.flag(node, kind, "own_heads")};
    if (node["accounts"]) p.accounts = figure("accounts"), p.workers = figure("workers");
    mistakes.done();
    return p;
  }
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
  Builder(app::Context& context, db::Connection& db, const DemoPlace& place)
      : context_(context),
        db_(db),
        place_(place),
        posts_(Posts::read(place.districts.size() > 1 ? "city" : "street")),
        territory_(context.get<territory::Territory>()),
        known_(yaml::load(resources::get("policy/demo/units.yaml"))),
        now_(context.clock().now()),
        since_(context.zone().date_of(now_) - std::chrono::days(400)) {}

  void units() {
    const std::string& city = context_.config().city;
    const Uuid top = add_unit("city", territory_.name(city), city, std::nullopt);
    for (const std::string& code : place_.districts) {
      const Uuid district = add_unit("district", territory_.name(code), code, top);
      add_units("district", code, district);
      for (const std::string& street : place_.streets)
        if (street.starts_with(code)) units_of_street(street, district);
    }
    access::make_units(db_, units_, now_ - std::chrono::hours(24 * 400));
  }

  void accounts() {
    for (const std::string& street : place_.streets) {
      const Uuid centre = unit_of("street_centre", street);
      staff("dispatcher", posts_.dispatchers, centre, street);
      staff("checker", posts_.checkers, centre, street);
      staff("caller", posts_.callers, centre, street);
      staff("leader", posts_.leaders, centre, street);
    }
    for (const access::UnitToMake& unit : units_)
      if (unit.kind == "community_centre") screeners(unit);
    const std::string& city = context_.config().city;
    for (const std::string& district : place_.districts) above_streets("district", district);
    above_streets("city", city);
    for (const std::string& district : place_.districts) staff("analyst", 1, unit_of("district", district), district);
    staff("administrator", 1, unit_of("city", city), city);
    staff("auditor", 1, unit_of("city", city), city);
    for (const access::UnitToMake& unit : units_)
      if (has_clerks(unit)) clerks(unit);
    second_workers_ = posts_.workers == 0 ? 0 : static_cast<std::size_t>(posts_.workers) - place_.grids.size();
    for (std::size_t i = 0; i < place_.grids.size(); ++i) workers(i);
    for (const access::UnitToMake& unit : units_)
      if (posts_.own_heads && has_head(unit)) head(unit);
    for (const access::UnitToMake& unit : units_)
      if (has_crew(unit)) crew(unit);
    second_clerks();
    access::make_accounts(context_.get<access::Access>(), db_, accounts_, since_, now_);
    // The second worker of a grid came a day later: who answers for the grid is never in doubt.
    access::make_accounts(context_.get<access::Access>(), db_, later_, since_ + std::chrono::days(1), now_);
    std::vector<std::string> services;
    for (const auto& service : known_["services"]) services.push_back(service.as<std::string>());
    territory::post_workers(db_, postings_, services, {now_, since_, nullptr, "demo"});
    const std::string key =
        access::make_demo_token(db_, accounts_[administrator_].id, "Open311", {"open311.report"}, now_);
    access::write_demo_accounts(context_.config().data_dir, key, listed_);
  }

 private:
  Uuid add_unit(const std::string& kind, const std::string& name, const std::string& prefix,
                std::optional<Uuid> parent) {
    units_.push_back({next_id(), name, kind, prefix, parent});
    return by_place_[{kind, prefix}] = units_.back().id;
  }
  void add_units(const std::string& at, const std::string& code, const Uuid& parent) {
    for (const auto& unit : known_["units"])
      if (unit["at"].as<std::string>() == at)
        add_unit(unit["kind"].as<std::string>(), filled(unit["name"].as<std::string>(), at, territory_.name(code)),
                 code, parent);
  }
  void units_of_street(const std::string& street, const Uuid& district) {
    add_units("street", street, district);
    const Uuid centre = unit_of("street_centre", street);
    const auto communities = territory_.children(street);
    for (const territory::Division& community : communities)
      add_unit("community", community.name, community.code, centre);
    // One community of each street screens by itself what is reported in it; the others leave that to the street.
    if (communities.size() > 1)
      add_unit("community_centre",
               filled(known_["community_centre"].as<std::string>(), "community", communities.back().name),
               communities.back().code, centre);
  }
  Uuid unit_of(const std::string& kind, const std::string& prefix) const {
    const auto found = by_place_.find({kind, prefix});
    return found == by_place_.end() ? Uuid{} : found->second;
  }
  // In the order of making: who does what in the made-up year does not depend on chance.
  Uuid next_id() { return Uuid::v7(now_ + std::chrono::milliseconds(++made_)); }

  // Where there is one of a kind, it has the name for itself; else the code tells which.
  std::string with_code(const std::string& username, const std::string& prefix) const {
    const bool alone = prefix.size() == 9   ? place_.streets.size() == 1
                       : prefix.size() == 6 ? place_.districts.size() == 1
                                            : prefix.size() < 6;
    return alone ? username : username + "-" + prefix;
  }
  access::AccountToMake& add(const std::string& role, const std::string& username, const Uuid& unit,
                             const std::string& prefix, const std::string& jurisdiction, bool of_unit) {
    access::Grant grant;
    grant.role = role;
    grant.prefix = of_unit ? "" : prefix;
    grant.unit = unit;
    accounts_.push_back({next_id(), username, kPassword, people_.name(), people_.phone(), unit, {grant}});
    listed_.push_back({role, jurisdiction, username, kPassword});
    return accounts_.back();
  }
  void staff(const std::string& role, std::int64_t count, const Uuid& unit, const std::string& prefix) {
    if (role == "administrator") administrator_ = accounts_.size();
    for (std::int64_t i = 1; i <= count; ++i)
      add(role, fmt::format("{}-{}", with_code(role, prefix), i), unit, prefix, territory_.name(prefix), false);
  }
  void screeners(const access::UnitToMake& unit) {
    const auto username = [&](const char* role, std::int64_t number) {
      return fmt::format("{}-{}", place_.streets.size() == 1 ? role : role + ("-" + unit.prefix), number);
    };
    for (std::int64_t i = 1; i <= posts_.screeners; ++i)
      add("dispatcher", username("screener", i), unit.id, unit.prefix, unit.name, false);
    add("leader", username("community-leader", 1), unit.id, unit.prefix, unit.name, false);
  }
  void above_streets(const std::string& level, const std::string& code) {
    for (const char* role : {"dispatcher", "leader"})
      add(role, with_code(fmt::format("{}-{}", level, role), code) + "-1", unit_of(level, code), code,
          territory_.name(code), false);
  }
  // Communities are many: their code tells them apart.
  std::string username_of(const access::UnitToMake& unit, const std::string& ending) const {
    const std::string name = unit.kind == "community"       ? "community-" + unit.prefix
                             : unit.kind == "street_centre" ? with_code("centre", unit.prefix)
                                                            : with_code(unit.kind, unit.prefix);
    std::string username = name + "-" + ending;
    for (char& c : username)
      if (c == '_') c = '-';
    return username;
  }
  static bool has_clerks(const access::UnitToMake& unit) {
    return unit.kind != "city" && unit.kind != "district" && unit.kind != "community_centre";
  }
  static bool has_head(const access::UnitToMake& unit) { return has_clerks(unit) && unit.kind != "community"; }
  void clerk(const access::UnitToMake& unit, std::int64_t number) {
    access::AccountToMake& account =
        add("department", username_of(unit, std::to_string(number)), unit.id, unit.prefix, unit.name, true);
    if (number > 1 || posts_.own_heads || !has_head(unit)) return;
    access::Grant head = account.grants.front();
    head.role = "unit_head";
    account.grants.push_back(head);
    listed_.push_back({head.role, unit.name, account.username, kPassword});
  }
  void clerks(const access::UnitToMake& unit) {
    const std::int64_t count = unit.prefix.size() == 6 ? std::max<std::int64_t>(posts_.clerks, 2) : posts_.clerks;
    for (std::int64_t i = 1; i <= count; ++i) clerk(unit, i);
  }
  void head(const access::UnitToMake& unit) {
    // With a street's code in it, a name of up to 32 characters has no room for the whole word.
    add("unit_head", username_of(unit, place_.streets.size() == 1 ? "head" : "h"), unit.id, unit.prefix, unit.name,
        true);
  }
  // Stations with people on the street; the clerk hands cases on to them.
  static bool has_crew(const access::UnitToMake& unit) {
    return unit.kind == "street_sanitation" || unit.kind == "street_greening";
  }
  void crew(const access::UnitToMake& unit) {
    for (std::int64_t i = 1; i <= posts_.crews; ++i)
      add("crew", username_of(unit, fmt::format("{}{}", place_.streets.size() == 1 ? "crew-" : "c", i)), unit.id,
          unit.prefix, unit.name, true);
  }
  void workers(std::size_t at) {
    const std::string& grid = place_.grids[at];
    const Uuid community = unit_of("community", grid.substr(0, 12));
    const std::size_t all = place_.grids.size();
    const bool two = (at + 1) * second_workers_ / all > at * second_workers_ / all;  // evenly over the city
    for (const char* post : two ? std::vector<const char*>{"a", "b"} : std::vector<const char*>{"main"}) {
      const bool second = std::string_view(post) == "b";
      add("grid_worker", "grid-" + grid + (second ? "-b" : ""), community, grid, territory_.name(grid), false);
      const access::AccountToMake& account = accounts_.back();
      postings_.push_back(
          {Uuid::v7(now_), grid, post, account.id, account.name, fmt::format("020-0000{:04d}", postings_.size() + 1)});
      if (!second) continue;
      later_.push_back(account);
      accounts_.pop_back();
    }
  }
  // As many accounts as the city has: what no post takes are second clerks.
  void second_clerks() {
    for (const auto& kind : known_["units"])
      for (const access::UnitToMake& unit : units_) {
        if (accounts_.size() + later_.size() >= static_cast<std::size_t>(posts_.accounts)) return;
        if (unit.kind == kind["kind"].as<std::string>() && unit.prefix.size() == 9) clerk(unit, posts_.clerks + 1);
      }
  }

  app::Context& context_;
  db::Connection& db_;
  const DemoPlace& place_;
  Posts posts_;
  const territory::Territory& territory_;
  YAML::Node known_;
  Instant now_;
  LocalDate since_;
  People people_;
  int made_ = 0;
  std::size_t administrator_ = 0, second_workers_ = 0;
  std::vector<access::UnitToMake> units_;
  std::map<std::pair<std::string, std::string>, Uuid> by_place_;
  std::vector<access::AccountToMake> accounts_, later_;
  std::vector<access::DemoAccount> listed_;
  std::vector<territory::Posting> postings_;
};

}  // namespace

void make_demo_staff(app::Context& context, db::Connection& db, const DemoPlace& place) {
  Builder builder(context, db, place);
  builder.units();
  builder.accounts();
}

}  // namespace linli::server
