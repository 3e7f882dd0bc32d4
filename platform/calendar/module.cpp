#include "platform/calendar/module.hpp"

#include <boost/json.hpp>

#include "platform/app/module.hpp"
#include "platform/calendar/calendar.hpp"
#include "platform/log/log.hpp"
#include "platform/workflow/workflow.hpp"

namespace linli::calendar {

void follow(app::Context& context, db::Connection& db) {
  Calendar& calendar = context.get<Calendar>();
  if (!calendar.refresh(db)) return;
  context.get<workflow::Engine>().use_calendar(calendar.current());
  log::info("calendar.refreshed");
}

void register_engine(app::Registry& registry) {
  registry.on_start.push_back(follow);
  registry.jobs["calendar.recount"] = [](app::Context& context, db::Connection& db, const json::value&, Instant now) {
    follow(context, db);  // the import may be younger than this process's last look
    const std::size_t cases = context.get<workflow::Engine>().recount_provisional(db, now);
    log::info("calendar.recounted", {{"cases", cases}});
  };
}

}  // namespace linli::calendar
