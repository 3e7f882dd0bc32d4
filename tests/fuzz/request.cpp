// Target, query, cookie, cursor and If-Match of a request: whatever comes, an answer or a Refused, and what is decoded
// is clean text.
#include <cstdint>
#include <cstdlib>

#include "kernel/text.hpp"
#include "platform/http/page.hpp"
#include "platform/http/router.hpp"
#include "platform/http/url.hpp"

namespace {

using namespace linli;
using namespace linli::http;

const Router& router() {
  static const Router one = [] {
    Route item{Method::get, "/api/v1/items/{id}", "getItem", ""};
    item.query = {{"q"},
                  {"limit", FieldType::integer},
                  {"on", FieldType::date},
                  {"at", FieldType::instant},
                  {"unit", FieldType::uuid},
                  {"overdue", FieldType::boolean},
                  {"share", FieldType::number}};
    Route fixed{Method::get, "/api/v1/items/map", "mapItems", ""};
    Route tile{Method::get, "/tiles/{layer}/{z}/{x}/{y}.mvt", "getTile", ""};
    return Router({item, fixed, tile});
  }();
  return one;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  Request request;
  request.headers["cookie"] = request.headers["if-match"] = text;
  request.cookie("linli_session");
  try {
    if_match(request);
  } catch (const Refused&) {
  }
  request.query.emplace("after", text);
  try {
    const PageRequest page = page_request(request, 2);
    Request next;
    next.query.emplace("after", cursor(page.keys));
    if (page_request(next, 2).keys != page.keys) std::abort();
  } catch (const Refused&) {
  }
  const auto target = split_target(text);
  if (!target) return 0;
  try {
    const Router::Match match = router().match(Method::get, target->path);
    for (const auto& [name, value] : match.params)
      if (value.empty() || !is_clean_utf8(value) || value.find('/') != std::string::npos) std::abort();
    for (const auto& [name, value] : checked_query(router().routes().front(), target->query))
      if (value.empty() || !is_clean_utf8(value)) std::abort();
  } catch (const Refused&) {
  }
  return 0;
}
