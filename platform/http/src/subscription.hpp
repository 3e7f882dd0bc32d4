#pragma once
#include <chrono>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "platform/http/event_stream.hpp"

namespace linli::http {

/// One open event stream between the broadcaster (any thread) and its session (I/O thread).
class Subscription {
 public:
  Subscription(access::Principal who, EventStream::Filter filter, std::chrono::steady_clock::time_point ends)
      : who_(std::move(who)), filter_(std::move(filter)), ends_(ends) {}

  // Broadcasting side.
  const access::Principal& who() const { return who_; }
  bool wants(const StreamEvent& event) const { return filter_(event); }
  /// Queues a message; closes the stream when too much waits. True if the session has to be woken.
  bool push(std::int64_t id, std::shared_ptr<const std::string> message, const EventStream::Limits& limits);
  /// Until this is called, pushed messages are held back. Queues `missed` first, then what was held and is not among
  /// it.
  void release(std::vector<std::pair<std::int64_t, std::shared_ptr<const std::string>>> missed);
  void close();
  void wake();

  // Session side.
  void attach(std::function<void()> wake);
  void detach();
  /// Closed by the broadcaster: too much waited, or the listener is no longer allowed.
  bool ended() const;
  /// Appends everything that waits to `out`.
  void take(std::string& out);
  bool expired() const { return std::chrono::steady_clock::now() > ends_; }
  bool detached() const;

 private:
  const access::Principal who_;
  const EventStream::Filter filter_;
  const std::chrono::steady_clock::time_point ends_;
  mutable std::mutex mutex_;
  std::function<void()> wake_;
  using Message = std::pair<std::int64_t, std::shared_ptr<const std::string>>;
  std::deque<Message> waiting_;
  std::size_t waiting_bytes_ = 0;
  bool holding_ = true;
  bool closed_ = false, detached_ = false;
};

}  // namespace linli::http
