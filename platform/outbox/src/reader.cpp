#include "reader.hpp"

#include <boost/json.hpp>

#include "outbox_sql.hpp"

namespace linli::outbox {

bool Reader::advance(db::Connection& db) {
  if (position_ < settled_) return true;
  std::int64_t horizon = 0;
  if (waiting_) {
    horizon = db.run(sql::horizon)[0].integer("horizon");
  } else {
    if (db.run(sql::newest_position)[0].integer("newest") <= position_) return false;
    db::Batch batch;  // in this order
    batch.add(sql::newest_position, {});
    batch.add(sql::fence, {});
    batch.add(sql::horizon, {});
    auto rows = db.commit(batch);
    waiting_ = Mark{rows[0][0].integer("newest"), rows[1][0].integer("fence")};
    horizon = rows[2][0].integer("horizon");
  }
  if (horizon < waiting_->fence) return false;
  settled_ = waiting_->newest;
  waiting_.reset();
  return true;
}

void Reader::read_page(db::Connection& db, std::string_view topic_prefix, int page,
                       const std::function<void(const Event&)>& take) {
  auto rows = db.run(sql::read_events, db::Params::of(position_, settled_, topic_prefix, page));
  for (auto row : rows) {
    auto payload = row.document("payload");
    take(event_of(row, payload));
  }
  position_ = rows.size() == static_cast<std::size_t>(page) ? rows[rows.size() - 1].integer("position") : settled_;
}

Event event_of(const db::Row& row, const boost::json::value& payload) {
  return {row.integer("position"), row.text("topic"),      row.text("key"),  &payload,
          row.text("scope_code"),  row.text("request_id"), row.instant("at")};
}

}  // namespace linli::outbox
