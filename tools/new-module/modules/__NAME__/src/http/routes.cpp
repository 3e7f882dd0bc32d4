#include "http/routes.hpp"

#include <boost/json.hpp>

#include "app/entries.hpp"
#include "platform/app/module.hpp"
#include "platform/http/page.hpp"

namespace linli::__NAME__ {
namespace {

http::Response list(http::Call& call) {
  const http::PageRequest page = http::page_request(call.request, 1);
  const Uuid after = page.first() ? Uuid{} : Uuid::parse(page.key(0));
  const std::vector<Entry> entries = list_entries(call.db, after, page.limit);
  json::array items;
  for (const Entry& entry : entries) items.push_back(write_record(entry_descriptor(), &entry));
  const bool full = static_cast<int>(entries.size()) == page.limit;
  json::value next;
  if (full) next = http::cursor({entries.back().id.text()});
  return http::Response::of_json(json::object{{"items", std::move(items)}, {"next", std::move(next)}});
}

}  // namespace

void add_routes(app::Registry& registry) {
  http::Route route{http::Method::get, "/api/v1/__NAME__", "list__CAMEL__", "signed_in"};
  route.handle = list;
  route.answer = &entry_descriptor();
  route.answer_is_page = true;
  route.query = {{"after"}, {"limit", FieldType::integer}};
  route.tag = "__NAME__";
  registry.routes.push_back(std::move(route));
}

}  // namespace linli::__NAME__
