#include "domain/settings.hpp"

#include "platform/yaml/strict.hpp"

namespace linli::duty {
namespace {

Cover cover_of(const YAML::Node& node, const char* post, yaml::Mistakes& mistakes) {
  const std::string word = mistakes.text(node, "cover", post);
  if (word == "whole_day") return Cover::whole_day;
  if (word == "never") return Cover::never;
  if (word != "off_hours")
    mistakes.add(std::string("cover.") + post, "not_among", {{"choices", "off_hours, whole_day, never"}});
  return Cover::off_hours;
}

std::set<std::string, std::less<>> words(const YAML::Node& list) {
  std::set<std::string, std::less<>> found;
  for (const auto& word : list) found.insert(word.as<std::string>(""));
  return found;
}

int figure(const YAML::Node& root, const char* part, const char* key, yaml::Mistakes& mistakes) {
  if (!mistakes.only_keys(root[part], part, {key, "why"})) return 0;
  return static_cast<int>(mistakes.integer(root[part], part, key));
}

}  // namespace

Settings Settings::parse(std::string_view text) {
  const YAML::Node root = yaml::load(text);
  yaml::Mistakes mistakes;
  mistakes.only_keys(root, "",
                     {"example", "cover", "posts", "templates", "shift", "leave", "hand_over", "calls", "after_order"});
  Settings s;
  if (mistakes.only_keys(root["cover"], "cover", {"officer", "leader", "source", "quote", "why"})) {
    s.officer = cover_of(root["cover"], "officer", mistakes);
    s.leader = cover_of(root["cover"], "leader", mistakes);
  }
  if (mistakes.only_keys(root["posts"], "posts", {"leader", "officer", "why"})) {
    s.leaders = words(root["posts"]["leader"]);
    s.officers = words(root["posts"]["officer"]);
  }
  for (std::size_t i = 0; i < root["templates"].size(); ++i) {
    const std::string path = "templates[" + std::to_string(i) + "]";
    const YAML::Node one = root["templates"][i];
    mistakes.only_keys(one, path, {"name", "from", "to"});
    s.templates.push_back(
        {mistakes.text(one, path, "name"), mistakes.text(one, path, "from"), mistakes.text(one, path, "to")});
  }
  if (mistakes.only_keys(root["shift"], "shift", {"longest_hours", "entered_late_minutes", "why"})) {
    s.longest_hours = static_cast<int>(mistakes.integer(root["shift"], "shift", "longest_hours"));
    s.entered_late_minutes = static_cast<int>(mistakes.integer(root["shift"], "shift", "entered_late_minutes"));
  }
  s.longest_leave_days = figure(root, "leave", "longest_days", mistakes);
  s.hand_over_minutes = figure(root, "hand_over", "after_minutes", mistakes);
  if (mistakes.only_keys(root["calls"], "calls", {"leader_too", "why"}))
    s.leader_too = words(root["calls"]["leader_too"]);
  const YAML::Node order = root["after_order"];
  if (mistakes.only_keys(order, "after_order", {"file_within", "late", "allow", "recheck", "why"})) {
    s.file_within = mistakes.duration(order["file_within"], "after_order.file_within");
    s.allow = mistakes.duration(order["allow"], "after_order.allow");
    s.recheck = mistakes.duration(order["recheck"], "after_order.recheck");
    if (mistakes.text(order, "after_order", "late") != "marked")
      mistakes.add("after_order.late", "not_among", {{"choices", "marked"}});
  }
  mistakes.done();
  return s;
}

}  // namespace linli::duty
