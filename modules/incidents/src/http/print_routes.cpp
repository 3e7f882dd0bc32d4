#include "http/print_routes.hpp"

#include <boost/json.hpp>

#include "app/print_paper.hpp"

namespace linli::incidents {
namespace {

using http::Call;
using http::Method;

http::Response listed(const std::vector<PrintRow>& prints) {
  json::array items;
  for (const PrintRow& print : prints) items.push_back(write_record(kPrintRow, &print));
  return http::Response::of_json(json::object{{"items", std::move(items)}, {"next", nullptr}});
}

void add(app::Registry& registry, http::Route route) {
  route.tag = "incidents";
  registry.routes.push_back(std::move(route));
}

}  // namespace

void add_print_routes(app::Registry& registry, Incidents& incidents) {
  add(registry,
      {.method = Method::post,
       .pattern = "/api/v1/incidents/{id}/prints",
       .operation = "printPaper",
       .permission = "incidents.view",
       .pool = http::Pool::slow,
       .handle = [&incidents](Call& call) { return print_paper(call, incidents, call.body<PrintGiven>(kPrintGiven)); },
       .body = &kPrintGiven,
       .answer_type = "application/pdf"});
  add(registry, {.method = Method::get,
                 .pattern = "/api/v1/incidents/{id}/prints",
                 .operation = "listPrints",
                 .permission = "incidents.view",
                 .handle = [&incidents](Call& call) { return listed(list_prints(call, incidents)); },
                 .answer = &kPrintRow,
                 .answer_is_page = true});
  add(registry, {.method = Method::post,
                 .pattern = "/api/v1/incidents/{id}/prints/{number}/signed",
                 .operation = "keepSignedPaper",
                 .permission = "incidents.act",
                 .pool = http::Pool::write,
                 .handle =
                     [&incidents](Call& call) {
                       return listed(keep_signed_paper(call, incidents, call.body<SignedGiven>(kSignedGiven)));
                     },
                 .body = &kSignedGiven,
                 .answer = &kPrintRow,
                 .answer_is_page = true});
}

}  // namespace linli::incidents
