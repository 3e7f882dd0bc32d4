#include "http/routes.hpp"

#include <boost/json.hpp>
#include <functional>

#include "app/file_request.hpp"
#include "app/read_cases.hpp"
#include "app/services.hpp"
#include "platform/files/store.hpp"

namespace linli::open311 {
namespace {

using http::Call;
using http::Method;
using http::Pool;

// What a report's mistakes are called inside, and in the protocol.
std::string protocol_name(const std::string& field) {
  constexpr const char* kNames[][2] = {{"place.address", "address_string"},
                                       {"place", "lat"},
                                       {"reporter.phone", "phone"},
                                       {"reporter.email", "email"},
                                       {"reporter", "first_name"},
                                       {"attachments", "media"},
                                       {"occurred_at", "attribute[occurred_at]"}};
  for (const auto& [inside, outside] : kNames)
    if (field.starts_with(inside)) return outside;
  return field;
}

int protocol_status(int status) {
  if (status == 401 || status == 403) return 403;
  if (status == 404 || status == 405 || status == 413 || status == 429 || status >= 500) return status;
  return 400;
}

http::Response answer(const http::Request& request, std::string_view root, const json::value& tree, int status = 200) {
  const Format format = format_of(request.path);
  http::Response response;
  response.status = status;
  response.headers["content-type"] = media_type(format);
  response.headers["cache-control"] = "no-store";
  response.headers["access-control-allow-origin"] = "*";  // no cookie counts here: pages of other sites may ask
  response.body = written(format, root, tree);
  return response;
}

/// One call in one format.
struct Operation {
  Method method;
  const char *xml, *json;            ///< patterns
  const char *xml_name, *json_name;  ///< operation ids
  const char* root;
  std::function<json::value(Call&, Open311&)> work;
  std::vector<http::QueryParameter> query = {};
};

std::vector<http::QueryParameter> case_filters() {
  return {{"jurisdiction_id"},
          {"service_request_id"},
          {"service_code"},
          {"start_date"},
          {"end_date"},
          {"status"},
          {"page", FieldType::integer},
          {"page_size", FieldType::integer},
          {"api_key"}};
}

std::string named(const Call& call, const char* parameter) { return call.request.params.at(parameter); }

std::vector<Operation> operations() {
  const std::vector<http::QueryParameter> place = {{"jurisdiction_id"}}, own = {{"jurisdiction_id"}, {"api_key"}};
  return {
      {Method::get, "/open311/v2/discovery.xml", "/open311/v2/discovery.json", "discoverOpen311Xml",
       "discoverOpen311Json", "discovery", [](Call& call, Open311& o) { return discovery(call, o); }, place},
      {Method::get, "/open311/v2/services.xml", "/open311/v2/services.json", "listOpen311ServicesXml",
       "listOpen311ServicesJson", "services", [](Call&, Open311& o) { return services(o); }, place},
      {Method::get, "/open311/v2/services/{code}.xml", "/open311/v2/services/{code}.json", "getOpen311ServiceXml",
       "getOpen311ServiceJson", "service_definition",
       [](Call& call, Open311& o) { return service_definition(o, named(call, "code")); }, place},
      {Method::post, "/open311/v2/requests.xml", "/open311/v2/requests.json", "fileOpen311RequestXml",
       "fileOpen311RequestJson", "service_requests", [](Call& call, Open311& o) { return file_request(call, o); }},
      {Method::get, "/open311/v2/requests.xml", "/open311/v2/requests.json", "listOpen311RequestsXml",
       "listOpen311RequestsJson", "service_requests", [](Call& call, Open311& o) { return list_requests(call, o); },
       case_filters()},
      {Method::get, "/open311/v2/requests/{number}.xml", "/open311/v2/requests/{number}.json", "getOpen311RequestXml",
       "getOpen311RequestJson", "service_requests",
       [](Call& call, Open311& o) { return show_request(call, o, named(call, "number")); }, own},
      {Method::get, "/open311/v2/tokens/{token}.xml", "/open311/v2/tokens/{token}.json", "getOpen311TokenXml",
       "getOpen311TokenJson", "service_requests",
       [](Call& call, Open311& o) { return show_token(call, o, named(call, "token")); }, own},
      {Method::get, "/open311/v2/servicerequestupdates.xml", "/open311/v2/servicerequestupdates.json",
       "listOpen311UpdatesXml", "listOpen311UpdatesJson", "service_requests_updates",
       [](Call& call, Open311& o) { return list_updates(call, o); }, case_filters()},
  };
}

http::Route route_of(const Operation& operation, Open311& open311, Format format) {
  http::Route route;
  route.method = operation.method;
  route.pattern = format == Format::xml ? operation.xml : operation.json;
  route.operation = format == Format::xml ? operation.xml_name : operation.json_name;
  route.permission = "";
  route.query = operation.query;
  route.query.push_back({"*"});
  route.tag = "open311";
  route.answer_type = format == Format::xml ? "text/xml" : "application/json";
  if (operation.method == Method::post) {
    route.pool = Pool::slow;  // media
    route.raw_body = true;
    route.body_limit = 3 * static_cast<std::size_t>(open311.context().get<files::Store>().limits().public_bytes);
  }
  route.handle = [&open311, operation](Call& call) {
    if (operation.method == Method::get) {
      open311.reads().take(call.request.peer, call.now);
      open311.check_jurisdiction(form_of(call.request.query));
    }
    return answer(call.request, operation.root, operation.work(call, open311));
  };
  return route;
}

}  // namespace

http::Response write_refusal(const http::Request& request, const http::Told& told) {
  const int status = protocol_status(told.status);
  json::array errors;
  for (const auto& [field, sentence] : told.fields)
    errors.push_back(json::object{{"code", status}, {"description", protocol_name(field) + ": " + sentence}});
  if (errors.empty()) errors.push_back(json::object{{"code", status}, {"description", told.sentence}});
  return answer(request, "errors", errors, status);
}

void add_routes(app::Registry& registry, Open311& open311) {
  for (const Operation& operation : operations())
    for (const Format format : {Format::xml, Format::json})
      registry.routes.push_back(route_of(operation, open311, format));
  registry.context.get<http::Dialects>().all.push_back({"/open311/v2/", write_refusal});
}

}  // namespace linli::open311
