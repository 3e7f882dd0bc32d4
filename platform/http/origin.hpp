#pragma once
#include <string>

#include "platform/http/call.hpp"

namespace linli::http {

/// Where the caller reached us: `https://linli.example:8443`, for links in what we answer with. Throws
/// Refused{"malformed_request"} for a Host header no host can have.
std::string origin_of(const Request& request);

}  // namespace linli::http
