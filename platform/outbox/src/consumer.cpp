#include "consumer.hpp"

#include <boost/json.hpp>

#include "failure.hpp"
#include "outbox_sql.hpp"
#include "platform/log/log.hpp"

namespace linli::outbox {
namespace {
constexpr int kPage = 50;  // PostgreSQL remembers 64 savepoints of a transaction cheaply
}

Consumer::Consumer(std::string name, std::string topic_prefix, EventHandler handler, const Clock& clock,
                   const Pace& pace)
    : name_(std::move(name)),
      topic_prefix_(std::move(topic_prefix)),
      handler_(std::move(handler)),
      clock_(clock),
      pace_(pace) {}

void Consumer::enrol(db::Connection& db) const {
  db.run(sql::register_subscription, db::Params::of(name_, clock_.now()));
}

bool Consumer::hold(db::Connection& db) {
  if (held_) return true;
  if (!db.run(sql::lock_subscription, db::Params::of(name_))[0].boolean("held")) return false;
  reader_ = Reader(db.run(sql::read_position, db::Params::of(name_))[0].integer("position"));
  return held_ = true;
}

bool Consumer::step(db::Connection& db) {
  if (!hold(db)) return false;
  bool parked = deliver_parked(db);
  return deliver_page(db) || parked;
}

std::string Consumer::offer(db::Connection& db, const Event& event) {
  try {
    handler_(db, event);
    return "";
  } catch (const db::Disconnected&) {
    throw;
  } catch (const std::exception& error) {
    auto words = told(error);
    log::warning("outbox.not_taken", {{"subscription", name_}, {"position", event.position}, {"error", words}});
    return words;
  }
}

bool Consumer::deliver_parked(db::Connection& db) {
  auto rows = db.run(sql::parked_due, db::Params::of(name_, clock_.now(), kPage));
  for (auto row : rows) {
    auto payload = row.document("payload");
    auto event = event_of(row, payload);
    auto error = offer(db, event);
    if (error.empty()) {
      db.run(sql::unpark, db::Params::of(name_, event.position));
      continue;
    }
    int attempts = static_cast<int>(row.integer("attempts")) + 1;
    auto now = clock_.now();
    auto dead = attempts >= pace_.attempts ? std::optional(now) : std::nullopt;
    db.run(sql::parked_again,
           db::Params::of(name_, event.position, attempts, rest_until(now, attempts, pace_), dead, error));
  }
  return !rows.empty();
}

bool Consumer::deliver_page(db::Connection& db) {
  if (!reader_.advance(db)) return false;
  if (!deliver_page_once(db, Page::whole)) deliver_page_once(db, Page::by_event);
  return true;
}

/// One transaction for a page: a commit for each event could not keep up with those who publish. False: the page is
/// whole, one of its events was not taken, and nothing of it was kept.
bool Consumer::deliver_page_once(db::Connection& db, Page kind) {
  struct NotTaken {};
  const Reader before = reader_;
  try {
    db.transaction([&](db::Connection& page) {
      std::set<std::string, std::less<>> waiting;
      for (auto row : page.run(sql::keys_parked, db::Params::of(name_))) waiting.insert(row.text("key"));
      reader_.read_page(page, topic_prefix_, kPage, [&](const Event& event) {
        if (waiting.count(event.key))
          page.run(sql::park, db::Params::of(name_, event.position, event.key, 0, clock_.now(), nullptr, ""));
        else if (kind == Page::by_event)
          deliver(page, event, waiting);
        else
          try {
            handler_(page, event);
          } catch (const db::Disconnected&) {
            throw;
          } catch (const std::exception&) {
            throw NotTaken{};
          }
      });
      page.run(sql::write_position, db::Params::of(name_, reader_.position(), clock_.now()));
    });
    return true;
  } catch (const NotTaken&) {
    reader_ = before;
    return false;
  } catch (...) {
    reader_ = before;
    throw;
  }
}

void Consumer::deliver(db::Connection& page, const Event& event, std::set<std::string, std::less<>>& waiting) {
  page.script("SAVEPOINT event");
  const auto error = offer(page, event);
  page.script(error.empty() ? "RELEASE SAVEPOINT event" : "ROLLBACK TO SAVEPOINT event");
  if (error.empty()) return;
  const auto now = clock_.now();
  const auto dead = pace_.attempts <= 1 ? std::optional(now) : std::nullopt;
  page.run(sql::park, db::Params::of(name_, event.position, event.key, 1, rest_until(now, 1, pace_), dead, error));
  waiting.insert(event.key);
}

}  // namespace linli::outbox
