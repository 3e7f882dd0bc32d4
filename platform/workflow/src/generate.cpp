#include "platform/workflow/generate.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace linli::workflow {
namespace {

/// Every way somebody appears in `by`, in order of appearance.
std::vector<Party> parties_of(const Definition& d) {
  std::vector<Party> parties;
  auto add = [&](const Action& a) {
    for (const auto& p : a.by)
      if (std::find(parties.begin(), parties.end(), p) == parties.end()) parties.push_back(p);
  };
  for (const auto& [_, a] : d.starts) add(a);
  for (const auto& name : d.action_order) add(d.actions.at(name));
  return parties;
}

std::string line(const Action& a, const std::string& from, const std::vector<Party>& parties) {
  std::string to;
  for (const auto& arrow : a.arrows)
    if (arrow.from == from) to += (to.empty() ? "" : "|") + arrow.to;
  std::string text = fmt::format("{:<12} {:<20}", from.empty() ? "(start)" : from, a.name);
  for (const auto& p : parties) {
    bool may = std::find(a.by.begin(), a.by.end(), p) != a.by.end();
    text += fmt::format(" | {:<18}", may ? (a.aside ? "=" : to) : ".");
  }
  return text.substr(0, text.find_last_not_of(' ') + 1) + "\n";
}

}  // namespace

std::string golden_table(const Definition& d) {
  const auto parties = parties_of(d);
  std::string text = fmt::format("{:<12} {:<20}", "state", "action");
  for (const auto& p : parties) text += fmt::format(" | {:<18}", p.text());
  text = text.substr(0, text.find_last_not_of(' ') + 1) + "\n";
  for (const auto& [_, a] : d.starts) text += line(a, "", parties);
  for (const auto& state : d.state_order)
    for (const auto& name : d.action_order) {
      const auto& a = d.actions.at(name);
      if (std::any_of(a.arrows.begin(), a.arrows.end(), [&](const Arrow& arrow) { return arrow.from == state; }))
        text += line(a, state, parties);
    }
  return text;
}

std::string diagram(const Definition& d) {
  std::string text = "stateDiagram-v2\n";
  for (const auto& [name, a] : d.starts) text += fmt::format("  [*] --> {}: {}\n", a.arrows[0].to, name);
  for (const auto& name : d.action_order) {
    const auto& a = d.actions.at(name);
    if (a.aside) continue;
    for (const auto& arrow : a.arrows) text += fmt::format("  {} --> {}: {}\n", arrow.from, arrow.to, name);
  }
  for (const auto& name : d.state_order)
    if (d.state(name).is_final()) text += fmt::format("  {} --> [*]\n", name);
  return text;
}

std::vector<Step> progress(const Definition& d, Bar bar, const std::vector<HistoryRow>& history) {
  const auto& keys = bar == Bar::staff ? d.staff_bar : d.resident_bar;
  std::vector<Step> steps;
  for (const auto& key : keys) steps.push_back({key, Step::Status::next, {}, {}});
  auto index_of = [&](const std::string& state) -> std::size_t {
    auto found = d.states.find(state);
    if (found == d.states.end()) return keys.size();
    const auto& key = bar == Bar::staff ? found->second.staff : found->second.resident;
    return static_cast<std::size_t>(std::find(keys.begin(), keys.end(), key) - keys.begin());
  };
  std::size_t now = 0;
  for (const auto& row : history) {
    if (row.aside) continue;
    const auto to = index_of(row.to);
    auto finish = [&](std::size_t i) { steps[i] = {keys[i], Step::Status::done, row.at, row.who}; };
    if (to == keys.size()) {  // ended outside the bar: what was done stays done
      for (auto& step : steps)
        if (step.status != Step::Status::done) step.status = Step::Status::skipped;
      continue;
    }
    if (now < to) finish(now);
    for (std::size_t i = now + 1; i < to; ++i)
      if (steps[i].status != Step::Status::done) steps[i].status = Step::Status::skipped;
    for (std::size_t i = to; i < keys.size(); ++i) steps[i] = {keys[i], Step::Status::next, {}, {}};
    if (d.state(row.to).is_final())
      finish(to);
    else
      steps[to].status = Step::Status::now;
    now = to;
  }
  return steps;
}

}  // namespace linli::workflow
