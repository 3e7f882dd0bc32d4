#pragma once
#include <functional>
#include <string>

#include "platform/outbox/outbox.hpp"

namespace linli::outbox {

/// Of an order id, the bits that number the events of one transaction (as in read_tail.sql).
constexpr int kOrderBits = 12;

/// A reader's place in the outbox: all below `from` has been read, and of the open window [from, to) all up to
/// `position`. Transaction ids are kept as text.
struct Place {
  std::string from = "0", to;
  std::int64_t position = 0, last_position = 0;
  bool open() const { return !to.empty(); }
};

/// Opens the next window at `place` if none is open. False if nothing has settled since.
bool open_window(db::Connection& db, Place& place);

/// Reads one page of the open window, moves `place` past it and closes the window behind the last one. `take` is
/// called for each event in order. Returns how many there were.
std::size_t read_page(db::Connection& db, Place& place, std::string_view topic_prefix, int page,
                      const std::function<void(const Event&)>& take);

/// Reads what has settled after the event with order id `last`, and moves `from` (a transaction id) and `last` on. True
/// if there may be more.
bool read_tail(db::Connection& db, std::string& from, std::int64_t& last, int page,
               const std::function<void(const Event&)>& take);

/// One row of read_window or parked_due as an event; `payload` must outlive it.
Event event_of(const db::Row& row, const boost::json::value& payload);

}  // namespace linli::outbox
