#include "platform/http/server.hpp"

#include <sys/resource.h>

#include <array>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <charconv>
#include <cmath>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <unordered_map>

#include "host.hpp"
#include "metrics.hpp"
#include "platform/http/openapi.hpp"
#include "platform/http/web_pages.hpp"
#include "platform/log/log.hpp"
#include "platform/resources.hpp"
#include "security_headers.hpp"
#include "transport.hpp"
#include "wire.hpp"

namespace linli::http {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;
using tcp = asio::ip::tcp;
using Clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds kTick{100};
constexpr std::size_t kFilesKeptBack = 256;  ///< descriptors for everything that is no connection
constexpr std::string_view kDocumentPages = "platform/http/pages/";
constexpr int kBacklog = 4096;

/// Raises the soft file limit as far as allowed and returns it.
std::size_t raise_file_limit() {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return 1024;
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
  getrlimit(RLIMIT_NOFILE, &limit);
  return limit.rlim_cur;
}

tcp::endpoint parse_endpoint(const std::string& listen) {
  const auto colon = listen.rfind(':');
  std::string address = listen.substr(0, colon);
  if (address.starts_with('[') && address.ends_with(']')) address = address.substr(1, address.size() - 2);
  error_code error;
  const auto parsed = asio::ip::make_address(address, error);
  unsigned short port = 0;
  const char* const end = listen.data() + listen.size();
  if (colon == std::string::npos || error) throw Refused{"listen_malformed", {{"listen", listen}}};
  if (const auto read = std::from_chars(listen.data() + colon + 1, end, port);
      read.ptr != end || read.ec != std::errc())
    throw Refused{"listen_malformed", {{"listen", listen}}};
  return {parsed, port};
}

/// An acceptor bound to the endpoint; Refused{"listen_in_use"} or {"listen_impossible"}.
tcp::acceptor bound(asio::io_context& io, const tcp::endpoint& endpoint, const std::string& listen) {
  tcp::acceptor acceptor(io);
  error_code error;
  acceptor.open(endpoint.protocol(), error);
  if (!error) acceptor.set_option(tcp::acceptor::reuse_address(true), error);
  if (!error) acceptor.bind(endpoint, error);
  if (!error) acceptor.listen(kBacklog, error);
  if (error == asio::error::address_in_use) throw Refused{"listen_in_use", {{"listen", listen}}};
  if (error) throw Refused{"listen_impossible", {{"listen", listen}, {"error", error.message()}}};
  return acceptor;
}

std::string peer_text(const tcp::socket& socket) {
  error_code error;
  const auto endpoint = socket.remote_endpoint(error);
  return error ? std::string() : plain_address(endpoint.address().to_string());
}

std::vector<std::string> operation_names(const Router& router) {
  std::vector<std::string> names = {"none"};
  for (const Route& route : router.routes()) names.push_back(route.operation);
  return names;
}

}  // namespace

struct Server::Impl final : Host {
  Impl(ServerConfig given, std::vector<Route> routes)
      : router_(with_built_in(std::move(routes))),
        metrics_(operation_names(router_)),
        read_("read", given.read_workers, given.limits.queue, given.connect),
        write_("write", given.write_workers, given.limits.queue, given.connect),
        slow_("slow", given.slow_workers, given.limits.queue, given.connect),
        files_("files", 2, given.limits.connections, nullptr) {
    config = std::move(given);
    if (!config.clock || !config.problems) throw std::logic_error("server without clock or problems");
    endpoint_ = parse_endpoint(config.listen);
    if (!config.tls_certificate.empty() || !config.tls_key.empty())
      tls_ = tls_context(config.tls_certificate, config.tls_key);
    trusted = Networks(config.trusted_proxies);
    const std::string document = openapi(router_.routes(), config.problems->messages());
    resources::Files documents = {{"api/openapi.json", document}};
    for (const std::string& path : resources::list(kDocumentPages))
      documents["api/docs/" + path.substr(kDocumentPages.size())] = resources::get(path);
    documents_ = WebPages::of(documents);
    fixed_headers_ = headers_for(config.outside_origins);
  }

  using FixedHeaders = std::array<std::array<std::string, 2>, 2>;  ///< by page and secure
  static FixedHeaders headers_for(const std::vector<std::string>& origins) {
    for (const std::string& origin : origins) check_origin(origin);
    FixedHeaders headers;
    for (bool page : {false, true})
      for (bool secure : {false, true}) headers[page][secure] = security_headers(page, secure, origins);
    return headers;
  }

  // ---- Host

  void post(std::function<void()> work) override { asio::post(io_, std::move(work)); }
  WorkerPool& pool(Pool which) override {
    switch (which) {
      case Pool::read:
        return read_;
      case Pool::write:
        return write_;
      case Pool::slow:
        return slow_;
    }
    return slow_;
  }
  WorkerPool& file_pool() override { return files_; }
  const Router& router() const override { return router_; }
  const std::string& fixed_headers(bool page, bool secure) override { return fixed_headers_[page][secure]; }

  void session_ended(Session& session) override {
    sessions_.erase(&session);
    counters.connections = sessions_.size();
    if (stopping && sessions_.empty()) announce_drained();
  }

  std::optional<Response> immediate(const Exchange& exchange) override {
    const Request& request = exchange.request;
    if (request.path == "/healthz") return plain_text("ok\n");
    if (request.path == "/metrics") {
      for (const std::string& peer : config.metrics_peers)
        if (request.peer == peer) return plain_text(metrics_text());
      throw Refused{"not_found"};
    }
    if (request.path == "/api/openapi.json" || request.path.starts_with("/api/docs"))
      return documents_->answer(request);
    return config.pages ? config.pages->answer(request) : std::nullopt;
  }

  std::optional<Response> at_hand(Exchange& exchange) override {
    if (!exchange.route->at_hand) return std::nullopt;
    std::optional<Response> response;
    try {
      response = exchange.route->at_hand(exchange.request);
      if (response) answer_not_modified(exchange.request, *response);
    } catch (...) {
      response = config.problems->of(std::current_exception(), exchange.request);
    }
    exchange.at_hand = response.has_value();
    return response;
  }

  void admit(Exchange& exchange, Worker& worker) override {
    if (exchange.admitted) return;
    const RoundTrips counted(exchange, worker);
    db::Connection& db = worker.connection();
    if (config.authenticate) exchange.who = config.authenticate(exchange.request, db, config.clock->now());
    if (config.authorise)
      config.authorise(*exchange.route, exchange.request, exchange.who);
    else if (*exchange.route->permission != '\0')
      throw Refused{"sign_in_needed"};
    exchange.admitted = true;
  }

  /// Notes in the exchange how often the worker waited for the database while this lived.
  struct RoundTrips {
    RoundTrips(Exchange& exchange, Worker& worker)
        : exchange_(exchange), worker_(worker), before_(worker.round_trips()) {}
    ~RoundTrips() { exchange_.round_trips += worker_.round_trips() - before_; }
    Exchange& exchange_;
    Worker& worker_;
    std::uint64_t before_;
  };

  Response answer(Exchange& exchange, Worker& worker) override {
    const Request& request = exchange.request;
    try {
      admit(exchange, worker);
      const RoundTrips counted(exchange, worker);
      Call call{request, worker.connection(), exchange.who, config.clock->now(), *config.context};
      Response response = exchange.route->handle(call);
      answer_not_modified(request, response);
      compress(request, response);
      return response;
    } catch (...) {
      return config.problems->of(std::current_exception(), request);
    }
  }

  void answered(const Exchange& exchange, int status, std::size_t bytes) override {
    const double seconds = std::chrono::duration<double>(Clock::now() - exchange.started).count();
    metrics_.observe(exchange.operation, status, seconds, bytes);
    if (exchange.route) metrics_.observe_round_trips(exchange.operation, exchange.round_trips);
    // Pages, probes and what lies in memory for everybody are counted, not logged.
    if ((!exchange.route || exchange.at_hand) && status < 400) return;
    log::info("http.request", {{"request_id", exchange.request.id},
                               {"method", name_of(exchange.request.method)},
                               {"operation", exchange.route ? exchange.route->operation : ""},
                               {"status", status},
                               {"ms", std::round(seconds * 1e5) / 100},
                               {"bytes", bytes}});
  }

  // ---- listening

  void start() {
    const std::size_t files = raise_file_limit();
    config.limits.connections =
        std::min(config.limits.connections, files > 2 * kFilesKeptBack ? files - kFilesKeptBack : files / 2);
    acceptor_ = bound(io_, endpoint_, config.listen);
    acceptor_.non_blocking(true);
    endpoint_ = acceptor_.local_endpoint();
    accept();
    tick();
    io_thread_ = std::thread([this] { io_.run(); });
    pthread_setname_np(io_thread_.native_handle(), "linli-io");
  }

  void accept() {
    acceptor_.async_accept([this](error_code error, tcp::socket socket) {
      if (stopping) return;
      if (!error) {
        take(std::move(socket));
      } else if (error != asio::error::operation_aborted) {
        log::warning("http.accept_failed", {{"what", error.message()}});
        accept_pause_.expires_after(kTick);  // out of descriptors: let some come back
        return accept_pause_.async_wait([this](error_code cancelled) {
          if (!cancelled) accept();
        });
      }
      accept();
    });
  }

  void take(tcp::socket socket) {
    error_code ignored;
    socket.non_blocking(true, ignored);
    socket.set_option(tcp::no_delay(true), ignored);
    ++counters.accepted;
    if (sessions_.size() >= config.limits.connections) {
      ++counters.refused_connections;
      static constexpr std::string_view kFull =
          "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 5\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
      if (!tls_) socket.send(asio::buffer(kFull.data(), kFull.size()), 0, ignored);
      return;
    }
    std::string peer = peer_text(socket);
    auto session = tls_ ? tls_session(*this, std::move(socket), std::move(peer), tls_)
                        : plain_session(*this, std::move(socket), std::move(peer));
    sessions_.emplace(session.get(), session);
    counters.connections = sessions_.size();
    session->start();
    if (stopping) session->drain();
  }

  void tick() {
    ticker_.expires_after(kTick);
    ticker_.async_wait([this](error_code cancelled) {
      if (cancelled) return;
      const auto now = Clock::now();
      std::vector<std::shared_ptr<Session>> due;
      for (const auto& [key, session] : sessions_)
        if (session->due(now)) due.push_back(session);
      for (const auto& session : due) session->tick(now);
      tick();
    });
  }

  // ---- stopping

  void stop() {
    if (!io_thread_.joinable()) return;
    post([this] { drain(); });
    {
      std::unique_lock lock(drained_mutex_);
      drained_changed_.wait_for(lock, config.limits.stop, [this] { return drained_; });
    }
    post([this] {
      for (auto sessions = sessions_; const auto& [key, session] : sessions) session->abort();
    });
    for (WorkerPool* pool : {&read_, &write_, &slow_, &files_}) pool->stop();
    post([this] { io_.stop(); });
    io_thread_.join();
  }

  void drain() {
    stopping = true;
    error_code error;
    while (!error) {  // what the kernel has accepted for us is accepted
      tcp::socket socket = acceptor_.accept(error);
      if (!error) take(std::move(socket));
    }
    acceptor_.close(error);
    for (auto sessions = sessions_; const auto& [key, session] : sessions) session->drain();
    if (sessions_.empty()) announce_drained();
  }

  void announce_drained() {
    {
      std::lock_guard lock(drained_mutex_);
      drained_ = true;
    }
    drained_changed_.notify_all();
  }

  // ---- built-in answers

  static Response plain_text(std::string text) {
    Response response;
    response.headers["content-type"] = "text/plain; charset=utf-8";
    response.body = std::move(text);
    return response;
  }

  std::vector<Route> with_built_in(std::vector<Route> routes) {
    Route ready{Method::get, "/readyz", "getReadiness", ""};
    ready.answer_type = "text/plain";
    ready.tag = "operation";
    ready.handle = [this](Call& call) {
      std::vector<FieldError> missing = config.not_ready ? config.not_ready(call.db) : std::vector<FieldError>();
      if (missing.empty()) return plain_text("ready\n");
      Refused refused{"not_ready"};
      refused.fields = std::move(missing);
      throw refused;
    };
    routes.push_back(std::move(ready));
    for (const Route& route : routes)
      if (route.at_hand && (route.method != Method::get || *route.permission != '\0'))
        throw std::logic_error(std::string(route.operation) + ": only what everybody may see can be at hand");
    return routes;
  }

  std::string metrics_text() {
    std::string out = metrics_.text();
    auto figure = [&](const char* name, const char* kind, const char* help, std::size_t value) {
      append_figure(out, name, kind, help, static_cast<double>(value));
    };
    figure("linli_http_connections", "gauge", "Open connections.", counters.connections);
    figure("linli_http_connections_total", "counter", "Accepted connections.", counters.accepted);
    figure("linli_http_connections_refused_total", "counter", "Connections beyond the limit.",
           counters.refused_connections);
    figure("linli_http_streams", "gauge", "Open event streams.", counters.streams);
    figure("linli_http_queue_full_total", "counter", "Requests refused because a queue was full.", counters.queue_full);
    figure("linli_http_timeouts_total", "counter", "Requests or answers that took too long.", counters.timeouts);
    figure("linli_http_bodies_bytes", "gauge", "Memory set aside for request bodies.", counters.bodies_in_memory);
    for (const WorkerPool* pool : {&read_, &write_, &slow_, &files_}) {
      const std::string prefix = "linli_pool_" + pool->name();
      figure((prefix + "_waiting").c_str(), "gauge", "Queued requests.", pool->depth());
      figure((prefix + "_running").c_str(), "gauge", "Busy threads.", pool->running());
      figure((prefix + "_threads").c_str(), "gauge", "Threads.", pool->threads());
    }
    for (const Gauge& gauge : config.gauges) append_figure(out, gauge.name, "gauge", gauge.help, gauge.value());
    return out;
  }

  Router router_;
  Metrics metrics_;
  FixedHeaders fixed_headers_;
  std::shared_ptr<const WebPages> documents_;  ///< the API's description and the page that shows it
  std::shared_ptr<asio::ssl::context> tls_;
  asio::io_context io_{1};
  tcp::endpoint endpoint_;
  tcp::acceptor acceptor_{io_};
  asio::steady_timer ticker_{io_}, accept_pause_{io_};
  std::unordered_map<Session*, std::shared_ptr<Session>> sessions_;
  std::mutex drained_mutex_;
  std::condition_variable drained_changed_;
  bool drained_ = false;
  WorkerPool read_, write_, slow_, files_;
  std::thread io_thread_;
};

Server::Server(ServerConfig config, std::vector<Route> routes)
    : impl_(std::make_unique<Impl>(std::move(config), std::move(routes))) {}
Server::~Server() { stop(); }
void Server::start() { impl_->start(); }

void check_listen(const std::string& listen) {
  asio::io_context io;
  bound(io, parse_endpoint(listen), listen);
}
void Server::stop() { impl_->stop(); }
unsigned short Server::port() const { return impl_->endpoint_.port(); }

std::string Server::url() const {
  const auto address = impl_->endpoint_.address();
  const std::string host = address.is_v6() ? "[" + address.to_string() + "]" : address.to_string();
  return (impl_->tls_ ? "https://" : "http://") + host + ":" + std::to_string(port());
}

bool Server::is_secure() const { return !impl_->config.tls_certificate.empty(); }

void Server::use_tls(const std::string& certificate, const std::string& key) {
  if (!is_secure()) throw std::logic_error("a plain server cannot turn to TLS while it runs");
  auto fresh = tls_context(certificate, key);
  impl_->post([impl = impl_.get(), fresh = std::move(fresh)] { impl->tls_ = fresh; });
}

void Server::let_in(const std::vector<std::string>& trusted_proxies, const std::vector<std::string>& outside_origins) {
  Networks networks(trusted_proxies);
  auto headers = Impl::headers_for(outside_origins);
  impl_->post([impl = impl_.get(), networks = std::move(networks), headers = std::move(headers)]() mutable {
    impl->trusted = std::move(networks);
    impl->fixed_headers_ = std::move(headers);
  });
}

}  // namespace linli::http
