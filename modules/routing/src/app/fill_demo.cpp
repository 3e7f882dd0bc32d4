#include "app/fill_demo.hpp"

#include <boost/json.hpp>

#include "http/dto.hpp"
#include "platform/resources.hpp"
#include "platform/yaml/strict.hpp"
#include "store/store.hpp"

namespace linli::routing {
namespace {

std::vector<std::string> texts(const YAML::Node& list) {
  std::vector<std::string> out;
  for (const auto& item : list) out.push_back(item.as<std::string>(""));
  return out;
}

Rule read_rule(const YAML::Node& node, const std::string& path, yaml::Mistakes& mistakes) {
  mistakes.only_keys(
      node, path,
      {"name", "matter", "area", "when", "weekdays", "from", "to", "answers", "unit_kind", "enabled", "note"});
  Rule rule;
  rule.name = mistakes.text(node, path, "name");
  rule.matter = mistakes.text_or(node, "matter", "");
  rule.area = mistakes.text_or(node, "area", "");
  rule.when = mistakes.text_or(node, "when", "always");
  for (const auto& day : node["weekdays"]) rule.weekdays.push_back(day.as<std::int64_t>(0));
  rule.from = mistakes.text_or(node, "from", "");
  rule.to = mistakes.text_or(node, "to", "");
  for (const auto& answer : node["answers"])
    rule.answers.push_back({answer.first.as<std::string>(""), texts(answer.second)});
  rule.unit_kind = mistakes.text(node, path, "unit_kind");
  rule.enabled = mistakes.text_or(node, "enabled", "true") == "true";
  rule.note = mistakes.text_or(node, "note", "");
  return rule;
}

}  // namespace

void fill_demo(app::Context& context, db::Connection& db, const std::string&) {
  const Instant now = context.clock().now();
  const YAML::Node root = yaml::load(resources::get("modules/routing/policy/demo.yaml"));
  yaml::Mistakes mistakes;
  mistakes.only_keys(root, "", {"note", "rules"});
  RuleSet set{1, Uuid::v7(now), now, std::nullopt, mistakes.text(root, "", "note"), true, {}};
  for (std::size_t i = 0; i < root["rules"].size(); ++i) {
    set.rules.push_back(read_rule(root["rules"][i], "rules[" + std::to_string(i) + "]", mistakes));
    set.rules.back().id = Uuid::v7(now);
  }
  mistakes.done();
  db::Batch batch;
  store::add(batch, set, std::nullopt);
  db.commit(batch);
}

}  // namespace linli::routing
