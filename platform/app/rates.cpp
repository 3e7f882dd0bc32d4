#include "platform/app/rates.hpp"

#include "platform/app/rate.hpp"
#include "platform/yaml/strict.hpp"

namespace linli::app {
namespace {

int positive(yaml::Mistakes& mistakes, const YAML::Node& node, const char* path, const char* key) {
  const std::int64_t figure = mistakes.integer(node, path, key);
  if (figure <= 0) mistakes.add(std::string(path) + "." + key, "yaml_not_positive");
  return static_cast<int>(figure);
}

http::Rate rate(yaml::Mistakes& mistakes, const YAML::Node& root, const char* name) {
  const YAML::Node node = root[name];
  if (!node) {
    mistakes.add(name, "yaml_missing");
    return {};
  }
  if (!mistakes.only_keys(node, name, {"count", "seconds", "why"})) return {};
  return {positive(mistakes, node, name, "count"), std::chrono::seconds(positive(mistakes, node, name, "seconds"))};
}

}  // namespace

Rates Rates::parse(std::string_view text) {
  const YAML::Node root = yaml::load(text);
  yaml::Mistakes mistakes;
  mistakes.only_keys(root, "",
                     {"example", "locate", "follow_report", "wrong_codes", "public_uploads", "duplicates",
                      "open311_reads", "open311_requests", "open311_wrong_keys"});
  Rates rates{rate(mistakes, root, "locate"), rate(mistakes, root, "follow_report"),
              rate(mistakes, root, "wrong_codes"), rate(mistakes, root, "public_uploads"),
              rate(mistakes, root, "duplicates")};
  mistakes.done();
  return rates;
}

http::Rate rate_named(std::string_view text, const char* name) {
  yaml::Mistakes mistakes;
  const http::Rate found = rate(mistakes, yaml::load(text), name);
  mistakes.done();
  return found;
}

}  // namespace linli::app
