#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "platform/http/call.hpp"
#include "platform/http/compression.hpp"
#include "platform/http/outside.hpp"

namespace linli::http {

/// "20 MB": for messages.
std::string readable_size(std::size_t bytes);
/// The client's X-Request-Id if it is 8-64 letters, digits, '-' or '_'; else a new UUIDv7.
std::string request_id(const std::string& offered, Instant now);
/// Behind a trusted proxy the client's address and scheme are what the proxy says.
void apply_forwarding(Request& request, const Networks& trusted);
std::string allow_header(const std::vector<Method>& methods);
/// Refused{"unexpected_body"} or {"unsupported_media_type"} before the body is read.
void check_body_kind(const Route& route, const Request& request, bool has_body);
/// Whether the answer is a web page or script, which get the page policy.
bool is_page(const Response& response);
/// 304 if the client already has what the answer's ETag names.
void answer_not_modified(const Request& request, Response& response);
bool etag_matches(std::string_view header, std::string_view etag);
/// Compresses a body worth compressing if the client takes gzip.
void compress(const Request& request, Response& response);
bool is_compressible(std::string_view content_type);

/// Status line and headers with the empty line; `now` is what the Date header says.
std::string head_text(const Response& response, Instant now, std::size_t length, bool keep_alive, std::string_view id,
                      std::string_view fixed_headers);
std::string stream_head_text(const Response& response, Instant now, std::string_view id,
                             std::string_view fixed_headers);

}  // namespace linli::http
