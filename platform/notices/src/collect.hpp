#pragma once
#include "platform/outbox/outbox.hpp"

namespace linli::notices {

/// Makes notices of an event's `tell` list; the same event again changes nothing. Events older than a week tell nobody
/// anything any more.
void collect(db::Connection& db, const outbox::Event& event, Instant now);

/// The id of the n-th notice of an event: ordered by time, the same however often the event comes.
Uuid notice_id(const outbox::Event& event, int n);

}  // namespace linli::notices
