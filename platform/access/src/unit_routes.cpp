#include "access_sql.hpp"
#include "answer.hpp"
#include "kernel/descriptor_fields.hpp"
#include "platform/http/page.hpp"
#include "routes.hpp"
#include "units.hpp"
#include "views.hpp"

namespace linli::access {
namespace {

using http::Call;
using http::Method;
using http::Pool;
using http::Response;

const Descriptor kNewUnit{
    "NewUnit",
    {field("id", &Unit::id).needed(), field("name", &Unit::name).needed().length(1, 100),
     field("kind", &Unit::kind).needed(),
     field("prefix", &Unit::prefix).needed().matches("\\d{2}|\\d{4}|\\d{6}|\\d{9}|\\d{12}|\\d{15}"),
     field("parent", &Unit::parent)}};

Response list_units(Call& call) {
  const Access& access = access_of(call);
  const http::PageRequest page = http::page_request(call.request, 2);  // prefix and id, the order of the list
  const std::string prefix = page.first() ? "" : page.key(0);
  const Uuid id = page.first() ? Uuid{} : Uuid::parse(page.key(1));
  const db::Rows rows = call.db.run(
      sql::units_page, db::Params::of(call.request.query_value("prefix"), call.request.query_value("covering"),
                                      call.request.query_value("kind"), prefix, id, page.limit + 1));
  std::vector<UnitView> views;
  for (const auto& row : rows)
    views.push_back(unit_view(
        access, {row.uuid("id"), row.text("name"), row.text("kind"), row.text("prefix"), row.maybe_uuid("parent")}));
  std::optional<std::string> next;
  if (views.size() > static_cast<std::size_t>(page.limit)) {
    views.pop_back();
    next = http::cursor({views.back().prefix, views.back().id.text()});
  }
  return answer_page(kUnit, views, next);
}

Response open_unit_route(Call& call) {
  const Unit unit = call.body<Unit>(kNewUnit);
  open_unit(access_of(call), call.db, asking(call), unit, act_of(call, unit.id));
  return answer(kUnit, unit_view(access_of(call), unit), 201);
}

}  // namespace

void add_unit_routes(std::vector<http::Route>& routes) {
  const auto add = [&](http::Route route) {
    route.tag = "access";
    routes.push_back(std::move(route));
  };
  add({.method = Method::get,
       .pattern = "/api/v1/units",
       .operation = "listUnits",
       .permission = "signed_in",
       .pool = Pool::read,
       .handle = list_units,
       .answer = &kUnit,
       .answer_is_page = true,
       .query = {{"kind"}, {"prefix"}, {"covering"}, {"after"}, {"limit", FieldType::integer}}});
  add({.method = Method::post,
       .pattern = "/api/v1/units",
       .operation = "openUnit",
       .permission = "accounts.manage",
       .pool = Pool::write,
       .handle = open_unit_route,
       .body = &kNewUnit,
       .answer = &kUnit,
       .success = 201});
}

}  // namespace linli::access
