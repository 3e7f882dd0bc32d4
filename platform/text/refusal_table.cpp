#include "platform/text/refusal_table.hpp"

#include <charconv>
#include <stdexcept>

#include "platform/resources.hpp"
#include "platform/text/yaml.hpp"

namespace linli::text {
namespace {

constexpr std::string_view kCodes = "codes.", kConstraints = "constraints.";

[[noreturn]] void fail(std::string_view path, std::string_view key, const char* what) {
  throw std::runtime_error(std::string(path) + ": `" + std::string(key) + "` " + what);
}

int status_of(std::string_view path, std::string_view key, const std::string& text) {
  int status = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), status);
  if (error != std::errc() || end != text.data() + text.size() || status < 400 || status > 599)
    fail(path, key, "must be an HTTP status from 400 to 599");
  return status;
}

}  // namespace

RefusalTable RefusalTable::embedded() {
  RefusalTable table;
  for (const std::string& path : resources::list("policy/refusals/"))
    if (path.ends_with(".yaml")) table.add(path, resources::get(path));
  return table;
}

void RefusalTable::add(std::string_view path, std::string_view yaml) {
  for (auto& [key, value] : flat_yaml(path, yaml)) {
    bool fresh = false;
    if (key.starts_with(kCodes))
      fresh = statuses_.emplace(key.substr(kCodes.size()), status_of(path, key, value)).second;
    else if (key.starts_with(kConstraints))
      fresh = constraints_.emplace(key.substr(kConstraints.size()), value).second;
    else
      fail(path, key, "must stand under codes: or constraints:");
    if (!fresh) fail(path, key, "already stands in another file");
  }
}

int RefusalTable::status(std::string_view code) const {
  auto found = statuses_.find(code);
  return found == statuses_.end() ? 422 : found->second;
}

std::string RefusalTable::code_of_constraint(std::string_view constraint) const {
  auto found = constraints_.find(constraint);
  return found == constraints_.end() ? std::string() : found->second;
}

}  // namespace linli::text
