#include "window.hpp"

#include <boost/json.hpp>

#include "outbox_sql.hpp"

namespace linli::outbox {

bool open_window(db::Connection& db, Place& place) {
  if (place.open()) return true;
  auto rows = db.run(sql::open_window, db::Params::of(place.from));
  auto row = rows[0];
  if (row.is_null("first_position")) {
    place.from = row.text("horizon");
    return false;
  }
  place.to = row.text("horizon");
  place.position = row.integer("first_position") - 1;
  place.last_position = row.integer("last_position");
  return true;
}

std::size_t read_page(db::Connection& db, Place& place, std::string_view topic_prefix, int page,
                      const std::function<void(const Event&)>& take) {
  auto rows = db.run(sql::read_window, db::Params::of(place.from, place.to, place.position, place.last_position,
                                                      topic_prefix, page));
  for (auto row : rows) {
    auto payload = row.document("payload");
    take(event_of(row, payload));
    place.position = row.integer("position");
  }
  if (rows.size() < static_cast<std::size_t>(page)) place = {place.to, "", 0, 0};
  return rows.size();
}

Event event_of(const db::Row& row, const boost::json::value& payload) {
  return {row.integer("position"), 0,  row.text("topic"), row.text("key"), &payload, row.text("scope_code"),
          row.text("request_id"),  row.instant("at")};
}

bool read_tail(db::Connection& db, std::string& from, std::int64_t& last, int page,
               const std::function<void(const Event&)>& take) {
  auto rows = db.run(sql::read_tail, db::Params::of(from, last, page));
  const auto horizon = rows[0].text("horizon");
  if (rows[0].is_null("position")) {
    from = horizon;
    return false;
  }
  for (auto row : rows) {
    auto payload = row.document("payload");
    auto event = event_of(row, payload);
    event.order_id = last = row.integer("order_id");
    take(event);
  }
  from = std::to_string(last >> kOrderBits);
  return rows.size() == static_cast<std::size_t>(page);
}

void read_missed(db::Connection& db, std::int64_t after_order_id, int limit,
                 const std::function<void(const Event&)>& take) {
  auto from = std::to_string(after_order_id >> kOrderBits);
  read_tail(db, from, after_order_id, limit, take);
}

}  // namespace linli::outbox
