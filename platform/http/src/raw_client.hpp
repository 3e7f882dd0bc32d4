#pragma once
#include <gtest/gtest.h>

#include <map>
#include <string>
#include <string_view>

namespace linli::http {

/// For tests: a blocking socket that sends exactly the given bytes and reads answers one by one.
class RawClient {
 public:
  struct Answer {
    int status = 0;                              ///< 0: the connection ended without an answer
    std::map<std::string, std::string> headers;  ///< lower-case names
    std::string body;
    std::string header(const std::string& name) const;
  };
  explicit RawClient(unsigned short port);
  ~RawClient();
  RawClient(const RawClient&) = delete;

  void send(std::string_view bytes);
  /// Reads one answer; `head` = it has no body whatever Content-Length says.
  Answer read(bool head = false);
  Answer ask(std::string_view bytes) {
    send(bytes);
    return read();
  }
  Answer get(const std::string& path, const std::string& headers = "");
  Answer post(const std::string& path, const std::string& body, const std::string& headers = "");
  /// Reads until `text` has arrived (from the start of everything unread), giving up after ten seconds.
  std::string read_until(std::string_view text);
  /// True once the server has closed; waits up to ten seconds.
  bool closed();
  void end_output();

 private:
  bool more();
  int fd_;
  std::string input_;
};

}  // namespace linli::http
