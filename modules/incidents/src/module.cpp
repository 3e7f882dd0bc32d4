#include "incidents/module.hpp"

#include "app/assists.hpp"
#include "app/case_workflow.hpp"
#include "app/errands.hpp"
#include "app/matter_lists.hpp"
#include "app/propose_unit.hpp"
#include "app/teams.hpp"
#include "demo/fill.hpp"
#include "http/routes.hpp"
#include "incidents_sql.hpp"
#include "platform/access/access.hpp"
#include "platform/outbox/runner.hpp"
#include "platform/resources.hpp"
#include "platform/workflow/workflow.hpp"
#include "store/cases.hpp"

namespace linli::incidents {
namespace {

// Folds appended counter changes until few are left.
void fold_counters(db::Connection& db) {
  constexpr int kAtOnce = 10000;
  while (db.run(sql::fold_counters, db::Params::of(kAtOnce)).affected() > kAtOnce / 2) {
  }
}

// Who was erased is no longer found by a phone.
void forget_erased(app::Context&, db::Connection& db, const json::value&, Instant) { db.run(sql::forget_erased); }

// Who may see one of the cases a file is evidence of may see the file.
bool may_see_file(app::Context& context, db::Connection& db, const access::Principal& who, const std::string& digest) {
  const access::Access& access = context.get<access::Access>();
  for (const db::Row row : db.run(sql::attachment_cases, db::Params::of(digest))) {
    const std::string scope = row.text("scope_code");
    access::Relation relation;
    relation.scope_code = scope;
    const std::vector<Uuid> own = who.units();
    relation.unit = unit_to(own, row.maybe_uuid("owner_unit"), row.maybe_uuid("handler_unit"));
    for (const db::Row helper : db.run(sql::assist_units, db::Params::of(row.uuid("id"))))
      if (std::find(own.begin(), own.end(), helper.uuid("unit")) != own.end()) relation.unit = helper.uuid("unit");
    relation.participates = row.maybe_uuid("owner_person") == who.person || row.maybe_uuid("collector") == who.person ||
                            !db.run(sql::is_in_hand, db::Params::of(row.uuid("id"), who.person)).empty();
    if (access.covers(who, "incidents.view", relation)) return true;
  }
  return false;
}

}  // namespace

void register_module(app::Registry& registry) {
  auto incidents = std::make_shared<Incidents>(
      registry.context, Catalogue::parse(resources::get("policy/matters/example.yaml")),
      Settings::parse(resources::get("policy/incidents.yaml")), app::Rates::parse(resources::get("policy/rates.yaml")));
  registry.context.provide(incidents);
  registry.context.provide(cases_for_routing(*incidents));
  register_workflow(registry.context.get<workflow::Engine>(), *incidents);
  register_assists(registry.context.get<workflow::Engine>(), *incidents);
  register_errands(registry.context.get<workflow::Engine>(), *incidents);
  add_routes(registry, *incidents);
  registry.jobs["incidents.fold_counters"] = [](app::Context&, db::Connection& db, const json::value&, Instant) {
    fold_counters(db);
  };
  registry.periodic.push_back({"incidents.fold_counters", 10});
  registry.jobs["incidents.forget_erased"] = forget_erased;
  registry.periodic.push_back({"incidents.forget_erased", 30});
  registry.on_start.push_back([](app::Context&, db::Connection& db) {
    db.run(sql::forget_erased);  // a restored backup may have brought some back
  });
  registry.on_start.push_back([incidents](app::Context&, db::Connection& db) { refresh_lists(*incidents, db); });
  registry.context.get<outbox::Runner>().loop("incidents.matter_lists", std::chrono::seconds(1),
                                              [incidents](db::Connection& db) {
                                                refresh_lists(*incidents, db);
                                                return false;
                                              });
  registry.file_viewers.push_back(may_see_file);
  registry.demo.push_back([incidents](app::Context& context, db::Connection& db, const std::string& size) {
    fill_demo_lists(*incidents, db, context.clock().now());
    fill_demo_teams(db, context.clock().now());
    fill_demo_cases(context, *incidents, db, size);
  });
}

}  // namespace linli::incidents
