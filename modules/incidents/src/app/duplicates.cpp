#include "app/duplicates.hpp"

#include <algorithm>
#include <boost/json.hpp>

#include "app/show_incident.hpp"
#include "domain/place_history.hpp"
#include "incidents_sql.hpp"
#include "platform/access/access.hpp"
#include "store/cases.hpp"
#include "territory/territory.hpp"

namespace linli::incidents {
namespace {

// What others are compared with.
struct Sought {
  std::string matter;
  Wgs84Point place;
  Instant at;  ///< reported, or asked
  std::optional<Uuid> self;
};

std::vector<std::string> siblings_of(const Catalogue& catalogue, const std::string& matter, bool residents) {
  std::vector<std::string> codes;
  for (const Matter& m : catalogue.matters())
    if (are_siblings(m.code, matter) && (!residents || m.open_to_public)) codes.push_back(m.code);
  return codes;
}

bool may_follow(const std::string& state, bool closed) { return !closed && state != "fed_back" && state != "callback"; }

// As far as anybody may know: the community, not the door.
std::string rough_place(const territory::Territory& territory, const std::string& code) {
  constexpr std::size_t kCommunity = 12;
  return territory.name(code.substr(0, kCommunity));
}

// Whether the caller may see the case itself.
bool reaches(const http::Call& call, const db::Row& row) {
  const std::string scope = row.text("scope_code"), line = row.text("matter");
  access::Relation relation;
  relation.scope_code = scope;
  relation.line = line;
  relation.unit = unit_to(call.who.units(), row.maybe_uuid("owner_unit"), row.maybe_uuid("handler_unit"));
  return call.app.get<access::Access>().covers(call.who, "incidents.view", relation);
}

// `all`: also what the caller may not see, without number and address.
DuplicatesView search(http::Call& call, const Incidents& incidents, const Sought& sought, bool all) {
  const bool residents = call.who.kind != access::Principal::Kind::staff;
  const DuplicateRules& rules = incidents.settings().duplicates;
  const auto days = [](int count) { return std::chrono::hours(24 * count); };
  const Box box = box_around(sought.place, rules.radius_m);
  const territory::Territory& territory = call.app.get<territory::Territory>();
  DuplicatesView found{{}, rules.radius_m, rules.days};
  for (const db::Row row : call.db.run(
           sql::duplicates_near,
           db::Params::of(siblings_of(incidents.catalogue(), sought.matter, residents), box.west, box.south, box.east,
                          box.north, sought.at - days(rules.days), call.now - days(rules.closed_days), sought.self))) {
    const Wgs84Point there{static_cast<std::int32_t>(row.integer("lon_e7")),
                           static_cast<std::int32_t>(row.integer("lat_e7"))};
    const Likeness like =
        likeness(rules, sought.matter, sought.place, sought.at, row.text("matter"), there, row.instant("reported_at"));
    if (like.score == 0) continue;
    const bool in_reach = !residents && reaches(call, row);
    if (!in_reach && !all) continue;
    const bool closed = !row.is_null("closed_at");
    DuplicateView view{row.uuid("id"),
                       {row.text("matter"), incidents.matter_name(row.text("matter"))},
                       rough_place(territory, row.text("scope_code")),
                       row.text("state"),
                       rough_metres(like.distance_m),
                       like.days,
                       like.score,
                       like.same_matter,
                       may_follow(row.text("state"), closed),
                       std::max<std::int64_t>(1, row.integer("reporters")),
                       row.instant("reported_at"),
                       row.maybe_instant("closed_at"),
                       {},
                       {}};
    if (in_reach) {
      view.number = row.text("number");
      view.address = row.text("address");
    }
    found.items.push_back(std::move(view));
  }
  std::stable_sort(found.items.begin(), found.items.end(),
                   [](const DuplicateView& a, const DuplicateView& b) { return a.score > b.score; });
  if (found.items.size() > static_cast<std::size_t>(rules.shown))
    found.items.resize(static_cast<std::size_t>(rules.shown));
  return found;
}

double degrees(const http::Request& request, const char* name) {
  const std::string text = request.query_value(name).value_or("");
  char* end = nullptr;
  const double value = std::strtod(text.c_str(), &end);
  if (text.empty() || *end || !(value >= -180 && value <= 180)) throw Refused("invalid_parameter", {{"name", name}});
  return value;
}

}  // namespace

DuplicatesView duplicates_near(http::Call& call, Incidents& incidents) {
  incidents.duplicates().take(call.request.peer, call.now);
  const http::Request& q = call.request;
  const std::string matter = q.query_value("matter").value_or("");
  incidents.matter(matter);
  const Wgs84Point place = to_wgs84(degrees(q, "lon"), degrees(q, "lat"), q.query_value("system").value_or("wgs84"));
  return search(call, incidents, {matter, place, call.now, {}}, true);
}

DuplicatesView duplicates_of(http::Call& call, Incidents& incidents) {
  const Case c = case_to_see(call, call.id_param("id"));
  return search(call, incidents, {c.matter, c.place, c.reported_at, c.id}, false);
}

}  // namespace linli::incidents
