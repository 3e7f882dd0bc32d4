#include "http/list_routes.hpp"

#include <boost/json.hpp>

#include "app/matter_lists.hpp"

namespace linli::incidents {
namespace {

using http::Call;
using http::Method;
using http::Response;

Response answer(const DistrictListsView& view, int status = 200) {
  return Response::of_json(write_record(kDistrictListsView, &view), status);
}

Response districts(Call& call, const Incidents& incidents) {
  json::array items;
  for (const DistrictListRow& row : show_districts(call, incidents))
    items.push_back(write_record(kDistrictListRow, &row));
  return Response::of_json(json::object{{"items", std::move(items)}, {"next", nullptr}});
}

void add(app::Registry& registry, http::Route route) {
  route.tag = "incidents";
  registry.routes.push_back(std::move(route));
}

}  // namespace

void add_list_routes(app::Registry& registry, Incidents& incidents) {
  add(registry, {.method = Method::get,
                 .pattern = "/api/v1/matter-lists",
                 .operation = "listMatterLists",
                 .permission = "matters.view",
                 .handle = [&incidents](Call& call) { return districts(call, incidents); },
                 .answer = &kDistrictListRow,
                 .answer_is_page = true});
  add(registry, {.method = Method::get,
                 .pattern = "/api/v1/matter-lists/{code}",
                 .operation = "getMatterList",
                 .permission = "matters.view",
                 .handle = [&incidents](Call& call) { return answer(show_lists(call, incidents)); },
                 .answer = &kDistrictListsView});
  add(registry, {.method = Method::post,
                 .pattern = "/api/v1/matter-lists/{code}/draft",
                 .operation = "saveMatterListDraft",
                 .permission = "matters.decide",
                 .pool = http::Pool::write,
                 .handle =
                     [&incidents](Call& call) {
                       return answer(save_draft(call, incidents, call.body<ListDraftGiven>(kListDraftGiven)));
                     },
                 .body = &kListDraftGiven,
                 .answer = &kDistrictListsView});
  add(registry, {.method = Method::post,
                 .pattern = "/api/v1/matter-lists/{code}/decisions",
                 .operation = "decideMatterList",
                 .permission = "matters.decide",
                 .pool = http::Pool::write,
                 .handle =
                     [&incidents](Call& call) {
                       return answer(decide_list(call, incidents, call.body<ListDecisionGiven>(kListDecisionGiven)),
                                     201);
                     },
                 .body = &kListDecisionGiven,
                 .answer = &kDistrictListsView,
                 .success = 201});
}

}  // namespace linli::incidents
