#include <algorithm>
#include <boost/json.hpp>
#include <chrono>

#include "app/change.hpp"
#include "app/draw_tiles.hpp"
#include "domain/synthetic.hpp"
#include "kernel/refusal.hpp"
#include "store/store.hpp"
#include "territory/import.hpp"
#include "territory/territory.hpp"

namespace linli::territory {

namespace {

std::string named(const std::string& pattern, std::uint32_t n) {
  std::string name = pattern;
  if (const std::size_t at = name.find("{n}"); at != std::string::npos) name.replace(at, 3, std::to_string(n));
  return name;
}

}  // namespace

CityInvented invent_geometry(db::Connection& db, std::string_view city, const std::vector<std::string>& districts,
                             std::uint32_t grids, const std::string& grid_name, const Act& act) {
  const auto begun = std::chrono::steady_clock::now();
  CityInvented result;
  result.version =
      change(db, act, "territory.invent_geometry", city, [&](db::Connection& inside) -> boost::json::value {
        const std::map<std::string, store::Known> known = store::known_codes(inside, city);
        std::vector<std::string> communities, chosen = districts;
        for (const auto& [code, division] : known) {
          if (division.valid_to) continue;
          if (code.size() > 6 && division.drawn &&
              (districts.empty() ||
               std::find(districts.begin(), districts.end(), code.substr(0, 6)) != districts.end()))
            throw Refused("already_drawn", {{"code", code}, {"name", division.name}});
          if (level_of(code) == Level::community) communities.push_back(code);
          if (level_of(code) == Level::district && division.drawn && districts.empty()) chosen.push_back(code);
        }
        const std::vector<CommunityPlan> plans =
            planned(communities, grids);  // the same whichever districts are drawn now
        std::map<std::string, Shape> outlines;
        std::vector<store::NewDivision> new_grids;
        for (const std::string& district : chosen) {
          std::vector<CommunityPlan> own;
          for (const CommunityPlan& plan : plans)
            if (plan.code.starts_with(district)) own.push_back(plan);
          for (Invented& division : invented(district, store::outline(inside, district), own)) {
            if (division.level == Level::grid)
              new_grids.push_back({division.code, named(grid_name, division.number), division.kind});
            if (division.level == Level::street) ++result.streets;
            if (division.level == Level::community) ++result.communities;
            // The district's own outline is there already, and not invented.
            if (division.level != Level::district)
              outlines.emplace(std::move(division.code), std::move(division.shape));
          }
        }
        store::add(inside, new_grids, {act.as_of, "synthetic", true});
        store::draw(inside, outlines, true);
        draw_tiles(inside, act.as_of);
        result.grids = new_grids.size();
        return {{"grids", result.grids}, {"districts", chosen.size()}};
      });
  result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
  return result;
}

}  // namespace linli::territory
