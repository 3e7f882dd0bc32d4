#include "platform/text/messages.hpp"

#include <algorithm>
#include <charconv>
#include <stdexcept>

#include "platform/resources.hpp"
#include "platform/text/yaml.hpp"

namespace linli::text {
namespace {

constexpr std::string_view kFolder = "policy/locale/";

std::string_view trimmed(std::string_view s) {
  while (!s.empty() && (s.front() == ' ' || s.front() == '\t')) s.remove_prefix(1);
  while (!s.empty() && (s.back() == ' ' || s.back() == '\t')) s.remove_suffix(1);
  return s;
}

bool same_ignoring_case(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](unsigned char x, unsigned char y) { return std::tolower(x) == std::tolower(y); });
}

std::string_view primary(std::string_view tag) { return tag.substr(0, tag.find('-')); }

/// The q of "en;q=0.5", 1 when absent, 0 when unreadable.
double quality(std::string_view parameters) {
  const auto q = parameters.find("q=");
  if (q == std::string_view::npos) return 1;
  double value = 0;
  std::from_chars(parameters.data() + q + 2, parameters.data() + parameters.size(), value);
  return value;
}

/// The texts of `of.<code>` of codes with commas between.
std::string words(const Messages& messages, std::string_view language, const std::string& of, std::string_view codes) {
  std::string out;
  while (true) {
    const auto comma = codes.find(',');
    out += messages.text(language, of + "." + std::string(codes.substr(0, comma)));
    if (comma == std::string_view::npos) return out;
    out += messages.text(language, "list.between");
    codes.remove_prefix(comma + 1);
  }
}

}  // namespace

Messages Messages::embedded() {
  Messages all;
  for (const std::string& path : resources::list(kFolder)) {
    const auto rest = std::string_view(path).substr(kFolder.size());
    const auto slash = rest.find('/');
    if (slash != std::string_view::npos && rest.ends_with(".yaml"))
      all.add(rest.substr(0, slash), path, resources::get(path));
  }
  return all;
}

void Messages::add(std::string_view language, std::string_view path, std::string_view yaml) {
  Texts& texts = texts_[std::string(language)];
  for (auto& [key, text] : flat_yaml(path, yaml))
    if (!texts.emplace(key, text).second)
      throw std::runtime_error(std::string(path) + ": `" + key + "` already stands in another file");
}

const std::string* Messages::find(std::string_view language, std::string_view key) const {
  for (std::string_view tried : {language, kDefault}) {
    auto texts = texts_.find(tried);
    if (texts == texts_.end()) continue;
    auto found = texts->second.find(key);
    if (found != texts->second.end()) return &found->second;
  }
  return nullptr;
}

bool Messages::has(std::string_view language, std::string_view key) const {
  auto texts = texts_.find(language);
  return texts != texts_.end() && texts->second.find(key) != texts->second.end();
}

std::string Messages::text(std::string_view language, std::string_view key,
                           const std::map<std::string, std::string>& values) const {
  const std::string* pattern = find(language, key);
  if (!pattern) return std::string(key);
  std::string out;
  for (std::size_t i = 0; i < pattern->size(); ++i) {
    const std::size_t end = (*pattern)[i] == '{' ? pattern->find('}', i) : std::string::npos;
    if (end == std::string::npos) {
      out += (*pattern)[i];
      continue;
    }
    const std::string inside = pattern->substr(i + 1, end - i - 1);
    const auto bar = inside.find('|');
    if (auto value = values.find(inside.substr(0, bar)); value != values.end())
      out += bar == std::string::npos ? value->second : words(*this, language, inside.substr(bar + 1), value->second);
    i = end;
  }
  return out;
}

std::string Messages::text_or_empty(std::string_view language, std::string_view key) const {
  const std::string* found = find(language, key);
  return found ? *found : std::string();
}

std::string Messages::negotiate(std::string_view accept) const {
  std::string best(kDefault);
  double best_quality = 0;
  while (!accept.empty()) {
    const auto comma = accept.find(',');
    const std::string_view item = trimmed(accept.substr(0, comma));
    accept = comma == std::string_view::npos ? std::string_view() : accept.substr(comma + 1);
    const auto semicolon = item.find(';');
    const std::string_view tag = trimmed(item.substr(0, semicolon));
    const double q = semicolon == std::string_view::npos ? 1 : quality(item.substr(semicolon));
    if (q <= best_quality) continue;
    for (const auto& [language, texts] : texts_)
      if (same_ignoring_case(primary(language), primary(tag))) {
        best = language;
        best_quality = q;
        break;
      }
  }
  return best;
}

std::vector<std::string> Messages::languages() const {
  std::vector<std::string> names;
  for (const auto& [language, texts] : texts_) names.push_back(language);
  return names;
}

std::vector<std::string> Messages::keys(std::string_view language, std::string_view prefix) const {
  std::vector<std::string> found;
  auto texts = texts_.find(language);
  if (texts == texts_.end()) return found;
  for (auto at = texts->second.lower_bound(prefix); at != texts->second.end() && at->first.starts_with(prefix); ++at)
    found.push_back(at->first);
  return found;
}

}  // namespace linli::text
