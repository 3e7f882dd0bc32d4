#pragma once
#include <boost/json/fwd.hpp>
#include <string>
#include <string_view>

#include "kernel/time.hpp"
#include "platform/outbox/outbox.hpp"
#include "platform/webhooks/settings.hpp"

namespace linli::webhooks {

/// One message as it goes out.
struct Message {
  std::string id, city, kind, key;
  Instant at;
  std::int64_t position = 0;  ///< of the event; 0 for a test
};

/// CloudEvents 1.0 in the structured JSON form. `sequence` grows in the order things happened.
std::string envelope(const Message& message, const boost::json::value& data);

/// What of an event goes out: the keys of policy/webhooks.yaml, when they are text, figures or flags.
boost::json::object outgoing_data(const outbox::Event& event, const Settings& settings);

}  // namespace linli::webhooks
