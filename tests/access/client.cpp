#include "client.hpp"

#include <arpa/inet.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <algorithm>
#include <boost/json.hpp>
#include <cctype>
#include <stdexcept>

namespace linli::expected {
namespace {

/// A connection to 127.0.0.1.
class Socket {
 public:
  explicit Socket(unsigned short port) : fd_(socket(AF_INET, SOCK_STREAM, 0)) {
    const timeval patience{20, 0};
    setsockopt(fd_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (connect(fd_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0)
      throw std::runtime_error("no connection");
  }
  ~Socket() { close(fd_); }
  Socket(const Socket&) = delete;

  void write(std::string_view text) {
    while (!text.empty()) {
      const ssize_t sent = ::send(fd_, text.data(), text.size(), MSG_NOSIGNAL);
      if (sent <= 0) throw std::runtime_error("connection closed while sending");
      text.remove_prefix(static_cast<std::size_t>(sent));
    }
  }
  /// More of the answer; false at its end.
  bool read(std::string& into) {
    char part[16384];
    const ssize_t got = recv(fd_, part, sizeof part, 0);
    if (got < 0) throw std::runtime_error("no answer");
    into.append(part, static_cast<std::size_t>(got));
    return got > 0;
  }

 private:
  int fd_;
};

}  // namespace

std::string Reply::code() const {
  const auto type = headers.find("content-type");
  if (type == headers.end() || !type->second.starts_with("application/problem+json")) return "";
  return std::string(boost::json::parse(body).at("code").as_string());
}

Reply send(unsigned short port, const std::string& method, const std::string& target,
           const std::map<std::string, std::string>& headers, const std::string& body) {
  std::string request = method + " " + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n";
  for (const auto& [name, value] : headers) request += name + ": " + value + "\r\n";
  if (!body.empty() || method == "POST") request += "Content-Length: " + std::to_string(body.size()) + "\r\n";
  Socket socket(port);
  socket.write(request + "\r\n" + body);

  std::string answer;
  std::size_t end = std::string::npos;
  while ((end = answer.find("\r\n\r\n")) == std::string::npos)
    if (!socket.read(answer)) throw std::runtime_error("no header for " + method + " " + target);
  Reply reply;
  reply.status = std::stoi(answer.substr(answer.find(' ') + 1));
  for (std::size_t at = answer.find("\r\n") + 2; at < end;) {
    const std::size_t line_end = answer.find("\r\n", at), colon = answer.find(':', at);
    std::string name = answer.substr(at, colon - at);
    std::ranges::transform(name, name.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    const std::size_t value = answer.find_first_not_of(' ', colon + 1);
    reply.headers[name] = answer.substr(value, line_end - value);
    at = line_end + 2;
  }
  if (reply.headers["content-type"].starts_with("text/event-stream")) return reply;
  while (socket.read(answer)) {
  }
  reply.body = answer.substr(end + 4);
  return reply;
}

}  // namespace linli::expected
