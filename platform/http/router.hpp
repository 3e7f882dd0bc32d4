#pragma once
#include <cstddef>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "platform/http/call.hpp"

namespace linli::http {

/// Finds the operation for a method and path. A segment of a pattern is literal text or one `{parameter}` with fixed
/// text around it ("{y}.mvt"); literal segments win over parameters. Two routes for the same requests are a bug
/// (std::logic_error naming both).
class Router {
 public:
  explicit Router(std::vector<Route> routes);
  ~Router();
  Router(Router&&) noexcept;

  struct Match {
    const Route* route = nullptr;  ///< null: `allowed` says which methods the path has, empty = no such path
    std::size_t index = 0;         ///< of the route in routes()
    std::map<std::string, std::string> params;  ///< decoded
    std::vector<Method> allowed;
  };
  /// `path` is raw (still escaped). Throws Refused{"malformed_request"} for broken escapes.
  Match match(Method method, std::string_view path) const;
  const std::vector<Route>& routes() const { return routes_; }

 private:
  struct Node;
  std::vector<Route> routes_;
  std::unique_ptr<Node> root_;
};

/// The query as the route describes it: Refused{"unknown_parameter"}, {"repeated_parameter"} or {"invalid_parameter"}
/// with every mistake; empty values are dropped (an empty parameter equals an absent one). A route that names the
/// parameter
/// "*" speaks a protocol of others: unknown, repeated and oddly formed ones reach its handler.
std::multimap<std::string, std::string> checked_query(const Route& route, std::string_view raw_query);

}  // namespace linli::http
