#include <algorithm>
#include <boost/json.hpp>

#include "impl.hpp"
#include "lengths.hpp"
#include "platform/db/refusals.hpp"
#include "workflow_sql.hpp"

namespace linli::workflow {

Names Engine::Impl::names() const {
  Names n;
  n.roles = setup.roles;
  for (const auto& [name, _] : guards) n.guards.insert(name);
  for (const auto& [name, _] : effects) n.effects.insert(name);
  for (const auto& [name, _] : limits) n.limits.insert(name);
  return n;
}

std::shared_ptr<const WorkingCalendar> Engine::Impl::calendar() const {
  std::lock_guard lock(calendar_mutex);
  return setup.calendar;
}

const Cases& Engine::Impl::cases_of(std::string_view workflow) const {
  static const Cases none;
  auto found = cases.find(workflow);
  return found == cases.end() ? none : found->second;
}

/// Who, what and with which values: the same act sent twice has the same digest.
std::string Engine::Impl::digest_of(const Attempt& attempt) const {
  json::object content{{"action", attempt.action}, {"person", attempt.who->person.text()}};
  if (attempt.fields) content["fields"] = *attempt.fields;
  return setup.digest(json::serialize(content));
}

void Engine::Impl::add_effects(db::Connection& db, db::Batch& batch, const Move& move) const {
  for (const auto& name : move.passed.action->effects)
    effects.find(name)->second(move.at, move.attempt, move.plan.settled, db, batch);
  if (const auto& c = cases_of(move.definition.name); c.follow)
    c.follow(move.at, move.attempt, move.plan.settled, batch);
}

const Definition& Engine::Impl::definition_of(db::Connection& db, const Snapshot& at) const {
  return definition_of(db, at.version_hash);
}

const Definition& Engine::Impl::definition_of(db::Connection& db, std::string_view hash) const {
  const Definition* known = library.known(hash);
  return known ? *known : library.fetch(db, hash, names());
}

void Engine::Impl::write(db::Connection& db, db::Batch& batch, const Move& move) const {
  write_move(batch, move);  // history first: its key makes a rival wait
  write_duty(batch, move, {move.attempt.who->person, false, move.passed.action->duty});
  write_duty(batch, move, {move.passed.unit, true, move.passed.action->duty});
  write_timers(batch, move);
  add_effects(db, batch, move);
  write_news(batch, move);
}

void settle(Snapshot& at, const Attempt& attempt, const Passed& passed, const Plan& plan) {
  const Settled& s = plan.settled;
  at.state = s.to;
  at.version = s.version;
  at.settled = plan.settled_version;
  at.visit = plan.visit;
  at.entered_at = plan.entered_at;
  at.owner_unit = s.owner_unit;
  at.owner_person = s.owner_person;
  at.clock = s.clock;
  at.left = plan.left;
  at.paused_at = s.paused_at;
  const std::string& duty = passed.action->duty;
  for (const auto& [party, is_unit] : {std::pair{attempt.who->person, false}, std::pair{passed.unit, true}}) {
    if (party.is_nil() || duty.empty()) continue;
    const auto held = [&, party = party, is_unit = is_unit](const Participation& p) {
      return p.party == party && p.is_unit == is_unit && p.duty == duty;
    };
    if (std::none_of(at.participants.begin(), at.participants.end(), held))
      at.participants.push_back({party, is_unit, duty});
  }
}

std::optional<Outcome> Engine::Impl::try_once(db::Connection& db, std::string_view workflow, const Uuid& case_id,
                                              const Attempt& attempt, const DueTimer* timer) const {
  const auto& module = cases_of(workflow);
  auto at = load_snapshot(db, module, workflow, case_id, attempt.record_id);
  if (!at) throw Refused{"no_such_case"};
  const auto digest = digest_of(attempt);
  if (at->earlier) {
    if (at->earlier->digest != digest) throw Refused{"record_id_reused"};
    return Outcome{at->earlier->from, at->earlier->to, at->earlier->version, true, at->earlier->due};
  }
  if (timer && at->visit != timer->visit) throw Refused{"timer_void"};
  const auto& d = definition_of(db, *at);
  if (module.foresee) module.foresee(*at, attempt);
  const auto passed = judge(d, guards, *at, attempt);
  const auto calendar_now = calendar();
  const auto p = plan(d, {*calendar_now, *setup.zone, limits}, *at, attempt, passed);
  const Move move{d, *at, attempt, passed, p, digest};
  db::Batch batch;
  write(db, batch, move);
  if (timer) batch.add(sql::drop_timer, db::Params::of(timer->case_id, timer->visit, timer->kind, timer->district));
  try {
    db.commit(batch);
  } catch (const db::Failure& failure) {
    const auto& broken = failure.constraint;
    if (broken == "history_pkey" || broken == "history_record" || broken == "instance_version" ||
        broken == "participation_separation")
      return std::nullopt;  // the next round sees what the rival wrote, and says so
    db::rethrow_as_refused(failure);
  }
  return Outcome{p.settled.from, p.settled.to, p.settled.version, false,
                 p.settled.clock ? std::optional(p.settled.clock->due) : std::nullopt};
}

Outcome Engine::Impl::act(db::Connection& db, std::string_view workflow, const Uuid& case_id, const Attempt& attempt,
                          const DueTimer* timer) const {
  for (int round = 0; round < 4; ++round)
    if (auto outcome = try_once(db, workflow, case_id, attempt, timer)) return *outcome;
  // The record id belongs to another case, or rivals were quicker every time.
  if (!db.run(sql::find_record, db::Params::of(attempt.record_id)).empty()) throw Refused{"record_id_reused"};
  throw Refused{"changed_meanwhile"};
}

Engine::Engine(Setup setup) : impl_(std::make_unique<Impl>()) { impl_->setup = std::move(setup); }
Engine::~Engine() = default;

void Engine::guard(std::string name, Guard guard) { impl_->guards[std::move(name)] = std::move(guard); }
void Engine::effect(std::string name, Effect effect) { impl_->effects[std::move(name)] = std::move(effect); }
void Engine::limit(std::string name, Limit limit) { impl_->limits[std::move(name)] = std::move(limit); }
void Engine::cases(std::string workflow, Cases cases) { impl_->cases[std::move(workflow)] = std::move(cases); }

const Definition& Engine::load(std::string_view path, std::string_view yaml) {
  return impl_->library.add_newest(read_definition(path, yaml, impl_->names()));
}

void Engine::synchronise(db::Connection& db, Instant now) {
  impl_->library.load_in_use(db, impl_->names());
  impl_->library.store(db, now);
}

void Engine::use_calendar(std::shared_ptr<const WorkingCalendar> calendar) {
  std::lock_guard lock(impl_->calendar_mutex);
  impl_->setup.calendar = std::move(calendar);
}

const Definition& Engine::definition(std::string_view workflow) const { return impl_->library.newest(workflow); }

const Definition& Engine::definition_of(db::Connection& db, std::string_view hash) const {
  return impl_->definition_of(db, hash);
}

std::optional<Snapshot> Engine::load_case(db::Connection& db, std::string_view workflow, const Uuid& case_id,
                                          const Uuid& record_id) const {
  return load_snapshot(db, impl_->cases_of(workflow), workflow, case_id, record_id);
}

void Engine::ask_case(db::Batch& batch, std::string_view workflow, const Uuid& case_id, const Uuid& record_id) const {
  ask_snapshot(batch, impl_->cases_of(workflow), case_id, record_id);
}

std::optional<Snapshot> Engine::read_case(std::span<const db::Rows> answers, std::string_view workflow,
                                          const Uuid& case_id) const {
  return read_snapshot(answers, impl_->cases_of(workflow), workflow, case_id);
}

std::vector<ActionView> Engine::actions(db::Connection& db, const Snapshot& at, const access::Principal& who,
                                        bool as_reporter, Instant now) const {
  return offered(definition_of(db, at.version_hash), impl_->guards, at, who, as_reporter, now);
}

Snapshot Engine::start(db::Connection& db, db::Batch& batch, std::string_view workflow, Snapshot at,
                       const Attempt& attempt, const std::vector<Participation>& others) const {
  const auto& d = definition(workflow);
  if (at.root_case.is_nil()) at.root_case = at.case_id;
  at.workflow = workflow;
  at.version_hash = d.hash;
  at.participants.insert(at.participants.end(), others.begin(), others.end());
  const auto passed = judge_start(d, impl_->guards, at, attempt);
  const auto calendar = impl_->calendar();
  const auto p = plan(d, {*calendar, *impl_->setup.zone, impl_->limits}, at, attempt, passed);
  const Move move{d, at, attempt, passed, p, impl_->digest_of(attempt)};
  write_start(batch, move);
  for (const auto& other : others) write_duty(batch, move, other);
  write_duty(batch, move, {attempt.who->person, false, passed.action->duty});
  write_duty(batch, move, {passed.unit, true, passed.action->duty});
  write_timers(batch, move);
  impl_->add_effects(db, batch, move);
  write_news(batch, move);
  settle(at, attempt, passed, p);
  return at;
}

void Engine::advance(db::Connection& db, db::Batch& batch, Snapshot& at, const Attempt& attempt) const {
  const auto& d = impl_->definition_of(db, at);
  if (const auto& module = impl_->cases_of(at.workflow); module.foresee) module.foresee(at, attempt);
  const auto passed = judge(d, impl_->guards, at, attempt);
  const auto calendar = impl_->calendar();
  const auto p = plan(d, {*calendar, *impl_->setup.zone, impl_->limits}, at, attempt, passed);
  const Move move{d, at, attempt, passed, p, impl_->digest_of(attempt)};
  impl_->write(db, batch, move);
  settle(at, attempt, passed, p);
}

Outcome Engine::act(db::Connection& db, std::string_view workflow, const Uuid& case_id, const Attempt& attempt) const {
  return impl_->act(db, workflow, case_id, attempt, nullptr);
}

DueTime Engine::due_after(Instant from, LegalDuration length) const {
  return running(*impl_->calendar(), from, length);
}

void Engine::merge(db::Batch& batch, const Snapshot& from, const Snapshot& into) const {
  if (from.district != into.district) throw Refused{"merge_across_districts"};
  std::vector<std::string> a, b, units;
  for (const auto& c : definition(into.workflow).conflicts) {
    if (!c.unless.empty() && into.facts.flag(c.unless)) continue;
    if (!c.when.empty() && !into.facts.flag(c.when)) continue;
    a.push_back(c.a);
    b.push_back(c.b);
    units.push_back(c.units ? "true" : "false");
  }
  batch.add(sql::merge_instances, db::Params::of(from.root_case, into.root_case, into.district));
  batch.add(sql::merge_participations, db::Params::of(from.root_case, into.root_case, into.district, a, b, units));
}

std::optional<Engine::Clash> Engine::clash(const Snapshot& from, const Snapshot& into) const {
  const auto& d = definition(into.workflow);
  for (const auto& here : from.participants)
    for (const auto& there : into.participants) {
      if (here.party != there.party || here.is_unit != there.is_unit) continue;
      const auto conflicts = conflicting(d, into.facts, here.duty, here.is_unit);
      if (std::find(conflicts.begin(), conflicts.end(), there.duty) != conflicts.end())
        return Clash{here.party, here.is_unit, here.duty, there.duty};
    }
  return std::nullopt;
}

void Engine::part(db::Batch& batch, const Snapshot& root, const std::vector<Uuid>& cases) const {
  batch.add(sql::part_instances, db::Params::of(cases, root.case_id, root.district));
}

void Engine::take_part(db::Batch& batch, const Snapshot& at, const Participation& gained) const {
  batch.add(sql::take_part,
            db::Params::of(at.root_case, gained.party, at.district, gained.is_unit, gained.duty,
                           conflicting(definition(at.workflow), at.facts, gained.duty, gained.is_unit)));
}

}  // namespace linli::workflow
