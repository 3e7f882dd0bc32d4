#include "worklists/module.hpp"

#include <boost/json.hpp>

#include "app/views.hpp"
#include "platform/app/module.hpp"
#include "platform/resources.hpp"

namespace linli::worklists {
namespace {

using http::Call;
using http::Method;
using http::Response;

constexpr const char* kPermission = "incidents.view";  // whoever sees the list keeps parts of it

Response shown(Call& call, const Settings& settings, int status = 200) {
  const ViewsView views = show_views(call, settings);
  return Response::of_json(write_record(kViewsView, &views), status);
}

}  // namespace

void register_module(app::Registry& registry) {
  const Settings settings = Settings::parse(resources::get("policy/worklists.yaml"));
  // Each change answers with all views as they are now, as the side bar shows them.
  const auto add = [&](Method method, const char* pattern, const char* operation, const Descriptor* body,
                       std::function<Response(Call&)> handle, int success = 200) {
    registry.routes.push_back({.method = method,
                               .pattern = pattern,
                               .operation = operation,
                               .permission = kPermission,
                               .pool = method == Method::get ? http::Pool::read : http::Pool::write,
                               .handle = std::move(handle),
                               .body = body,
                               .answer = &kViewsView,
                               .tag = "worklists",
                               .success = success});
  };
  add(Method::get, "/api/v1/views", "listViews", nullptr, [settings](Call& call) { return shown(call, settings); });
  add(
      Method::post, "/api/v1/views", "keepView", &kViewGiven,
      [settings](Call& call) {
        keep_view(call, settings, call.body<ViewGiven>(kViewGiven));
        return shown(call, settings, 201);
      },
      201);
  add(Method::post, "/api/v1/views/order", "orderViews", &kOrderGiven, [settings](Call& call) {
    order_views(call, call.body<OrderGiven>(kOrderGiven));
    return shown(call, settings);
  });
  add(Method::post, "/api/v1/views/{id}", "changeView", &kViewContent, [settings](Call& call) {
    change_view(call, settings, call.id_param("id"), call.body<ViewContent>(kViewContent));
    return shown(call, settings);
  });
  add(Method::del, "/api/v1/views/{id}", "dropView", nullptr, [settings](Call& call) {
    drop_view(call, call.id_param("id"));
    return shown(call, settings);
  });
}

}  // namespace linli::worklists
