#pragma once
#include <boost/json/value.hpp>
#include <optional>
#include <string>
#include <vector>

#include "kernel/descriptor.hpp"
#include "territory/territory.hpp"

/// What the territory's routes answer.
namespace linli::territory {

struct PlaceView {
  double lon = 0, lat = 0;
};
struct StepView {
  std::string code, name, level;
};
struct DivisionView {
  std::string code, name, level;
  std::optional<std::string> kind;
  bool synthetic = false;
  std::optional<PlaceView> centre;
  std::vector<double> bounds;  ///< west, south, east, north; empty when not drawn
  LocalDate valid_from{};
  std::optional<LocalDate> valid_to;
  std::vector<StepView> path;                 ///< of one division only
  std::optional<boost::json::value> outline;  ///< of one division only: GeoJSON
};
struct GridRefView {
  std::string code, name, level;
  std::optional<std::string> kind;
};
struct LocatedView {
  GridRefView grid;
  std::vector<StepView> path;
  PlaceView place;
};
struct WorkerView {
  std::string grid, grid_name, name, office_phone;
  std::vector<std::string> matters;
  LocalDate publicity_date{};
};

extern const Descriptor kDivisionView, kDivisionDetail, kLocatedView, kWorkerView;

DivisionView view_of(const Division& division);
LocatedView view_of(const Located& located, Wgs84Point place);
std::vector<StepView> view_of(const std::vector<Step>& path);

}  // namespace linli::territory
