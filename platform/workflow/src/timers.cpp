#include <boost/json.hpp>

#include "digest.hpp"
#include "impl.hpp"
#include "lengths.hpp"
#include "platform/log/log.hpp"
#include "workflow_sql.hpp"

namespace linli::workflow {
namespace {

constexpr int kClaimed = 20;
constexpr auto kLease = std::chrono::minutes(1);
constexpr const char* kRecount = "recount_deadline";

const access::Principal& system_principal() {
  static const access::Principal system = [] {
    access::Principal p;
    p.kind = access::Principal::Kind::system;
    return p;
  }();
  return system;
}

Attempt by_system(std::string action, const Uuid& record_id, Instant now) {
  Attempt attempt;
  attempt.who = &system_principal();
  attempt.action = std::move(action);
  attempt.record_id = record_id;
  attempt.now = now;
  return attempt;
}

Uuid id_from(const std::string& text) {
  Uuid id;
  auto hex = sm3(text);
  for (std::size_t i = 0; i < 16; ++i)
    id.bytes[i] = static_cast<std::uint8_t>(std::stoi(hex.substr(2 * i, 2), nullptr, 16));
  id.bytes[6] = static_cast<std::uint8_t>((id.bytes[6] & 0x0f) | 0x80);  // version 8: made from a digest
  id.bytes[8] = static_cast<std::uint8_t>((id.bytes[8] & 0x3f) | 0x80);
  return id;
}

}  // namespace

Uuid id_of_timer(const DueTimer& t) {
  return id_from(t.case_id.text() + " " + std::to_string(t.visit) + " " + t.kind + " " + to_text(t.fire_at));
}

void Engine::Impl::fire(db::Connection& db, const DueTimer& t, Instant now) const {
  auto key = db::Params::of(t.case_id, t.visit, t.kind, t.district);
  try {
    if (act(db, t.workflow, t.case_id, by_system(t.action, id_of_timer(t), now), &t).replayed)
      db.run(sql::drop_timer, key);
  } catch (const Refused& refused) {
    if (refused.code == "timer_void" || refused.code == "no_such_case" || refused.code == "not_from_here") {
      db.run(sql::drop_timer, key);
      return;
    }
    log::warning("workflow.timer_refused", {{"case", t.case_id.text()}, {"action", t.action}, {"code", refused.code}});
    db.run(sql::refuse_timer, key.add(refused.code));
  }
}

bool Engine::fire_due(db::Connection& db, Instant now) const {
  auto rows = db.run(sql::claim_timers, db::Params::of(now, now + kLease, kClaimed));
  for (auto row : rows) {
    DueTimer t{row.uuid("case_id"),  row.integer("visit"), row.text("kind"),      row.text("district"),
               row.text("workflow"), row.text("action"),   row.instant("fire_at")};
    try {
      impl_->fire(db, t, now);
    } catch (const db::Disconnected&) {
      throw;
    } catch (const std::exception& error) {  // free again after its lease
      log::error("workflow.timer_failed", {{"case", t.case_id.text()}, {"action", t.action}, {"error", error.what()}});
    }
  }
  return rows.size() == kClaimed;
}

void Engine::forget_past_timers(db::Connection& db, Instant now) const {
  db.run(sql::forget_timers, db::Params::of(now));
}

/// An aside of the engine's own: only the deadline changes.
bool Engine::Impl::recount(db::Connection& db, std::string_view workflow, const Uuid& case_id, Instant now) const {
  const auto& module = cases_of(workflow);
  auto at = load_snapshot(db, module, workflow, case_id, {});
  if (!at || !at->clock || !at->clock->provisional) return false;
  auto counted = running(*calendar(), at->clock->from, at->clock->length);
  if (counted.provisional && counted.due == at->clock->due) return false;
  const auto& d = definition_of(db, at->version_hash);
  Action action;
  action.name = kRecount;
  action.aside = true;
  const Arrow arrow{at->state, at->state, std::nullopt};
  const Passed passed{&action, &arrow, "system", {}};
  const auto attempt =
      by_system(kRecount, id_from(case_id.text() + " " + kRecount + " " + std::to_string(at->version)), now);
  const auto used = calendar();
  auto p = plan(d, {*used, *setup.zone, limits}, *at, attempt, passed);
  p.settled.clock = counted;
  p.new_timers = true;
  if (const auto& rule = d.state(at->state).deadline) {
    if (!rule->warn.empty() && *counted.warn > now) p.timers.push_back({"warn", rule->warn, *counted.warn});
    if (!rule->over.empty() && counted.due > now) p.timers.push_back({"over", rule->over, counted.due});
  }
  const Move move{d, *at, attempt, passed, p, digest_of(attempt)};
  db::Batch batch;
  write_move(batch, move);
  write_timers(batch, move);
  add_effects(db, batch, move);
  write_news(batch, move);
  try {
    db.commit(batch);
  } catch (const db::Failure& failure) {
    if (failure.constraint.empty()) throw;
    return false;  // somebody acted meanwhile; the job comes back
  }
  return !counted.provisional;
}

std::size_t Engine::recount_provisional(db::Connection& db, Instant now) const {
  std::size_t counted = 0;
  Uuid after;
  for (;;) {
    auto rows = db.run(sql::find_provisional, db::Params::of(after));
    if (rows.empty()) return counted;
    for (auto row : rows) {
      after = row.uuid("case_id");
      if (impl_->recount(db, row.text("workflow"), after, now)) ++counted;
    }
  }
}

}  // namespace linli::workflow
