#include "platform/workflow/module.hpp"

#include <boost/json.hpp>

#include "platform/app/module.hpp"
#include "platform/log/log.hpp"
#include "platform/workflow/workflow.hpp"

namespace linli::workflow {

void register_engine(app::Registry& registry) {
  constexpr const char* kRecount = "workflow.recount_provisional";
  registry.jobs[kRecount] = [](app::Context& context, db::Connection& db, const json::value&, Instant now) {
    if (auto counted = context.get<Engine>().recount_provisional(db, now))
      log::info("workflow.recounted", {{"cases", counted}});
  };
  registry.periodic.emplace_back(kRecount, 3600);
}

}  // namespace linli::workflow
