#include "kernel/json_text.hpp"

#include <boost/json.hpp>
#include <boost/json/basic_parser_impl.hpp>
#include <string>
#include <unordered_set>

#include "kernel/text.hpp"

namespace linli {
namespace {

namespace json = boost::json;
using json::error_code;

/// Builds the value as Boost.JSON's own parser does, and notes keys that come twice in one object.
struct Handler {
  static constexpr std::size_t max_object_size = json::object::max_size();
  static constexpr std::size_t max_array_size = json::array::max_size();
  static constexpr std::size_t max_key_size = json::string::max_size();
  static constexpr std::size_t max_string_size = json::string::max_size();

  struct Level {
    bool list;
    std::size_t at = 0;  // items before the current one
    std::string key;     // the current one
    std::unordered_set<std::string> keys;
  };

  explicit Handler(std::vector<FieldError>& mistakes) : mistakes(mistakes) {}

  std::vector<FieldError>& mistakes;
  json::value_stack stack;
  std::vector<Level> levels;
  std::string key;

  std::string path() const {
    std::string out;
    for (const auto& level : levels) {
      if (level.list) {
        out += '[' + std::to_string(level.at) + ']';
      } else {
        if (!out.empty()) out += '.';
        out += is_clean_utf8(level.key) ? level.key.substr(0, 60) : "?";
      }
    }
    return out;
  }
  void value_done() {
    if (!levels.empty()) ++levels.back().at;
  }

  bool on_document_begin(error_code&) { return true; }
  bool on_document_end(error_code&) { return true; }
  bool on_object_begin(error_code&) {
    levels.push_back({.list = false, .at = 0, .key = {}, .keys = {}});
    return true;
  }
  bool on_object_end(std::size_t n, error_code&) {
    stack.push_object(n);
    levels.pop_back();
    value_done();
    return true;
  }
  bool on_array_begin(error_code&) {
    levels.push_back({.list = true, .at = 0, .key = {}, .keys = {}});
    return true;
  }
  bool on_array_end(std::size_t n, error_code&) {
    stack.push_array(n);
    levels.pop_back();
    value_done();
    return true;
  }
  bool on_key_part(json::string_view s, std::size_t, error_code&) {
    stack.push_chars(s);
    key.append(s.data(), s.size());
    return true;
  }
  bool on_key(json::string_view s, std::size_t, error_code&) {
    stack.push_key(s);
    key.append(s.data(), s.size());
    auto& level = levels.back();
    level.key = std::move(key);
    key.clear();
    if (!level.keys.insert(level.key).second) mistakes.push_back({path(), "duplicate_key", {}});
    return true;
  }
  bool on_string_part(json::string_view s, std::size_t, error_code&) {
    stack.push_chars(s);
    return true;
  }
  bool on_string(json::string_view s, std::size_t, error_code&) {
    stack.push_string(s);
    value_done();
    return true;
  }
  bool on_number_part(json::string_view, error_code&) { return true; }
  bool on_int64(std::int64_t i, json::string_view, error_code&) {
    stack.push_int64(i);
    value_done();
    return true;
  }
  bool on_uint64(std::uint64_t u, json::string_view, error_code&) {
    stack.push_uint64(u);
    value_done();
    return true;
  }
  bool on_double(double d, json::string_view, error_code&) {
    stack.push_double(d);
    value_done();
    return true;
  }
  bool on_bool(bool b, error_code&) {
    stack.push_bool(b);
    value_done();
    return true;
  }
  bool on_null(error_code&) {
    stack.push_null();
    value_done();
    return true;
  }
  bool on_comment_part(json::string_view, error_code&) { return true; }
  bool on_comment(json::string_view, error_code&) { return true; }
};

}  // namespace

json::value read_json(std::string_view text, std::vector<FieldError>& mistakes) {
  json::parse_options options;
  options.max_depth = kJsonDepth;
  json::basic_parser<Handler> parser(options, mistakes);
  parser.handler().stack.reset();
  error_code error;
  auto used = parser.write_some(false, text.data(), text.size(), error);
  if (!error && used < text.size()) error = json::error::extra_data;
  if (error) {
    bool deep = error == json::error::too_deep;
    mistakes.push_back({"", deep ? "too_deep" : "invalid_json", {{"at_byte", std::to_string(used)}}});
    return nullptr;
  }
  return parser.handler().stack.release();
}

json::value parse_json(std::string_view text) {
  std::vector<FieldError> mistakes;
  auto value = read_json(text, mistakes);
  if (!mistakes.empty()) throw Refused{std::move(mistakes)};
  return value;
}

}  // namespace linli
