#pragma once
#include <map>
#include <string>

namespace linli::expected {

struct Reply {
  int status = 0;
  std::map<std::string, std::string> headers;  ///< lower-case names
  std::string body;
  std::string code() const;  ///< of a problem; else empty
};

/// One request on a connection of its own to a server on this machine; waits at most 20 seconds. An event stream is
/// left as soon as its header is there.
Reply send(unsigned short port, const std::string& method, const std::string& target,
           const std::map<std::string, std::string>& headers = {}, const std::string& body = "");

}  // namespace linli::expected
