#pragma once
#include <map>
#include <string>
#include <string_view>

namespace linli::text {

/// The leaves of a YAML file by dotted path: `refusal: {busy: X}` gives {"refusal.busy": "X"}. Lists and duplicate keys
/// are refused (std::runtime_error naming `path` and line), since yaml-cpp itself lets duplicates pass silently.
std::map<std::string, std::string> flat_yaml(std::string_view path, std::string_view yaml);

}  // namespace linli::text
