#include <boost/json.hpp>
#include <stdexcept>

#include "app/change.hpp"
#include "app/draw_tiles.hpp"
#include "app/import_parts.hpp"
#include "domain/coverage.hpp"
#include "domain/tracing.hpp"
#include "territory/import.hpp"
#include "territory/territory.hpp"

namespace linli::territory {

std::vector<std::string> joined(const std::vector<Outline>& outlines, const std::map<std::string, store::Known>& known,
                                Level level, std::vector<FieldError>& mistakes) {
  std::multimap<std::string, std::string> by_name;
  for (const auto& [code, division] : known)
    if (!division.valid_to && level_of(code) == level) by_name.emplace(division.name, code);
  std::vector<std::string> codes;
  std::map<std::string, std::size_t> taken;
  for (std::size_t i = 0; i < outlines.size(); ++i) {
    const std::string where =
        "features[" + std::to_string(i) + "].properties." + (outlines[i].code.empty() ? "name" : "code");
    std::string code = outlines[i].code;
    if (code.empty()) {
      if (by_name.count(outlines[i].name) > 1)
        mistakes.push_back({where, "name_ambiguous", {{"name", outlines[i].name}}});
      if (const auto found = by_name.find(outlines[i].name); found != by_name.end()) code = found->second;
    }
    const auto found = known.find(code);
    if (found == known.end() || found->second.valid_to || level_of(code) != level)
      mistakes.push_back({where, "division_not_found", {{"name", outlines[i].name}, {"code", code}}});
    else if (!taken.emplace(code, i).second)
      mistakes.push_back({where, "drawn_twice", {{"name", found->second.name}}});
    codes.push_back(code);
  }
  return codes;
}

OutlinesImported fit_and_draw(db::Connection& db, const std::vector<Outline>& outlines,
                              const std::vector<std::string>& codes, const std::map<std::string, store::Known>& known,
                              std::string_view city, Level level, bool synthetic) {
  std::vector<Shape> drawn;
  for (const Outline& outline : outlines) drawn.push_back(outline.shape);
  Coverage coverage;
  try {
    coverage = fitted(drawn);
  } catch (const std::runtime_error&) {
    throw Refused(std::vector<FieldError>{{"features", "outlines_do_not_meet", {}}});
  }
  std::vector<FieldError> mistakes;
  for (std::size_t i = 0; i < codes.size(); ++i)
    if (coverage.shapes[i].empty())
      mistakes.push_back({"features[" + std::to_string(i) + "].geometry", "outline_empty", {{"code", codes[i]}}});
  if (!mistakes.empty()) throw Refused(std::move(mistakes));
  std::map<std::string, Shape> shapes;
  std::vector<Edge> all;
  for (std::size_t i = 0; i < codes.size(); ++i) {
    shapes[codes[i]] = coverage.shapes[i];
    for (const Edge& edge : edges_of(coverage.shapes[i])) all.push_back(edge);
  }
  bool whole = level == Level::district && known.contains(std::string(city));
  for (const auto& [code, division] : known)
    if (code.starts_with(city) && level_of(code) == level && !division.valid_to && !shapes.contains(code))
      whole = false;
  if (whole) shapes[std::string(city)] = trace(std::move(all));
  store::draw(db, shapes, synthetic);
  const Mending& m = coverage.mending;
  return {codes.size(), m.gaps, m.overlaps, m.splinters, m.gap_m2 + m.overlap_m2 + m.splinter_m2, 0};
}

OutlinesImported import_outlines(db::Connection& db, std::string_view geojson, std::string_view system,
                                 std::string_view city, std::string_view level_name, bool synthetic, const Act& act) {
  const Level level = parse_level(level_name);
  const std::vector<Outline> outlines = read_outlines(geojson, system);
  OutlinesImported result;
  const std::int64_t version =
      change(db, act, "territory.import_outlines", city, [&](db::Connection& inside) -> boost::json::value {
        const std::map<std::string, store::Known> known = store::known_codes(inside, city);
        std::vector<FieldError> mistakes;
        const std::vector<std::string> codes = joined(outlines, known, level, mistakes);
        if (!mistakes.empty()) throw Refused(std::move(mistakes));
        result = fit_and_draw(inside, outlines, codes, known, city, level, synthetic);
        draw_tiles(inside, act.as_of);
        return {{"drawn", result.drawn},
                {"system", system},
                {"gaps", result.gaps},
                {"overlaps", result.overlaps},
                {"splinters", result.splinters}};
      });
  result.version = version;
  return result;
}

void stop_at_level(db::Connection& db, std::string_view prefix, std::string_view level, const Act& act) {
  change(db, act, "territory.stop_at_level", prefix, [&](db::Connection& inside) -> boost::json::value {
    const std::map<std::string, store::Known> known = store::known_codes(inside, prefix);
    const auto division = known.find(std::string(prefix));
    if (division == known.end() || division->second.valid_to)
      throw Refused("division_not_found", {{"name", ""}, {"code", std::string(prefix)}});
    if (level_of(prefix) > parse_level(level))
      throw Refused("stop_above_itself", {{"code", std::string(prefix)}, {"level", std::string(level)}});
    store::set_stopping_level(inside, prefix, parse_level(level));
    return {{"level", level}};
  });
}

}  // namespace linli::territory
