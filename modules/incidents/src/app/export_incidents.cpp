#include "app/export_incidents.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>
#include <set>

#include "app/list_incidents.hpp"
#include "app/present.hpp"
#include "domain/sheet.hpp"
#include "incidents_sql.hpp"
#include "kernel/text.hpp"
#include "platform/access/access.hpp"
#include "platform/audit/audit.hpp"
#include "platform/crypto/crypto.hpp"
#include "platform/text/messages.hpp"

namespace linli::incidents {
namespace {

constexpr const char* kPermission = "incidents.export";
constexpr std::size_t kShortestPurpose = 4;  // characters
constexpr std::int64_t kCounted = 10'000;    // rows to which a list is counted

constexpr const char* kColumns[] = {"number",   "matter",  "address", "street",      "grid",    "state",
                                    "unit",     "person",  "due",     "overdue",     "urgency", "source",
                                    "reported", "changed", "repeats", "self_handled"};

// Words of a file in the city's language, whatever the browser of the person asks for.
class Words {
 public:
  explicit Words(const app::Context& app) : messages_(app.get<text::Messages>()) {}
  std::string operator()(const std::string& key, const std::map<std::string, std::string>& values = {}) const {
    return messages_.text(text::Messages::kDefault, key, values);
  }

 private:
  const text::Messages& messages_;
};

std::string local_minute(const CityZone& zone, Instant at) {
  const LocalTime local = zone.to_local(at);
  const LocalDate day = std::chrono::floor<std::chrono::days>(local);
  const auto minutes = std::chrono::floor<std::chrono::minutes>(local - day).count();
  return fmt::format("{} {:02}:{:02}", to_text(day), minutes / 60, minutes % 60);
}

std::vector<std::string> headings(const Words& words) {
  std::vector<std::string> cells;
  for (const char* column : kColumns) cells.push_back(words(std::string("export.column.") + column));
  return cells;
}

// In the order of kColumns.
std::vector<std::string> cells_of(const IncidentRow& row, const Words& words, const CityZone& zone) {
  const auto yes = [&](bool flag) { return words(flag ? "export.flag.set" : "export.flag.unset"); };
  return {row.number,
          row.title,
          row.address,
          row.street_name,
          row.grid_name,
          words("state." + row.state),
          row.owner.unit_name.value_or(""),
          row.owner.person.value_or(""),
          row.due ? local_minute(zone, *row.due) : "",
          yes(row.overdue),
          words("export.urgency." + row.urgency),
          words("export.source." + row.source),
          local_minute(zone, row.reported_at),
          local_minute(zone, row.changed_at),
          std::to_string(row.repeat_count),
          yes(row.self_handled)};
}

// What was taken, as the audit log may keep it: the cases that were chosen, or the filters; what was searched for can
// be somebody's phone.
json::object filters_of(const http::Request& request, const ExportGiven& given) {
  json::object filters;
  if (given.cases) {
    json::array ids;
    for (const Uuid& id : *given.cases) ids.emplace_back(id.text());
    filters["cases"] = std::move(ids);
    return filters;
  }
  for (const auto& [name, value] : request.query) filters[name] = name == "text" ? "*" : value;
  return filters;
}

// The smallest area that holds all prefixes, so that auditors of it see the entry.
std::string common_area(const std::vector<std::string>& prefixes) {
  if (prefixes.empty()) return "";
  std::string area = prefixes.front();
  for (const std::string& prefix : prefixes)
    area.resize(static_cast<std::size_t>(std::ranges::mismatch(area, prefix).in1 - area.begin()));
  return area;
}

[[noreturn]] void refuse_size(http::Call& call, std::int64_t limit) {
  const std::int64_t total = count_listed(call, kPermission);
  const bool exact = total < kCounted && total > limit;
  throw Refused("export_too_large",
                {{"rows", exact ? std::to_string(total) : std::to_string(std::max(total, limit)) + "+"},
                 {"limit", std::to_string(limit)}});
}

// What goes into the file: all of one moment, at most `limit` cases, and none of the chosen ones left out in silence.
db::Rows rows_of(http::Call& call, const ExportGiven& given, int limit) {
  const std::size_t most = static_cast<std::size_t>(limit);
  if (!given.cases) {
    db::Rows rows = first_listed(call, kPermission, limit + 1);
    if (rows.size() > most) refuse_size(call, limit);
    return rows;
  }
  if (given.cases->size() > most)
    throw Refused("export_too_large",
                  {{"rows", std::to_string(given.cases->size())}, {"limit", std::to_string(limit)}});
  db::Rows rows = chosen_cases(call, kPermission, *given.cases);
  const std::size_t asked = std::set(given.cases->begin(), given.cases->end()).size();
  if (rows.size() < asked) throw Refused("export_beyond_reach", {{"count", std::to_string(asked - rows.size())}});
  return rows;
}

}  // namespace

http::Response export_incidents(http::Call& call, Incidents& incidents, const ExportGiven& given) {
  const std::string purpose = tidied(given.purpose);
  std::vector<FieldError> mistakes;
  if (given.id.is_nil()) mistakes.push_back({"id", "required", {}});
  if (character_count(purpose) < kShortestPurpose)
    mistakes.push_back({"purpose", "too_short", {{"min", std::to_string(kShortestPurpose)}}});
  if (!mistakes.empty()) throw Refused(std::move(mistakes));

  const db::Rows rows = rows_of(call, given, incidents.settings().export_rows);
  const CityZone& zone = call.app.zone();
  const Words words(call.app);
  const std::string number = fmt::format("D-{}-{:06}", to_compact_text(zone.date_of(call.now)),
                                         call.db.run(sql::next_export)[0].integer("number"));
  Sheet sheet;
  sheet.add_row(headings(words));
  for (const db::Row row : rows) sheet.add_row(cells_of(row_of(read_case(row), incidents, call.now), words, zone));
  sheet.add_row({words("export.trace", {{"number", number},
                                        {"who", call.who.display},
                                        {"at", local_minute(zone, call.now)},
                                        {"rows", std::to_string(rows.size())},
                                        {"purpose", purpose}})});
  const std::string digest = crypto::to_hex(crypto::sm3(sheet.text()));

  const json::value detail = json::object{{"filters", filters_of(call.request, given)},
                                          {"rows", static_cast<std::int64_t>(rows.size())},
                                          {"digest", digest}};
  const std::string object = "export:" + number;
  const std::string area = common_area(call.app.get<access::Access>().reach(call.who, kPermission).prefixes);
  db::Batch trace;
  trace.add(sql::insert_export, db::Params::of(given.id, number, call.now));
  audit::record(trace, {call.now, &call.who, "incidents.export", object, area, call.request.id, purpose, &detail});
  call.db.commit(trace);  // durable before the file leaves

  http::Response file;
  file.headers["content-type"] = "text/csv; charset=utf-8";
  file.headers["content-disposition"] = "attachment; filename=\"" + number + ".csv\"";
  file.body = sheet.take();
  return file;
}

}  // namespace linli::incidents
