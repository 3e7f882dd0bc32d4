#include "platform/webhooks/module.hpp"

#include "collector.hpp"
#include "platform/app/module.hpp"
#include "platform/outbox/runner.hpp"
#include "platform/resources.hpp"
#include "platform/text/messages.hpp"
#include "routes.hpp"
#include "sender.hpp"
#include "webhooks_sql.hpp"

namespace linli::webhooks {
namespace {

constexpr const char* kPrune = "webhooks.prune";
constexpr int kSenders = 3;  // so that one system that does not answer keeps only one of them waiting
constexpr auto kPause = std::chrono::milliseconds(200);
constexpr std::string_view kNotice = "notice.";

/// Every topic people have words for.
std::vector<std::string> kinds_of(const text::Messages& messages) {
  std::vector<std::string> kinds;
  for (const std::string& key : messages.keys(text::Messages::kDefault, kNotice))
    kinds.push_back(key.substr(kNotice.size()));
  return kinds;
}

}  // namespace

void register_engine(app::Registry& registry) {
  app::Context& context = registry.context;
  const Settings settings = Settings::parse(resources::get("policy/webhooks.yaml"));
  const outgoing::Settings& outside = context.get<outgoing::Settings>();
  personal::Vault& vault = context.get<personal::Vault>();
  const auto office =
      std::make_shared<const Office>(Office{settings, outside, vault, kinds_of(context.get<text::Messages>())});
  const auto sender = std::make_shared<const Sender>(settings, outside, vault, context.config().city);
  add_routes(registry.routes, office, sender);
  const auto collector = std::make_shared<Collector>(settings);
  registry.subscriptions.push_back(
      {"webhooks", "", [collector](app::Context& shared, db::Connection& db, const app::Event& event) {
         collector->take(db, event, shared.clock().now());
       }});
  for (int i = 1; i <= kSenders; ++i)
    context.get<outbox::Runner>().loop(
        "webhooks.send." + std::to_string(i), kPause,
        [sender, &context](db::Connection& db) { return sender->step(db, context.clock()); });
  registry.jobs[kPrune] = [kept = settings.kept](app::Context&, db::Connection& db, const json::value&, Instant now) {
    db.run(sql::prune, db::Params::of(now - kept));
  };
  registry.periodic.emplace_back(kPrune, 24 * 3600);
}

}  // namespace linli::webhooks
