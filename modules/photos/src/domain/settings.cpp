#include "domain/settings.hpp"

#include "platform/yaml/strict.hpp"

namespace linli::photos {
namespace {

int figure(const YAML::Node& root, const char* part, const char* key, std::int64_t least, std::int64_t most,
           yaml::Mistakes& mistakes) {
  if (!mistakes.only_keys(root[part], part, {key, "why", "source", "quote"})) return 0;
  const std::int64_t value = mistakes.integer(root[part], part, key);
  if (value < least || value > most)
    mistakes.add(std::string(part) + "." + key, "out_of_range",
                 {{"min", std::to_string(least)}, {"max", std::to_string(most)}});
  return static_cast<int>(value);
}

}  // namespace

Settings Settings::parse(std::string_view text) {
  constexpr std::int64_t kDay = 24 * 60;
  const YAML::Node root = yaml::load(text);
  yaml::Mistakes mistakes;
  mistakes.only_keys(root, "", {"example", "gallery", "alike"});
  Settings s;
  s.gallery_after_minutes = figure(root, "gallery", "after_minutes", 1, kDay, mistakes);
  s.alike_bits = figure(root, "alike", "bits", 0, kMostAlikeBits, mistakes);
  mistakes.done();
  return s;
}

}  // namespace linli::photos
