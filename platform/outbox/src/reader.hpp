#pragma once
#include <functional>
#include <optional>

#include "platform/outbox/outbox.hpp"

namespace linli::outbox {

/// Reads the outbox in order of position, as far as it is settled. Sequence order is not commit order: a position may
/// be committed after a higher one. So a reader notes the newest position S, then draws a transaction id F, and reads
/// up to S once every transaction below F has ended (pg_snapshot_xmin): whoever drew a position up to S had its
/// transaction id before. xmin alone, without S, would not keep the order of two events of one key.
class Reader {
 public:
  explicit Reader(std::int64_t position) : position_(position), settled_(position) {}
  /// Everything up to here has been read.
  std::int64_t position() const { return position_; }
  /// True if there are settled events that have not been read. Costs one small query when nothing happened.
  bool advance(db::Connection& db);
  /// Up to here everything is settled.
  std::int64_t settled() const { return settled_; }
  /// Reads one page; `take` gets each event in order.
  void read_page(db::Connection& db, std::string_view topic_prefix, int page,
                 const std::function<void(const Event&)>& take);

 private:
  struct Mark {
    std::int64_t newest, fence;
  };
  std::int64_t position_, settled_;
  std::optional<Mark> waiting_;
};

/// One row of read_events or parked_due as an event; `payload` must outlive it.
Event event_of(const db::Row& row, const boost::json::value& payload);

}  // namespace linli::outbox
