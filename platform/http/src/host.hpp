#pragma once
#include <array>
#include <atomic>
#include <functional>
#include <memory>
#include <unordered_set>

#include "platform/http/outside.hpp"
#include "platform/http/router.hpp"
#include "platform/http/server.hpp"
#include "workers.hpp"

namespace linli::http {

class Session;

/// One request between its first byte and its answer; the I/O thread and one worker hold it in turn.
struct Exchange {
  Request request;
  const Route* route = nullptr;
  std::size_t operation = 0;  ///< index for metrics
  bool head_only = false;
  bool keep_alive = true;
  bool admitted = false;  ///< `who` is known and allowed
  bool at_hand = false;   ///< answered from memory
  access::Principal who;
  std::chrono::steady_clock::time_point started;
  std::uint64_t round_trips = 0;  ///< to the database, when a worker has answered
};

/// Counted on the I/O thread only.
struct Counters {
  std::size_t connections = 0, accepted = 0, refused_connections = 0, streams = 0, bodies_in_memory = 0;
  std::size_t queue_full = 0, timeouts = 0;
};

/// What a session needs of the server. Everything but `post` is used on the I/O thread only.
class Host {
 public:
  virtual ~Host() = default;
  /// Runs `work` on the I/O thread; callable from every thread.
  virtual void post(std::function<void()> work) = 0;
  virtual void session_ended(Session& session) = 0;
  /// Answers to a GET no route has that need no worker (web pages, /healthz, /metrics); nullopt = none of these.
  virtual std::optional<Response> immediate(const Exchange& exchange) = 0;
  /// What a route has at hand, ready to be sent; nullopt = a worker is needed.
  virtual std::optional<Response> at_hand(Exchange& exchange) = 0;
  virtual WorkerPool& pool(Pool which) = 0;
  virtual WorkerPool& file_pool() = 0;
  /// On a worker: who is asking and whether they may.
  virtual void admit(Exchange& exchange, Worker& worker) = 0;
  /// On a worker: the whole operation; never throws.
  virtual Response answer(Exchange& exchange, Worker& worker) = 0;
  virtual void answered(const Exchange& exchange, int status, std::size_t bytes) = 0;
  virtual const std::string& fixed_headers(bool page, bool secure) = 0;
  virtual const Router& router() const = 0;

  ServerConfig config;
  Networks trusted;  ///< proxies
  Counters counters;
  bool stopping = false;
};

}  // namespace linli::http
