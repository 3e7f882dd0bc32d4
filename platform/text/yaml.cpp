#include "platform/text/yaml.hpp"

#include <yaml-cpp/yaml.h>

#include <stdexcept>

namespace linli::text {
namespace {

[[noreturn]] void fail(std::string_view path, const YAML::Mark& mark, const std::string& what) {
  throw std::runtime_error(std::string(path) + ":" + std::to_string(mark.line + 1) + ": " + what);
}

void collect(std::string_view path, const YAML::Node& node, const std::string& prefix,
             std::map<std::string, std::string>& leaves) {
  if (node.IsScalar()) {
    if (!leaves.emplace(prefix, node.Scalar()).second) fail(path, node.Mark(), "`" + prefix + "` stands twice");
    return;
  }
  if (!node.IsMap()) fail(path, node.Mark(), "`" + prefix + "` must be text or a map");
  for (const auto& entry : node) {
    const std::string name = entry.first.Scalar();
    collect(path, entry.second, prefix.empty() ? name : prefix + "." + name, leaves);
  }
}

}  // namespace

std::map<std::string, std::string> flat_yaml(std::string_view path, std::string_view yaml) {
  std::map<std::string, std::string> leaves;
  try {
    const YAML::Node root = YAML::Load(std::string(yaml));
    if (root.IsDefined() && !root.IsNull()) collect(path, root, "", leaves);
  } catch (const YAML::Exception& e) {
    fail(path, e.mark, e.msg);
  }
  return leaves;
}

}  // namespace linli::text
