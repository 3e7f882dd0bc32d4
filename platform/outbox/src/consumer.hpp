#pragma once
#include <set>

#include "platform/outbox/runner.hpp"
#include "reader.hpp"

namespace linli::outbox {

/// One subscription on one session. A step is taken only while this session holds the subscription's lock, so that of
/// all processes one delivers; when the session ends, the lock is free at once for another.
class Consumer {
 public:
  Consumer(std::string name, std::string topic_prefix, EventHandler handler, const Clock& clock, const Pace& pace);
  /// Tells the database that this consumer exists, before its events may be pruned.
  void enrol(db::Connection& db) const;
  /// Forgets what it knew of the last session.
  void new_session() { held_ = false; }
  /// Delivers what waits and one page of what is new; true if there may be more. Throws db::Disconnected.
  bool step(db::Connection& db);
  const std::string& name() const { return name_; }

 private:
  bool hold(db::Connection& db);
  bool deliver_parked(db::Connection& db);
  bool deliver_page(db::Connection& db);
  /// What a failure takes back: nearly always there is none, so a page is tried without the savepoints first.
  enum class Page {
    whole,     ///< all that was written for the page
    by_event,  ///< only what the failed event's own handler wrote: each has a savepoint
  };
  bool deliver_page_once(db::Connection& db, Page kind);
  /// One event of a page, with a savepoint of its own; if it fails it is set aside, and its key is `waiting`.
  void deliver(db::Connection& page, const Event& event, std::set<std::string, std::less<>>& waiting);
  /// Empty if taken, else what went wrong.
  std::string offer(db::Connection& db, const Event& event);

  std::string name_, topic_prefix_;
  EventHandler handler_;
  const Clock& clock_;
  const Pace& pace_;
  bool held_ = false;
  Reader reader_{0};
};

}  // namespace linli::outbox
