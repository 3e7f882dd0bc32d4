#pragma once
#include <map>
#include <string>
#include <vector>

#include "domain/division_csv.hpp"
#include "domain/geojson.hpp"
#include "kernel/refusal.hpp"
#include "store/store.hpp"
#include "territory/import.hpp"

/// The steps of an import, inside a change of the territory: what a file alone and a set of files have in common.
namespace linli::territory {

/// What division lines ask for, compared with what is known.
struct DivisionPlan {
  std::vector<store::NewDivision> add;
  std::map<std::string, std::string> rename;
  std::vector<std::string> close;
  std::size_t unchanged = 0;
};
/// Mistakes are added to `mistakes` by line; the plan then is not to be carried out.
DivisionPlan compare(const std::vector<DivisionLine>& lines, const std::map<std::string, store::Known>& known,
                     bool close_missing, std::vector<FieldError>& mistakes);
/// Writes the plan and counts it in `result`.
void carry_out(db::Connection& db, const DivisionPlan& plan, std::string_view source, LocalDate as_of,
               DivisionsImported& result);

/// The division each outline belongs to, by code or else by name among the divisions of `level`, in the order given.
/// Mistakes are added by feature.
std::vector<std::string> joined(const std::vector<Outline>& outlines, const std::map<std::string, store::Known>& known,
                                Level level, std::vector<FieldError>& mistakes);
/// Fits outlines of one level of one city together and stores them; the city gets the union of its districts when all
/// of them are there. Throws Refused{fields} by feature where nothing is left of an outline (outline_empty) or they
/// cannot be brought to meet (outlines_do_not_meet).
OutlinesImported fit_and_draw(db::Connection& db, const std::vector<Outline>& outlines,
                              const std::vector<std::string>& codes, const std::map<std::string, store::Known>& known,
                              std::string_view city, Level level, bool synthetic);

}  // namespace linli::territory
