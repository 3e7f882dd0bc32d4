#include "wire.hpp"

#include <zlib.h>

#include <algorithm>
#include <chrono>
#include <ctime>
#include <stdexcept>

#include "kernel/refusal.hpp"

namespace linli::http {
namespace {

constexpr std::size_t kWorthCompressing = 1024;
constexpr int kFastLevel = 4;

std::string_view trimmed(std::string_view s) {
  while (!s.empty() && (s.front() == ' ' || s.front() == '\t')) s.remove_prefix(1);
  while (!s.empty() && (s.back() == ' ' || s.back() == '\t')) s.remove_suffix(1);
  return s;
}

std::string lowered(std::string_view s) {
  std::string out(s);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c += 'a' - 'A';
  return out;
}

const char* reason(int status) {
  switch (status) {
    case 200:
      return "OK";
    case 201:
      return "Created";
    case 202:
      return "Accepted";
    case 204:
      return "No Content";
    case 206:
      return "Partial Content";
    case 301:
      return "Moved Permanently";
    case 302:
      return "Found";
    case 303:
      return "See Other";
    case 304:
      return "Not Modified";
    case 400:
      return "Bad Request";
    case 401:
      return "Unauthorized";
    case 403:
      return "Forbidden";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    case 408:
      return "Request Timeout";
    case 409:
      return "Conflict";
    case 410:
      return "Gone";
    case 412:
      return "Precondition Failed";
    case 413:
      return "Content Too Large";
    case 415:
      return "Unsupported Media Type";
    case 416:
      return "Range Not Satisfiable";
    case 422:
      return "Unprocessable Content";
    case 428:
      return "Precondition Required";
    case 429:
      return "Too Many Requests";
    case 431:
      return "Request Header Fields Too Large";
    case 500:
      return "Internal Server Error";
    case 503:
      return "Service Unavailable";
    default:
      return "Status";
  }
}

/// IMF-fixdate of the server's clock, which pages tell the time by; made once a second, only called on the I/O thread.
const std::string& date_header(Instant at) {
  static std::string text;
  static std::time_t made = 0;
  const std::time_t now = std::chrono::floor<std::chrono::seconds>(at).time_since_epoch().count();
  if (now != made) {
    char buffer[64];
    std::tm utc{};
    gmtime_r(&now, &utc);
    std::strftime(buffer, sizeof buffer, "Date: %a, %d %b %Y %H:%M:%S GMT\r\n", &utc);
    text = buffer;
    made = now;
  }
  return text;
}

bool is_line(std::string_view text) { return text.find_first_of("\r\n") == std::string_view::npos; }

/// Status line, the response's own headers, then the fixed ones it has not set itself.
std::string common_head(const Response& response, Instant now, std::string_view id, std::string_view fixed_headers) {
  std::string head;
  head.reserve(1024);
  head.append("HTTP/1.1 ").append(std::to_string(response.status)).append(" ").append(reason(response.status));
  head.append("\r\n").append(date_header(now));
  for (const auto& [name, value] : response.headers) {
    if (!is_line(name) || !is_line(value)) throw std::logic_error("line break in header " + name);
    head.append(name).append(": ").append(value).append("\r\n");
  }
  while (!fixed_headers.empty()) {
    const auto end = fixed_headers.find("\r\n") + 2;
    const std::string_view line = fixed_headers.substr(0, end);
    fixed_headers.remove_prefix(end);
    if (response.headers.find(line.substr(0, line.find(':'))) == response.headers.end()) head.append(line);
  }
  head.append("X-Request-Id: ").append(id).append("\r\n");
  return head;
}

}  // namespace

std::string readable_size(std::size_t bytes) {
  if (bytes >= 1u << 20) return std::to_string(bytes >> 20) + " MB";
  if (bytes >= 1u << 10) return std::to_string(bytes >> 10) + " KB";
  return std::to_string(bytes) + " B";
}

std::string request_id(const std::string& offered, Instant now) {
  const bool sane = offered.size() >= 8 && offered.size() <= 64 &&
                    std::all_of(offered.begin(), offered.end(),
                                [](unsigned char c) { return std::isalnum(c) || c == '-' || c == '_'; });
  return sane ? offered : Uuid::v7(now).text();
}

void apply_forwarding(Request& request, const Networks& trusted) {
  if (trusted.empty() || !trusted.contains(request.peer)) return;
  if (request.header("x-forwarded-proto") == "https") request.secure = true;
  const std::string forwarded = request.header("x-forwarded-for");
  std::string_view hops = forwarded;
  while (!hops.empty()) {  // from the nearest hop outwards, to the first one nobody vouches for
    const auto comma = hops.rfind(',');
    const std::string_view hop = trimmed(comma == std::string_view::npos ? hops : hops.substr(comma + 1));
    hops = comma == std::string_view::npos ? std::string_view() : hops.substr(0, comma);
    if (hop.empty() || hop.size() > 64) return;
    request.peer = plain_address(std::string(hop));
    if (!trusted.contains(hop)) return;
  }
}

std::string allow_header(const std::vector<Method>& methods) {
  std::string allow;
  for (Method method : methods) {
    if (!allow.empty()) allow += ", ";
    allow += name_of(method);
    if (method == Method::get) allow += ", HEAD";
  }
  return allow;
}

void check_body_kind(const Route& route, const Request& request, bool has_body) {
  if (!has_body) return;
  if (!route.body && !route.raw_body) throw Refused{"unexpected_body"};
  if (route.raw_body) return;
  const std::string type = lowered(request.header("content-type"));
  const std::string_view media = trimmed(std::string_view(type).substr(0, type.find(';')));
  if (media != "application/json" && !media.ends_with("+json"))
    throw Refused{"unsupported_media_type", {{"expected", "application/json"}}};
}

bool is_page(const Response& response) {
  auto type = response.headers.find("content-type");
  return type != response.headers.end() &&
         (type->second.starts_with("text/html") || type->second.starts_with("text/javascript"));
}

bool etag_matches(std::string_view header, std::string_view etag) {
  auto strong = [](std::string_view tag) { return tag.starts_with("W/") ? tag.substr(2) : tag; };
  while (!header.empty()) {
    const auto comma = header.find(',');
    const std::string_view tag = trimmed(header.substr(0, comma));
    header = comma == std::string_view::npos ? std::string_view() : header.substr(comma + 1);
    if (tag == "*" || strong(tag) == strong(etag)) return true;
  }
  return false;
}

void answer_not_modified(const Request& request, Response& response) {
  if (request.method != Method::get || response.status != 200) return;
  auto etag = response.headers.find("etag");
  auto known = request.headers.find("if-none-match");
  if (etag == response.headers.end() || known == request.headers.end()) return;
  if (!etag_matches(known->second, etag->second)) return;
  response.status = 304;
  response.body.clear();
  response.shared.reset();
  response.file.clear();
  // The type stays: browsers put the headers of a 304 over those they kept, so that a page must get its own policy
  // again.
  response.headers.erase("content-encoding");
}

bool is_compressible(std::string_view type) {
  type = type.substr(0, type.find(';'));
  return type.starts_with("text/") || type.ends_with("json") || type.ends_with("javascript") || type.ends_with("xml") ||
         type == "application/vnd.mapbox-vector-tile" || type == "application/manifest+json" ||
         type == "application/wasm";
}

bool accepts_gzip(const Request& request) {
  auto found = request.headers.find("accept-encoding");
  if (found == request.headers.end()) return false;
  std::string_view list = found->second;
  while (!list.empty()) {
    const auto comma = list.find(',');
    const std::string_view item = trimmed(list.substr(0, comma));
    list = comma == std::string_view::npos ? std::string_view() : list.substr(comma + 1);
    const std::string_view coding = trimmed(item.substr(0, item.find(';')));
    if (coding != "gzip" && coding != "*") continue;
    const auto q = item.find("q=");
    return q == std::string_view::npos || item.substr(q + 2).find_first_of("123456789") != std::string_view::npos;
  }
  return false;
}

std::string gzipped(std::string_view bytes, int level) {
  z_stream stream{};
  constexpr int kGzipWindow = 15 + 16;
  if (deflateInit2(&stream, level, Z_DEFLATED, kGzipWindow, 8, Z_DEFAULT_STRATEGY) != Z_OK) throw std::bad_alloc();
  std::string out(deflateBound(&stream, bytes.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  const int result = deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  if (result != Z_STREAM_END) throw std::runtime_error("gzip failed");
  return out;
}

void compress(const Request& request, Response& response) {
  if (response.shared || !response.file.empty() || response.stream || response.body.size() <= kWorthCompressing) return;
  if (response.headers.find("content-encoding") != response.headers.end()) return;
  auto type = response.headers.find("content-type");
  if (type != response.headers.end() && !is_compressible(type->second)) return;
  std::string& vary = response.headers["vary"];
  vary += vary.empty() ? "Accept-Encoding" : ", Accept-Encoding";
  if (!accepts_gzip(request)) return;
  response.body = gzipped(response.body, kFastLevel);
  response.headers["content-encoding"] = "gzip";
}

std::string head_text(const Response& response, Instant now, std::size_t length, bool keep_alive, std::string_view id,
                      std::string_view fixed_headers) {
  std::string head = common_head(response, now, id, fixed_headers);
  const bool bodiless = response.status == 204 || response.status == 304;
  if (!bodiless) {
    if (length > 0 && response.headers.find("content-type") == response.headers.end())
      head.append("Content-Type: application/json\r\n");
    head.append("Content-Length: ").append(std::to_string(length)).append("\r\n");
  }
  head.append(keep_alive ? "Connection: keep-alive\r\n\r\n" : "Connection: close\r\n\r\n");
  return head;
}

std::string stream_head_text(const Response& response, Instant now, std::string_view id,
                             std::string_view fixed_headers) {
  return common_head(response, now, id, fixed_headers) +
         "Content-Type: text/event-stream\r\nX-Accel-Buffering: no\r\nConnection: close\r\n\r\n";
}

}  // namespace linli::http
