#include "platform/mail/settings.hpp"

#include <regex>

#include "platform/yaml/strict.hpp"

namespace linli::mail {

Settings Settings::parse(std::string_view text) {
  const YAML::Node root = yaml::load(text);
  yaml::Mistakes mistakes;
  mistakes.only_keys(root, "", {"example", "immediate", "digest_at", "codes"});
  Settings settings;
  if (!root["immediate"] || !root["immediate"].IsSequence())
    mistakes.add("immediate", "yaml_not_a_list");
  else
    for (const auto& topic : root["immediate"]) settings.immediate.insert(topic.Scalar());
  const std::string at = mistakes.text(root, "", "digest_at");
  std::smatch parts;
  if (std::regex_match(at, parts, std::regex(R"(([01]\d|2[0-3]):([0-5]\d))")))
    settings.digest_at = std::chrono::hours(std::stoi(parts[1])) + std::chrono::minutes(std::stoi(parts[2]));
  else
    mistakes.add("digest_at", "wrong_form");
  const YAML::Node codes = root["codes"];
  if (mistakes.only_keys(codes, "codes", {"minutes", "tries", "an_hour"})) {
    settings.code_lasts = std::chrono::minutes(mistakes.integer(codes, "codes", "minutes"));
    settings.code_tries = static_cast<int>(mistakes.integer(codes, "codes", "tries"));
    settings.codes_an_hour = static_cast<int>(mistakes.integer(codes, "codes", "an_hour"));
  }
  mistakes.done();
  return settings;
}

}  // namespace linli::mail
