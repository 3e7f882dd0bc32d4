#include "http/routes.hpp"

#include <boost/json.hpp>

#include "orders_sql.hpp"
#include "platform/audit/note.hpp"

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
    for (const char* column : kSheetColumns)
      if (const auto found = system.sheet.find(column); found != system.sheet.end())
        view.headings.push_back(found->second);
    list.items.push_back(std::move(view));
  }
  return list;
}

KeyList keys_of(Call& call, const Orders& orders) {
  KeyList list;
  for (const System& system : orders.systems.all) list.systems.push_back({system.code, system.name});
  for (const db::Row row : call.db.run(sql::keys))
    list.items.push_back({row.uuid("token"),
                          {row.text("system"), orders.systems.name_of(row.text("system"))},
                          row.instant("bound_at"),
                          row.text("bound_by")});
  return list;
}

KeyList bind_key(Call& call, const Orders& orders, const KeyGiven& given) {
  const System& system = orders.systems.find(given.system);
  const json::value detail = json::object{{"system", system.code}};
  const std::string object = "token:" + given.id.text();
  db::Batch batch;
  batch.add(sql::bind_key, db::Params::of(given.id, system.code, call.now, call.who.display));
  audit::note(batch, call, "orders.bind_key", object, {}, detail);
  call.db.commit(batch);
  return keys_of(call, orders);
}

using Add = std::function<void(http::Route)>;

// What the other system itself calls, with its token.
void add_exchange(const Add& add, const Orders& orders) {
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
       .handle =
           [&orders](Call& call) {
             const AnswerList list = answers_waiting(call, orders);
             return answer(kAnswerList, &list);
           },
       .answer = &kAnswerList});
  add({.method = Method::post,
       .pattern = "/api/v1/orders/answers/kept",
       .operation = "confirmOrderAnswers",
       .permission = "orders.exchange",
       .pool = Pool::write,
       .handle =
           [&orders](Call& call) {
             const KeptView view = confirm_kept(call, orders, call.body<KeptGiven>(kKeptGiven));
             return answer(kKeptView, &view);
           },
       .body = &kKeptGiven,
       .answer = &kKeptView});
}

void add_sheets(const Add& add, const Orders& orders) {
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
  add({.method = Method::get,
       .pattern = "/api/v1/orders/answers.xlsx",
       .operation = "exportOrderAnswers",
       .permission = "orders.manage",
       .pool = Pool::slow,
       .handle = [&orders](Call& call) { return answers_sheet(call, orders); },
       .query = {{"system"}, {"since", FieldType::instant}},
       .answer_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"});
}

void add_lists(const Add& add, const Orders& orders) {
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
  for (const bool answered : {false, true})
    add({.method = Method::get,
         .pattern = answered ? "/api/v1/orders/answered" : "/api/v1/orders",
         .operation = answered ? "listAnsweredOrders" : "listOrders",
         .permission = "orders.view",
         .handle = [&orders, answered](Call& call) { return page_of(list_orders(call, orders, answered)); },
         .answer = &kOrderRow,
         .answer_is_page = true,
         .query = {{"system"},
                   {"number"},
                   {answered ? "since" : "due_before", FieldType::instant},
                   {"after"},
                   {"limit", FieldType::integer}}});
}

void add_keys(const Add& add, const Orders& orders) {
  add({.method = Method::get,
       .pattern = "/api/v1/orders/keys",
       .operation = "listOrderKeys",
       .permission = "orders.connect",
       .handle =
           [&orders](Call& call) {
             const KeyList list = keys_of(call, orders);
             return answer(kKeyList, &list);
           },
       .answer = &kKeyList});
  add({.method = Method::post,
       .pattern = "/api/v1/orders/keys",
       .operation = "bindOrderKey",
       .permission = "orders.connect",
       .pool = Pool::write,
       .handle =
           [&orders](Call& call) {
             const KeyList list = bind_key(call, orders, call.body<KeyGiven>(kKeyGiven));
             return answer(kKeyList, &list);
           },
       .body = &kKeyGiven,
       .answer = &kKeyList});
}

}  // namespace

void add_routes(app::Registry& registry, const Orders& orders) {
  const Add add = [&](http::Route route) {
    route.tag = "orders";
    registry.routes.push_back(std::move(route));
  };
  add_exchange(add, orders);
  add_sheets(add, orders);
  add_lists(add, orders);
  add_keys(add, orders);
}

}  // namespace linli::orders
