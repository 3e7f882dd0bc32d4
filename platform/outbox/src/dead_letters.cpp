#include <boost/json.hpp>
#include <charconv>

#include "kernel/refusal.hpp"
#include "outbox_sql.hpp"
#include "platform/outbox/outbox.hpp"

namespace linli::outbox {
namespace {

/// "job-12", or "event-345-notices".
struct LetterId {
  bool is_job = false;
  std::int64_t number = 0;
  std::string subscription;
};

LetterId parse_id(std::string_view id) {
  const Refused none{"no_such_dead_letter"};
  LetterId parsed;
  auto dash = id.find('-');
  if (dash == std::string_view::npos) throw none;
  auto kind = id.substr(0, dash);
  auto rest = id.substr(dash + 1);
  auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), parsed.number);
  if (error != std::errc()) throw none;
  std::string_view tail(end, static_cast<std::size_t>(rest.data() + rest.size() - end));
  parsed.is_job = kind == "job";
  if (parsed.is_job ? !tail.empty() : kind != "event" || tail.size() < 2 || tail[0] != '-') throw none;
  if (!parsed.is_job) parsed.subscription = tail.substr(1);
  return parsed;
}

/// Refuses ids that name nothing dead; a rival's click in between does no harm.
LetterId existing(db::Connection& db, std::string_view id) {
  auto parsed = parse_id(id);
  auto rows = parsed.is_job ? db.run(sql::find_dead_job, db::Params::of(parsed.number))
                            : db.run(sql::find_dead_event, db::Params::of(parsed.subscription, parsed.number));
  if (rows.empty()) throw Refused{"no_such_dead_letter"};
  return parsed;
}

}  // namespace

std::vector<DeadLetter> dead_letters(db::Connection& db, int limit) {
  std::vector<DeadLetter> letters;
  for (auto row : db.run(sql::dead_letters, db::Params::of(limit))) {
    auto number = std::to_string(row.integer("number"));
    DeadLetter letter;
    letter.name = row.text("name");
    letter.id = row.text("kind") == "job" ? "job-" + number : "event-" + number + "-" + letter.name;
    letter.key = row.text("key");
    letter.attempts = row.integer("attempts");
    letter.waiting = row.integer("waiting");
    letter.error = row.text("error");
    letter.dead_at = row.instant("dead_at");
    letters.push_back(std::move(letter));
  }
  return letters;
}

void retry_dead(db::Connection& db, db::Batch& batch, std::string_view id, Instant now) {
  auto letter = existing(db, id);
  if (letter.is_job)
    batch.add(sql::retry_job, db::Params::of(letter.number, now));
  else
    batch.add(sql::retry_event, db::Params::of(letter.subscription, letter.number, now));
}

void discard_dead(db::Connection& db, db::Batch& batch, std::string_view id, Instant now) {
  auto letter = existing(db, id);
  if (letter.is_job)
    batch.add(sql::discard_job, db::Params::of(letter.number, now));
  else
    batch.add(sql::discard_event, db::Params::of(letter.subscription, letter.number));
}

void forget_before(db::Connection& db, Instant before) { db.run(sql::forget_before, db::Params::of(before)); }

}  // namespace linli::outbox
