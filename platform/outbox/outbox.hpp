#pragma once
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json/fwd.hpp>

#include "platform/db/connection.hpp"

namespace linli::outbox {

/// Something that happened and has been committed, as consumers get it: at least once, in order per `key` (for an
/// incident its id).
struct Event {
  std::int64_t position = 0;  ///< grows in the order of delivery, the same on every process
  std::string topic;          ///< "incidents.accept"
  std::string key;
  const boost::json::value* payload = nullptr;  ///< references and figures only; lives as long as the call
  std::string scope_code;                       ///< division code it concerns
  std::string request_id;
  Instant at;
};

/// Takes one event. Its own writes must bear repetition: the position is remembered after it returns. An exception
/// means "not taken": the event is tried again with growing pauses, and later ones of its key wait behind it.
using EventHandler = std::function<void(db::Connection&, const Event&)>;
/// Does one job; an exception means "not done". Must bear repetition.
using JobHandler = std::function<void(db::Connection&, const boost::json::value& arguments, Instant now)>;

/// Appends an event to the outbox as part of `batch`; consumers get it at least once, in order per `key`.
/// `payload` holds references and figures only (ids, codes, states), never personal data.
void publish(db::Batch& batch, std::string_view topic, std::string_view key, const boost::json::value& payload,
             std::string_view scope_code, std::string_view request_id, Instant at);

/// Appends a job, run at least once not before `due`; retried with growing pauses, then kept as a dead letter.
/// Jobs with the same non-empty `once_key` are enqueued once.
void enqueue(db::Batch& batch, std::string_view job, const boost::json::value& arguments, Instant due,
             std::string_view once_key = {});

/// Drops events older than `before`: for a past that was made, not lived (demo city).
void forget_before(db::Connection& db, Instant before);

/// Work that was given up after all attempts.
struct DeadLetter {
  std::string id;    ///< "job-12" or "event-345-notices"
  std::string name;  ///< of the job or the subscription
  std::string key;   ///< of the event; later ones of it wait
  std::int64_t attempts = 0, waiting = 0;
  std::string error;
  Instant dead_at;
};
std::vector<DeadLetter> dead_letters(db::Connection& db, int limit);
/// Adds to `batch` that the letter gets all its attempts again, or is given up for good (then the next event of its
/// key goes on). Throws Refused{"no_such_dead_letter"} if `id` is none.
void retry_dead(db::Connection& db, db::Batch& batch, std::string_view id, Instant now);
void discard_dead(db::Connection& db, db::Batch& batch, std::string_view id, Instant now);

}  // namespace linli::outbox
