#include "platform/http/tls.hpp"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <sys/stat.h>
#include <unistd.h>

#include "kernel/refusal.hpp"
#include "platform/http/tls.hpp"
#include "test_server.hpp"

namespace linli::http {
namespace {

/// One request over TLS, verifying the server's certificate against `trusted` and `host`; "" if the handshake fails.
std::string ask_over_tls(unsigned short port, const std::string& trusted, const std::string& host,
                         int max_version = 0) {
  SSL_CTX* context = SSL_CTX_new(TLS_client_method());
  SSL_CTX_load_verify_locations(context, trusted.c_str(), nullptr);
  SSL_CTX_set_verify(context, SSL_VERIFY_PEER, nullptr);
  if (max_version) {
    SSL_CTX_set_security_level(context, 0);
    SSL_CTX_set_max_proto_version(context, max_version);
  }
  const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  std::string answer;
  SSL* ssl = SSL_new(context);
  X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(ssl), host.c_str());
  if (::connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0 && SSL_set_fd(ssl, fd) == 1 &&
      SSL_connect(ssl) == 1) {
    const std::string request = "GET /hello HTTP/1.1\r\nHost: t\r\nConnection: close\r\n\r\n";
    SSL_write(ssl, request.data(), static_cast<int>(request.size()));
    char buffer[4096];
    for (int got; (got = SSL_read(ssl, buffer, sizeof buffer)) > 0;)
      answer.append(buffer, static_cast<std::size_t>(got));
  }
  SSL_free(ssl);
  SSL_CTX_free(context);
  ::close(fd);
  return answer;
}

std::vector<Route> hello() {
  return {{Method::get, "/hello", "sayHello", "", Pool::read,
           [](Call& call) { return text_answer(call.request.secure ? "secure" : "plain"); }}};
}

TEST(Tls, ServesWithASelfSignedCertificate) {
  TestFolder folder;
  const TlsFiles files = make_self_signed(folder.path(), {"linli.example", "127.0.0.1", "::1"}, SystemClock().now());
  ServerConfig config = test_config();
  config.tls_certificate = files.certificate;
  config.tls_key = files.key;
  Server server(std::move(config), hello());
  server.start();
  EXPECT_TRUE(server.url().starts_with("https://127.0.0.1:"));
  const std::string answer = ask_over_tls(server.port(), files.certificate, "127.0.0.1");
  EXPECT_TRUE(answer.ends_with("secure")) << answer;
  EXPECT_NE(answer.find("Strict-Transport-Security: "), std::string::npos);
  EXPECT_EQ(ask_over_tls(server.port(), files.certificate, "127.0.0.2"), "") << "the certificate names no such address";
  EXPECT_EQ(ask_over_tls(server.port(), files.certificate, "127.0.0.1", TLS1_1_VERSION), "") << "too old a protocol";
  TestFolder other;
  const TlsFiles fresh = make_self_signed(other.path(), {"127.0.0.1"}, SystemClock().now());
  EXPECT_THROW(server.use_tls(fresh.certificate, files.key), Refused);
  EXPECT_TRUE(ask_over_tls(server.port(), files.certificate, "127.0.0.1").ends_with("secure")) << "the old pair stays";
  server.use_tls(fresh.certificate, fresh.key);
  EXPECT_TRUE(ask_over_tls(server.port(), fresh.certificate, "127.0.0.1").ends_with("secure"));
  EXPECT_EQ(ask_over_tls(server.port(), files.certificate, "127.0.0.1"), "") << "the old certificate is gone";
}

TEST(Tls, KeepsTheKeyPrivateAndOverwritesNothing) {
  TestFolder folder;
  const Instant now = SystemClock().now();
  const TlsFiles files = make_self_signed(folder.path(), {"127.0.0.1"}, now);
  struct stat info {};
  ASSERT_EQ(stat(files.key.c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777, 0600u);
  EXPECT_EQ(certificate_end(files.certificate), std::chrono::floor<std::chrono::seconds>(now) + std::chrono::days(819));
  EXPECT_EQ(refusal_of([&] { certificate_end(files.key); }), "tls_unusable");
  EXPECT_EQ(refusal_of([&] { certificate_end(folder.path() + "/none"); }), "tls_unusable");
  EXPECT_THROW(make_self_signed(folder.path(), {"127.0.0.1"}, SystemClock().now()), Refused);
  EXPECT_THROW(make_self_signed(folder.path() + "/b", {}, SystemClock().now()), Refused);
  EXPECT_THROW(make_self_signed(folder.path() + "/b", {"a b"}, SystemClock().now()), Refused);
}

TEST(Tls, RefusesFilesThatDoNotFit) {
  TestFolder one, two;
  const TlsFiles a = make_self_signed(one.path(), {"127.0.0.1"}, SystemClock().now());
  const TlsFiles b = make_self_signed(two.path(), {"127.0.0.1"}, SystemClock().now());
  ServerConfig config = test_config();
  config.tls_certificate = a.certificate;
  config.tls_key = b.key;
  EXPECT_EQ(refusal_of([&] { Server(config, hello()); }), "tls_mismatch");
  config.tls_key = "/nowhere/key.pem";
  EXPECT_EQ(refusal_of([&] { Server(config, hello()); }), "tls_unusable");
  config.tls_key = a.certificate;
  EXPECT_EQ(refusal_of([&] { Server(config, hello()); }), "tls_unusable");
}

}  // namespace
}  // namespace linli::http
