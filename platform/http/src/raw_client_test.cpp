#include "raw_client.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cctype>

namespace linli::http {

RawClient::RawClient(unsigned short port) : fd_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const timeval patience{10, 0};
  setsockopt(fd_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  if (::connect(fd_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) ADD_FAILURE() << "cannot connect";
}

RawClient::~RawClient() { ::close(fd_); }

std::string RawClient::Answer::header(const std::string& name) const {
  auto found = headers.find(name);
  return found == headers.end() ? std::string() : found->second;
}

void RawClient::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return;  // the server may have closed; the answer tells
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
}

bool RawClient::more() {
  char buffer[64 * 1024];
  const ssize_t got = ::recv(fd_, buffer, sizeof buffer, 0);
  if (got <= 0) return false;
  input_.append(buffer, static_cast<std::size_t>(got));
  return true;
}

RawClient::Answer RawClient::read(bool head) {
  Answer answer;
  std::size_t end;
  while ((end = input_.find("\r\n\r\n")) == std::string::npos)
    if (!more()) return answer;
  std::string_view text = std::string_view(input_).substr(0, end + 2);
  answer.status = std::atoi(std::string(text.substr(9, 3)).c_str());
  text.remove_prefix(text.find("\r\n") + 2);
  while (!text.empty()) {
    const auto line = text.substr(0, text.find("\r\n"));
    text.remove_prefix(line.size() + 2);
    std::string name(line.substr(0, line.find(':')));
    for (char& c : name) c = static_cast<char>(std::tolower(c));
    answer.headers[name] = std::string(line.substr(line.find(':') + 2));
  }
  input_.erase(0, end + 4);
  const std::size_t length = head || answer.header("content-length").empty()
                                 ? 0
                                 : static_cast<std::size_t>(std::stoul(answer.header("content-length")));
  while (input_.size() < length && more()) {
  }
  answer.body = input_.substr(0, length);
  input_.erase(0, length);
  return answer;
}

RawClient::Answer RawClient::get(const std::string& path, const std::string& headers) {
  return ask("GET " + path + " HTTP/1.1\r\nHost: t\r\n" + headers + "\r\n");
}

RawClient::Answer RawClient::post(const std::string& path, const std::string& body, const std::string& headers) {
  return ask("POST " + path + " HTTP/1.1\r\nHost: t\r\nContent-Type: application/json\r\nContent-Length: " +
             std::to_string(body.size()) + "\r\n" + headers + "\r\n" + body);
}

std::string RawClient::read_until(std::string_view text) {
  while (input_.find(text) == std::string::npos)
    if (!more()) break;
  return std::exchange(input_, {});
}

bool RawClient::closed() {
  char byte;
  return ::recv(fd_, &byte, 1, 0) == 0;
}

void RawClient::end_output() { ::shutdown(fd_, SHUT_WR); }

}  // namespace linli::http
