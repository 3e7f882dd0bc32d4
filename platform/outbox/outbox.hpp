#pragma once
#include <string>
#include <string_view>

#include "platform/db/connection.hpp"

namespace linli::outbox {

/// Appends an event to the outbox as part of `batch`; consumers get it at least once, in order per `key`.
/// `payload` holds references and figures only (ids, codes, states), never personal data.
void publish(db::Batch& batch, std::string_view topic, std::string_view key, const boost::json::value& payload,
             std::string_view scope_code, std::string_view request_id, Instant at);

/// Appends a job, run at least once not before `due`; retried with back-off, then kept as a dead letter.
/// Jobs with the same non-empty `once_key` are enqueued once.
void enqueue(db::Batch& batch, std::string_view job, const boost::json::value& arguments, Instant due,
             std::string_view once_key = {});

}  // namespace linli::outbox
