#include "letters.hpp"

#include <boost/json.hpp>
#include <set>
#include <stdexcept>

#include "kernel/text.hpp"
#include "mail_sql.hpp"
#include "platform/outgoing/mail.hpp"

namespace linli::mail {
namespace {

namespace json = boost::json;

constexpr auto kStale = std::chrono::hours(24);  // an event older than this is no news: after a standstill, a restore
constexpr int kDigestsAtOnce = 500;
constexpr auto kDay = std::chrono::days(1);

std::optional<std::string> text_of(const json::object& o, std::string_view key) {
  const json::value* value = o.if_contains(key);
  if (!value || !value->is_string()) return std::nullopt;
  return std::string(value->get_string());
}

std::optional<Uuid> id_of(const json::object& o, std::string_view key) {
  const std::optional<std::string> text = text_of(o, key);
  return text ? std::optional(Uuid::parse(*text)) : std::nullopt;
}

std::string say(const Office& office, const std::string& key, const std::map<std::string, std::string>& values) {
  return office.messages.text(text::Messages::kDefault, key, values);
}

outgoing::Letter at_once(const Office& office, const json::object& order) {
  const std::string number = text_of(order, "number").value_or("");
  const std::string what = say(office, "notice." + *text_of(order, "topic"), {{"number", number}});
  return {.id = {},
          .to = {},
          .subject = say(office, "mail.at_once.subject", {{"number", number}}),
          .text = say(office, "mail.at_once.text", {{"what", what}, {"link", office.outside.mail.link}}),
          .at = {}};
}

/// Nothing to tell: no digest.
std::optional<outgoing::Letter> digest(db::Connection& db, const Office& office, const CityZone& zone,
                                       const Uuid& account, const std::string& day, Instant until) {
  std::string lines;
  std::int64_t all = 0;
  for (const db::Row row :
       db.run(sql::digest_counts, db::Params::of(account, until - kDay, until, zone.date_of(until)))) {
    const std::int64_t n = row.integer("n");
    all += n;
    lines +=
        say(office, "mail.digest.line",
            {{"n", std::to_string(n)}, {"what", tidied(say(office, "notice." + row.text("topic"), {{"number", ""}}))}});
    lines += "\n";
  }
  if (all == 0) return std::nullopt;
  const std::map<std::string, std::string> values{
      {"day", day}, {"n", std::to_string(all)}, {"lines", lines}, {"link", office.outside.mail.link}};
  return outgoing::Letter{.id = {},
                          .to = {},
                          .subject = say(office, "mail.digest.subject", values),
                          .text = say(office, "mail.digest.text", values),
                          .at = {}};
}

}  // namespace

void mail_at_once(db::Connection& db, const Office& office, const CityZone& zone, const outbox::Event& event,
                  Instant now) {
  if (!office.settings.immediate.contains(event.topic) || event.at < now - kStale) return;
  const json::object& payload = event.payload->as_object();
  const json::value* tell = payload.if_contains("tell");
  if (!tell || !tell->is_array()) return;
  std::set<Uuid> accounts;
  for (const json::value& one : tell->get_array()) {
    const json::object& to = one.as_object();
    for (const db::Row row :
         db.run(sql::wanting_at_once, db::Params::of(id_of(to, "person"), text_of(to, "role"), id_of(to, "unit"),
                                                     event.scope_code, id_of(payload, "by"), zone.date_of(now))))
      accounts.insert(row.uuid("account"));
  }
  db::Batch batch;
  for (const Uuid& account : accounts) {
    const std::string once = "mail-" + std::to_string(event.position) + "-" + account.text();
    outbox::enqueue(batch, kSend,
                    json::object{{"id", once},
                                 {"account", account.text()},
                                 {"topic", event.topic},
                                 {"number", text_of(payload, "number").value_or("")}},
                    now, once);
  }
  if (!batch.empty()) db.commit(batch);
}

void order_digests(db::Connection& db, const Office& office, const CityZone& zone, Instant now) {
  const LocalDate today = zone.date_of(now);
  const Instant hour = zone.to_instant(LocalTime(today) + office.settings.digest_at);
  if (now < hour) return;
  for (const db::Row row : db.run(sql::wanting_digest, db::Params::of(today, kDigestsAtOnce))) {
    const Uuid account = row.uuid("account");
    const std::string once = "digest-" + to_text(today) + "-" + account.text();
    db::Batch batch;
    batch.add(sql::digest_begun, db::Params::of(account, today));
    outbox::enqueue(
        batch, kSend,
        json::object{{"id", once}, {"account", account.text()}, {"digest", to_text(today)}, {"until", to_text(hour)}},
        now, once);
    db.commit(batch);
  }
}

void send_ordered(db::Connection& db, const Office& office, const CityZone& zone, const json::value& order,
                  Instant now) {
  const json::object& what = order.as_object();
  const Uuid account = Uuid::parse(*text_of(what, "account"));
  const std::optional<std::string> address = proven_address(db, office, account);
  if (!address) return;
  const std::optional<std::string> day = text_of(what, "digest");
  std::optional<outgoing::Letter> letter =
      day ? digest(db, office, zone, account, *day, parse_instant(*text_of(what, "until")))
          : std::optional(at_once(office, what));
  if (!letter) return;
  letter->id = *text_of(what, "id");
  letter->to = *address;
  letter->at = now;
  const std::string failure = outgoing::deliver(office.outside.mail, *letter);
  if (!failure.empty()) throw std::runtime_error("mail: " + failure);
}

}  // namespace linli::mail
