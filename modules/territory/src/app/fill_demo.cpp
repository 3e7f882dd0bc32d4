#include "app/fill_demo.hpp"

#include "platform/app/module.hpp"
#include "platform/log/log.hpp"
#include "platform/resources.hpp"
#include "platform/text/messages.hpp"
#include "territory/import.hpp"
#include "territory/territory.hpp"

namespace linli::territory {

namespace {

constexpr const char* kCity = "4401";
constexpr const char* kHomeDistrict = "440104";
constexpr std::uint32_t kGrids = 18'884;  ///< of the whole city, as its notice of 2022 has it (TER-04)
constexpr LocalDate kInForceSince{std::chrono::local_days(std::chrono::year(2022) / 9 / 1)};

}  // namespace

void fill_demo(app::Context& context, db::Connection& db, const std::string& size) {
  const Act act{context.clock().now(), kInForceSince, nullptr, "demo"};
  import_divisions(db, resources::get("reference/adcodes-4401.csv"), "reference/adcodes-4401.csv", false, act);
  import_outlines(db, resources::get("reference/districts-4401.geojson"), "gcj02", kCity, "district", false, act);
  const std::vector<std::string> districts =
      size == "community" ? std::vector<std::string>{kHomeDistrict} : std::vector<std::string>{};
  const std::string name =
      context.get<text::Messages>().text(text::Messages::kDefault, "territory.synthetic_grid", {{"n", "{n}"}});
  const CityInvented city = invent_geometry(db, kCity, districts, kGrids, name, act);
  log::info("territory.demo_drawn", {{"grids", city.grids}, {"seconds", city.seconds}});
  context.get<Territory>().refresh(db, context.zone().date_of(context.clock().now()));
}

}  // namespace linli::territory
