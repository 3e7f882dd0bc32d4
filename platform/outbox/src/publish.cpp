#include <boost/json.hpp>

#include "outbox_sql.hpp"
#include "platform/outbox/outbox.hpp"

namespace linli::outbox {

void publish(db::Batch& batch, std::string_view topic, std::string_view key, const boost::json::value& payload,
             std::string_view scope_code, std::string_view request_id, Instant at) {
  batch.add(sql::publish, db::Params::of(topic, key, payload, scope_code, request_id, at));
}

void enqueue(db::Batch& batch, std::string_view job, const boost::json::value& arguments, Instant due,
             std::string_view once_key) {
  batch.add(sql::enqueue, db::Params::of(job, arguments, due, once_key));
}

}  // namespace linli::outbox
