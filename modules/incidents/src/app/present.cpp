#include "app/present.hpp"

#include "platform/calendar/calendar.hpp"
#include "territory/territory.hpp"

namespace linli::incidents {
namespace {

std::string street_of(std::string_view code) { return std::string(code.substr(0, 9)); }

}  // namespace

std::string tone_of(std::optional<Instant> due, std::optional<Instant> warn, bool paused, bool closed, Instant now) {
  if (!due || paused || closed) return "normal";
  if (*due < now) return "overdue";
  return warn && *warn <= now ? "soon" : "normal";
}

std::optional<OutsideView> outside_view(const Case& c, Instant now) {
  if (!c.outside_system) return std::nullopt;
  const bool is_over = c.outside_answered_at || (c.closed_at && c.state != "merged");
  return OutsideView{*c.outside_system,
                     c.outside_name.value_or(*c.outside_system),
                     c.outside_number.value_or(""),
                     c.outside_due,
                     c.outside_answered_at,
                     tone_of(c.outside_due, c.outside_warn, false, is_over, now)};
}

IncidentRow row_of(const Case& c, const Incidents& incidents, Instant now) {
  const territory::Territory& territory = incidents.context().get<territory::Territory>();
  IncidentRow row;
  row.id = c.id;
  row.number = c.number;
  row.code = c.phone_code;
  row.matter = {c.matter, incidents.matter_name(c.matter)};
  row.title = row.matter.name;
  row.address = c.address;
  row.scope_code = c.scope_code;
  row.grid_name = territory.name(c.scope_code);
  row.street_name = territory.name(street_of(c.scope_code));
  row.state = c.state;
  row.owner = {c.owner_unit_name, c.owner_person_name};
  row.due = c.due;
  row.warn = c.warn;
  row.due_provisional = c.due_provisional;
  row.paused = c.paused_at.has_value();
  row.overdue = tone_of(c.due, c.warn, row.paused, c.closed_at.has_value(), now) == "overdue";
  row.urgency = c.urgency;
  row.source = c.source;
  row.reported_at = c.reported_at;
  row.changed_at = c.changed_at;
  row.place = {c.place.lon(), c.place.lat()};
  row.repeat_count = c.repeat_count;
  row.self_handled = c.self_handled;
  row.spot_check = c.spot_check;
  row.assists_open = c.assists_open;
  row.assists_absent = c.assists_absent;
  row.errands_open = c.errands_open;
  row.errand_to = c.errand_to;
  row.urges = c.urges;
  row.supervision = c.supervision;
  row.supervision_grade = c.supervision_grade;
  row.suspension_kind = c.suspension_kind;
  row.review_on = c.review_on;
  if (c.state == "contested") row.asked.push_back("return");
  if (c.raise_asked) row.asked.push_back("raise");
  if (c.extension_asked) row.asked.push_back("extension");
  if (c.suspension_asked) row.asked.push_back("suspension");
  if (c.withdrawal_asked) row.asked.push_back("withdrawal");
  row.outside = outside_view(c, now);
  row.version = c.version;
  if (c.due && !c.closed_at && !row.paused) {
    const Matter* matter = incidents.catalogue().find(c.matter);
    if ((matter && matter->urgent) || c.urgency != "normal") {
      row.remaining = RemainingView{std::chrono::floor<std::chrono::minutes>(*c.due - now).count(), "natural"};
    } else {
      const auto calendar = incidents.context().get<calendar::Calendar>().current();
      row.remaining = RemainingView{calendar->working_minutes_between(now, *c.due), "working"};
    }
  }
  return row;
}

}  // namespace linli::incidents
