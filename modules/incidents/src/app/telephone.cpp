#include "app/telephone.hpp"

#include <boost/json.hpp>

#include "app/present.hpp"
#include "app/show_incident.hpp"
#include "incidents_sql.hpp"
#include "kernel/codes.hpp"
#include "kernel/text.hpp"
#include "platform/access/access.hpp"
#include "platform/audit/audit.hpp"
#include "platform/http/page.hpp"
#include "platform/personal/vault.hpp"
#include "territory/territory.hpp"

namespace linli::incidents {
namespace {

constexpr std::size_t kShortestWords = 2;  // characters
// Roles that answer residents; who handles or checks a case does not owe the reporter the answer.
const std::vector<std::string> kAnswering = {"grid_worker", "dispatcher", "caller", "leader"};

bool reaches(http::Call& call, const Case& c, std::string_view permission) {
  access::Relation relation;
  relation.scope_code = c.scope_code;
  relation.line = c.matter;
  return call.app.get<access::Access>().covers(call.who, permission, relation);
}

}  // namespace

CasePage cases_of_caller(http::Call& call, Incidents& incidents, const CallerGiven& given) {
  const std::string phone = normalised_phone(given.phone);
  if (!is_valid_phone(phone)) throw Refused(std::vector<FieldError>{{"phone", "invalid_phone", {}}});
  std::vector<Uuid> records, cases;
  for (const personal::Ref& ref : call.app.get<personal::Vault>().find(call.db, "phone", phone))
    records.push_back(ref.record);
  const std::vector<Uuid> handling = call.who.has_role("department") ? call.who.units() : std::vector<Uuid>{};
  if (!records.empty())
    for (const db::Row row : call.db.run(sql::cases_of_reporters, db::Params::of(records, handling)))
      cases.push_back(row.uuid("incident"));
  CasePage page;
  if (!cases.empty())
    for (const db::Row row : call.db.run(sql::cases_by_id, db::Params::of(cases))) {
      const Case c = read_case(row);
      if (reaches(call, c, "incidents.reveal")) page.items.push_back(row_of(c, incidents, call.now));
    }
  page.total = static_cast<std::int64_t>(page.items.size());
  // Whose cases somebody looked up is on record before the answer leaves, without the phone.
  db::Batch trace;
  const json::value detail = json::object{{"found", page.total}};
  audit::record(trace, {call.now, &call.who, "incidents.find_caller", "caller", "", call.request.id, "", &detail});
  call.db.commit(trace);
  return page;
}

FoundPlaces find_places(http::Call& call, Incidents&) {
  FoundPlaces found;
  const std::string text = tidied(call.request.query_value("text").value_or(""));
  if (character_count(text) < kShortestWords) return found;
  const access::Reach reach = call.app.get<access::Access>().reach(call.who, "incidents.report");
  for (const db::Row row : call.db.run(sql::search_places, db::Params::of(reach.prefixes, text)))
    found.items.push_back({row.text("address"), row.text("scope_code"),
                           static_cast<double>(row.integer("lon_e7")) * 1e-7,
                           static_cast<double>(row.integer("lat_e7")) * 1e-7});
  return found;
}

CasePage list_first_asked(http::Call& call, Incidents& incidents) {
  const http::PageRequest page = http::page_request(call.request, 2);
  db::Params params = db::Params::of(call.who.person, call.request.query_value("owing") == "true");
  if (page.first())
    params.add(nullptr).add(nullptr);
  else
    params.add(parse_instant(page.key(0))).add(Uuid::parse(page.key(1)));
  params.add(page.limit + 1);
  CasePage result;
  for (const db::Row row : call.db.run(sql::list_first_asked, params)) {
    if (static_cast<int>(result.items.size()) == page.limit) {
      const IncidentRow& last = result.items.back();
      result.next = http::cursor({to_text(last.changed_at), last.id.text()});
      break;
    }
    result.items.push_back(row_of(read_case(row), incidents, call.now));
  }
  result.total = static_cast<std::int64_t>(result.items.size());
  return result;
}

ColleaguesView list_colleagues(http::Call& call, Incidents&) {
  const Case c = case_to_see(call, call.id_param("id"));
  ColleaguesView view;
  for (const db::Row row :
       call.db.run(sql::colleagues, db::Params::of(c.scope_code, call.app.zone().date_of(call.now), kAnswering)))
    view.items.push_back({row.uuid("person"), row.text("display"), row.text("role"), row.maybe_text("unit_name")});
  return view;
}

}  // namespace linli::incidents
