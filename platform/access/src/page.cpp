#include "page.hpp"

#include <charconv>

#include "kernel/refusal.hpp"

namespace linli::access {

std::optional<std::int64_t> number_of(const http::Call& call, std::string_view name, std::int64_t least, std::int64_t most) {
  const auto text = call.request.query_value(name);
  if (!text) return std::nullopt;
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), value);
  if (error != std::errc() || end != text->data() + text->size() || value < least || value > most)
    throw Refused{"invalid_parameter", {{"name", std::string(name)}}};
  return value;
}

std::int64_t limit_of(const http::Call& call) { return number_of(call, "limit", 1, 200).value_or(50); }

}  // namespace linli::access
