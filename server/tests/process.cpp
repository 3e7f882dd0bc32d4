#include "process.hpp"

#include <fcntl.h>
#include <netinet/in.h>
#include <openssl/ssl.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <boost/json.hpp>
#include <chrono>
#include <fstream>
#include <sstream>
#include <thread>

namespace linli {
namespace {

std::string text_of(const std::string& path) {
  std::ifstream in(path);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

pid_t start(std::vector<std::string> arguments, const std::string& out, const std::string& err) {
  arguments.insert(arguments.begin(), LINLI_PROGRAM);
  std::vector<char*> argv;
  for (std::string& one : arguments) argv.push_back(one.data());
  argv.push_back(nullptr);
  const pid_t pid = fork();
  if (pid != 0) return pid;
  dup2(open(out.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600), STDOUT_FILENO);
  dup2(open(err.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600), STDERR_FILENO);
  execv(argv[0], argv.data());
  _exit(127);
}

int exit_code(pid_t pid) {
  int status = 0;
  waitpid(pid, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

/// Whether `holds` becomes true before patience ends.
bool eventually(const std::function<bool()>& holds) {
  for (const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(60);
       std::chrono::steady_clock::now() < end; std::this_thread::sleep_for(std::chrono::milliseconds(10)))
    if (holds()) return true;
  return holds();
}

}  // namespace

Ended linli_command(std::vector<std::string> arguments) {
  const TestFolder folder;
  const std::string out = folder.path() + "/out", err = folder.path() + "/err";
  const pid_t pid = start(std::move(arguments), out, err);
  return {exit_code(pid), text_of(out), text_of(err)};
}

Running::Running(const std::vector<std::string>& arguments) {
  pid_ = start(arguments, folder_.path() + "/out", folder_.path() + "/err");
  eventually([&] {
    const std::string out = text_of(folder_.path() + "/out");
    if (const auto end = out.find('\n'); out.starts_with("ready ") && end != std::string::npos)
      ready_ = out.substr(6, end - 6);
    return !ready_.empty() || waitpid(pid_, nullptr, WNOHANG) == pid_;
  });
  if (!ready_.empty()) return;
  pid_ = 0;
  ADD_FAILURE() << "not ready: " << log();
}

Running::~Running() {
  if (pid_ == 0) return;
  signal(SIGTERM);
  wait();
}

void Running::signal(int number) const {
  if (pid_ != 0) kill(pid_, number);
}
int Running::wait() {
  const int code = pid_ == 0 ? -1 : exit_code(pid_);
  pid_ = 0;
  return code;
}
unsigned short Running::port() const {
  return ready_.empty() ? 0 : static_cast<unsigned short>(std::stoi(ready_.substr(ready_.rfind(':') + 1)));
}
std::string Running::says(const std::string& beginning) const {
  std::string rest;
  eventually([&] {
    const std::string out = "\n" + text_of(folder_.path() + "/out");
    const auto at = out.find("\n" + beginning);
    const auto end = at == std::string::npos ? at : out.find('\n', at + 1);
    if (end != std::string::npos) rest = out.substr(at + 1 + beginning.size(), end - at - 1 - beginning.size());
    return end != std::string::npos;
  });
  return rest;
}
std::string Running::log() const { return text_of(folder_.path() + "/err"); }
bool Running::comes_to_log(const std::string& text) const {
  return eventually([&] { return log().find(text) != std::string::npos; });
}

Served::Served(const std::string& data_dir)
    : program_({"serve", "--data", data_dir, "--database", database_.conninfo(), "--listen", "127.0.0.1:0"}) {}

struct Line::Impl {
  int fd = -1;
  SSL_CTX* context = nullptr;
  SSL* ssl = nullptr;
  std::string waiting;

  bool send(const std::string& text) {
    const int size = static_cast<int>(text.size());
    return (ssl ? SSL_write(ssl, text.data(), size) : ::send(fd, text.data(), text.size(), MSG_NOSIGNAL)) == size;
  }
  bool receive() {
    char buffer[16384];
    const auto got = ssl ? SSL_read(ssl, buffer, sizeof buffer) : recv(fd, buffer, sizeof buffer, 0);
    if (got > 0) waiting.append(buffer, static_cast<std::size_t>(got));
    return got > 0;
  }
};

Line::Line(unsigned short port, bool tls) : impl_(std::make_unique<Impl>()) {
  ::signal(SIGPIPE, SIG_IGN);
  impl_->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in to{};
  to.sin_family = AF_INET;
  to.sin_port = htons(port);
  to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const bool there = ::connect(impl_->fd, reinterpret_cast<sockaddr*>(&to), sizeof to) == 0;
  if (!tls || !there) return;
  impl_->context = SSL_CTX_new(TLS_client_method());
  impl_->ssl = SSL_new(impl_->context);
  SSL_set_fd(impl_->ssl, impl_->fd);
  if (SSL_connect(impl_->ssl) != 1) ADD_FAILURE() << "no TLS at port " << port;
}

Line::~Line() {
  SSL_free(impl_->ssl);
  SSL_CTX_free(impl_->context);
  close(impl_->fd);
}

std::string Reply::code() const {
  if (head.find("application/problem+json") == std::string::npos) return "";
  return std::string(boost::json::parse(body).at("code").as_string());
}

Reply Line::get(const std::string& path, const std::string& headers) { return ask("GET", path, headers, ""); }

Reply Line::ask(const std::string& method, const std::string& path, const std::string& headers,
                const std::string& body) {
  Reply reply;
  const std::string length_of_body = method == "GET" ? "" : "Content-Length: " + std::to_string(body.size()) + "\r\n";
  if (!impl_->send(method + " " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n" + headers + length_of_body + "\r\n" + body))
    return reply;
  std::string& all = impl_->waiting;
  std::size_t end;
  while ((end = all.find("\r\n\r\n")) == std::string::npos)
    if (!impl_->receive()) return reply;
  reply.head = all.substr(0, end);
  const auto length = reply.head.find("Content-Length: ");
  const std::size_t size = length == std::string::npos ? 0 : std::stoul(reply.head.substr(length + 16));
  while (all.size() < end + 4 + size)
    if (!impl_->receive()) return reply;
  reply.body = all.substr(end + 4, size);
  reply.status = std::stoi(reply.head.substr(9, 3));
  all.erase(0, end + 4 + size);
  return reply;
}

std::string Line::certificate() const {
  X509* const shown = impl_->ssl ? SSL_get1_peer_certificate(impl_->ssl) : nullptr;
  if (!shown) return "";
  unsigned char digest[32];
  unsigned int size = 0;
  X509_digest(shown, EVP_sha256(), digest, &size);
  X509_free(shown);
  std::string hex;
  for (unsigned int i = 0; i < size; ++i)
    hex += "0123456789abcdef"[digest[i] >> 4], hex += "0123456789abcdef"[digest[i] & 15];
  return hex;
}

}  // namespace linli
