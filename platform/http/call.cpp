#include "platform/http/call.hpp"

#include <algorithm>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

namespace linli::http {
namespace {

unsigned char lower(unsigned char c) { return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c; }

}  // namespace

const char* name_of(Method method) {
  switch (method) {
    case Method::get:
      return "GET";
    case Method::post:
      return "POST";
    case Method::put:
      return "PUT";
    case Method::patch:
      return "PATCH";
    case Method::del:
      return "DELETE";
  }
  return "";
}

bool HeaderOrder::operator()(std::string_view a, std::string_view b) const {
  return std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end(),
                                      [](unsigned char x, unsigned char y) { return lower(x) < lower(y); });
}

std::string Request::header(std::string_view name) const {
  auto found = headers.find(name);
  return found == headers.end() ? std::string() : found->second;
}

std::optional<std::string> Request::query_value(std::string_view name) const {
  auto found = query.find(std::string(name));
  if (found == query.end()) return std::nullopt;
  return found->second;
}

std::string Request::cookie(std::string_view name) const {
  auto found = headers.find("cookie");
  if (found == headers.end()) return {};
  std::string_view rest = found->second;
  while (!rest.empty()) {
    const auto semicolon = rest.find(';');
    std::string_view pair = rest.substr(0, semicolon);
    rest = semicolon == std::string_view::npos ? std::string_view() : rest.substr(semicolon + 1);
    while (pair.starts_with(' ')) pair.remove_prefix(1);
    if (pair.size() > name.size() && pair.starts_with(name) && pair[name.size()] == '=')
      return std::string(pair.substr(name.size() + 1));
  }
  return {};
}

Response Response::of_json(const json::value& value, int status) {
  Response response;
  response.status = status;
  response.body = json::serialize(value);
  return response;
}

Response Response::no_content() {
  Response response;
  response.status = 204;
  return response;
}

Uuid Call::id_param(std::string_view name) const {
  auto found = request.params.find(std::string(name));
  if (found == request.params.end()) throw std::logic_error("route has no parameter " + std::string(name));
  try {
    return Uuid::parse(found->second);
  } catch (const Refused&) {
    throw Refused{"not_found"};
  }
}

}  // namespace linli::http
