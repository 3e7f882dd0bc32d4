#include "address.hpp"

#include <boost/json.hpp>
#include <cstring>

#include "kernel/random.hpp"
#include "kernel/refusal.hpp"
#include "kernel/text.hpp"
#include "mail_sql.hpp"
#include "platform/outgoing/mail.hpp"

namespace linli::mail {
namespace {

constexpr const char* kField = "mail_address";
constexpr const char* kPending = "mail_pending";
constexpr auto kHour = std::chrono::hours(1);

struct Standing {
  std::optional<Uuid> subject, record;
  db::Row row;
};

Standing standing(db::Connection& db, const Uuid& account) {
  const std::optional<db::Row> row = db.run(sql::choice_of, db::Params::of(account)).first();
  if (!row) throw Refused{"not_found"};
  return {row->maybe_uuid("subject"), row->maybe_uuid("record"), *row};
}

std::string masked(const std::string& address) {
  const auto at = address.find('@');
  return at == std::string::npos ? "" : address.substr(0, 1) + "***" + address.substr(at);
}

std::string new_code() {
  std::byte bytes[4];
  fill_random(bytes);
  std::uint32_t number = 0;
  std::memcpy(&number, bytes, sizeof number);
  std::string digits = std::to_string(number % 1'000'000);
  return std::string(6 - digits.size(), '0') + digits;
}

std::string digest_of(const Office& office, const Uuid& account, const std::string& code) {
  return office.vault.digest("mail code " + account.text() + " " + code);
}

Refused wrong(std::string field, std::string code) {
  return Refused(std::vector<FieldError>{{std::move(field), std::move(code), {}}});
}

}  // namespace

Choice choice_of(db::Connection& db, const Office& office, const Uuid& account) {
  const Standing at = standing(db, account);
  if (!at.subject || !at.record) return {};
  personal::Values values = office.vault.open(db, {*at.subject, *at.record});
  const bool proven = !at.row.is_null("proven_at");
  return {masked(values[proven ? kField : kPending]), proven, at.row.boolean("immediate"), at.row.boolean("digest")};
}

void begin_proof(db::Connection& db, const Office& office, const Uuid& account, const std::string& address,
                 Instant now) {
  if (!outgoing::is_address(address)) throw wrong("address", "mail_address_malformed");
  if (!office.outside.mail.configured()) throw Refused{"mail_not_configured"};
  const Standing at = standing(db, account);
  if (!at.subject) throw Refused{"no_real_name"};
  const bool fresh = !at.record || at.row.instant("codes_since") + kHour <= now;
  if (!fresh && at.row.integer("codes_sent") >= office.settings.codes_an_hour) {
    const auto left = at.row.instant("codes_since") + kHour - now;
    throw Refused{"mail_codes_too_many",
                  {{"minutes", std::to_string(std::chrono::ceil<std::chrono::minutes>(left).count())}}};
  }
  const Uuid record = at.record.value_or(Uuid::v7(now));
  const std::string code = new_code();
  db::Batch batch;
  office.vault.put(batch, office.vault.unlock(db, *at.subject), record, {{kPending, address}});
  batch.add(sql::begin_proof, db::Params::of(account, record, digest_of(office, account, code),
                                             now + office.settings.code_lasts, fresh, now));
  db.commit(batch);
  const auto say = [&](const char* key) {
    return office.messages.text(text::Messages::kDefault, key,
                                {{"code", code}, {"minutes", std::to_string(office.settings.code_lasts.count())}});
  };
  const std::string failure = outgoing::deliver(
      office.outside.mail,
      {"code-" + Uuid::v7(now).text(), address, say("mail.code.subject"), say("mail.code.text"), now});
  if (!failure.empty()) throw Refused{"mail_not_sent", {{"reason", failure}}};
}

void prove(db::Connection& db, const Office& office, const Uuid& account, const std::string& code, Instant now) {
  const db::Rows tried = db.run(sql::charge_try, db::Params::of(account, now, office.settings.code_tries));
  if (tried.empty() || tried[0].text("code_digest") != digest_of(office, account, tidied(code)))
    throw wrong("code", "mail_code_wrong");
  const Standing at = standing(db, account);
  personal::Values values = office.vault.open(db, {*at.subject, *at.record});
  db::Batch batch;
  office.vault.put(batch, office.vault.unlock(db, *at.subject), *at.record,
                   {{kField, values[kPending]}, {kPending, ""}});
  batch.add(sql::proven, db::Params::of(account, now));
  db.commit(batch);
}

void choose(db::Connection& db, const Uuid& account, bool immediate, bool digest) {
  if (db.run(sql::choose, db::Params::of(account, immediate, digest)).affected() == 0) throw Refused{"mail_not_proven"};
}

void forget(db::Connection& db, const Office& office, const Uuid& account) {
  const Standing at = standing(db, account);
  if (!at.record) return;
  db::Batch batch;
  if (at.subject)
    office.vault.put(batch, office.vault.unlock(db, *at.subject), *at.record, {{kField, ""}, {kPending, ""}});
  batch.add(sql::forget, db::Params::of(account));
  db.commit(batch);
}

std::optional<std::string> proven_address(db::Connection& db, const Office& office, const Uuid& account) {
  const Standing at = standing(db, account);
  if (!at.subject || !at.record || at.row.is_null("proven_at")) return std::nullopt;
  personal::Values values = office.vault.open(db, {*at.subject, *at.record});
  const std::string address = values[kField];
  return address.empty() ? std::nullopt : std::optional(address);
}

}  // namespace linli::mail
