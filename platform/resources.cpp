#include "platform/resources.hpp"

#include <stdexcept>

namespace linli::resources {

[[gnu::weak]] Files embedded_pages() { return {}; }

const Files& all() {
  static const Files files = [] {
    Files merged = embedded();
    merged.merge(embedded_pages());
    return merged;
  }();
  return files;
}

bool exists(std::string_view path) { return all().find(path) != all().end(); }

std::string_view get(std::string_view path) {
  auto found = all().find(path);
  if (found == all().end()) throw std::out_of_range("no resource " + std::string(path));
  return found->second;
}

std::vector<std::string> list(std::string_view prefix) {
  std::vector<std::string> paths;
  for (auto at = all().lower_bound(prefix); at != all().end() && at->first.starts_with(prefix); ++at)
    paths.push_back(at->first);
  return paths;
}

}  // namespace linli::resources
