#include "app/show_rules.hpp"

#include <boost/json.hpp>

#include "app/publish.hpp"
#include "app/words.hpp"
#include "platform/access/access.hpp"
#include "store/store.hpp"

namespace linli::routing {
namespace {

std::optional<std::string> name_in(const std::map<Uuid, std::string>& names, const std::optional<Uuid>& id) {
  const auto found = id ? names.find(*id) : names.end();
  return found == names.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace

RuleSetView show_rules(http::Call& call, const RuleSet& set, bool current) {
  const Words words(call.app, call.app.get<text::Messages>().negotiate(call.request.header("accept-language")));
  const auto& kinds = call.app.get<access::Access>().roles().unit_kinds();
  std::vector<Uuid> units, people;
  for (const Rule& rule : set.rules) {
    if (rule.unit) units.push_back(*rule.unit);
    if (rule.person) people.push_back(*rule.person);
  }
  std::map<Uuid, std::string> unit_names;
  for (const auto& [id, unit] : store::unit_names(call.db, units)) unit_names[id] = unit.name;
  const std::map<Uuid, std::string> people_names = store::people_names(call.db, people);
  RuleSetView view{set.version, current, set.at, set.by, set.note, set.example, {}, {}, {}};
  for (const Rule& rule : set.rules) {
    RuleView shown;
    static_cast<Rule&>(shown) = rule;
    shown.number = static_cast<std::int64_t>(view.rules.size()) + 1;
    if (!rule.matter.empty()) shown.matter_name = words.matter(rule.matter);
    if (!rule.area.empty()) shown.area_name = words.area(rule.area);
    shown.unit_name = name_in(unit_names, rule.unit);
    shown.person_name = name_in(people_names, rule.person);
    if (const auto kind = kinds.find(rule.unit_kind); kind != kinds.end()) shown.unit_kind_name = kind->second;
    shown.conditions = words.conditions(rule);
    shown.mine = keeps(call, rule.area);
    view.rules.push_back(std::move(shown));
  }
  for (const AnswerChoice& choice : words.answers()) {
    AnswerView answer{choice.name, words.label(choice.label), {}};
    for (const auto& [value, label] : choice.values) answer.values.push_back({value, words.label(label)});
    view.answers.push_back(std::move(answer));
  }
  for (const auto& [kind, name] : kinds) view.unit_kinds.push_back({kind, name});
  return view;
}

}  // namespace linli::routing
