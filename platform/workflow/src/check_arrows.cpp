#include <algorithm>

#include "defects.hpp"

namespace linli::workflow {
namespace {

using yaml::Mistakes;

/// What a choice can be: of a flag, or of a field with listed values.
std::vector<std::string> choices(const Definition& d, const std::string& name) {
  const std::vector<std::string> flag = {"true", "false"};
  if (auto field = d.fields.find(name); field != d.fields.end())
    return field->second.type == FieldRule::Type::flag ? flag : field->second.one_of;
  auto fact = d.facts.find(name);
  return fact != d.facts.end() && fact->second == FactType::flag ? flag : std::vector<std::string>{};
}

void check_condition(const Definition& d, const Condition& c, const std::string& path, Mistakes& m) {
  const auto possible = choices(d, c.name);
  if (possible.empty()) return m.add(path, "workflow_no_choice", {{"name", c.name}});
  for (const auto& value : c.values)
    if (!holds(possible, value)) m.add(path, "workflow_unknown_value", {{"name", c.name}, {"value", value}});
}

bool never_together(const Arrow& one, const Arrow& other) {
  return one.when && other.when && one.when->name == other.when->name &&
         std::none_of(one.when->values.begin(), one.when->values.end(),
                      [&](const std::string& v) { return holds(other.when->values, v); });
}

/// Every value of a choice leads somewhere.
void check_covered(const Definition& d, const Action& a, const std::string& path, Mistakes& m) {
  std::map<std::pair<std::string, std::string>, std::vector<std::string>> covered;
  for (const auto& arrow : a.arrows)
    if (arrow.when)
      for (const auto& value : arrow.when->values) covered[{arrow.from, arrow.when->name}].push_back(value);
  for (const auto& [from, values] : covered)
    for (const auto& value : choices(d, from.second))
      if (!holds(values, value))
        m.add(path, "workflow_uncovered", {{"state", from.first}, {"name", from.second}, {"value", value}});
}

void check_action(const Definition& d, const Action& a, const std::string& path, Mistakes& m) {
  if (a.arrows.empty()) m.add(path, "workflow_no_arrow", {{"action", a.name}});
  for (const auto& arrow : a.arrows) {
    if (!arrow.from.empty() && !d.states.count(arrow.from))
      m.add(joined(path, "arrows"), "workflow_unknown_state", {{"state", arrow.from}});
    if (!d.states.count(arrow.to)) m.add(joined(path, "arrows"), "workflow_unknown_state", {{"state", arrow.to}});
    if (a.aside && arrow.from != arrow.to) m.add(path, "workflow_aside_moves", {{"state", arrow.from}});
    if (!arrow.when) continue;
    check_condition(d, *arrow.when, joined(path, "arrows"), m);
    if (arrow.when->of_field && !holds(a.needs, arrow.when->name))
      m.add(joined(path, "arrows"), "workflow_field_not_needed", {{"name", arrow.when->name}});
  }
  if (!a.extend.empty() && !a.aside) m.add(path, "workflow_extension_moves", {{"action", a.name}});
  if (a.aside && (a.pause || a.resume)) m.add(path, "workflow_aside_pauses", {{"action", a.name}});
  for (std::size_t i = 0; i < a.arrows.size(); ++i)
    for (std::size_t j = i + 1; j < a.arrows.size(); ++j)
      if (a.arrows[i].from == a.arrows[j].from && !never_together(a.arrows[i], a.arrows[j]))
        m.add(joined(path, "arrows"), "workflow_ambiguous", {{"state", a.arrows[i].from}});
  check_covered(d, a, joined(path, "arrows"), m);
}

/// States connected with `known` by arrows, forwards or backwards.
std::set<std::string> connected(const Definition& d, std::set<std::string> known, bool backwards) {
  for (bool more = true; more;) {
    more = false;
    for (const auto& [_, a] : d.actions)
      for (const auto& arrow : a.arrows) {
        const auto& near = backwards ? arrow.to : arrow.from;
        const auto& far = backwards ? arrow.from : arrow.to;
        if (known.count(near) && known.insert(far).second) more = true;
      }
  }
  return known;
}

bool owner_can_act(const Definition& d, const State& s) {
  for (const auto& [_, a] : d.actions)
    for (const auto& arrow : a.arrows)
      if (arrow.from == s.name && !a.aside && holds(a.by, s.owner)) return true;
  return false;
}

}  // namespace

void check_arrows(const Definition& d, Mistakes& m) {
  for (const auto& [name, a] : d.starts) check_action(d, a, "starts." + name, m);
  for (const auto& name : d.action_order) {
    check_action(d, d.actions.at(name), "actions." + name, m);
    if (d.starts.count(name)) m.add("actions." + name, "workflow_start_and_action", {{"action", name}});
  }
  if (!m.empty()) return;  // the walks need sound arrows

  std::set<std::string> begun, ended;
  for (const auto& [_, a] : d.starts) begun.insert(a.arrows[0].to);
  for (const auto& [name, s] : d.states)
    if (s.is_final()) ended.insert(name);
  const auto reachable = connected(d, begun, false), ending = connected(d, ended, true);
  for (const auto& name : d.state_order) {
    const auto& s = d.state(name);
    if (!reachable.count(name)) m.add("states." + name, "workflow_unreachable", {{"state", name}});
    if (!ending.count(name)) m.add("states." + name, "workflow_dead_end", {{"state", name}});
    if (!s.is_final() && !owner_can_act(d, s))
      m.add("states." + name, "workflow_idle_owner", {{"state", name}, {"role", s.owner.text()}});
  }
}

}  // namespace linli::workflow
