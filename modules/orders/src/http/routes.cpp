#include "http/routes.hpp"

#include <boost/json.hpp>

namespace linli::orders {
namespace {

using http::Call;
using http::Method;
using http::Pool;
using http::Response;

constexpr std::size_t kLargestSheet = 5u << 20;

Response answer(const Descriptor& d, const void* record, int status = 200) {
  return Response::of_json(write_record(d, record), status);
}

Response page_of(const OrderPage& page) {
  json::array items;
  for (const OrderRow& row : page.items) items.push_back(write_record(kOrderRow, &row));
  json::object body{{"items", std::move(items)}, {"next", nullptr}};
  if (!page.next.empty()) body["next"] = page.next;
  return Response::of_json(std::move(body));
}

SystemList systems_of(const Orders& orders) {
  SystemList list;
  for (const System& system : orders.systems.all) {
    SystemView view{system.code, system.name, {}};
    for (const char* column :
         {"number", "matter", "words", "address", "lon", "lat", "name", "phone", "received_at", "due"})
      if (const auto found = system.sheet.find(column); found != system.sheet.end())
        view.headings.push_back(found->second);
    list.items.push_back(std::move(view));
  }
  return list;
}

std::vector<http::QueryParameter> page_filters(const char* bound) {
  return {{"system"}, {bound, FieldType::instant}, {"after"}, {"limit", FieldType::integer}};
}

}  // namespace

void add_routes(app::Registry& registry, Orders& orders) {
  const auto add = [&](http::Route route) {
    route.tag = "orders";
    registry.routes.push_back(std::move(route));
  };
  add({.method = Method::get,
       .pattern = "/api/v1/orders/systems",
       .operation = "listOrderSystems",
       .permission = "orders.view",
       .handle =
           [&orders](Call&) {
             const SystemList list = systems_of(orders);
             return answer(kSystemList, &list);
           },
       .answer = &kSystemList});
  add({.method = Method::post,
       .pattern = "/api/v1/orders",
       .operation = "sendOrder",
       .permission = "orders.exchange",
       .pool = Pool::write,
       .handle =
           [&orders](Call& call) {
             const OrderTaken taken = take_given(call, orders, call.body<NewOrder>(kNewOrder));
             return answer(kOrderTaken, &taken, 201);
           },
       .body = &kNewOrder,
       .answer = &kOrderTaken,
       .success = 201});
  add({.method = Method::get,
       .pattern = "/api/v1/orders/answers",
       .operation = "fetchOrderAnswers",
       .permission = "orders.exchange",
       .handle = [&orders](Call& call) { return page_of(list_orders(call, orders, "orders.exchange", true)); },
       .answer = &kOrderRow,
       .answer_is_page = true,
       .query = page_filters("since")});
  for (const bool import : {false, true})
    add({.method = Method::post,
         .pattern = import ? "/api/v1/orders/imports" : "/api/v1/orders/previews",
         .operation = import ? "importOrders" : "previewOrders",
         .permission = "orders.manage",
         .pool = Pool::slow,
         .handle =
             [&orders, import](Call& call) {
               const System& system = orders.systems.find(call.request.query_value("system").value_or(""));
               const SheetView sheet = take_sheet(call, orders, system, import);
               return answer(kSheetView, &sheet);
             },
         .answer = &kSheetView,
         .query = {{"system"}},
         .body_limit = kLargestSheet,
         .raw_body = true});
  for (const bool answered : {false, true})
    add({.method = Method::get,
         .pattern = answered ? "/api/v1/orders/answered" : "/api/v1/orders",
         .operation = answered ? "listAnsweredOrders" : "listOrders",
         .permission = "orders.view",
         .handle = [&orders, answered](Call& call) { return page_of(list_orders(call, orders, "orders.view", answered)); },
         .answer = &kOrderRow,
         .answer_is_page = true,
         .query = page_filters(answered ? "since" : "due_before")});
  add({.method = Method::post,
       .pattern = "/api/v1/orders/{id}/answers",
       .operation = "answerOrder",
       .permission = "orders.manage",
       .pool = Pool::write,
       .handle =
           [&orders](Call& call) {
             const OrderRow row = answer_order(call, orders, call.body<AnswerGiven>(kAnswerGiven));
             return answer(kOrderRow, &row);
           },
       .body = &kAnswerGiven,
       .answer = &kOrderRow});
  add({.method = Method::get,
       .pattern = "/api/v1/orders/answers.xlsx",
       .operation = "exportOrderAnswers",
       .permission = "orders.manage",
       .pool = Pool::slow,
       .handle = [&orders](Call& call) { return answers_sheet(call, orders); },
       .query = {{"system"}, {"since", FieldType::instant}},
       .answer_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"});
}

}  // namespace linli::orders
