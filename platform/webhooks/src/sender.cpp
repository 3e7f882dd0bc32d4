#include "sender.hpp"

#include <boost/json.hpp>

#include "envelope.hpp"
#include "kernel/refusal.hpp"
#include "platform/log/log.hpp"
#include "platform/webhooks/signature.hpp"
#include "webhooks_sql.hpp"

namespace linli::webhooks {
namespace {

constexpr int kPage = 50;
constexpr const char* kNotAllowed = "host_not_allowed";

/// The other side as a whole is away or overloaded, so that the next message would fare no better.
bool is_away(const outgoing::Answer& answer) {
  return !answer.failure.empty() || answer.status >= 500 || answer.status == 408 || answer.status == 429;
}

std::chrono::seconds pause_after(int attempts, const Settings& settings) {
  std::chrono::seconds pause = settings.first_pause;
  for (int i = 1; i < attempts && pause < settings.longest_pause; ++i) pause *= 3;
  return std::min(pause, settings.longest_pause);
}

db::Params rest(const Uuid& endpoint, Instant now, const Settings& settings) {
  return db::Params::of(endpoint, now, static_cast<std::int64_t>(settings.first_pause.count()),
                        static_cast<std::int64_t>(settings.longest_pause.count()));
}

/// Gives the lock back also when a call throws; a lost session has lost it already.
class Held {
 public:
  Held(db::Connection& db, const Uuid& endpoint) : db_(db), endpoint_(endpoint.text()) {
    held_ = db_.run(sql::lock_endpoint, db::Params::of(endpoint_))[0].boolean("held");
  }
  ~Held() {
    try {
      if (held_) db_.run(sql::unlock_endpoint, db::Params::of(endpoint_));
    } catch (const std::exception& error) {
      log::warning("webhooks.lock_lost", {{"endpoint", endpoint_}, {"error", error.what()}});
    }
  }
  Held(const Held&) = delete;
  explicit operator bool() const { return held_; }

 private:
  db::Connection& db_;
  std::string endpoint_;
  bool held_ = false;
};

}  // namespace

std::string outcome_of(const outgoing::Answer& answer) {
  return answer.taken() ? "delivered" : answer.failure.empty() ? "refused" : answer.failure;
}

Sender::Sender(Settings settings, const outgoing::Settings& outside, personal::Vault& vault, std::string city)
    : settings_(std::move(settings)), outside_(outside), vault_(vault), city_(std::move(city)) {}

Target Sender::target(db::Connection& db, const Uuid& id, const std::string& url, const Uuid& secret_subject) const {
  const personal::Values values = vault_.open(db, {secret_subject, id});
  const auto secret = values.find(kSecretField);
  if (secret == values.end()) throw Refused{"webhook_secret_lost"};
  return {id, url, secret->second};
}

outgoing::Answer Sender::call(const Target& target, const std::string& id, Instant now, std::string body) const {
  // Judged before each call: what may be called can change while messages wait.
  if (!outside_.origins.allow(outgoing::origin_of(target.url))) return {0, kNotAllowed, {}};
  outgoing::Post post;
  post.url = target.url;
  post.headers = {{"Content-Type", "application/cloudevents+json; charset=utf-8"},
                  {"User-Agent", "linli"},
                  {"webhook-id", id},
                  {"webhook-timestamp", timestamp(now)},
                  {"webhook-signature", signature(target.secret, id, now, body)}};
  post.body = std::move(body);
  post.timeout = settings_.timeout;
  return outgoing::post(post);
}

outgoing::Answer Sender::ping(const Target& target, const Uuid& id, Instant now) const {
  return call(target, id.text(), now, envelope({id.text(), city_, "ping", "ping", now, 0}, boost::json::object{}));
}

bool Sender::step(db::Connection& db, const Clock& clock) const {
  bool sent = false;
  for (const db::Row row : db.run(sql::endpoints_due, db::Params::of(clock.now()))) {
    const Uuid id = row.uuid("id");
    const Held held(db, id);
    if (!held) continue;
    try {
      if (send_due(db, clock, target(db, id, row.text("url"), row.uuid("secret_subject")))) sent = true;
    } catch (const Refused& refused) {  // of this endpoint alone: the others are called
      log::error("webhooks.not_called", {{"endpoint", id.text()}, {"reason", refused.code}});
      db.run(sql::endpoint_rests, rest(id, clock.now(), settings_));
    }
  }
  return sent;
}

bool Sender::send_due(db::Connection& db, const Clock& clock, const Target& target) const {
  const db::Rows rows = db.run(sql::deliveries_due, db::Params::of(target.id, clock.now(), kPage));
  for (const db::Row row : rows)
    if (!send(db, clock, target, row)) return false;
  return !rows.empty();
}

/// False: the endpoint is away, the rest of the page waits.
bool Sender::send(db::Connection& db, const Clock& clock, const Target& target, const db::Row& row) const {
  const Uuid id = row.uuid("id");
  const Instant begun = clock.now();
  const outgoing::Answer answer =
      call(target, id.text(), begun,
           envelope({id.text(), city_, row.text("kind"), row.text("key"), row.instant("at"), row.integer("position")},
                    row.document("data")));
  const Instant now = clock.now();
  db::Batch batch;
  batch.add(sql::add_attempt, db::Params::of(id, begun, answer.status, outcome_of(answer), answer.took.count()));
  if (answer.taken()) {
    batch.add(sql::delivered, db::Params::of(id, now));
    batch.add(sql::endpoint_well, db::Params::of(target.id));
  } else {
    const int attempts = static_cast<int>(row.integer("attempts")) + 1;
    batch.add(sql::not_delivered,
              db::Params::of(id, now + pause_after(attempts, settings_), attempts >= settings_.attempts));
    if (is_away(answer)) batch.add(sql::endpoint_rests, rest(target.id, now, settings_));
    log::warning("webhooks.not_delivered", {{"endpoint", target.id.text()},
                                            {"delivery", id.text()},
                                            {"attempt", attempts},
                                            {"status", answer.status},
                                            {"outcome", outcome_of(answer)}});
  }
  db.commit(batch);
  return answer.taken() || !is_away(answer);
}

}  // namespace linli::webhooks
