#include "app/show_catalogue.hpp"

#include "territory/territory.hpp"

namespace linli::incidents {
namespace {

MatterView view_of(const Matter& m) {
  MatterView view;
  view.code = m.code;
  view.name = m.name;
  view.major = {m.major_code, m.major_name};
  view.middle = {m.middle_code, m.middle_name};
  view.hint = m.filing_standard;
  view.urgent = m.urgent;
  view.self_handled = m.self_handled;
  view.open_to_public = m.open_to_public;
  view.collector_may_check = m.collector_may_check;
  view.limit = {m.limit.count, to_text(m.limit.unit)};
  view.evidence = m.evidence;
  view.filing_standard = m.filing_standard;
  view.closing_standard = m.closing_standard;
  view.default_unit_kind = m.default_unit_kind;
  return view;
}

std::string district_of(const http::Call& call, const std::string& area) {
  constexpr std::size_t kDistrictDigits = 6;
  if (area.size() < kDistrictDigits || !call.app.get<territory::Territory>().find(area))
    throw Refused(std::vector<FieldError>{{"area", "area_unknown", {{"area", area}}}});
  return area.substr(0, kDistrictDigits);
}

AreaListView list_of(const http::Call& call, const MatterList* list, const std::string& district) {
  AreaListView view{district, call.app.get<territory::Territory>().name(district), list != nullptr, {}, {}, {}, false};
  if (!list) return view;
  view.version = list->version;
  view.valid_from = list->valid_from;
  view.decided_by = list->decided_by;
  view.example = list->example;
  return view;
}

}  // namespace

CatalogueView show_catalogue(const http::Call& call, const Incidents& incidents) {
  const Catalogue& catalogue = incidents.catalogue();
  const bool for_residents = call.request.query_value("audience") == "resident";
  const std::optional<std::string> area = call.request.query_value("area");
  const std::string district = area ? district_of(call, *area) : "";
  const LocalDate today = call.app.zone().date_of(call.now);
  const std::shared_ptr<const MatterLists> lists = incidents.lists();
  CatalogueView view;
  view.version = catalogue.version();
  view.label = catalogue.label();
  view.example = catalogue.example();
  view.majors = static_cast<std::int64_t>(catalogue.majors());
  view.middles = static_cast<std::int64_t>(catalogue.middles());
  if (area) view.list = list_of(call, lists->in_force(district, today), district);
  for (const Matter& m : catalogue.matters()) {
    if (for_residents && !m.open_to_public) continue;
    view.items.push_back(view_of(m));
    view.items.back().in_force = !area || lists->admits(district, m.code, today);
    if (const Channel* c = catalogue.channel_for(m))
      view.items.back().channel = ChannelView{c->code, c->name, c->phone, c->hint};
  }
  return view;
}

}  // namespace linli::incidents
