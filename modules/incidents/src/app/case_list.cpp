#include "incidents/case_list.hpp"

#include <algorithm>
#include <set>

#include "app/incidents.hpp"
#include "app/list_incidents.hpp"
#include "incidents_sql.hpp"
#include "platform/workflow/workflow.hpp"
#include "territory/territory.hpp"

namespace linli::incidents {
namespace {

using Mistake = std::optional<std::string>;  // the code

// A list query with these conditions, asked by the same person.
http::Request query_of(const Conditions& conditions) {
  http::Request query;
  query.query.insert(conditions.begin(), conditions.end());
  return query;
}

Mistake unless(bool good, const char* code) { return good ? Mistake() : Mistake(code); }

template <class Parse>
bool can(Parse parse) {
  try {
    parse();
    return true;
  } catch (const Refused&) {
    return false;
  }
}

bool is_code(const std::string& text) {
  return !text.empty() && text.size() <= 40 &&
         text.find_first_not_of("abcdefghijklmnopqrstuvwxyz_0123456789") == std::string::npos;
}

// Judges one condition at a time; units were looked up before.
class Judge {
 public:
  Judge(http::Call& call, std::set<std::string> open_units)
      : incidents_(call.app.get<Incidents>()),
        states_(call.app.get<workflow::Engine>().definition("incident").states),
        territory_(call.app.get<territory::Territory>()),
        open_units_(std::move(open_units)) {}

  Mistake operator()(const std::string& name, const std::string& value) const {
    if (name == "state") return unless(knows_states(value), "condition_state_gone");
    if (name == "matter") return unless(knows_matter(value), "condition_matter_gone");
    if (name == "scope") return unless(territory_.find(value).has_value(), "condition_area_gone");
    if (name == "unit") return unless(open_units_.contains(value), "condition_unit_closed");
    const auto among = [&](std::initializer_list<std::string_view> choices) {
      return unless(std::ranges::find(choices, value) != choices.end(), "condition_wrong");
    };
    if (name == "urgency") return among({"normal", "urgent", "critical"});
    if (name == "spot_check") return among({"drawn", "passed", "rejected"});
    if (name == "order") return among({"due", "changed"});
    if (name == "open" || name == "overdue" || name == "mine") return among({"true"});
    if (name == "level") return among({"own"});
    if (name == "source") return unless(is_code(value), "condition_wrong");
    if (name == "due_before") return unless(can([&] { parse_instant(value); }), "condition_wrong");
    if (name == "bbox") return unless(can([&] { box_of(query_of({{name, value}})); }), "condition_wrong");
    return unless(name == "text", "condition_unknown");
  }

 private:
  bool knows_states(const std::string& value) const {
    const std::vector<std::string> names = split(value);
    return !names.empty() && std::ranges::all_of(names, [&](const auto& name) { return states_.contains(name); });
  }
  bool knows_matter(const std::string& prefix) const {
    return !prefix.empty() && std::ranges::any_of(incidents_.catalogue().matters(), [&](const Matter& matter) {
      return matter.code.starts_with(prefix);
    });
  }

  const Incidents& incidents_;
  const std::map<std::string, workflow::State, std::less<>>& states_;
  const territory::Territory& territory_;
  std::set<std::string> open_units_;
};

// Of the units the conditions name, those that are open.
std::set<std::string> open_units(http::Call& call, const std::vector<Conditions>& lists) {
  std::vector<Uuid> named;
  for (const Conditions& conditions : lists)
    if (const auto unit = conditions.find("unit"); unit != conditions.end())
      if (can([&] { Uuid::parse(unit->second); })) named.push_back(Uuid::parse(unit->second));
  std::set<std::string> open;
  if (!named.empty())
    for (const db::Row row : call.db.run(sql::open_units, db::Params::of(named))) open.insert(row.uuid("id").text());
  return open;
}

}  // namespace

std::vector<std::vector<FieldError>> mistakes_in(http::Call& call, const std::vector<Conditions>& lists) {
  const Judge judge(call, open_units(call, lists));
  std::vector<std::vector<FieldError>> all;
  for (const Conditions& conditions : lists) {
    std::vector<FieldError>& mistakes = all.emplace_back();
    for (const auto& [name, value] : conditions)
      if (Mistake code = judge(name, value)) mistakes.push_back({name, std::move(*code), {{"value", value}}});
  }
  return all;
}

std::vector<std::optional<std::int64_t>> count_open(http::Call& call, const std::vector<Conditions>& lists) {
  db::Batch counts;
  std::vector<bool> counted;
  for (const Conditions& conditions : lists) {
    const http::Request query = query_of(conditions);
    http::Call list{query, call.db, call.who, call.now, call.app};
    counted.push_back(add_open_count(counts, list));
  }
  std::vector<std::optional<std::int64_t>> totals;
  const std::vector<db::Rows> answers = counts.empty() ? std::vector<db::Rows>{} : call.db.read(counts);
  std::size_t next = 0;
  for (const bool is_counted : counted)
    totals.push_back(is_counted ? std::optional(answers[next++][0].integer("total")) : std::nullopt);
  return totals;
}

}  // namespace linli::incidents
