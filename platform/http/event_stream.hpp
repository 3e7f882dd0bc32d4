#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "platform/http/call.hpp"

namespace linli::http {

/// What a stream carries: references only, never personal data.
struct StreamEvent {
  std::int64_t id = 0;  ///< outbox position; grows in the order of delivery
  std::string name;     ///< "incident", "notice"
  std::string data;     ///< one line of JSON with ids
  // For filters:
  std::string permission;            ///< needed to hear of it; "" = signed in
  std::string scope_code;            ///< division code it concerns
  std::vector<Uuid> units, persons;  ///< it concerns them wherever they are
};

/// Server-sent events to everybody who listens. One per program; a module's handler opens streams, the outbox consumer
/// of this process broadcasts. Safe from every thread.
class EventStream {
 public:
  /// Whether this listener hears of the event; called on the broadcasting thread.
  using Filter = std::function<bool(const StreamEvent&)>;
  /// Events after the given id, in order, at most a few hundred (the listener then asks again from the last one).
  using Missed = std::function<std::vector<StreamEvent>(std::int64_t after)>;

  struct Limits {
    std::size_t waiting_messages = 256, waiting_bytes = 256 * 1024;  ///< per listener; beyond, the stream ends
    std::chrono::seconds longest{30 * 60};                           ///< then the client reconnects and is asked anew
    int reconnect_ms = 2000;
  };

  EventStream();
  explicit EventStream(Limits limits);
  ~EventStream();

  /// The answer of a stream route. With Last-Event-ID, what `missed` returns is sent first; nothing in between is lost
  /// or sent twice.
  Response open(const Call& call, Filter filter, const Missed& missed);
  /// Hands the event to everybody whose filter wants it.
  void broadcast(const StreamEvent& event);
  /// Ends the streams of those no longer allowed as they were (permission epoch, closed session): they reconnect.
  void close_if(const std::function<bool(const access::Principal&)>& outdated);
  std::size_t listeners() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// The ordinary filter: the permission is held, and the event lies in a granted territory or concerns one of the
/// person's units or the person.
EventStream::Filter filter_by_grants(const access::Principal& who);

}  // namespace linli::http
