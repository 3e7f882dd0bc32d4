#include "planner.hpp"

#include "lengths.hpp"

namespace linli::workflow {
namespace {

LegalDuration length_of(const Length& length, const TimeRules& time, const Snapshot& at, const Attempt& attempt) {
  return length.literal ? *length.literal : time.limits.find(length.figure)->second(at, attempt);
}

/// Until a named instant, or the end of a named day.
DueTime until(const std::string& text, const TimeRules& time, Instant now) {
  Instant due = text.size() == 10 ? time.zone.to_instant(LocalTime(parse_date(text) + std::chrono::days(1)))
                                  : parse_instant(text);
  due = std::max(due, now);
  auto minutes = std::chrono::ceil<std::chrono::minutes>(due - now);
  return {now, {minutes.count(), DurationUnit::natural_minutes}, due, now + minutes * 3 / 4, false};
}

std::optional<DueTime> clock_of(const State& to, const TimeRules& time, const Snapshot& at, const Attempt& attempt,
                                const Action& action) {
  if (action.resume && at.left) return running(time.calendar, attempt.now, *at.left);
  if (!to.deadline) return std::nullopt;
  const auto& rule = *to.deadline;
  if (!rule.until.empty()) return until(attempt.text(rule.until), time, attempt.now);
  const auto& length = rule.urgent && at.facts.flag("urgent") ? *rule.urgent : *rule.limit;
  bool goes_on = !rule.since.empty() && rule.since == at.state;
  return running(time.calendar, goes_on ? at.entered_at : attempt.now, length_of(length, time, at, attempt));
}

void set_timers(Plan& p, const State& state) {
  p.new_timers = true;
  if (!p.settled.clock || !state.deadline) return;
  if (!state.deadline->warn.empty() && p.settled.clock->warn)
    p.timers.push_back({"warn", state.deadline->warn, *p.settled.clock->warn});
  if (!state.deadline->over.empty()) p.timers.push_back({"over", state.deadline->over, p.settled.clock->due});
}

void assign(Settled& s, const Action& action, const Attempt& attempt) {
  if (action.assign_unit == "none")
    s.owner_unit = {};
  else if (!action.assign_unit.empty())
    s.owner_unit = attempt.id(action.assign_unit).value_or(Uuid{});
  if (action.assign_person == "none")
    s.owner_person = {};
  else if (action.assign_person == "actor")
    s.owner_person = attempt.who->person;
}

}  // namespace

Plan plan(const Definition& d, const TimeRules& time, const Snapshot& at, const Attempt& attempt,
          const Passed& passed) {
  const auto& action = *passed.action;
  const auto& to = d.state(passed.arrow->to);
  Plan p;
  auto& s = p.settled;
  s.action = action.name;
  s.from = at.state;
  s.to = to.name;
  s.outcome = to.final;
  s.version = at.version + 1;
  s.aside = action.aside;
  s.owner_unit = at.owner_unit;
  s.owner_person = at.owner_person;
  s.at = attempt.now;
  s.role = passed.role;
  s.unit = passed.unit;
  assign(s, action, attempt);
  p.ends = to.is_final();
  if (action.aside) {
    p.settled_version = at.settled;
    p.visit = at.visit;
    p.entered_at = at.entered_at;
    s.clock = at.clock;
    s.paused_at = at.paused_at;
    p.left = at.left;
    if (!action.extend.empty() && at.clock) {
      s.clock = extended(time.calendar, *at.clock, *attempt.duration(action.extend));
      set_timers(p, to);
      std::erase_if(p.timers, [&](const Plan::Timer& t) { return t.fire_at <= attempt.now; });
    }
    return p;
  }
  p.settled_version = p.visit = s.version;
  p.entered_at = attempt.now;
  s.clock = clock_of(to, time, at, attempt, action);
  if (action.pause && at.paused_at) {  // paused already: what was left then is left still
    s.paused_at = at.paused_at;
    p.left = at.left;
  } else if (action.pause && at.clock) {
    s.paused_at = attempt.now;
    p.left = left_of(time.calendar, *at.clock, attempt.now);
  }
  set_timers(p, to);
  return p;
}

}  // namespace linli::workflow
