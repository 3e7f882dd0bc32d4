#include "http/routes.hpp"

#include "app/calls.hpp"
#include "app/deputies.hpp"
#include "app/handovers.hpp"
#include "app/orders.hpp"
#include "app/print_handover.hpp"
#include "app/rosters.hpp"
#include "platform/app/module.hpp"
#include "platform/http/page.hpp"

namespace linli::duty {
namespace {

using http::Call;
using http::Method;
using http::Response;
using Given = std::shared_ptr<const Settings>;

constexpr const char* kView = "duty.view";
constexpr const char* kManage = "duty.manage";
constexpr const char* kHandOver = "duty.hand_over";

template <class View>
Response answer(const Descriptor& d, const View& view, int status = 200) {
  return Response::of_json(write_record(d, &view), status);
}

// A page from one row more than it shows; `keys` gives what names the row after which the next page begins.
template <class Row, class Keys>
Response page_of(const Descriptor& d, const std::vector<Row>& rows, std::size_t limit, Keys keys) {
  json::array items;
  json::value next;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (i == limit) {
      next = json::string(http::cursor(keys(i - 1)));
      break;
    }
    items.push_back(write_record(d, &rows[i]));
  }
  return Response::of_json(json::object{{"items", std::move(items)}, {"next", std::move(next)}});
}
template <class Row>
Response whole(const Descriptor& d, const std::vector<Row>& rows) {
  return page_of(d, rows, rows.size(), [](std::size_t) { return std::vector<std::string>{}; });
}

std::optional<std::pair<Instant, Uuid>> time_and_id(const http::PageRequest& page) {
  if (page.first()) return std::nullopt;
  return std::pair(parse_instant(page.key(0)), Uuid::parse(page.key(1)));
}

Uuid unit_asked(const Call& call) { return Uuid::parse(call.request.query_value("unit").value_or(Uuid{}.text())); }

Response units(Call& call) {
  const http::PageRequest page = http::page_request(call.request, 2);
  std::optional<std::pair<std::string, Uuid>> after;
  if (!page.first()) after = {page.key(0), Uuid::parse(page.key(1))};
  std::vector<std::string> prefixes;
  const std::vector<UnitView> rows = list_units(call, after, page.limit + 1, prefixes);
  return page_of(kUnitView, rows, static_cast<std::size_t>(page.limit), [&](std::size_t i) {
    return std::vector{prefixes[i], rows[i].id.text()};
  });
}

Response roster(Call& call, const Settings& settings) {
  const auto from = call.request.query_value("from");
  const LocalDate today = call.app.zone().date_of(call.now);
  const LocalDate monday = today - std::chrono::days(std::chrono::weekday(today).iso_encoding() - 1);
  return answer(kRosterView, show_roster(call, settings, unit_asked(call), from ? parse_date(*from) : monday));
}

Response handovers(Call& call) {
  const http::PageRequest page = http::page_request(call.request, 2);
  const std::vector<HandoverView> rows = list_handovers(call, unit_asked(call), time_and_id(page), page.limit + 1);
  return page_of(kHandoverView, rows, static_cast<std::size_t>(page.limit), [&](std::size_t i) {
    return std::vector{to_text(rows[i].to), rows[i].id.text()};
  });
}

Response orders(Call& call) {
  const http::PageRequest page = http::page_request(call.request, 2);
  std::vector<Instant> changed;
  const std::vector<OrderView> rows =
      list_orders(call, call.request.query_value("open") == "true", time_and_id(page), page.limit + 1, changed);
  return page_of(kOrderView, rows, static_cast<std::size_t>(page.limit), [&](std::size_t i) {
    return std::vector{to_text(changed[i]), rows[i].id.text()};
  });
}

std::string param(const Call& call, const char* name) { return call.request.params.at(name); }

void add(app::Registry& registry, http::Route route) {
  route.tag = "duty";
  registry.routes.push_back(std::move(route));
}

void add_rosters(app::Registry& registry, const Given& settings) {
  add(registry, {.method = Method::get,
                 .pattern = "/api/v1/duty/now",
                 .operation = "getDutyNow",
                 .permission = kView,
                 .handle = [settings](Call& call) { return answer(kNowView, show_now(call, *settings)); },
                 .answer = &kNowView});
  add(registry, {.method = Method::get,
                 .pattern = "/api/v1/duty/units",
                 .operation = "listDutyUnits",
                 .permission = kView,
                 .handle = units,
                 .answer = &kUnitView,
                 .answer_is_page = true,
                 .query = {{"after"}, {"limit", FieldType::integer}}});
  add(registry, {.method = Method::get,
                 .pattern = "/api/v1/duty/roster",
                 .operation = "getDutyRoster",
                 .permission = kView,
                 .handle = [settings](Call& call) { return roster(call, *settings); },
                 .answer = &kRosterView,
                 .query = {{"unit", FieldType::uuid, "whose roster"},
                           {"from", FieldType::date, "first of seven days; absent: this week's Monday"}}});
  add(registry, {.method = Method::post,
                 .pattern = "/api/v1/duty/shifts",
                 .operation = "enterShift",
                 .permission = kManage,
                 .pool = http::Pool::write,
                 .handle =
                     [settings](Call& call) {
                       return answer(kShiftView, enter_shift(call, *settings, call.body<ShiftGiven>(kShiftGiven)), 201);
                     },
                 .body = &kShiftGiven,
                 .answer = &kShiftView,
                 .success = 201});
  add(registry, {.method = Method::del,
                 .pattern = "/api/v1/duty/shifts/{id}",
                 .operation = "endShift",
                 .permission = kManage,
                 .pool = http::Pool::write,
                 .handle =
                     [](Call& call) {
                       end_shift(call);
                       return Response::no_content();
                     },
                 .success = 204});
  add(registry, {.method = Method::post,
                 .pattern = "/api/v1/duty/copies",
                 .operation = "copyDutyWeek",
                 .permission = kManage,
                 .pool = http::Pool::write,
                 .handle =
                     [settings](Call& call) {
                       return answer(kCopyView, copy_week(call, *settings, call.body<CopyGiven>(kCopyGiven)));
                     },
                 .body = &kCopyGiven,
                 .answer = &kCopyView});
}

void add_grids(app::Registry& registry, const Given& settings) {
  add(registry, {.method = Method::get,
                 .pattern = "/api/v1/duty/grids",
                 .operation = "listGridRoles",
                 .permission = kView,
                 .handle =
                     [](Call& call) {
                       return whole(kGridView, list_grids(call, call.request.query_value("scope").value_or("")));
                     },
                 .answer = &kGridView,
                 .answer_is_page = true,
                 .query = {{"scope", FieldType::text, "a street, community or grid"}}});
  add(registry, {.method = Method::get,
                 .pattern = "/api/v1/duty/grids/{code}",
                 .operation = "getGridRole",
                 .permission = kView,
                 .handle =
                     [](Call& call) {
                       const auto at = call.request.query_value("at");
                       return answer(kGridView,
                                     show_grid(call, param(call, "code"), at ? parse_instant(*at) : call.now));
                     },
                 .answer = &kGridView,
                 .query = {{"at", FieldType::instant, "who answers then; absent: now"}}});
  add(registry, {.method = Method::get,
                 .pattern = "/api/v1/duty/grids/{code}/candidates",
                 .operation = "listDeputyCandidates",
                 .permission = kManage,
                 .handle = [](Call& call) { return whole(kCandidateView, candidates(call, param(call, "code"))); },
                 .answer = &kCandidateView,
                 .answer_is_page = true});
  add(registry, {.method = Method::post,
                 .pattern = "/api/v1/duty/grids/{code}/deputy",
                 .operation = "setGridDeputy",
                 .permission = kManage,
                 .pool = http::Pool::write,
                 .handle =
                     [](Call& call) {
                       return answer(kGridView,
                                     set_deputy(call, param(call, "code"), call.body<DeputyGiven>(kDeputyGiven)));
                     },
                 .body = &kDeputyGiven,
                 .answer = &kGridView});
  add(registry, {.method = Method::get,
                 .pattern = "/api/v1/duty/leaves",
                 .operation = "listLeaves",
                 .permission = kView,
                 .handle = [](Call& call) { return whole(kLeaveView, list_leaves(call)); },
                 .answer = &kLeaveView,
                 .answer_is_page = true});
  add(registry, {.method = Method::post,
                 .pattern = "/api/v1/duty/leaves",
                 .operation = "enterLeave",
                 .permission = kManage,
                 .pool = http::Pool::write,
                 .handle =
                     [settings](Call& call) {
                       return answer(kLeaveView, enter_leave(call, *settings, call.body<LeaveGiven>(kLeaveGiven)), 201);
                     },
                 .body = &kLeaveGiven,
                 .answer = &kLeaveView,
                 .success = 201});
  add(registry, {.method = Method::del,
                 .pattern = "/api/v1/duty/leaves/{id}",
                 .operation = "endLeave",
                 .permission = kManage,
                 .pool = http::Pool::write,
                 .handle =
                     [](Call& call) {
                       end_leave(call);
                       return Response::no_content();
                     },
                 .success = 204});
}

void add_handovers(app::Registry& registry, const Given& settings) {
  add(registry,
      {.method = Method::get,
       .pattern = "/api/v1/duty/handover-draft",
       .operation = "draftHandover",
       .permission = kHandOver,
       .handle =
           [settings](Call& call) { return answer(kHandoverView, draft_handover(call, *settings, unit_asked(call))); },
       .answer = &kHandoverView,
       .query = {{"unit", FieldType::uuid, "of which unit"}}});
  add(registry, {.method = Method::get,
                 .pattern = "/api/v1/duty/handovers",
                 .operation = "listHandovers",
                 .permission = kView,
                 .handle = handovers,
                 .answer = &kHandoverView,
                 .answer_is_page = true,
                 .query = {{"unit", FieldType::uuid, "of which unit"}, {"after"}, {"limit", FieldType::integer}}});
  add(registry, {.method = Method::post,
                 .pattern = "/api/v1/duty/handovers",
                 .operation = "writeHandover",
                 .permission = kHandOver,
                 .pool = http::Pool::write,
                 .handle =
                     [settings](Call& call) {
                       return answer(kHandoverView,
                                     write_handover(call, *settings, call.body<HandoverGiven>(kHandoverGiven)), 201);
                     },
                 .body = &kHandoverGiven,
                 .answer = &kHandoverView,
                 .success = 201});
  add(registry,
      {.method = Method::get,
       .pattern = "/api/v1/duty/handovers/{id}",
       .operation = "getHandover",
       .permission = kView,
       .handle = [settings](
                     Call& call) { return answer(kHandoverView, show_handover(call, *settings, call.id_param("id"))); },
       .answer = &kHandoverView});
  add(registry, {.method = Method::post,
                 .pattern = "/api/v1/duty/handovers/{id}/signature",
                 .operation = "takeHandover",
                 .permission = kHandOver,
                 .pool = http::Pool::write,
                 .handle = [settings](Call& call) { return answer(kHandoverView, take_handover(call, *settings)); },
                 .body = &kActGiven,
                 .answer = &kHandoverView});
  add(registry, {.method = Method::post,
                 .pattern = "/api/v1/duty/handovers/{id}/prints",
                 .operation = "printHandover",
                 .permission = kView,
                 .pool = http::Pool::slow,
                 .handle = [settings](Call& call) { return print_handover(call, *settings); },
                 .body = &kActGiven,
                 .answer_type = "application/pdf"});
}

void add_orders(app::Registry& registry, const Given& settings) {
  constexpr const char* kSee = "incidents.view";
  constexpr const char* kAct = "incidents.act";
  add(registry, {.method = Method::get,
                 .pattern = "/api/v1/after-orders",
                 .operation = "listAfterOrders",
                 .permission = kSee,
                 .handle = orders,
                 .answer = &kOrderView,
                 .answer_is_page = true,
                 .query = {{"open", FieldType::boolean, "open ones only"}, {"after"}, {"limit", FieldType::integer}}});
  add(registry, {.method = Method::get,
                 .pattern = "/api/v1/incidents/{id}/after-orders",
                 .operation = "listAfterOrdersOfIncident",
                 .permission = kSee,
                 .handle = [](Call& call) { return whole(kOrderView, orders_of_case(call)); },
                 .answer = &kOrderView,
                 .answer_is_page = true});
  add(registry, {.method = Method::post,
                 .pattern = "/api/v1/incidents/{id}/after-orders",
                 .operation = "fileAfterOrder",
                 .permission = kAct,
                 .pool = http::Pool::write,
                 .handle =
                     [settings](Call& call) {
                       return answer(kOrderView, file_order(call, *settings, call.body<OrderGiven>(kOrderGiven)), 201);
                     },
                 .body = &kOrderGiven,
                 .answer = &kOrderView,
                 .success = 201});
  add(registry,
      {.method = Method::post,
       .pattern = "/api/v1/after-orders/{id}/actions",
       .operation = "actOnAfterOrder",
       .permission = kAct,
       .pool = http::Pool::write,
       .handle = [](Call& call) { return answer(kOrderView, act_on_order(call, call.body<OrderAct>(kOrderAct))); },
       .body = &kOrderAct,
       .answer = &kOrderView});
}

}  // namespace

void add_routes(app::Registry& registry, const Given& settings) {
  add_rosters(registry, settings);
  add_grids(registry, settings);
  add_handovers(registry, settings);
  add_orders(registry, settings);
}

}  // namespace linli::duty
