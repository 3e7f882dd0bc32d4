#include "lockout.hpp"

#include "access_sql.hpp"
#include "kernel/refusal.hpp"
#include "platform/personal/vault.hpp"

namespace linli::access {
namespace {

void add(db::Params& params, const LockoutRule& rule, Instant now) {
  params.add(rule.failures)
      .add(static_cast<double>(rule.first.count()))
      .add(static_cast<double>(rule.longest.count()))
      .add(now - rule.forgotten_after);
}

}  // namespace

Lockout::Lockout(const Access& access, std::string_view username, std::string_view peer)
    : access_(access),
      name_("account:" + access.vault().token("username", username)),
      peer_("address:" + access.vault().token("address", peer)) {}

void Lockout::charge(db::Batch& batch, Instant now) const {
  db::Params params = db::Params::of(peer_, name_, now);
  add(params, access_.roles().address_lockout, now);
  add(params, access_.roles().account_lockout, now);
  batch.add(sql::charge_sign_in, std::move(params));
}

bool Lockout::may_try(const db::Rows& charged, Instant now) const {
  const db::Row row = charged[0];
  if (!row.boolean("may_try")) {
    const Instant until = row.maybe_instant("rests_until").value_or(now);
    const auto minutes = std::chrono::ceil<std::chrono::minutes>(until - now).count();
    throw Refused{"locked_out", {{"minutes", std::to_string(std::max<long>(minutes, 1))}}};
  }
  return row.maybe_instant("rests_if_wrong").has_value();
}

void Lockout::succeeded(db::Batch& batch) const {
  forget_name(batch);
  batch.add(sql::refund_attempt, db::Params::of(peer_));
}

void Lockout::undecided(db::Batch& batch) const {
  batch.add(sql::refund_attempt, db::Params::of(peer_));
  batch.add(sql::refund_attempt, db::Params::of(name_));
}

void Lockout::forget_name(db::Batch& batch) const { batch.add(sql::forget_attempts, db::Params::of(name_)); }

}  // namespace linli::access
