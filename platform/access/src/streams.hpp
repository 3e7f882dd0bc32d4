#pragma once
#include "platform/access/access.hpp"

namespace linli::http {
class EventStream;
}

namespace linli::access {

/// Ends the event streams of this process whose listener's session ended or whose account's epoch moved, so that a
/// revocation also holds for who only listens; browsers then connect anew and are asked anew. One round trip.
void close_outdated_streams(const Access& access, http::EventStream& streams, db::Connection& db, Instant now);

}  // namespace linli::access
