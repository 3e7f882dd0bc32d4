#include "sign_in.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <cctype>

#include "access_sql.hpp"
#include "asking.hpp"
#include "grants.hpp"
#include "kernel/refusal.hpp"
#include "lockout.hpp"
#include "passwords.hpp"
#include "platform/personal/vault.hpp"
#include "totp.hpp"

namespace linli::access {
namespace {

std::string object_of(const std::optional<db::Row>& account) {
  return account ? "account:" + account->uuid("id").text() : "account:unknown";
}

std::string scope_of(const std::optional<db::Row>& account) { return account ? account->text("unit_prefix") : ""; }

}  // namespace

std::string username_as_kept(std::string typed) {
  std::ranges::transform(typed, typed.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return typed;
}

void check_in_force(const db::Row& account, LocalDate today) {
  const std::string state = account.text("state");
  if (state != "active") throw Refused{"account_" + state};
  const auto to = account.maybe_date("valid_to");
  if (account.date("valid_from") > today || (to && *to < today)) throw Refused{"account_not_in_force"};
}

OpenedSession sign_in(Access& access, db::Connection& db, const SignIn& with, const http::Request& request,
                      Instant now) {
  const std::string username = username_as_kept(with.username);
  const LocalDate today = access.zone().date_of(now);
  const Lockout lockout(access, username, request.peer);
  const Principal nobody;
  const Asking by{nobody, request.id, now};

  db::Batch ask;
  lockout.charge(ask, now);
  ask.add(sql::account_to_sign_in, db::Params::of(username, today));
  const auto answers = commit(db, ask);
  const bool rests_if_wrong = lockout.may_try(answers[0], now);
  const auto account = answers[1].first();

  const auto refuse = [&](const char* code) -> Refused {
    db::Batch batch;
    boost::json::object detail{{"name", lockout.name_digest()}, {"address", lockout.peer_digest()}, {"why", code}};
    note(batch, by, rests_if_wrong ? "access.locked_out" : "access.sign_in_failed", object_of(account),
         scope_of(account), detail);
    commit(db, batch);
    return Refused{code};
  };

  const bool right = account && !account->is_null("password_hash")
                         ? access.passwords().verify(account->text("password_hash"), with.password)
                         : access.passwords().verify_nothing(with.password);
  if (!right) throw refuse("wrong_credentials");
  try {
    check_in_force(*account, today);
  } catch (const Refused& why) {
    throw refuse(why.code.c_str());
  }

  const Uuid id = account->uuid("id");
  const bool second_factor = account->boolean("totp_enrolled");
  if (second_factor) {
    if (!with.code || with.code->empty()) {
      db::Batch batch;
      lockout.undecided(batch);
      commit(db, batch);
      throw Refused{"totp_needed"};
    }
    const auto values = access.vault().open(db, {account->uuid("subject"), id});
    const auto secret = values.find("totp");
    const auto step = secret == values.end() ? std::nullopt : totp::step_of(secret->second, *with.code, now);
    if (!step) throw refuse("totp_wrong");
    if (db.run(sql::take_totp_step, db::Params::of(id, *step)).empty()) throw refuse("totp_used");
  }

  OpenedSession opened;
  opened.who = access.principal_of(grants_from(account->document("grants")), true, second_factor);
  const bool strong = access.roles().wants_second_factor(opened.who.grants);
  const SessionTimes& times = strong ? access.roles().second_factor_session : access.roles().ordinary_session;
  opened.secret = new_secret();
  opened.ends_at = now + times.absolute;
  const Uuid session = Uuid::v7(now);

  db::Batch batch;
  if (const std::string old = request.cookie(kSessionCookie); !old.empty())
    batch.add(sql::end_session, db::Params::of(digest_of(old)));
  batch.add(sql::add_session, db::Params::of(digest_of(opened.secret), session, id, second_factor, now,
                                             now + times.idle, opened.ends_at));
  lockout.succeeded(batch);
  opened.who.account = id;
  opened.who.person = account->uuid("person");
  opened.who.display = account->text("display");
  note(batch, {opened.who, request.id, now}, "access.sign_in", object_of(account), scope_of(account),
       boost::json::object{
           {"session", session.text()}, {"second_factor", second_factor}, {"address", lockout.peer_digest()}});
  commit(db, batch);
  opened.who = access.resume(opened.secret, db, now);
  return opened;
}

void sign_out(db::Connection& db, const http::Request& request, const Principal& who, Instant now) {
  const std::string cookie = request.cookie(kSessionCookie);
  if (cookie.empty()) return;
  db::Batch batch;
  batch.add(sql::end_session, db::Params::of(digest_of(cookie)));
  note(batch, {who, request.id, now}, "access.sign_out", "account:" + who.account.text(), "");
  commit(db, batch);
}

}  // namespace linli::access
