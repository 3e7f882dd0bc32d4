#include "app/snapshot.hpp"

#include <algorithm>
#include <set>

#include "kernel/refusal.hpp"
#include "store/store.hpp"

namespace linli::territory {

namespace {

constexpr std::size_t kDigits[] = {4, 6, 9, 12, 15};
constexpr int kMostTries = 20;

/// Where the tree ends for a code: the longest prefix that says so.
Level stop_for(std::string_view code, const std::map<std::string, Level>& stops) {
  Level level = Level::grid;
  std::size_t longest = 0;
  for (const auto& [prefix, stop] : stops)
    if (code.starts_with(prefix) && prefix.size() >= longest) {
      longest = prefix.size();
      level = stop;
    }
  return level;
}

}  // namespace

Snapshot Snapshot::read(db::Connection& db, LocalDate today) {
  for (int attempt = 0; attempt < kMostTries; ++attempt) {
    Snapshot snapshot;
    snapshot.version_ = store::version(db);
    snapshot.day_ = today;
    for (Division& division : store::divisions_in_force(db, today)) {
      auto& level = snapshot.levels_[static_cast<std::size_t>(division.level)];
      level.push_back(std::move(division));
    }
    const std::map<std::string, Shape> outlines = store::outlines_in_force(db, today);
    const std::map<std::string, Level> stops = store::stopping_levels(db);
    if (store::version(db) != snapshot.version_) continue;
    snapshot.build_locators(outlines, stops);
    return snapshot;
  }
  throw Refused("busy", {{"seconds", "5"}});
}

void Snapshot::build_locators(const std::map<std::string, Shape>& outlines, const std::map<std::string, Level>& stops) {
  std::set<std::string_view> has_drawn_part;
  std::vector<Shape> smallest, larger;
  for (std::size_t l = levels_.size(); l-- > 0;)  // from the grids upwards
    for (const Division& division : levels_[l]) {
      const auto outline = outlines.find(division.code);
      if (outline == outlines.end() || division.level > stop_for(division.code, stops)) continue;
      const bool parted = has_drawn_part.contains(division.code);
      (parted ? larger : smallest).push_back(outline->second);
      (parted ? larger_owner_ : smallest_owner_).push_back(&division);
      if (l > 0) has_drawn_part.insert(std::string_view(division.code).substr(0, kDigits[l - 1]));
    }
  smallest_ = Locator(smallest);
  larger_ = Locator(larger);
}

const Division* Snapshot::find(std::string_view code) const {
  for (std::size_t l = 0; l < levels_.size(); ++l) {
    if (kDigits[l] != code.size()) continue;
    const auto found = std::lower_bound(levels_[l].begin(), levels_[l].end(), code,
                                        [](const Division& d, std::string_view c) { return d.code < c; });
    return found != levels_[l].end() && found->code == code ? &*found : nullptr;
  }
  return nullptr;
}

const Division* Snapshot::locate(Wgs84Point p) const {
  if (const std::int32_t found = smallest_.find(p); found != Locator::kNowhere)
    return smallest_owner_[static_cast<std::size_t>(found)];
  if (const std::int32_t found = larger_.find(p); found != Locator::kNowhere)
    return larger_owner_[static_cast<std::size_t>(found)];
  return nullptr;
}

std::vector<Step> Snapshot::path(std::string_view code) const {
  std::vector<Step> path;
  if (find(code) == nullptr) return path;
  for (const std::size_t digits : kDigits)
    if (digits <= code.size())
      if (const Division* step = find(code.substr(0, digits))) path.push_back({step->code, step->name, step->level});
  return path;
}

std::vector<Division> Snapshot::under(std::string_view code, Level level) const {
  const std::vector<Division>& all = levels_[static_cast<std::size_t>(level)];
  const auto first =
      std::lower_bound(all.begin(), all.end(), code, [](const Division& d, std::string_view c) { return d.code < c; });
  const auto last = std::find_if_not(first, all.end(), [&](const Division& d) { return d.code.starts_with(code); });
  return {first, last};
}

std::vector<Division> Snapshot::children(std::string_view code) const {
  for (std::size_t l = 0; l + 1 < levels_.size(); ++l)
    if (kDigits[l] == code.size()) return under(code, static_cast<Level>(l + 1));
  if (!code.empty()) return {};
  for (const std::vector<Division>& level : levels_)
    if (!level.empty()) return level;
  return {};
}

}  // namespace linli::territory
