#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace linli::http {

/// Percent-decoding of one path segment or query part (`plus_is_space` in queries); nothing for a broken escape,
/// control characters or text that is not UTF-8.
std::optional<std::string> percent_decoded(std::string_view text, bool plus_is_space = false);
/// Everything but unreserved characters escaped (RFC 3986).
std::string percent_encoded(std::string_view text);

/// The request target taken apart: raw path and raw query. Accepts the absolute form (`http://host/path`).
struct Target {
  std::string_view path, query;
};
std::optional<Target> split_target(std::string_view target);

/// `a=1&b=2` decoded, in order; nothing for what cannot be decoded.
std::optional<std::multimap<std::string, std::string>> parse_query(std::string_view query);

/// "/a/b" -> {"a", "b"}; "/" -> {""}; "/a/" -> {"a", ""}.
std::vector<std::string_view> path_segments(std::string_view path);

}  // namespace linli::http
