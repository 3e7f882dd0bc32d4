#include "app/words.hpp"

#include "territory/territory.hpp"

namespace linli::routing {

Words::Words(const app::Context& context, std::string_view language)
    : context_(context), messages_(context.get<text::Messages>()), language_(language) {
  if (context.has<Cases>()) answers_ = context.get<Cases>().answers();
}

std::string Words::text(std::string_view key, const std::map<std::string, std::string>& values) const {
  return messages_.text(language_, "routing." + std::string(key), values);
}
std::string Words::label(std::string_view key) const { return messages_.text(language_, key); }
std::string Words::why(const Miss& miss) const { return text("miss." + miss); }

std::string Words::matter(const std::string& code) const {
  if (!context_.has<Cases>()) return code;
  return context_.get<Cases>().matter_name(code).value_or(code);
}
std::string Words::area(const std::string& code) const { return context_.get<territory::Territory>().name(code); }

std::string Words::joined(const std::vector<std::string>& parts, std::string_view key) const {
  const std::string between = text(key);
  std::string all;
  for (const std::string& part : parts) all += (all.empty() ? "" : between) + part;
  return all;
}

std::string Words::answer(const Answer& answer) const {
  std::string name = answer.name;
  std::vector<std::string> values = answer.values;
  for (const AnswerChoice& choice : answers_) {
    if (choice.name != answer.name) continue;
    name = label(choice.label);
    for (std::string& value : values)
      for (const auto& [known, key] : choice.values)
        if (known == value) {
          value = label(key);
          break;
        }
  }
  return text("part.answer", {{"name", name}, {"values", joined(values, "between.values")}});
}

std::string Words::conditions(const Rule& rule) const {
  std::vector<std::string> parts;
  if (!rule.matter.empty())
    parts.push_back(text("part.matter", {{"code", rule.matter}, {"name", matter(rule.matter)}}));
  if (!rule.area.empty()) parts.push_back(text("part.area", {{"code", rule.area}, {"name", area(rule.area)}}));
  if (rule.when != "always") parts.push_back(text("part.when." + rule.when));
  if (!rule.weekdays.empty()) {
    std::vector<std::string> days;
    for (const std::int64_t day : rule.weekdays) days.push_back(text("weekday.day" + std::to_string(day)));
    parts.push_back(joined(days, "between.values"));
  }
  if (!rule.from.empty()) parts.push_back(text("part.hours", {{"from", rule.from}, {"to", rule.to}}));
  for (const Answer& asked : rule.answers) parts.push_back(answer(asked));
  return parts.empty() ? text("part.none") : joined(parts, "between.conditions");
}

std::string Words::numbers(const std::vector<std::size_t>& list) const {
  std::vector<std::string> runs;
  for (std::size_t i = 0; i < list.size();) {
    std::size_t last = i;
    while (last + 1 < list.size() && list[last + 1] == list[last] + 1) ++last;
    std::string run = std::to_string(list[i]);
    if (last > i) run += text(last > i + 1 ? "between.range" : "between.values") + std::to_string(list[last]);
    runs.push_back(std::move(run));
    i = last + 1;
  }
  return joined(runs, "between.values");
}

std::string Words::passed(const Decision& decision) const {
  std::vector<std::pair<Miss, std::vector<std::size_t>>> groups;
  for (const auto& [number, miss] : decision.passed) {
    auto group = groups.begin();
    while (group != groups.end() && group->first != miss) ++group;
    if (group == groups.end()) group = groups.insert(groups.end(), {miss, {}});
    group->second.push_back(number);
  }
  std::vector<std::string> said;
  for (const auto& [miss, list] : groups)
    said.push_back(text("told.group", {{"numbers", numbers(list)}, {"why", why(miss)}}));
  return joined(said, "between.groups");
}

std::string Words::explanation(const Decision& decision, std::size_t of) const {
  std::string told;
  const std::string all = std::to_string(of);
  if (decision.rule)
    told = text("told.matched", {{"number", std::to_string(decision.number)},
                                 {"of", all},
                                 {"name", decision.rule->name},
                                 {"conditions", conditions(*decision.rule)},
                                 {"unit", decision.unit->name}});
  else if (decision.by_default)
    told = text(of ? "told.by_default" : "told.without_rules", {{"of", all}, {"unit", decision.unit->name}});
  else
    told = text("told.nobody", {{"of", all}});
  if (!decision.passed.empty()) told += text("told.passed", {{"list", passed(decision)}});
  return told;
}

}  // namespace linli::routing
