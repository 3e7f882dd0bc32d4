#pragma once
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "platform/http/call.hpp"

namespace linli::http {

/// The built web front end: four entries (`/` for residents, `/console/`, `/field/`, `/screen/`), each a single-page
/// application whose deep links get its index page; hashed files below /assets/ are cached for ever, everything else is
/// asked for again with its ETag. Compressed once.
class WebPages {
 public:
  virtual ~WebPages() = default;
  /// The answer to a GET outside the API; nullopt if there is nothing under that path.
  virtual std::optional<Response> answer(const Request& request) const = 0;

  /// From files by path below the web root ("console/index.html").
  static std::shared_ptr<const WebPages> of(const std::map<std::string, std::string_view, std::less<>>& files);
  /// From the program's own resources below `prefix`.
  static std::shared_ptr<const WebPages> embedded(std::string_view prefix = "web/dist/");
  /// For development: reads the folder anew for every request.
  static std::shared_ptr<const WebPages> folder(std::string path);
};

/// "text/javascript; charset=utf-8" for "a.mjs"; "application/octet-stream" for what is unknown.
std::string media_type_of(std::string_view path);

}  // namespace linli::http
