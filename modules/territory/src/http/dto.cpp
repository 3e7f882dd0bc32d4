#include "http/dto.hpp"

#include <boost/json.hpp>

#include "kernel/descriptor_fields.hpp"

namespace linli::territory {

namespace {

const Descriptor kPlaceView{"Place",
                            {field("lon", &PlaceView::lon).in("deg"), field("lat", &PlaceView::lat).in("deg")}};
const Descriptor kStepView{
    "DivisionRef", {field("code", &StepView::code), field("name", &StepView::name), field("level", &StepView::level)}};
const Descriptor kGridRefView{"LocatedDivision",
                              {field("code", &GridRefView::code), field("name", &GridRefView::name),
                               field("level", &GridRefView::level), field("kind", &GridRefView::kind)}};

std::vector<Field> division_fields() {
  return {field("code", &DivisionView::code),
          field("name", &DivisionView::name),
          field("level", &DivisionView::level).among({"city", "district", "street", "community", "grid"}),
          field("kind", &DivisionView::kind).among({"residential", "unit", "special"}),
          field("synthetic", &DivisionView::synthetic),
          field("centre", &DivisionView::centre, kPlaceView),
          field("bounds", &DivisionView::bounds).in("deg"),
          field("valid_from", &DivisionView::valid_from),
          field("valid_to", &DivisionView::valid_to)};
}
std::vector<Field> detail_fields() {
  std::vector<Field> fields = division_fields();
  fields.push_back(field("path", &DivisionView::path, kStepView));
  fields.push_back(field("outline", &DivisionView::outline));
  return fields;
}

std::optional<std::string> if_any(const std::string& text) { return text.empty() ? std::nullopt : std::optional(text); }

}  // namespace

const Descriptor kDivisionView{"Division", division_fields()};
const Descriptor kDivisionDetail{"DivisionDetail", detail_fields()};
const Descriptor kLocatedView{
    "Located",
    {field("grid", &LocatedView::grid, kGridRefView), field("path", &LocatedView::path, kStepView),
     field("place", &LocatedView::place, kPlaceView)}};
const Descriptor kWorkerView{
    "GridNotice",
    {field("grid", &WorkerView::grid), field("grid_name", &WorkerView::grid_name), field("name", &WorkerView::name),
     field("office_phone", &WorkerView::office_phone), field("matters", &WorkerView::matters),
     field("publicity_date", &WorkerView::publicity_date)}};

DivisionView view_of(const Division& division) {
  DivisionView view;
  view.code = division.code;
  view.name = division.name;
  view.level = to_text(division.level);
  view.kind = if_any(division.kind);
  view.synthetic = division.synthetic;
  view.valid_from = division.valid_from;
  view.valid_to = division.valid_to;
  if (division.drawn) {
    view.centre = PlaceView{division.centre.lon(), division.centre.lat()};
    view.bounds = {division.box.low.lon(), division.box.low.lat(), division.box.high.lon(), division.box.high.lat()};
  }
  return view;
}

std::vector<StepView> view_of(const std::vector<Step>& path) {
  std::vector<StepView> steps;
  for (const Step& step : path) steps.push_back({step.code, step.name, std::string(to_text(step.level))});
  return steps;
}

LocatedView view_of(const Located& located, Wgs84Point place) {
  return {{located.code, located.name, std::string(to_text(located.level)), if_any(located.kind)},
          view_of(located.path),
          {place.lon(), place.lat()}};
}

}  // namespace linli::territory
