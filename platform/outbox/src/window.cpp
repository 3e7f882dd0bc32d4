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
  return {row.integer("position"),   row.text("topic"),      row.text("key"),  &payload,
          row.text("scope_code"), row.text("request_id"), row.instant("at")};
}

}  // namespace linli::outbox
