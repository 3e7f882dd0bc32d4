#include "platform/access/module.hpp"

#include <boost/json.hpp>

#include "access_sql.hpp"
#include "account.hpp"
#include "platform/app/module.hpp"
#include "platform/http/event_stream.hpp"
#include "platform/outbox/runner.hpp"
#include "platform/personal/reveal.hpp"
#include "platform/resources.hpp"
#include "routes.hpp"
#include "streams.hpp"

namespace linli::access {
namespace {

constexpr auto kActsKept = std::chrono::hours(24 * 60);  // longer than a client stays offline
constexpr int kSweepEverySeconds = 3600, kForgetEverySeconds = 30;

void sweep(app::Context& context, db::Connection& db, const boost::json::value&, Instant now) {
  const Roles& roles = context.get<Access>().roles();
  const auto counted = std::max(roles.account_lockout.forgotten_after, roles.address_lockout.forgotten_after);
  db.run(sql::sweep, db::Params::of(now, now - counted, now - kActsKept));
}

void forget_erased(app::Context&, db::Connection& db, const boost::json::value&, Instant) {
  db.run(sql::forget_erased);
}

/// Staff names and phones may be revealed by who reaches one of the person's accounts with personal.reveal.
std::optional<personal::Standing> staff_standing(app::Context& context, db::Connection& db, const Principal& who,
                                                 const personal::Ref& ref) {
  const Access& access = context.get<Access>();
  for (const auto& row : db.run(sql::accounts_of_person, db::Params::of(ref.record, ref.subject))) {
    Relation relation;
    const std::string scope_code = row.text("unit_prefix");
    relation.scope_code = scope_code;
    relation.unit = row.uuid("unit");
    if (access.covers(who, "personal.reveal", relation))
      return personal::Standing{"account:" + row.uuid("id").text(), scope_code, ""};
  }
  return std::nullopt;
}

}  // namespace

std::shared_ptr<Access> make_access(app::Context& context) {
  const app::Config& config = context.config();
  Options options;
  options.data_dir = config.data_dir;
  options.demo = !config.demo.empty();
  options.second_factor_waived = options.demo;
  auto access = std::make_shared<Access>(Roles::parse(resources::get("policy/roles.yaml"), config.city),
                                         context.get<personal::Vault>(), context.zone(), std::move(options));
  context.provide(access);
  context.provide(std::make_shared<ReachOf>(
      ReachOf{[access](const Principal& who, std::string_view permission) { return access->reach(who, permission); }}));
  return access;
}

void register_engine(app::Registry& registry) {
  add_sign_in_routes(registry.routes);
  add_own_account_routes(registry.routes);
  add_account_routes(registry.routes);
  add_unit_routes(registry.routes);
  registry.jobs["access.sweep"] = sweep;
  registry.periodic.emplace_back("access.sweep", kSweepEverySeconds);
  registry.jobs["access.forget_erased"] = forget_erased;
  registry.periodic.emplace_back("access.forget_erased", kForgetEverySeconds);
  if (registry.context.has<outbox::Runner>() && registry.context.has<http::EventStream>())
    registry.context.get<outbox::Runner>().loop(
        "access.streams", std::chrono::seconds(1), [&context = registry.context](db::Connection& db) {
          close_outdated_streams(context.get<Access>(), context.get<http::EventStream>(), db, context.clock().now());
          return false;
        });
  registry.on_start.push_back([](app::Context& context, db::Connection& db) {
    db.run(sql::forget_erased);  // a restored backup may have brought some back
    if (context.has<personal::Revealing>()) context.get<personal::Revealing>().add(staff_standing);
  });
}

}  // namespace linli::access
