#pragma once
#include <functional>
#include <string>
#include <string_view>

#include <boost/json/fwd.hpp>

#include "platform/db/connection.hpp"

namespace linli::outbox {

/// Something that happened and has been committed, as consumers get it: at least once, in order per `key` (for an
/// incident its id).
struct Event {
  std::int64_t position = 0;  ///< names the event; not an order of time
  std::string topic;          ///< "incidents.accept"
  std::string key;
  const boost::json::value* payload = nullptr;  ///< references and figures only; lives as long as the call
  std::string scope_code;     ///< division code it concerns
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

}  // namespace linli::outbox
