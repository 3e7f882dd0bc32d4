#include "own_account.hpp"

#include <boost/json.hpp>

#include "access_sql.hpp"
#include "kernel/refusal.hpp"
#include "kernel/text.hpp"
#include "lockout.hpp"
#include "passwords.hpp"
#include "platform/personal/vault.hpp"
#include "totp.hpp"
#include "wrong_field.hpp"

namespace linli::access {
namespace {

constexpr auto kTokenLasts = std::chrono::hours(24 * 90);
constexpr auto kTokenLastsAtMost = std::chrono::hours(24 * 366);

void needs_session(const Principal& who) {
  if (who.kind != Principal::Kind::staff) throw Refused{"session_needed"};
}

std::string object_of(const Principal& who) { return "account:" + who.account.text(); }

struct OwnAccount {
  std::string username, unit_prefix;
  std::optional<Uuid> subject;
  bool totp_enrolled;
};

/// The account, once its password was given; a wrong one is charged like a failed sign-in.
OwnAccount proven(Access& access, db::Connection& db, const Asking& by, std::string_view peer,
                  const std::string& password, const char* field) {
  const auto row = db.run(sql::password_of, db::Params::of(by.who.account)).first();
  if (!row) throw Refused{"sign_in_needed"};
  const Lockout lockout(access, row->text("username"), peer);
  db::Batch charge;
  lockout.charge(charge, by.now);
  lockout.may_try(commit(db, charge)[0], by.now);
  if (row->is_null("password_hash") || !access.passwords().verify(row->text("password_hash"), password)) {
    db::Batch batch;
    note(batch, by, "access.password_wrong", object_of(by.who), row->text("unit_prefix"));
    commit(db, batch);
    throw wrong_field(field, "password_wrong");
  }
  db::Batch batch;
  lockout.succeeded(batch);
  commit(db, batch);
  return {row->text("username"), row->text("unit_prefix"), row->maybe_uuid("subject"), row->boolean("totp_enrolled")};
}

std::string totp_value(Access& access, db::Connection& db, const Uuid& subject, const Uuid& account,
                       const char* field) {
  const auto values = access.vault().open(db, {subject, account});
  const auto found = values.find(field);
  return found == values.end() ? std::string() : found->second;
}

std::optional<OwnToken> own_token(db::Connection& db, const Uuid& account, const Uuid& token) {
  for (OwnToken& one : own_tokens(db, account))
    if (one.id == token) return std::move(one);
  return std::nullopt;
}

}  // namespace

void change_password(Access& access, db::Connection& db, const Asking& by, std::string_view peer,
                     const std::string& current, const std::string& password) {
  needs_session(by.who);
  const OwnAccount own = proven(access, db, by, peer, current, "current");
  check_password(password, own.username);
  db::Batch batch;
  batch.add(sql::set_password, db::Params::of(by.who.account, access.passwords().hash(password)));
  batch.add(sql::end_sessions, db::Params::of(by.who.account, by.who.session));
  batch.add(sql::void_links, db::Params::of(by.who.account));
  note(batch, by, "access.change_password", object_of(by.who), own.unit_prefix);
  commit(db, batch);
}

TotpToEnrol begin_totp(Access& access, db::Connection& db, const Asking& by, std::string_view peer,
                       const std::string& password, const std::optional<std::string>& code) {
  needs_session(by.who);
  const OwnAccount own = proven(access, db, by, peer, password, "password");
  if (!own.subject) throw Refused{"no_real_name"};
  if (own.totp_enrolled) {
    const std::string secret = totp_value(access, db, *own.subject, by.who.account, "totp");
    const auto step = totp::step_of(secret, code.value_or(""), by.now);
    if (!step) throw wrong_field("code", "totp_wrong");
    if (db.run(sql::take_totp_step, db::Params::of(by.who.account, *step)).empty())
      throw wrong_field("code", "totp_used");
  }
  const std::string secret = totp::new_secret();
  db::Batch batch;
  access.vault().put(batch, access.vault().unlock(db, *own.subject), by.who.account, {{"totp_pending", secret}});
  note(batch, by, "access.begin_totp", object_of(by.who), own.unit_prefix);
  commit(db, batch);
  return {secret, totp::uri(own.username, secret)};
}

void confirm_totp(Access& access, db::Connection& db, const Asking& by, const std::string& code) {
  needs_session(by.who);
  const auto row = db.run(sql::password_of, db::Params::of(by.who.account)).first();
  if (!row || row->is_null("subject")) throw Refused{"no_real_name"};
  const Uuid subject = row->uuid("subject");
  const std::string secret = totp_value(access, db, subject, by.who.account, "totp_pending");
  if (secret.empty()) throw Refused{"totp_not_begun"};
  const auto step = totp::step_of(secret, code, by.now);
  if (!step) throw wrong_field("code", "totp_wrong");
  db::Batch batch;
  access.vault().put(batch, access.vault().unlock(db, subject), by.who.account,
                     {{"totp", secret}, {"totp_pending", ""}});
  batch.add(sql::enrol_totp, db::Params::of(by.who.account, by.now, *step));
  batch.add(sql::strengthen_session, db::Params::of(by.who.session));
  batch.add(sql::end_sessions, db::Params::of(by.who.account, by.who.session));
  note(batch, by, "access.enrol_totp", object_of(by.who), row->text("unit_prefix"));
  commit(db, batch);
}

std::string make_token(Access& access, db::Connection& db, const Asking& by, const NewToken& asked, Instant& ends_at) {
  needs_session(by.who);
  for (const std::string& scope : asked.scopes)
    if (!by.who.may(scope)) {
      const auto& names = access.roles().permissions();
      const auto name = names.find(scope);
      throw Refused{"token_beyond_own", {{"permission", name == names.end() ? scope : name->second}}};
    }
  ends_at = asked.ends_at.value_or(by.now + kTokenLasts);
  if (ends_at <= by.now || ends_at > by.now + kTokenLastsAtMost)
    throw wrong_field("expires_at", "token_lasts_too_long", {{"days", "366"}});
  const auto known = own_token(db, by.who.account, asked.id);
  if (known && (known->name != tidied(asked.name) || known->scopes != asked.scopes)) throw Refused{"record_id_reused"};
  const std::string secret = "linli_" + new_secret();
  db::Batch batch;
  if (known)
    batch.add(sql::renew_token, db::Params::of(asked.id, digest_of(secret), ends_at));
  else
    batch.add(sql::add_token, db::Params::of(asked.id, digest_of(secret), by.who.account, tidied(asked.name),
                                             asked.scopes, by.now, ends_at));
  boost::json::array scopes;
  for (const std::string& scope : asked.scopes) scopes.emplace_back(scope);
  note(batch, by, "access.make_token", "token:" + asked.id.text(), "", boost::json::object{{"scopes", scopes}});
  commit(db, batch);
  return secret;
}

std::vector<OwnToken> own_tokens(db::Connection& db, const Uuid& account) {
  std::vector<OwnToken> out;
  for (const auto& row : db.run(sql::tokens_of, db::Params::of(account)))
    out.push_back({row.uuid("id"), row.text("name"), row.texts("scopes"), row.instant("opened_at"),
                   row.instant("ends_at"), row.maybe_instant("seen_at")});
  return out;
}

void revoke_token(db::Connection& db, const Asking& by, const Uuid& token) {
  needs_session(by.who);
  if (!own_token(db, by.who.account, token)) throw Refused{"not_found"};
  db::Batch batch;
  batch.add(sql::revoke_token, db::Params::of(by.who.account, token, by.now));
  note(batch, by, "access.revoke_token", "token:" + token.text(), "");
  commit(db, batch);
}

}  // namespace linli::access
