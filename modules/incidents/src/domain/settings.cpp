#include "domain/settings.hpp"

#include "platform/yaml/strict.hpp"

namespace linli::incidents {

Settings Settings::parse(std::string_view text) {
  const YAML::Node root = yaml::load(text);
  yaml::Mistakes mistakes;
  mistakes.only_keys(root, "", {"example",      "acknowledge",   "verify",    "accept",        "dispatch",
                                "sign",         "check",         "feed_back", "rate",          "call_back",
                                "resubmit",     "urgent_step",   "rule",      "suspension",    "urge",
                                "clock",        "supervision",   "joint",     "self_handling", "feedback_attempts",
                                "rework_limit", "returns_limit", "export",    "duplicates",    "paper",
                                "firms"});
  Settings s;
  s.acknowledge_normal = mistakes.duration(root["acknowledge"]["normal"], "acknowledge.normal");
  s.acknowledge_urgent = mistakes.duration(root["acknowledge"]["urgent"], "acknowledge.urgent");
  s.verify = mistakes.duration(root["verify"], "verify");
  s.accept = mistakes.duration(root["accept"], "accept");
  s.dispatch = mistakes.duration(root["dispatch"], "dispatch");
  s.sign = mistakes.duration(root["sign"], "sign");
  s.check = mistakes.duration(root["check"], "check");
  s.feed_back = mistakes.duration(root["feed_back"], "feed_back");
  s.rate = mistakes.duration(root["rate"], "rate");
  s.call_back = mistakes.duration(root["call_back"], "call_back");
  s.resubmit = mistakes.duration(root["resubmit"], "resubmit");
  s.urgent_step = mistakes.duration(root["urgent_step"], "urgent_step");
  s.rule = mistakes.duration(root["rule"], "rule");
  if (mistakes.only_keys(root["suspension"], "suspension", {"review_within_days", "why"}))
    s.review_days = static_cast<int>(mistakes.integer(root["suspension"], "suspension", "review_within_days"));
  if (mistakes.only_keys(root["urge"], "urge", {"rest_minutes", "why"}))
    s.urge_rest_minutes = static_cast<int>(mistakes.integer(root["urge"], "urge", "rest_minutes"));
  if (mistakes.only_keys(root["clock"], "clock", {"ahead_minutes", "why"}))
    s.clock_ahead_minutes = static_cast<int>(mistakes.integer(root["clock"], "clock", "ahead_minutes"));
  const YAML::Node joint = root["joint"];
  if (mistakes.only_keys(joint, "joint", {"assist", "assist_urgent", "arrive", "settle", "why"})) {
    s.assist = mistakes.duration(joint["assist"], "joint.assist");
    s.assist_urgent = mistakes.duration(joint["assist_urgent"], "joint.assist_urgent");
    s.arrive = mistakes.duration(joint["arrive"], "joint.arrive");
    s.settle_assist = mistakes.duration(joint["settle"], "joint.settle");
  }
  if (mistakes.only_keys(root["firms"], "firms", {"link", "why"}))
    s.firm_link = mistakes.duration(root["firms"]["link"], "firms.link");
  const YAML::Node letters = root["supervision"];
  if (mistakes.only_keys(letters, "supervision", {"ordinary", "important", "listed", "why"})) {
    s.supervision_ordinary = mistakes.duration(letters["ordinary"], "supervision.ordinary");
    s.supervision_important = mistakes.duration(letters["important"], "supervision.important");
    s.supervision_listed = mistakes.duration(letters["listed"], "supervision.listed");
  }
  const YAML::Node own = root["self_handling"];
  if (mistakes.only_keys(own, "self_handling",
                         {"repeat_limit", "repeat_radius_m", "repeat_days", "spot_check_percent", "why"})) {
    s.repeat_limit = static_cast<int>(mistakes.integer(own, "self_handling", "repeat_limit"));
    s.repeat_radius_m = static_cast<double>(mistakes.integer(own, "self_handling", "repeat_radius_m"));
    s.repeat_days = static_cast<int>(mistakes.integer(own, "self_handling", "repeat_days"));
    s.spot_check_percent = static_cast<int>(mistakes.integer(own, "self_handling", "spot_check_percent"));
  }
  s.feedback_attempts = static_cast<int>(mistakes.integer(root, "", "feedback_attempts"));
  s.rework_limit = static_cast<int>(mistakes.integer(root, "", "rework_limit"));
  s.returns_limit = static_cast<int>(mistakes.integer(root, "", "returns_limit"));
  if (mistakes.only_keys(root["export"], "export", {"row_limit", "why"})) {
    const std::int64_t rows = mistakes.integer(root["export"], "export", "row_limit");
    if (rows < 1 || rows > kMostExportRows)
      mistakes.add("export.row_limit", "out_of_range", {{"min", "1"}, {"max", std::to_string(kMostExportRows)}});
    s.export_rows = static_cast<int>(rows);
  }
  if (mistakes.only_keys(root["paper"], "paper", {"photos", "why"}))
    s.paper_photos = static_cast<int>(mistakes.integer(root["paper"], "paper", "photos"));
  const YAML::Node same = root["duplicates"];
  if (mistakes.only_keys(same, "duplicates", {"radius_m", "days", "closed_days", "shown", "weights", "why"})) {
    const auto figure = [&](const char* key) { return static_cast<int>(mistakes.integer(same, "duplicates", key)); };
    s.duplicates = {figure("radius_m"), figure("days"), figure("closed_days"), figure("shown"), {}};
    const YAML::Node weights = same["weights"];
    if (mistakes.only_keys(weights, "duplicates.weights", {"near", "recent", "same_matter"})) {
      const auto weight = [&](const char* key) {
        return static_cast<int>(mistakes.integer(weights, "duplicates.weights", key));
      };
      s.duplicates.weights = {weight("near"), weight("recent"), weight("same_matter")};
    }
  }
  mistakes.done();
  return s;
}

}  // namespace linli::incidents
