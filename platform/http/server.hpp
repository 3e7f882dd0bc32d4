#pragma once
#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "platform/http/call.hpp"
#include "platform/http/problem.hpp"

namespace linli::http {

class WebPages;

/// Limits of the edge. Times are wall time on the machine's steady clock.
struct Limits {
  std::size_t connections = 50'000;  ///< lowered to what the file limit allows
  std::size_t queue = 1024;          ///< waiting requests per pool; beyond: 503
  std::size_t header_bytes = 16 * 1024;
  std::size_t bodies_in_memory = 512u << 20;  ///< all requests together; beyond: 503
  std::size_t check_first = 64 * 1024;        ///< who is asking is settled before a longer body is read
  std::chrono::milliseconds handshake{10'000};
  std::chrono::milliseconds header{10'000};         ///< from the first byte to the end of the header
  std::chrono::milliseconds body{20'000};           ///< plus one second per `slowest_bytes_per_second` received
  std::chrono::milliseconds idle{75'000};           ///< between requests
  std::chrono::milliseconds handler{30'000};        ///< from queued to answered
  std::chrono::milliseconds slow_handler{120'000};  ///< the same on the slow pool
  std::chrono::milliseconds write{30'000};          ///< plus one second per `slowest_bytes_per_second` to send
  std::chrono::milliseconds stop{15'000};           ///< to finish what was accepted
  std::chrono::milliseconds heartbeat{20'000};      ///< of event streams
  std::size_t slowest_bytes_per_second = 4 * 1024;
};

/// A figure other engines add to /metrics; called on the I/O thread, so it only reads an atomic.
struct Gauge {
  std::string name, help;  ///< "linli_outbox_lag_seconds"
  std::function<double()> value;
};

struct ServerConfig {
  std::string listen = "127.0.0.1:0";    ///< "ADDRESS:PORT" or "[::1]:PORT"; port 0 = any free one
  std::string tls_certificate, tls_key;  ///< PEM files; both empty = plain HTTP
  int read_workers = 4, write_workers = 16, slow_workers = 2;
  Limits limits;

  /// Opens a database session for one worker thread.
  std::function<std::unique_ptr<db::Connection>()> connect;
  /// Who is asking; runs on the worker. Absent: everybody is anonymous.
  std::function<access::Principal(const Request&, db::Connection&, Instant)> authenticate;
  /// Throws Refused when `route` is not open to them. Absent: only routes without a permission are open.
  std::function<void(const Route&, const Request&, const access::Principal&)> authorise;
  /// What keeps the instance from serving (migrations ...), nothing = ready; runs on a worker for /readyz.
  std::function<std::vector<FieldError>(db::Connection&)> not_ready;

  const Clock* clock = nullptr;
  app::Context* context = nullptr;  ///< handed to handlers as call.app
  std::shared_ptr<const Problems> problems;
  std::shared_ptr<const WebPages> pages;     ///< may be null
  std::vector<std::string> trusted_proxies;  ///< peers whose X-Forwarded-For and -Proto count (outside.hpp)
  std::vector<std::string> outside_origins;  ///< map services pages may load from, e.g. "https://t0.tianditu.gov.cn"
  std::vector<std::string> metrics_peers = {"127.0.0.1", "::1"};  ///< who may read /metrics
  std::vector<Gauge> gauges;
};

/// The edge: one I/O thread holds every connection (Boost.Beast's parser over Asio, TLS by OpenSSL), three bounded
/// pools run plain synchronous handlers, each thread with its own database session. A full queue answers 503 with
/// Retry-After.
class Server {
 public:
  /// Throws Refused{"listen_malformed"}, {"tls_unusable"} {path, error}, {"tls_mismatch"}, {"network_malformed"} or
  /// {"origin_malformed"} for a configuration that cannot work, std::logic_error for clashing routes.
  Server(ServerConfig config, std::vector<Route> routes);
  ~Server();
  /// Listens and serves on threads of its own; returns once connections are accepted. Throws Refused{"listen_in_use"}
  /// or {"listen_impossible"} {listen, error}.
  void start();
  std::string url() const;  ///< "http://127.0.0.1:41235"
  unsigned short port() const;
  /// Stops accepting, finishes what was accepted (bounded by limits.stop), closes streams, ends the threads.
  /// Idempotent.
  void stop();
  bool is_secure() const;  ///< serves TLS
  /// Reads certificate and key; connections made from now on use them, open ones stay as they are. Throws as the
  /// constructor does and then keeps the old ones. Only for a server that serves TLS.
  void use_tls(const std::string& certificate, const std::string& key);
  /// From the next request on these proxies are believed and pages may load from these origins. Throws as the
  /// constructor does and then changes nothing.
  void let_in(const std::vector<std::string>& trusted_proxies, const std::vector<std::string>& outside_origins);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// Throws what Server::start would for this address now: to be asked before long preparations.
void check_listen(const std::string& listen);

}  // namespace linli::http
