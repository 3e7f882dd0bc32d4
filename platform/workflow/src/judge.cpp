#include "judge.hpp"

#include <algorithm>

#include "defects.hpp"
#include "form.hpp"

namespace linli::workflow {
namespace {

/// A role reaches a case by territory (and line of work), or by the unit that answers.
bool reaches(const access::Grant& grant, const Party& party, const Snapshot& at) {
  if (grant.role != party.role) return false;
  if (party.of_unit) return !grant.unit.is_nil() && grant.unit == at.owner_unit;
  return !grant.prefix.empty() && at.scope_code.starts_with(grant.prefix) &&
         (grant.line.empty() || at.line.starts_with(grant.line));
}

/// The role (and unit) by which the person may take the action; false if none.
bool find_role(const Action& action, const Snapshot& at, const Attempt& attempt, Passed& passed) {
  for (const auto& party : action.by) {
    if (party.is_system() || party.is_reporter()) {
      bool is = party.is_system() ? attempt.who->kind == access::Principal::Kind::system : attempt.as_reporter;
      if (!is) continue;
      passed.role = party.role;
      return true;
    }
    for (const auto& grant : attempt.who->grants)
      if (reaches(grant, party, at)) {
        passed.role = party.role;
        passed.unit = grant.unit;
        return true;
      }
  }
  return false;
}

/// Whether the arrow is the one the form or the facts choose; without a form every such arrow is possible.
bool chosen(const Arrow& arrow, const Snapshot& at, const Attempt& attempt) {
  if (!arrow.when) return true;
  const auto& c = *arrow.when;
  if (!c.of_field) return holds(c.values, std::string(at.facts.flag(c.name) ? "true" : "false"));
  if (attempt.preview) return true;
  auto text = attempt.text(c.name);
  return holds(c.values, text.empty() ? std::string(attempt.flag(c.name) ? "true" : "false") : text);
}

/// The friendly reason. That it also holds against others at the same moment is the participation key's work.
std::optional<Refused> check_separation(const Definition& d, const Passed& passed, const Snapshot& at,
                                        const Attempt& attempt) {
  const auto& duty = passed.action->duty;
  if (duty.empty()) return std::nullopt;
  for (bool units : {false, true}) {
    const auto& party = units ? passed.unit : attempt.who->person;
    if (party.is_nil()) continue;
    auto conflicts = conflicting(d, at.facts, duty, units);
    for (const auto& held : at.participants)
      if (held.is_unit == units && held.party == party && holds(conflicts, held.duty))
        return Refused{units ? "separation_of_units" : "separation", {{"duty", duty}, {"held", held.duty}}};
  }
  return std::nullopt;
}

std::optional<Refused> check_rules(const Definition& d, const Guards& guards, const Passed& passed, const Snapshot& at,
                                   const Attempt& attempt) {
  if (auto refused = check_separation(d, passed, at, attempt)) return refused;
  if (!attempt.preview) check_form(d, *passed.action, attempt);
  for (const auto& name : passed.action->guards)
    if (auto refused = guards.find(name)->second(at, attempt)) return refused;
  return std::nullopt;
}

/// Whether people of this kind ever take the action: what only reporters do is not shown to staff, nor the reverse.
bool concerns(const Action& action, bool as_reporter) {
  return std::any_of(action.by.begin(), action.by.end(),
                     [&](const Party& p) { return !p.is_system() && p.is_reporter() == as_reporter; });
}

std::map<std::string, std::string> roles_of(const Action& action) {
  std::string roles;
  for (const auto& party : action.by) roles += (roles.empty() ? "" : ",") + party.role;
  return {{"action", action.name}, {"roles", roles}};
}

/// Judges `passed.action` and fills in by which arrow, role and unit it may pass; or why not. A list of what is offered
/// asks it of every action, so that a refusal is an answer here and no exception.
std::optional<Refused> judge_action(const Definition& d, const Guards& guards, const Snapshot& at,
                                    const Attempt& attempt, Passed& passed) {
  if (!find_role(*passed.action, at, attempt, passed)) return Refused{"not_yours", roles_of(*passed.action)};
  if (attempt.seen_version && (*attempt.seen_version < at.settled || *attempt.seen_version > at.version))
    return Refused{"changed_meanwhile"};
  bool from_here = false;
  for (const auto& arrow : passed.action->arrows) {
    if (arrow.from != at.state) continue;
    from_here = true;
    if (chosen(arrow, at, attempt)) {
      passed.arrow = &arrow;
      break;
    }
  }
  const auto not_from_here = [&] {
    return Refused{"not_from_here", {{"action", attempt.action}, {"state", at.state}}};
  };
  if (!from_here) return not_from_here();
  if (auto refused = check_rules(d, guards, passed, at, attempt)) return refused;
  if (!passed.arrow) return not_from_here();
  return std::nullopt;
}

}  // namespace

std::vector<std::string> conflicting(const Definition& d, const Facts& facts, std::string_view duty, bool units) {
  std::vector<std::string> found;
  for (const auto& c : d.conflicts) {
    if (c.units != units || (c.a != duty && c.b != duty)) continue;
    if (!c.unless.empty() && facts.flag(c.unless)) continue;
    if (!c.when.empty() && !facts.flag(c.when)) continue;
    found.push_back(c.a == duty ? c.b : c.a);
  }
  return found;
}

Passed judge(const Definition& d, const Guards& guards, const Snapshot& at, const Attempt& attempt) {
  auto found = d.actions.find(attempt.action);
  if (found == d.actions.end()) throw Refused{"unknown_action", {{"action", attempt.action}}};
  Passed passed;
  passed.action = &found->second;
  if (auto refused = judge_action(d, guards, at, attempt, passed)) throw *refused;
  return passed;
}

Passed judge_start(const Definition& d, const Guards& guards, const Snapshot& at, const Attempt& attempt) {
  Passed passed;
  auto found = d.starts.find(attempt.action);
  if (found == d.starts.end()) throw Refused{"unknown_action", {{"action", attempt.action}}};
  passed.action = &found->second;
  passed.arrow = &found->second.arrows[0];
  if (!find_role(*passed.action, at, attempt, passed)) throw Refused{"not_yours", roles_of(*passed.action)};
  if (auto refused = check_rules(d, guards, passed, at, attempt)) throw *refused;
  return passed;
}

std::vector<ActionView> offered(const Definition& d, const Guards& guards, const Snapshot& at,
                                const access::Principal& who, bool as_reporter, Instant now) {
  std::vector<ActionView> views;
  Attempt attempt;
  attempt.who = &who;
  attempt.as_reporter = as_reporter;
  attempt.now = now;
  attempt.preview = true;
  const auto from_here = d.actions_from.find(at.state);
  if (from_here == d.actions_from.end()) return views;
  for (const auto& name : from_here->second) {
    const auto& action = d.actions.find(name)->second;
    if (!concerns(action, as_reporter)) continue;
    ActionView view;
    for (const auto& arrow : action.arrows)
      if (arrow.from == at.state && chosen(arrow, at, attempt)) view.to.push_back(arrow.to);
    if (view.to.empty()) continue;
    view.name = name;
    view.needs = action.needs;
    view.takes = action.takes;
    view.why = action.why;
    attempt.action = name;
    Passed passed;
    passed.action = &action;
    if (auto refused = judge_action(d, guards, at, attempt, passed)) {
      view.reason = std::move(refused->code);
      view.values = std::move(refused->values);
    } else {
      view.allowed = true;
    }
    views.push_back(std::move(view));
  }
  return views;
}

}  // namespace linli::workflow
