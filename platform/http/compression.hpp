#pragma once
#include <string>
#include <string_view>

#include "platform/http/call.hpp"

namespace linli::http {

/// The edge compresses ordinary answers by itself; these are for handlers that keep compressed buffers
/// (Response::shared). Whether the client takes `Content-Encoding: gzip`.
bool accepts_gzip(const Request& request);
/// `level` 1 (fast) to 9 (small).
std::string gzipped(std::string_view bytes, int level);

}  // namespace linli::http
