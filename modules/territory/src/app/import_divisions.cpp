#include <boost/json.hpp>

#include "app/change.hpp"
#include "app/draw_tiles.hpp"
#include "app/import_parts.hpp"
#include "territory/import.hpp"
#include "territory/territory.hpp"

namespace linli::territory {

namespace {

std::string_view parent_of(std::string_view code) {
  return code.size() == 6 ? code.substr(0, 4) : code.substr(0, code.size() - 3);
}

bool in_force(const store::Known& known) { return !known.valid_to; }

}  // namespace

DivisionPlan compare(const std::vector<DivisionLine>& lines, const std::map<std::string, store::Known>& known,
                     bool close_missing, std::vector<FieldError>& mistakes) {
  DivisionPlan plan;
  std::map<std::string_view, const DivisionLine*> given;
  for (const DivisionLine& line : lines) given.emplace(line.code, &line);
  for (const DivisionLine& line : lines) {
    const std::string where = line.where();
    if (line.code.size() > 4 && !given.contains(parent_of(line.code))) {
      const auto parent = known.find(std::string(parent_of(line.code)));
      if (parent == known.end() || !in_force(parent->second))
        mistakes.push_back(
            {where, "parent_missing", {{"code", line.code}, {"parent", std::string(parent_of(line.code))}}});
    }
    const auto found = known.find(line.code);
    if (found == known.end())
      plan.add.push_back({line.code, line.name, line.kind});
    else if (!in_force(found->second))
      mistakes.push_back({where, "code_was_used", {{"code", line.code}, {"name", found->second.name}}});
    else if (found->second.name != line.name)
      plan.rename.emplace(line.code, line.name);
    else
      ++plan.unchanged;
  }
  if (close_missing)
    for (const auto& [code, division] : known)  // only where the file speaks of the parent
      if (in_force(division) && !given.contains(code) && code.size() > 4 && given.contains(parent_of(code)))
        plan.close.push_back(code);
  return plan;
}

void carry_out(db::Connection& db, const DivisionPlan& plan, std::string_view source, LocalDate as_of,
               DivisionsImported& result) {
  if (!plan.close.empty()) store::close(db, plan.close, as_of);
  if (!plan.rename.empty()) store::rename(db, plan.rename);
  if (!plan.add.empty()) store::add(db, plan.add, {as_of, std::string(source), false});
  result.added = plan.add.size();
  result.renamed = plan.rename.size();
  result.unchanged = plan.unchanged;
  result.closed = plan.close.size();
}

DivisionsImported import_divisions(db::Connection& db, std::string_view csv, std::string_view source,
                                   bool close_missing, const Act& act) {
  std::vector<FieldError> mistakes;
  const std::vector<DivisionLine> lines = read_divisions(csv, mistakes);
  DivisionsImported result;
  std::string_view top = lines.empty() ? std::string_view() : std::string_view(lines.front().code).substr(0, 4);
  for (const DivisionLine& line : lines)
    if (!line.code.starts_with(top)) top = {};
  result.version =
      change(db, act, "territory.import_divisions", top, [&](db::Connection& inside) -> boost::json::value {
        const DivisionPlan plan = compare(lines, store::known_codes(inside, top), close_missing, mistakes);
        if (!mistakes.empty()) throw Refused(std::move(mistakes));
        carry_out(inside, plan, source, act.as_of, result);
        if (!plan.close.empty() || !plan.rename.empty()) draw_tiles(inside, act.as_of);
        return {{"source", source}, {"added", result.added}, {"renamed", result.renamed}, {"closed", result.closed}};
      });
  return result;
}

}  // namespace linli::territory
