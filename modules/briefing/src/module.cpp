#include "briefing/module.hpp"

#include <boost/json.hpp>

#include "briefing.hpp"
#include "platform/app/module.hpp"

namespace linli::briefing {
namespace {

http::Response what_waits(http::Call& call) {
  boost::json::array items;
  for (const WaitingRow& row : waiting(call)) items.push_back(write_record(kWaitingRow, &row));
  return http::Response::of_json(boost::json::object{{"items", std::move(items)}, {"next", nullptr}});
}

}  // namespace

void register_module(app::Registry& registry) {
  registry.routes.push_back({.method = http::Method::get,
                             .pattern = "/api/v1/waiting",
                             .operation = "listWaiting",
                             .permission = "incidents.act",
                             .handle = what_waits,
                             .answer = &kWaitingRow,
                             .answer_is_page = true,
                             .tag = "briefing"});
  registry.routes.push_back({.method = http::Method::get,
                             .pattern = "/api/v1/figures/today",
                             .operation = "getToday",
                             .permission = "figures.view",
                             .handle =
                                 [](http::Call& call) {
                                   const TodayView view = today(call);
                                   return http::Response::of_json(write_record(kTodayView, &view));
                                 },
                             .answer = &kTodayView,
                             .query = {{"scope"}},
                             .tag = "briefing"});
}

}  // namespace linli::briefing
