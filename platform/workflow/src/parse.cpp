#include "defects.hpp"

namespace linli::workflow {
namespace {

using yaml::Mistakes;

const std::map<std::string, FieldRule::Type> kFieldTypes = {
    {"text", FieldRule::Type::text}, {"code", FieldRule::Type::code},       {"codes", FieldRule::Type::codes},
    {"id", FieldRule::Type::id},     {"flag", FieldRule::Type::flag},       {"figure", FieldRule::Type::figure},
    {"date", FieldRule::Type::date}, {"instant", FieldRule::Type::instant}, {"duration", FieldRule::Type::duration},
    {"list", FieldRule::Type::list}, {"record", FieldRule::Type::record}};

/// Reads one file; `path` is always the dotted place in it.
class Reader {
 public:
  Reader(Definition& d, Mistakes& m) : d_(d), m_(m) {}

  void read(const YAML::Node& root) {
    if (!m_.only_keys(root, "",
                      {"workflow", "module", "child_of", "facts", "fields", "event", "bars", "separation", "starts",
                       "states", "actions"}))
      return;
    d_.name = m_.text(root, "", "workflow");
    d_.module = m_.text(root, "", "module");
    d_.child_of = m_.text_or(root, "child_of", "");
    each(root, "facts", [&](const std::string& name, const YAML::Node& node, const std::string& path) {
      d_.facts[name] = fact_type(node, path);
    });
    each(root, "fields", [&](const std::string& name, const YAML::Node& node, const std::string& path) {
      d_.fields[name] = field_rule(node, path);
    });
    d_.event = words(root["event"], "event");
    if (root["bars"] && m_.only_keys(root["bars"], "bars", {"staff", "resident"})) {
      d_.staff_bar = words(root["bars"]["staff"], "bars.staff");
      d_.resident_bar = words(root["bars"]["resident"], "bars.resident");
    }
    if (root["separation"]) separation(root["separation"]);
    each(root, "states", [&](const std::string& name, const YAML::Node& node, const std::string& path) {
      d_.states[name] = state(name, node, path);
      d_.state_order.push_back(name);
    });
    each(root, "starts", [&](const std::string& name, const YAML::Node& node, const std::string& path) {
      d_.starts[name] = start(name, node, path);
    });
    each(root, "actions", [&](const std::string& name, const YAML::Node& node, const std::string& path) {
      d_.actions[name] = action(name, node, path);
      d_.action_order.push_back(name);
    });
    for (const char* section : {"starts", "states", "actions"})
      if (!root[section]) m_.add(section, "yaml_missing", {{"key", section}});
  }

 private:
  template <class Take>
  void each(const YAML::Node& root, const char* section, Take take) {
    const YAML::Node map = root[section];
    if (!map) return;
    if (!map.IsMap()) return m_.add(section, "yaml_not_a_map");
    for (const auto& pair : map) {
      auto name = pair.first.as<std::string>("");
      take(name, pair.second, joined(section, name));
    }
  }

  std::vector<std::string> words(const YAML::Node& list, const std::string& path) {
    std::vector<std::string> found;
    if (!list) return found;
    if (!list.IsSequence()) {
      m_.add(path, "workflow_not_a_list");
      return found;
    }
    for (const auto& item : list) found.push_back(item.as<std::string>(""));
    return found;
  }

  FactType fact_type(const YAML::Node& node, const std::string& path) {
    auto type = node.as<std::string>("");
    if (type == "flag") return FactType::flag;
    if (type == "figure") return FactType::figure;
    if (type != "code") m_.add(path, "workflow_unknown_type", {{"type", type}});
    return FactType::code;
  }

  FieldRule field_rule(const YAML::Node& node, const std::string& path) {
    FieldRule rule;
    if (!m_.only_keys(node, path, {"type", "max", "one_of"})) return rule;
    auto type = m_.text(node, path, "type");
    if (auto found = kFieldTypes.find(type); found != kFieldTypes.end())
      rule.type = found->second;
    else if (!type.empty())
      m_.add(joined(path, "type"), "workflow_unknown_type", {{"type", type}});
    if (node["max"]) rule.max_length = static_cast<std::size_t>(m_.integer(node, path, "max"));
    rule.one_of = words(node["one_of"], joined(path, "one_of"));
    return rule;
  }

  void separation(const YAML::Node& node) {
    if (!m_.only_keys(node, "separation", {"duties", "people", "units"})) return;
    d_.duties = words(node["duties"], "separation.duties");
    for (const char* key : {"people", "units"})
      for (std::size_t i = 0; node[key] && i < node[key].size(); ++i)
        conflict(node[key][i], "separation." + std::string(key) + "[" + std::to_string(i) + "]", key);
  }

  void conflict(const YAML::Node& node, const std::string& path, std::string_view key) {
    if (!m_.only_keys(node, path, {"between", "unless", "when", "why"})) return;
    auto pair = words(node["between"], joined(path, "between"));
    if (pair.size() != 2) return m_.add(joined(path, "between"), "workflow_not_a_pair");
    d_.conflicts.push_back({pair[0], pair[1], key == "units", m_.text_or(node, "unless", ""),
                            m_.text_or(node, "when", ""), why(node, path)});
  }

  std::string why(const YAML::Node& node, const std::string& path) {
    auto text = m_.text_or(node, "why", "");
    if (text.empty()) m_.add(path, "workflow_missing_why");
    return text;
  }

  static Party party(const std::string& text) {
    constexpr std::string_view suffix = " of unit";
    Party p{text, text.ends_with(suffix)};
    if (p.of_unit) p.role.resize(p.role.size() - suffix.size());
    return p;
  }

  State state(const std::string& name, const YAML::Node& node, const std::string& path) {
    State s;
    s.name = name;
    if (!m_.only_keys(node, path, {"owner", "staff", "resident", "final", "open_ended", "deadline"})) return s;
    s.owner = party(m_.text_or(node, "owner", ""));
    s.staff = m_.text_or(node, "staff", "");
    s.resident = m_.text_or(node, "resident", "");
    s.final = m_.text_or(node, "final", "");
    s.open_ended = m_.text_or(node, "open_ended", "");
    if (node["deadline"]) s.deadline = deadline(node["deadline"], joined(path, "deadline"));
    return s;
  }

  /// A figure's name, or `{count: 2, unit: working_hours, why: ...}`.
  std::optional<Length> length(const YAML::Node& node, const std::string& path) {
    if (!node) return std::nullopt;
    if (node.IsScalar()) return Length{std::nullopt, node.Scalar()};
    if (!m_.only_keys(node, path, {"count", "unit", "why", "source", "quote"})) return std::nullopt;
    if (!node["source"]) why(node, path);
    return Length{m_.duration(node, path), ""};
  }

  DeadlineRule deadline(const YAML::Node& node, const std::string& path) {
    DeadlineRule rule;
    if (!m_.only_keys(node, path, {"limit", "urgent", "since", "until", "warn", "over"})) return rule;
    rule.limit = length(node["limit"], joined(path, "limit"));
    rule.urgent = length(node["urgent"], joined(path, "urgent"));
    rule.since = m_.text_or(node, "since", "");
    rule.until = m_.text_or(node, "until", "");
    rule.warn = m_.text_or(node, "warn", "");
    rule.over = m_.text_or(node, "over", "");
    if (node["limit"].IsDefined() == !rule.until.empty()) m_.add(path, "workflow_limit_or_until");
    return rule;
  }

  static Recipient recipient(const std::string& text) {
    constexpr std::string_view holder = "holder of ";
    if (text == "owner") return {Recipient::Kind::owner, {}, ""};
    if (text.starts_with(holder)) return {Recipient::Kind::holder, {}, text.substr(holder.size())};
    return {Recipient::Kind::role, party(text), ""};
  }

  /// What starts and actions have in common.
  void common(Action& a, const YAML::Node& node, const std::string& path) {
    for (const auto& text : words(node["by"], joined(path, "by"))) a.by.push_back(party(text));
    if (a.by.empty()) m_.add(joined(path, "by"), "yaml_missing", {{"key", "by"}});
    a.needs = words(node["needs"], joined(path, "needs"));
    a.takes = words(node["takes"], joined(path, "takes"));
    a.guards = words(node["guards"], joined(path, "guards"));
    a.effects = words(node["effects"], joined(path, "effects"));
    a.duty = m_.text_or(node, "duty", "");
    for (const auto& text : words(node["tell"], joined(path, "tell"))) a.tell.push_back(recipient(text));
    a.why = why(node, path);
  }

  Action start(const std::string& name, const YAML::Node& node, const std::string& path) {
    Action a;
    a.name = name;
    if (!m_.only_keys(node, path, {"to", "by", "needs", "takes", "guards", "effects", "duty", "tell", "why"})) return a;
    a.arrows.push_back({"", m_.text(node, path, "to"), std::nullopt});
    common(a, node, path);
    return a;
  }

  Action action(const std::string& name, const YAML::Node& node, const std::string& path) {
    Action a;
    a.name = name;
    if (!m_.only_keys(node, path,
                      {"arrows", "within", "by", "needs", "takes", "guards", "effects", "duty", "assign", "extend",
                       "aside", "pause", "resume", "tell", "why"}))
      return a;
    common(a, node, path);
    a.extend = m_.text_or(node, "extend", "");
    if (node["aside"]) a.aside = m_.flag(node, path, "aside");
    if (node["pause"]) a.pause = m_.flag(node, path, "pause");
    if (node["resume"]) a.resume = m_.flag(node, path, "resume");
    if (node["assign"] && m_.only_keys(node["assign"], joined(path, "assign"), {"unit", "person"})) {
      a.assign_unit = m_.text_or(node["assign"], "unit", "");
      a.assign_person = m_.text_or(node["assign"], "person", "");
    }
    if (node["within"])
      within(a, node, path);
    else
      arrows(a, node["arrows"], joined(path, "arrows"));
    return a;
  }

  /// An aside: stays in one of these states, or in any that is not final.
  void within(Action& a, const YAML::Node& node, const std::string& path) {
    if (node["arrows"] || node["aside"]) return m_.add(path, "workflow_within_and_arrows");
    a.aside = true;
    if (node["within"].IsScalar()) return arrows(a, node["within"], joined(path, "within"));
    for (const auto& name : words(node["within"], joined(path, "within")))
      a.arrows.push_back({name, name, std::nullopt});
  }

  /// A list, or `open`: from every state that is not final to itself.
  void arrows(Action& a, const YAML::Node& node, const std::string& path) {
    if (node && node.IsScalar() && node.Scalar() == "open") {
      for (const auto& name : d_.state_order)
        if (!d_.state(name).is_final()) a.arrows.push_back({name, name, std::nullopt});
      return;
    }
    if (!node || !node.IsSequence()) return m_.add(path, "workflow_not_a_list");
    for (std::size_t i = 0; i < node.size(); ++i) {
      auto at = path + "[" + std::to_string(i) + "]";
      if (!m_.only_keys(node[i], at, {"from", "to", "when"})) continue;
      const bool several = node[i]["from"] && node[i]["from"].IsSequence();
      Arrow arrow{"", m_.text(node[i], at, "to"), std::nullopt};
      if (node[i]["when"]) arrow.when = condition(node[i]["when"], joined(at, "when"));
      for (const auto& from : several ? words(node[i]["from"], joined(at, "from"))
                                      : std::vector<std::string>{m_.text(node[i], at, "from")}) {
        arrow.from = from;
        a.arrows.push_back(arrow);
      }
    }
  }

  std::optional<Condition> condition(const YAML::Node& node, const std::string& path) {
    if (!node.IsMap() || node.size() != 1) {
      m_.add(path, "workflow_one_condition");
      return std::nullopt;
    }
    auto name = node.begin()->first.as<std::string>("");
    return Condition{name, d_.fields.count(name) > 0, words(node.begin()->second, joined(path, name))};
  }

  Definition& d_;
  Mistakes& m_;
};

}  // namespace

void parse_definition(std::string_view yaml, Definition& d, yaml::Mistakes& mistakes) {
  Reader(d, mistakes).read(yaml::load(yaml));
}

}  // namespace linli::workflow
