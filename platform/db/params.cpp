#include <boost/json.hpp>
#include <charconv>

#include "platform/db/connection.hpp"

namespace linli::db {
namespace {

std::string hex_of(std::string_view bytes) {
  static const char* digits = "0123456789abcdef";
  std::string text = "\\x";
  text.reserve(2 + 2 * bytes.size());
  for (unsigned char c : bytes) {
    text += digits[c >> 4];
    text += digits[c & 15];
  }
  return text;
}

/// PostgreSQL's array literal, every item quoted.
template <class Items, class TextOf>
std::string array_literal(const Items& items, TextOf text_of) {
  std::string text = "{";
  for (const auto& item : items) {
    if (text.size() > 1) text += ',';
    text += '"';
    for (char c : text_of(item)) {
      if (c == '"' || c == '\\') text += '\\';
      text += c;
    }
    text += '"';
  }
  return text + "}";
}

}  // namespace

Params& Params::add(std::nullptr_t) {
  values_.emplace_back();
  return *this;
}
Params& Params::add(std::string_view text) {
  // The text protocol ends a value at its first zero byte: what follows would vanish silently.
  if (text.find('\0') != std::string_view::npos) throw Failure("22021", "", "text holds a zero byte", "");
  values_.emplace_back(std::string(text));
  return *this;
}
Params& Params::add(bool value) { return add(value ? "t" : "f"); }
Params& Params::add(std::int64_t value) { return add(std::string_view(std::to_string(value))); }
Params& Params::add(double value) {
  char buffer[40];
  auto end = std::to_chars(buffer, buffer + sizeof buffer, value).ptr;
  return add(std::string_view(buffer, static_cast<std::size_t>(end - buffer)));
}
Params& Params::add(Instant at) { return add(std::string_view(to_text(at))); }
Params& Params::add(LocalDate day) { return add(std::string_view(to_text(day))); }
Params& Params::add(const Uuid& id) { return add(std::string_view(id.text())); }
Params& Params::add(const Bytes& bytes) { return add(std::string_view(hex_of(bytes.data))); }
Params& Params::add(const boost::json::value& document) {
  return add(std::string_view(boost::json::serialize(document)));
}
Params& Params::add(const std::vector<std::string>& items) {
  return add(std::string_view(array_literal(items, [](const std::string& s) -> const std::string& { return s; })));
}
Params& Params::add(const std::vector<Uuid>& items) {
  return add(std::string_view(array_literal(items, [](const Uuid& id) { return id.text(); })));
}

}  // namespace linli::db
