#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "platform/http/call.hpp"

namespace linli::http {

constexpr int kDefaultPage = 50, kLargestPage = 200;

/// Which page of a list is asked for (`?after=<cursor>&limit=50`). A list goes on behind the keys of the last row
/// shown, so that rows added meanwhile neither repeat nor push others out.
struct PageRequest {
  int limit = kDefaultPage;
  std::vector<std::string> keys;
  bool first() const { return keys.empty(); }
  const std::string& key(std::size_t i) const { return keys.at(i); }
};

/// Reads `after` and `limit`; a larger limit than 200 is cut to it. Refused{"invalid_cursor"} for what is no cursor of
/// `key_count` keys, Refused{"invalid_parameter"} for a limit below 1.
PageRequest page_request(const Request& request, std::size_t key_count);
/// The opaque `next` of a page whose last row has these keys.
std::string cursor(const std::vector<std::string>& keys);

/// ETag of a versioned record: `"3"`.
std::string etag(std::int64_t version);
/// The version named by If-Match; nullopt without one or for `*`. Refused{"malformed_request"} for anything else.
std::optional<std::int64_t> if_match(const Request& request);
/// The same where it must be given: Refused{"version_needed"} (428).
std::int64_t required_if_match(const Request& request);

}  // namespace linli::http
