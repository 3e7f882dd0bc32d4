#include "transport.hpp"

#include <fcntl.h>
#include <openssl/err.h>
#include <openssl/x509.h>
#include <unistd.h>

#include <array>
#include <boost/asio/buffer.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>
#include <cerrno>
#include <cstring>

#include "kernel/refusal.hpp"

namespace linli::http {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;
using tcp = asio::ip::tcp;
using Buffers = std::array<asio::const_buffer, 2>;

Buffers buffers(std::string_view head, std::string_view body) {
  return {asio::buffer(head.data(), head.size()), asio::buffer(body.data(), body.size())};
}

/// Waits for input without holding a buffer, then reads into one shared by all connections: idle ones stay small.
class PlainSession final : public Session {
 public:
  PlainSession(Host& host, tcp::socket socket, std::string peer)
      : Session(host, std::move(peer), false), socket_(std::move(socket)) {}

 private:
  static constexpr std::size_t kScratch = 64 * 1024;

  void async_handshake() override { on_handshake(); }

  void async_read() override {
    socket_.async_wait(tcp::socket::wait_read, [self = shared_from_this(), this](error_code error) {
      if (error) return on_lost();
      thread_local std::array<char, kScratch> scratch;
      const std::size_t got = socket_.read_some(asio::buffer(scratch), error);
      if (error == asio::error::would_block || error == asio::error::try_again) return async_read();
      if (error) return on_lost();
      on_read({scratch.data(), got});
    });
  }

  void async_write(std::string_view head, std::string_view body) override {
    asio::async_write(socket_, buffers(head, body), [self = shared_from_this(), this](error_code error, std::size_t) {
      error ? on_lost() : on_written();
    });
  }

  void end_output() override {
    error_code ignored;
    socket_.shutdown(tcp::socket::shutdown_send, ignored);
  }

  void close() override {
    error_code ignored;
    socket_.close(ignored);
  }

  bool input_waiting() override {
    error_code ignored;
    return socket_.available(ignored) > 0;
  }

  tcp::socket socket_;
};

class TlsSession final : public Session {
 public:
  TlsSession(Host& host, tcp::socket socket, std::string peer, const std::shared_ptr<asio::ssl::context>& context)
      : Session(host, std::move(peer), true), context_(context), stream_(std::move(socket), *context) {}

 private:
  void async_handshake() override {
    stream_.async_handshake(asio::ssl::stream_base::server, [self = shared_from_this(), this](error_code error) {
      error ? on_lost() : on_handshake();
    });
  }

  void async_read() override {
    stream_.async_read_some(asio::buffer(received_),
                            [self = shared_from_this(), this](error_code error, std::size_t got) {
                              if (error) return on_lost();
                              on_read({received_.data(), got});
                            });
  }

  void async_write(std::string_view head, std::string_view body) override {
    if (body.size() + head.size() <= kJoined) {  // one TLS record instead of two
      joined_.assign(head).append(body);
      head = joined_;
      body = {};
    }
    asio::async_write(stream_, buffers(head, body), [self = shared_from_this(), this](error_code error, std::size_t) {
      error ? on_lost() : on_written();
    });
  }

  void end_output() override {
    stream_.async_shutdown([self = shared_from_this(), this](error_code) {
      error_code ignored;
      stream_.next_layer().shutdown(tcp::socket::shutdown_send, ignored);
    });
  }

  void close() override {
    error_code ignored;
    stream_.next_layer().close(ignored);
  }

  bool input_waiting() override {
    error_code ignored;
    return SSL_pending(stream_.native_handle()) > 0 || stream_.next_layer().available(ignored) > 0;
  }

  static constexpr std::size_t kJoined = 16 * 1024;
  std::shared_ptr<asio::ssl::context> context_;  // outlives a reload while connections use it
  asio::ssl::stream<tcp::socket> stream_;
  std::array<char, 8 * 1024> received_;
  std::string joined_;
};

int choose_protocol(SSL*, const unsigned char** out, unsigned char* length, const unsigned char* offered,
                    unsigned int offered_length, void*) {
  static constexpr unsigned char kHttp11[] = "\x08http/1.1";
  unsigned char* chosen = nullptr;
  if (SSL_select_next_proto(&chosen, length, kHttp11, sizeof kHttp11 - 1, offered, offered_length) !=
      OPENSSL_NPN_NEGOTIATED)
    return SSL_TLSEXT_ERR_NOACK;
  *out = chosen;
  return SSL_TLSEXT_ERR_OK;
}

}  // namespace

std::shared_ptr<Session> plain_session(Host& host, tcp::socket socket, std::string peer) {
  return std::make_shared<PlainSession>(host, std::move(socket), std::move(peer));
}

std::shared_ptr<Session> tls_session(Host& host, tcp::socket socket, std::string peer,
                                     const std::shared_ptr<asio::ssl::context>& context) {
  return std::make_shared<TlsSession>(host, std::move(socket), std::move(peer), context);
}

std::shared_ptr<asio::ssl::context> tls_context(const std::string& certificate, const std::string& key) {
  auto context = std::make_shared<asio::ssl::context>(asio::ssl::context::tls_server);
  auto require = [](const error_code& error, const std::string& file) {
    if (error) throw Refused{"tls_unusable", {{"path", file}, {"error", error.message()}}};
  };
  for (const std::string& file : {certificate, key})  // the system's words are plainer than OpenSSL's
    if (const int fd = ::open(file.c_str(), O_RDONLY | O_CLOEXEC); fd < 0)
      throw Refused{"tls_unusable", {{"path", file}, {"error", std::strerror(errno)}}};
    else
      ::close(fd);
  error_code error;
  context->set_options(asio::ssl::context::default_workarounds | asio::ssl::context::no_compression |
                       asio::ssl::context::no_tlsv1 | asio::ssl::context::no_tlsv1_1 | SSL_OP_NO_RENEGOTIATION);
  SSL_CTX* native = context->native_handle();
  SSL_CTX_set_mode(native, SSL_MODE_RELEASE_BUFFERS);
  SSL_CTX_set_alpn_select_cb(native, choose_protocol, nullptr);
  context->use_certificate_chain_file(certificate, error);
  require(error, certificate);
  context->use_private_key_file(key, asio::ssl::context::pem, error);
  const int reason = ERR_GET_REASON(static_cast<unsigned long>(error.value()));
  if (error && (reason == X509_R_KEY_VALUES_MISMATCH || reason == X509_R_KEY_TYPE_MISMATCH))
    throw Refused{"tls_mismatch", {{"key", key}, {"certificate", certificate}}};
  require(error, key);
  return context;
}

}  // namespace linli::http
