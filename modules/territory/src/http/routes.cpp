#include "http/routes.hpp"

#include <boost/json.hpp>

#include "domain/geojson.hpp"
#include "http/dto.hpp"
#include "http/tiles.hpp"
#include "kernel/refusal.hpp"
#include "platform/app/module.hpp"
#include "store/store.hpp"
#include "store/workers.hpp"

namespace linli::territory {

namespace {

using http::Call;
using http::Method;
using http::Response;

constexpr const char* kOpen = "";
constexpr const char* kTag = "territory";

Response list_divisions(Call& call, const Territory& territory) {
  boost::json::array items;
  for (const Division& division : territory.children(call.request.query_value("parent").value_or(""))) {
    const DivisionView view = view_of(division);
    items.push_back(write_record(kDivisionView, &view));
  }
  return Response::of_json(boost::json::object{{"items", std::move(items)}, {"next", nullptr}});
}

Response get_division(Call& call, const Territory& territory) {
  const std::optional<Division> division = territory.find(call.request.params.at("code"));
  if (!division) throw Refused("not_found");
  DivisionView view = view_of(*division);
  view.path = view_of(territory.path(division->code));
  if (division->drawn) view.outline = to_geojson(store::outline(call.db, division->code));
  return Response::of_json(write_record(kDivisionDetail, &view));
}

double degrees(const Call& call, const char* name, std::vector<FieldError>& mistakes) {
  const std::optional<std::string> text = call.request.query_value(name);
  if (!text) {
    mistakes.push_back({name, "required", {}});
    return 0;
  }
  return std::stod(*text);
}

Response locate(Call& call, const Territory& territory) {
  std::vector<FieldError> mistakes;
  const double lon = degrees(call, "lon", mistakes), lat = degrees(call, "lat", mistakes);
  if (!mistakes.empty()) throw Refused(std::move(mistakes));
  const Wgs84Point place = to_wgs84(lon, lat, call.request.query_value("system").value_or("wgs84"));
  const LocatedView view = view_of(territory.locate_or_refuse(place), place);
  return Response::of_json(write_record(kLocatedView, &view));
}

Response get_worker(Call& call, const Territory& territory) {
  const std::string& code = call.request.params.at("code");
  const std::optional<store::Notice> notice = store::notice(call.db, code, call.app.zone().date_of(call.now));
  if (!notice) throw Refused("not_found");
  const WorkerView view{code,
                        territory.name(code),
                        notice->worker.public_name,
                        notice->worker.office_phone,
                        notice->matters,
                        notice->published_on};
  return Response::of_json(write_record(kWorkerView, &view));
}

}  // namespace

std::vector<http::Route> routes(std::shared_ptr<Territory> territory, http::Rate locates) {
  auto asking = [&](Response (*answer)(Call&, const Territory&)) {
    return [territory, answer](Call& call) { return answer(call, *territory); };
  };
  auto cache = std::make_shared<TileCache>();
  return {
      {.method = Method::get,
       .pattern = "/api/v1/divisions",
       .operation = "listDivisions",
       .permission = kOpen,
       .handle = asking(list_divisions),
       .answer = &kDivisionView,
       .answer_is_page = true,
       .query = {{"parent", FieldType::text, "code of the division whose parts are listed; absent: the topmost"}},
       .tag = kTag},
      {.method = Method::get,
       .pattern = "/api/v1/divisions/{code}",
       .operation = "getDivision",
       .permission = kOpen,
       .handle = asking(get_division),
       .answer = &kDivisionDetail,
       .tag = kTag},
      {.method = Method::get,
       .pattern = "/api/v1/locate",
       .operation = "locate",
       .permission = kOpen,
       .handle =
           [territory, limit = std::make_shared<http::RateLimit>(locates)](Call& call) {
             limit->take(call.request.peer, call.now);
             return locate(call, *territory);
           },
       .answer = &kLocatedView,
       .query = {{"lon", FieldType::number, "degrees"},
                 {"lat", FieldType::number, "degrees"},
                 {"system", FieldType::text, "wgs84 (default), cgcs2000, gcj02 or bd09"}},
       .tag = kTag},
      {.method = Method::get,
       .pattern = "/api/v1/grids/{code}/worker",
       .operation = "getGridWorker",
       .permission = kOpen,
       .handle = asking(get_worker),
       .answer = &kWorkerView,
       .tag = kTag},
      {.method = Method::get,
       .pattern = "/tiles/{layer}/{z}/{x}/{y}.mvt",
       .operation = "getTile",
       .permission = kOpen,
       .handle = [territory, cache](Call& call) { return answer_tile(call, *cache, territory->version()); },
       .tag = kTag,
       .answer_type = "application/vnd.mapbox-vector-tile",
       .at_hand = [territory, cache](
                      const http::Request& request) { return tile_at_hand(request, *cache, territory->version()); }},
  };
}

}  // namespace linli::territory
