#pragma once
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/descriptor.hpp"
#include "platform/db/connection.hpp"
#include "platform/principal/principal.hpp"

namespace linli::app {
class Context;
}

namespace linli::http {

enum class Method { get, post, put, patch, del };
/// "GET" ...
const char* name_of(Method method);

/// Header names compare without regard to case.
struct HeaderOrder {
  using is_transparent = void;
  bool operator()(std::string_view a, std::string_view b) const;
};
using Headers = std::map<std::string, std::string, HeaderOrder>;

/// A request as domain code sees it; no Beast here.
struct Request {
  Method method = Method::get;                    ///< HEAD arrives as GET, its answer's body is dropped
  std::string path;                               ///< decoded, without query
  std::map<std::string, std::string> params;      ///< from the pattern, e.g. {"id": ...}
  std::multimap<std::string, std::string> query;  ///< decoded; empty values are left out
  Headers headers;
  std::string body;
  std::string peer;     ///< address of the client
  std::string id;       ///< request id, in log, audit and outbox
  bool secure = false;  ///< came over TLS
  /// Empty when absent.
  std::string header(std::string_view name) const;
  std::optional<std::string> query_value(std::string_view name) const;
  /// Value of one cookie, empty when absent.
  std::string cookie(std::string_view name) const;
};

class Subscription;

struct Response {
  int status = 200;
  Headers headers;  ///< content-type defaults to application/json
  std::string body;
  std::shared_ptr<const std::string> shared;  ///< instead of body: a cached buffer, not copied
  std::string file;                           ///< instead of body: path of a file to stream (ranges served)
  std::shared_ptr<Subscription> stream;       ///< instead of body: see event_stream.hpp
  static Response of_json(const json::value& value, int status = 200);
  static Response no_content();
};

/// Everything one operation works with; lives for one request on one worker thread.
struct Call {
  const Request& request;
  db::Connection& db;
  const access::Principal& who;
  Instant now;
  app::Context& app;
  /// The body read through its descriptor; throws Refused with every mistake.
  template <class T>
  T body(const Descriptor& d) const {
    return linli::parse<T>(d, request.body);
  }
  /// A path parameter that is an id; what is no id names nothing: Refused{"not_found"}.
  Uuid id_param(std::string_view name) const;
};

/// Which bounded pool runs the operation: write connections wait on fsync, read ones do not, `slow` is for uploads,
/// password hashing and exports.
enum class Pool { read, write, slow };

/// A query parameter, for OpenAPI and for refusing unknown ones. Its form is checked before the handler runs.
struct QueryParameter {
  const char* name;
  FieldType type = FieldType::text;
  const char* summary = "";
};

/// One operation. The router refuses what is not described here: unknown query parameters (400), bodies for routes
/// without `body` and oversize bodies. `permission` is a name of policy/roles.yaml, "" = open to everyone,
/// "signed_in" = any session; it is checked before the handler runs and proven by the access matrix for every route.
/// Its Chinese summary is the message `operation.<operation>`.
struct Route {
  Method method;
  const char* pattern;    ///< "/api/v1/incidents/{id}"; "/tiles/{z}/{x}/{y}.mvt"
  const char* operation;  ///< "getIncident": OpenAPI operationId
  const char* permission;
  Pool pool = Pool::read;
  std::function<Response(Call&)> handle = {};
  const Descriptor* body = nullptr;    ///< JSON request body
  const Descriptor* answer = nullptr;  ///< JSON answer
  bool answer_is_page = false;         ///< {"items": [answer], "next": "cursor"|null}
  std::vector<QueryParameter> query = {};
  std::size_t body_limit = 1 << 20;              ///< bytes
  bool raw_body = false;                         ///< not JSON: uploads
  const char* tag = "";                          ///< module name
  int success = 200;                             ///< status of the ordinary answer, for OpenAPI
  const char* answer_type = "application/json";  ///< media type of the ordinary answer, for OpenAPI
  /// Only for GET routes open to everyone: the answer if it lies in memory, given on the I/O thread without a worker, a
  /// database or a look at who asks; nullopt: `handle` makes it. Must not wait. Such answers are counted, not logged.
  std::function<std::optional<Response>(const Request&)> at_hand = {};
};

}  // namespace linli::http
