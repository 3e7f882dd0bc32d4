#pragma once
#include <optional>

#include "platform/http/event_stream.hpp"
#include "platform/outbox/outbox.hpp"

namespace linli::notices {

/// What a browser hears of an event: ids only. Nullopt for events no screen follows.
std::optional<http::StreamEvent> heard(const outbox::Event& event);

}  // namespace linli::notices
