#include "app/stale.hpp"

#include <boost/json.hpp>

#include "app/judge.hpp"
#include "platform/audit/audit.hpp"
#include "platform/outbox/outbox.hpp"
#include "store/store.hpp"

namespace linli::routing {
namespace {

// Where a rule matters: its area, or the narrower territory of its unit.
std::string scope_of(const Rule& rule, const std::map<Uuid, store::UnitName>& units, const std::string& city) {
  std::string scope = rule.area.empty() ? city : rule.area;
  if (const auto unit = rule.unit ? units.find(*rule.unit) : units.end();
      unit != units.end() && unit->second.prefix.size() > scope.size())
    scope = unit->second.prefix;
  return scope;
}

}  // namespace

std::size_t disable_stale(app::Context& context, db::Connection& db, Instant now) {
  RuleSet set = store::newest(db);
  if (set.rules.empty()) return 0;
  const Units units = store::units(db, std::nullopt, {}, context.zone().date_of(now));
  const Ground ground = ground_of(context, units);
  std::vector<const Rule*> found;
  for (Rule& rule : set.rules) {
    if (!rule.enabled) continue;
    rule.stale = stale_reason(rule, ground);
    if (rule.stale.empty()) continue;
    rule.enabled = false;
    found.push_back(&rule);
  }
  if (found.empty()) return 0;
  set.version += 1;
  set.record = Uuid::v7(now);
  set.at = now;
  set.by.reset();
  const text::Messages& messages = context.get<text::Messages>();
  set.note = messages.text(text::Messages::kDefault, "routing.stale_note", {{"count", std::to_string(found.size())}});
  db::Batch batch;
  store::add(batch, set, std::nullopt);
  std::vector<Uuid> named;
  for (const Rule* rule : found)
    if (rule->unit) named.push_back(*rule->unit);
  const auto names = store::unit_names(db, named);
  json::array stale;
  for (const Rule* rule : found) {
    stale.push_back(json::object{{"rule", rule->id.text()}, {"reason", rule->stale}});
    const json::value news{{"tell", json::array{{{"role", "dispatcher"}}, {{"role", "administrator"}}}},
                           {"rule", rule->name},
                           {"reason", rule->stale},
                           {"number", std::to_string(rule - set.rules.data() + 1)}};
    outbox::publish(batch, "routing.rule_stale", rule->id.text(), news, scope_of(*rule, names, context.config().city),
                    "", now);
  }
  const json::value detail{{"version", set.version}, {"stale", std::move(stale)}};
  audit::record(batch, {.at = now,
                        .who = nullptr,
                        .action = "routing.disable_stale",
                        .object = "routing:rules",
                        .scope_code = context.config().city,
                        .request_id = {},
                        .purpose = {},
                        .detail = &detail});
  db.commit(batch);
  return found.size();
}

}  // namespace linli::routing
