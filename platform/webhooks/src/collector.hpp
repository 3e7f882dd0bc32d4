#pragma once
#include <mutex>
#include <string>
#include <vector>

#include "platform/outbox/outbox.hpp"
#include "platform/webhooks/settings.hpp"

namespace linli::webhooks {

/// Who wants to hear of what.
struct Interest {
  Uuid endpoint;
  std::vector<std::string> kinds;  ///< "incidents.accept"; "incidents.*" = all of the module
  std::string scope_code;          ///< division code the case lies in; "" = anywhere
  Uuid unit;                       ///< that answers for it; nil = any
};
/// Of this kind and place (the unit aside).
bool concerns(const Interest& interest, const outbox::Event& event);

/// Makes deliveries of events, in the transaction that moves the subscription on. What endpoints want is read anew
/// every fifth of a second, so that a city without any pays nothing for each event.
class Collector {
 public:
  explicit Collector(Settings settings) : settings_(std::move(settings)) {}
  void take(db::Connection& db, const outbox::Event& event, Instant now);
  /// Read again at the next event.
  void forget();

 private:
  std::vector<Interest> interests(db::Connection& db);

  Settings settings_;
  std::mutex mutex_;
  std::vector<Interest> interests_;
  std::chrono::steady_clock::time_point read_at_;
  bool known_ = false;
};

}  // namespace linli::webhooks
