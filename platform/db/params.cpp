#include <boost/json.hpp>
#include <charconv>
#include <utility>

#include "platform/db/connection.hpp"

namespace linli::db {
namespace {

void append_hex(std::string& text, std::string_view bytes) {
  static const char* digits = "0123456789abcdef";
  text.reserve(text.size() + 2 + 2 * bytes.size());
  text += "\\x";
  for (unsigned char c : bytes) {
    text += digits[c >> 4];
    text += digits[c & 15];
  }
}

/// PostgreSQL's array literal, every item quoted.
template <class Items, class TextOf>
void append_array(std::string& text, const Items& items, TextOf text_of) {
  text += '{';
  for (bool first = true; const auto& item : items) {
    if (!std::exchange(first, false)) text += ',';
    text += '"';
    for (char c : text_of(item)) {
      if (c == '"' || c == '\\') text += '\\';
      text += c;
    }
    text += '"';
  }
  text += '}';
}

// The text protocol ends a value at its first zero byte: what follows would vanish silently.
void refuse_zero_byte(std::string_view text) {
  if (text.find('\0') != std::string_view::npos) throw Failure("22021", "", "text holds a zero byte", "");
}

}  // namespace

std::vector<std::optional<std::string>> Params::values() const {
  std::vector<std::optional<std::string>> values;
  values.reserve(starts_.size());
  for (std::size_t start : starts_)
    values.push_back(start == kNull ? std::nullopt : std::optional<std::string>(texts_.c_str() + start));
  return values;
}
void Params::point(std::vector<const char*>& pointers) const {
  pointers.clear();
  for (std::size_t start : starts_) pointers.push_back(start == kNull ? nullptr : texts_.c_str() + start);
}

std::string& Params::begin() {
  starts_.push_back(texts_.size());
  return texts_;
}
Params& Params::end() {
  texts_ += '\0';
  return *this;
}

Params& Params::add(std::nullptr_t) {
  starts_.push_back(kNull);
  return *this;
}
Params& Params::add(std::string_view text) {
  refuse_zero_byte(text);
  begin() += text;
  return end();
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
Params& Params::add(const Bytes& bytes) {
  append_hex(begin(), bytes.data);
  return end();
}
Params& Params::add(const boost::json::value& document) {
  return add(std::string_view(boost::json::serialize(document)));
}
Params& Params::add(const std::vector<std::string>& items) {
  for (const std::string& item : items) refuse_zero_byte(item);
  append_array(begin(), items, [](const std::string& item) -> const std::string& { return item; });
  return end();
}
Params& Params::add(const std::vector<Uuid>& items) {
  append_array(begin(), items, [](const Uuid& id) { return id.text(); });
  return end();
}

}  // namespace linli::db
