#include "platform/http/origin.hpp"

#include <algorithm>
#include <cctype>

#include "kernel/refusal.hpp"

namespace linli::http {

std::string origin_of(const Request& request) {
  const std::string host = request.header("host");
  const auto fits = [](unsigned char c) {
    return std::isalnum(c) != 0 || c == '.' || c == '-' || c == ':' || c == '[' || c == ']';
  };
  if (host.empty() || host.size() > 255 || !std::all_of(host.begin(), host.end(), fits))
    throw Refused{"malformed_request"};
  return (request.secure ? "https://" : "http://") + host;
}

}  // namespace linli::http
