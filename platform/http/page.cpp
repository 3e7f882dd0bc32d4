#include "platform/http/page.hpp"

#include <algorithm>
#include <array>
#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <charconv>

#include "kernel/refusal.hpp"

namespace linli::http {
namespace {

constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
constexpr std::size_t kLongestCursor = 2048;

std::string base64url(std::string_view bytes) {
  std::string out;
  std::uint32_t pending = 0;
  int bits = 0;
  for (unsigned char byte : bytes) {
    pending = pending << 8 | byte;
    for (bits += 8; bits >= 6; bits -= 6) out += kAlphabet[pending >> (bits - 6) & 63];
  }
  if (bits > 0) out += kAlphabet[pending << (6 - bits) & 63];
  return out;
}

std::optional<std::string> from_base64url(std::string_view text) {
  std::string out;
  std::uint32_t pending = 0;
  int bits = 0;
  for (char c : text) {
    const auto digit = kAlphabet.find(c);
    if (digit == std::string_view::npos) return std::nullopt;
    pending = pending << 6 | static_cast<std::uint32_t>(digit);
    if ((bits += 6) >= 8) out += static_cast<char>(pending >> (bits -= 8) & 255);
  }
  return out;
}

std::optional<std::vector<std::string>> keys_of(const std::string& cursor) {
  const auto text = from_base64url(cursor);
  if (!text || cursor.size() > kLongestCursor) return std::nullopt;
  boost::system::error_code error;
  const json::value parsed = json::parse(*text, error);
  if (error || !parsed.is_array()) return std::nullopt;
  std::vector<std::string> keys;
  for (const json::value& key : parsed.get_array()) {
    if (!key.is_string()) return std::nullopt;
    keys.emplace_back(key.get_string().c_str(), key.get_string().size());
  }
  return keys;
}

std::optional<std::int64_t> whole(std::string_view text) {
  std::int64_t value = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

}  // namespace

PageRequest page_request(const Request& request, std::size_t key_count) {
  PageRequest page;
  if (auto limit = request.query_value("limit")) {
    const auto value = whole(*limit);
    if (!value || *value < 1) throw Refused{"invalid_parameter", {{"name", "limit"}}};
    page.limit = static_cast<int>(std::min<std::int64_t>(*value, kLargestPage));
  }
  if (auto after = request.query_value("after")) {
    auto keys = keys_of(*after);
    if (!keys || keys->size() != key_count) throw Refused{"invalid_cursor"};
    page.keys = std::move(*keys);
  }
  return page;
}

std::string cursor(const std::vector<std::string>& keys) {
  json::array array;
  for (const std::string& key : keys) array.emplace_back(key);
  return base64url(json::serialize(array));
}

std::string etag(std::int64_t version) { return "\"" + std::to_string(version) + "\""; }

std::optional<std::int64_t> if_match(const Request& request) {
  const std::string header = request.header("if-match");
  if (header.empty() || header == "*") return std::nullopt;
  std::string_view tag = header;
  if (tag.starts_with("W/")) tag.remove_prefix(2);
  if (tag.size() < 3 || !tag.starts_with('"') || !tag.ends_with('"')) throw Refused{"malformed_request"};
  const auto version = whole(tag.substr(1, tag.size() - 2));
  if (!version) throw Refused{"malformed_request"};
  return version;
}

std::int64_t required_if_match(const Request& request) {
  const auto version = if_match(request);
  if (!version) throw Refused{"version_needed"};
  return *version;
}

}  // namespace linli::http
