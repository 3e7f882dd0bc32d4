#pragma once
#include <chrono>
#include <string>
#include <utility>
#include <vector>

namespace linli::outgoing {

/// One POST to another system. Redirects are not followed, no proxy or credentials are taken from the environment, the
/// certificate is checked, and the answer's body is thrown away (read up to `answer_limit` bytes, then cut off).
struct Post {
  std::string url;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
  std::chrono::milliseconds connect_timeout{3'000}, timeout{10'000};
  std::size_t answer_limit = 64 * 1024;
};

/// What came of it: the answer's status, or why there was none: "no_address", "no_connection", "tls_failed",
/// "timed_out", "answer_too_long" or "broken_off".
struct Answer {
  int status = 0;
  std::string failure;
  std::chrono::milliseconds took{0};
  bool taken() const { return failure.empty() && status >= 200 && status < 300; }
};

/// Blocks until answered or out of time; never throws for what the other side does.
Answer post(const Post& what);

}  // namespace linli::outgoing
