#include "app/list_incidents.hpp"

#include <algorithm>
#include <boost/json.hpp>

#include "app/levels.hpp"
#include "app/present.hpp"
#include "domain/rates.hpp"
#include "incidents_sql.hpp"
#include "platform/access/access.hpp"
#include "platform/calendar/calendar.hpp"
#include "platform/http/page.hpp"
#include "platform/personal/vault.hpp"
#include "platform/workflow/workflow.hpp"
#include "territory/territory.hpp"

namespace linli::incidents {
namespace {

constexpr int kMapPoints = 500;
constexpr std::size_t kCodeDigits = 6, kDistrictDigits = 6;

// Cases whose reporter has this phone (whole, or its last four digits), for those who may learn who reported.
std::vector<Uuid> cases_by_phone(http::Call& call, const std::string& digits) {
  std::vector<Uuid> cases, records;
  if (digits.size() < 4 || digits.find_first_not_of("0123456789") != std::string::npos) return cases;
  if (!call.who.may("incidents.reveal")) return cases;
  for (const personal::Ref& ref : call.app.get<personal::Vault>().find(call.db, "phone", digits))
    records.push_back(ref.record);
  if (records.empty()) return cases;
  const bool handles = call.who.has_role("department") || call.who.has_role("unit_head");
  const std::vector<Uuid> handling = handles ? call.who.units() : std::vector<Uuid>{};
  for (const db::Row row : call.db.run(sql::cases_of_reporters, db::Params::of(records, handling)))
    cases.push_back(row.uuid("incident"));
  return cases;
}

// `level=own`: what the caller's own centre works on, which is open.
bool at_own_level(const http::Request& request) {
  const std::optional<std::string> level = request.query_value("level");
  if (level && level != "own") throw Refused(std::vector<FieldError>{{"level", "not_among", {{"choices", "own"}}}});
  return level.has_value();
}

access::Reach reach_of(http::Call& call, std::string_view permission) {
  return at_own_level(call.request) ? reach_at_level(call, permission)
                                    : call.app.get<access::Access>().reach(call.who, permission);
}

// Parameters $1..$19 that every list query shares: the caller's reach, then the filters.
db::Params filters(http::Call& call, const access::Reach& reach) {
  const http::Request& q = call.request;
  const bool mine = q.query_value("mine") == "true", overdue = q.query_value("overdue") == "true";
  std::optional<std::vector<std::string>> states;
  if (const auto text = q.query_value("state")) states = split(*text);
  std::optional<Uuid> unit;
  if (const auto text = q.query_value("unit")) unit = Uuid::parse(*text);
  std::optional<Instant> due_before;
  if (const auto text = q.query_value("due_before")) due_before = parse_instant(*text);
  if (overdue) due_before = call.now;
  const std::optional<std::string> text = q.query_value("text");
  std::vector<Uuid> found;
  if (text) found = cases_by_phone(call, *text);
  if (text && text->size() == kCodeDigits)  // of one who follows a case
    for (const db::Row row : call.db.run(sql::cases_of_code, db::Params::of(*text)))
      found.push_back(row.uuid("incident"));
  db::Params p;
  p.add(reach.prefixes).add(reach.units).add(reach.person);
  p.add(states).add(q.query_value("matter")).add(q.query_value("scope")).add(q.query_value("source"));
  p.add(q.query_value("urgency")).add(unit).add(due_before);
  p.add(mine ? std::optional<Uuid>(call.who.person) : std::nullopt).add(text).add(found);
  if (const auto box = box_of(q))
    for (const std::int32_t e7 : *box) p.add(e7);
  else
    p.add(nullptr).add(nullptr).add(nullptr).add(nullptr);
  p.add(q.query_value("open") == "true" || overdue || at_own_level(q)).add(q.query_value("spot_check"));
  return p;
}

bool by_change(const http::Request& request) { return request.query_value("order") == "changed"; }

// Whether only open cases are asked for, of which there are few: those are found among themselves.
bool only_open(const http::Call& call) {
  const http::Request& q = call.request;
  if (q.query_value("open") == "true" || q.query_value("overdue") == "true" || q.query_value("due_before") ||
      at_own_level(q))
    return true;
  const auto text = q.query_value("state");
  if (!text || text->empty()) return false;
  const auto& known = call.app.get<workflow::Engine>().definition("incident").states;
  const std::vector<std::string> wanted = split(*text);
  return std::all_of(wanted.begin(), wanted.end(), [&](const std::string& name) {
    const auto state = known.find(name);
    return state != known.end() && !state->second.is_final();
  });
}

/// A page of the list, or how many there are, by the statement that fits who asks.
class Lists {
 public:
  Lists(const access::Reach& reach, bool by_change, bool only_open)
      : prefixes_(reach.prefixes), by_change_(by_change), only_open_(only_open) {}
  Lists(const http::Call& call, const access::Reach& reach) : Lists(reach, by_change(call.request), only_open(call)) {}

  /// `params`: the filters and the keyset, with the limit.
  void add_page(db::Batch& batch, db::Params params) const {
    if (is_open_nearby()) {
      batch.add(by_change_ ? sql::list_open_by_change : sql::list_open_by_due, std::move(params));
    } else if (only_open_ && !by_change_) {
      batch.add(sql::list_wide_by_due, std::move(params));
    } else if (has_one_territory()) {
      batch.add(by_change_ ? sql::list_near_by_change : sql::list_near_by_due, bounded(std::move(params)));
    } else {
      batch.add(by_change_ ? sql::list_by_change : sql::list_by_due, std::move(params));
    }
  }
  void add_count(db::Batch& batch, db::Params filters) const {
    if (is_open_nearby())
      batch.add(sql::count_open_list, std::move(filters));
    else if (has_one_territory())
      batch.add(sql::count_near, bounded(std::move(filters)));
    else
      batch.add(sql::count_list, std::move(filters));
  }

 private:
  // Who sees the whole city is not helped by looking for what is open within reach first: it is met soon in the order
  // asked for. (A level is no territory.)
  bool is_open_nearby() const {
    return only_open_ && std::all_of(prefixes_.begin(), prefixes_.end(),
                                     [](const std::string& p) { return p.size() >= kDistrictDigits; });
  }
  bool has_one_territory() const { return prefixes_.size() <= 1; }
  // Codes are digits: all below a prefix lie before the prefix with a colon.
  db::Params bounded(db::Params params) const {
    if (prefixes_.empty()) return std::move(params.add(nullptr).add(nullptr));
    return std::move(params.add(prefixes_.front()).add(prefixes_.front() + ":"));
  }

  std::vector<std::string> prefixes_;
  bool by_change_, only_open_;
};

}  // namespace

std::vector<std::string> split(const std::string& text) {
  std::vector<std::string> parts;
  std::size_t from = 0;
  while (from <= text.size()) {
    const std::size_t comma = std::min(text.find(',', from), text.size());
    if (comma > from) parts.push_back(text.substr(from, comma - from));
    from = comma + 1;
  }
  return parts;
}

std::optional<std::vector<std::int32_t>> box_of(const http::Request& request) {
  const std::optional<std::string> text = request.query_value("bbox");
  if (!text) return std::nullopt;
  std::vector<std::int32_t> box;
  for (const std::string& part : split(*text)) {
    char* end = nullptr;
    const double degrees = std::strtod(part.c_str(), &end);
    if (end == part.c_str() || *end || !(degrees >= -180 && degrees <= 180))
      throw Refused(std::vector<FieldError>{{"bbox", "invalid_box", {}}});
    box.push_back(static_cast<std::int32_t>(degrees * 1e7));
  }
  if (box.size() != 4 || box[0] > box[2] || box[1] > box[3])
    throw Refused(std::vector<FieldError>{{"bbox", "invalid_box", {}}});
  return box;
}

bool add_open_count(db::Batch& batch, http::Call& call) {
  if (!only_open(call)) return false;
  batch.add(sql::count_open_list, filters(call, reach_of(call, "incidents.view")));
  return true;
}

db::Rows first_listed(http::Call& call, std::string_view permission, int most) {
  const access::Reach reach = reach_of(call, permission);
  db::Params params = filters(call, reach);
  params.add(nullptr).add(nullptr).add(most);
  db::Batch reads;
  Lists(call, reach).add_page(reads, std::move(params));
  return call.db.read(reads)[0];
}

db::Rows chosen_cases(http::Call& call, std::string_view permission, const std::vector<Uuid>& cases) {
  const access::Reach reach = call.app.get<access::Access>().reach(call.who, permission);
  return call.db.run(sql::list_chosen, db::Params::of(reach.prefixes, reach.units, reach.person, cases));
}

std::int64_t count_listed(http::Call& call, std::string_view permission) {
  const access::Reach reach = reach_of(call, permission);
  db::Batch reads;
  Lists(call, reach).add_count(reads, filters(call, reach));
  return call.db.read(reads)[0][0].integer("total");
}

CasePage list_incidents(http::Call& call, Incidents& incidents) {
  const http::PageRequest page = http::page_request(call.request, 2);
  const access::Reach reach = reach_of(call, "incidents.view");
  const db::Params filter = filters(call, reach);
  db::Params keyed = filter;
  if (page.first())
    keyed.add(nullptr).add(nullptr);
  else
    keyed.add(page.key(0).empty() ? std::nullopt : std::optional(page.key(0))).add(Uuid::parse(page.key(1)));
  keyed.add(page.limit + 1);
  db::Batch reads;
  const Lists lists(call, reach);
  lists.add_page(reads, std::move(keyed));
  lists.add_count(reads, filter);
  const std::vector<db::Rows> answers = call.db.read(reads);
  CasePage result;
  result.total = answers[1][0].integer("total");
  for (const db::Row row : answers[0]) {
    if (static_cast<int>(result.items.size()) == page.limit) {
      const IncidentRow& last = result.items.back();
      const std::optional<Instant> key = by_change(call.request) ? std::optional(last.changed_at) : last.due;
      result.next = http::cursor({key ? to_text(*key) : "", last.id.text()});
      break;
    }
    result.items.push_back(row_of(read_case(row), incidents, call.now));
  }
  return result;
}

MapView map_incidents(http::Call& call, Incidents&) {
  const db::Params filter = filters(call, reach_of(call, "incidents.view"));
  db::Params points = filter;
  points.add(kMapPoints);
  db::Batch reads;
  reads.add(sql::map_points, points);
  reads.add(sql::count_list, filter);
  const std::vector<db::Rows> answers = call.db.read(reads);
  MapView map;
  map.total = answers[1][0].integer("total");
  if (map.total <= kMapPoints) {
    for (const db::Row row : answers[0])
      map.points.push_back({row.uuid("id"), static_cast<double>(row.integer("lon_e7")) * 1e-7,
                            static_cast<double>(row.integer("lat_e7")) * 1e-7, row.text("state"),
                            tone_of(row.maybe_instant("due"), row.maybe_instant("warn"), !row.is_null("paused_at"),
                                    !row.is_null("closed_at"), call.now)});
    return map;
  }
  // Districts for a whole city, streets below a district, communities below a street.
  std::size_t given = call.request.query_value("scope").value_or("").size();
  const access::Reach reach = call.app.get<access::Access>().reach(call.who, "incidents.view");
  if (reach.prefixes.size() == 1) given = std::max(given, reach.prefixes.front().size());
  db::Params clusters = filter;
  clusters.add(given < 6 ? 6 : given < 9 ? 9 : given < 12 ? 12 : 15).add(call.now);
  const auto& territory = call.app.get<territory::Territory>();
  for (const db::Row row : call.db.run(sql::map_clusters, clusters)) {
    const std::string code = row.text("code");
    map.clusters.push_back({code, territory.name(code), static_cast<double>(row.integer("lon_e7")) * 1e-7,
                            static_cast<double>(row.integer("lat_e7")) * 1e-7, row.integer("total"),
                            row.integer("overdue"), row.integer("soon")});
  }
  return map;
}

WorkbenchView workbench(http::Call& call, Incidents& incidents) {
  struct Pile {
    const char* key;
    std::vector<std::string> states;
  };
  static const std::vector<Pile> kPiles = {{"to_acknowledge", {"reminded", "verifying"}},
                                           {"to_accept", {"collected", "raised", "sent_down"}},
                                           {"to_complete", {"returned"}},
                                           {"to_dispatch", {"accepted"}},
                                           {"to_sign", {"dispatched"}},
                                           {"to_rule", {"contested"}},
                                           {"to_handle", {"handling"}},
                                           {"suspended", {"suspended"}},
                                           {"to_check", {"done"}},
                                           {"to_feed_back", {"checked"}},
                                           {"to_be_rated", {"fed_back"}},
                                           {"to_call_back", {"callback"}}};
  const access::Reach area = call.app.get<access::Access>().reach(call.who, "incidents.view");
  const access::Reach reach = reach_at_level(call, "incidents.view");
  const LocalDate today = call.app.zone().date_of(call.now);
  db::Params open_only;  // the shared filters with only "open" set
  open_only.add(reach.prefixes).add(reach.units).add(reach.person);
  for (int i = 0; i < 14; ++i) open_only.add(nullptr);
  open_only.add(true).add(nullptr).add(nullptr).add(nullptr).add(12);
  db::Batch reads;
  reads.add(sql::workbench_counts, db::Params::of(reach.prefixes, reach.units, reach.person, call.now));
  Lists(reach, false, true).add_page(reads, std::move(open_only));
  reads.add(sql::trend, db::Params::of(area.prefixes, today - std::chrono::days(13), today));
  const bool checks = call.who.has_role("checker");
  if (checks) reads.add(sql::count_drawn, db::Params::of(area.prefixes));
  const std::vector<db::Rows> answers = call.db.read(reads);

  WorkbenchView view;
  for (const Pile& pile : kPiles) {
    std::string states;
    for (const std::string& state : pile.states) states += (states.empty() ? "" : ",") + state;
    json::object view_of{{"state", states}};
    if (is_at_level(reach)) view_of["level"] = "own";
    WorkbenchCount count{pile.key, 0, 0, std::move(view_of)};
    for (const db::Row row : answers[0])
      if (std::find(pile.states.begin(), pile.states.end(), row.text("state")) != pile.states.end()) {
        count.count += row.integer("total");
        count.overdue += row.integer("overdue");
      }
    if (count.count > 0) view.counts.push_back(std::move(count));  // an empty pile is nobody's work
  }
  const std::int64_t drawn = checks ? answers[3][0].integer("total") : 0;
  if (drawn > 0) view.counts.push_back({"to_spot_check", drawn, 0, json::object{{"spot_check", "drawn"}}});
  for (const db::Row row : answers[1]) view.next.push_back(row_of(read_case(row), incidents, call.now));
  const auto calendar = call.app.get<calendar::Calendar>().current();
  view.today.working_minutes_left =
      calendar->working_minutes_between(call.now, call.app.zone().to_instant(LocalTime(today + std::chrono::days(1))));
  for (LocalDate day = today - std::chrono::days(13); day <= today; day += std::chrono::days(1)) {
    TrendDay trend{day, 0, 0};
    for (const db::Row row : answers[2])
      if (row.date("day") == day)
        (row.text("figure") == "closed" ? trend.closed : trend.collected) = row.integer("total");
    view.trend.push_back(trend);
  }
  return view;
}

LoopFigures loop_figures(http::Call& call, Incidents&) {
  const LocalDate today = call.app.zone().date_of(call.now);
  const auto date = [&](const char* name, LocalDate fallback) {
    const auto text = call.request.query_value(name);
    return text ? parse_date(*text) : fallback;
  };
  const access::Access& access = call.app.get<access::Access>();
  std::vector<std::string> scopes = access.reach(call.who, "figures.view").prefixes;
  if (const auto scope = call.request.query_value("scope")) {
    access::Relation relation;
    relation.scope_code = *scope;
    access.require(call.who, "figures.view", relation);
    scopes = {*scope};
  }
  LoopFigures f;
  f.from = date("from", today - std::chrono::days(364));
  f.to = date("to", today);
  std::map<std::string, std::int64_t> totals;
  for (const db::Row row :
       call.db.run(sql::figures, db::Params::of(scopes, f.from, f.to, call.request.query_value("source"))))
    totals[row.text("figure")] = row.integer("total");
  const auto rate = [&](const char* part, const char* whole) {
    return RateView{totals[part], totals[whole], per_cent(totals[part], totals[whole])};
  };
  f.closed = rate("closed", "collected");
  f.solved = rate("solved", "collected");
  f.satisfied = rate("satisfied", "rated");
  f.self_handled = totals["self_handled"];
  f.cancelled = totals["cancelled"];
  f.withdrawn = totals["withdrawn"];
  f.merged = totals["merged"];
  f.followed = totals["followed"];
  f.unreachable = totals["unreachable"];
  f.spot_drawn = totals["spot_drawn"];
  f.spot_checked = rate("spot_checked", "spot_drawn");
  f.spot_rejected = rate("spot_rejected", "spot_checked");
  return f;
}

}  // namespace linli::incidents
