#include "store/cases.hpp"

#include <algorithm>

#include "incidents_sql.hpp"

namespace linli::incidents {

Uuid unit_to(const std::vector<Uuid>& own, const std::optional<Uuid>& owner, const std::optional<Uuid>& handler) {
  for (const std::optional<Uuid>& unit : {owner, handler})
    if (unit && std::find(own.begin(), own.end(), *unit) != own.end()) return *unit;
  return owner.value_or(handler.value_or(Uuid{}));
}

Case read_case(const db::Row& row) {
  Case c;
  c.id = row.uuid("id");
  c.district = row.text("district");
  c.number = row.text("number");
  c.phone_code = row.text("phone_code");
  c.content_digest = row.text("content_digest");
  c.catalogue = row.text("catalogue");
  c.matter = row.text("matter");
  c.source = row.text("source");
  c.urgency = row.text("urgency");
  c.subject = row.uuid("subject");
  c.place = {static_cast<std::int32_t>(row.integer("lon_e7")), static_cast<std::int32_t>(row.integer("lat_e7"))};
  c.address = row.text("address");
  c.filed_code = row.text("filed_code");
  c.scope_code = row.text("scope_code");
  c.collector = row.maybe_uuid("collector");
  c.collector_unit = row.maybe_uuid("collector_unit");
  c.collector_name = row.maybe_text("collector_name");
  c.self_handled = row.boolean("self_handled");
  c.repeat_count = row.integer("repeat_count");
  c.reported_at = row.instant("reported_at");
  c.state = row.text("state");
  c.version = row.integer("version");
  c.owner_unit = row.maybe_uuid("owner_unit");
  c.owner_person = row.maybe_uuid("owner_person");
  c.handler_unit = row.maybe_uuid("handler_unit");
  c.owner_unit_name = row.maybe_text("owner_unit_name");
  c.owner_person_name = row.maybe_text("owner_person_name");
  c.started_at = row.maybe_instant("started_at");
  c.due = row.maybe_instant("due");
  c.warn = row.maybe_instant("warn");
  c.paused_at = row.maybe_instant("paused_at");
  c.closed_at = row.maybe_instant("closed_at");
  c.last_attempt_at = row.maybe_instant("last_attempt_at");
  c.due_provisional = row.boolean("due_provisional");
  c.changed_at = row.instant("changed_at");
  c.outcome = row.maybe_text("outcome");
  c.rating = row.maybe_text("rating");
  c.spot_check = row.maybe_text("spot_check");
  c.suspension_kind = row.maybe_text("suspension_kind");
  c.supervision = row.maybe_text("supervision");
  c.supervision_grade = row.maybe_text("supervision_grade");
  if (!row.is_null("review_on")) c.review_on = row.date("review_on");
  c.suspension_asked = row.boolean("suspension_asked");
  c.extension_asked = row.boolean("extension_asked");
  c.withdrawal_asked = row.boolean("withdrawal_asked");
  c.withdrawal_pressed = row.boolean("withdrawal_pressed");
  c.raise_asked = row.boolean("raise_asked");
  c.assists_open = row.integer("assists_open");
  c.assists_absent = row.integer("assists_absent");
  c.errands_open = row.integer("errands_open");
  c.errand_to = row.maybe_text("errand_to");
  c.urges = row.integer("urges");
  c.first_asked = row.maybe_uuid("first_asked");
  c.first_asked_name = row.maybe_text("first_asked_name");
  c.merged_into = row.maybe_uuid("merged_into");
  c.root_case = row.maybe_uuid("root_case");
  c.outside_system = row.maybe_text("outside_system");
  c.outside_name = row.maybe_text("outside_name");
  c.outside_number = row.maybe_text("outside_number");
  c.outside_due = row.maybe_instant("outside_due");
  c.outside_warn = row.maybe_instant("outside_warn");
  c.outside_answered_at = row.maybe_instant("outside_answered_at");
  c.returns = row.integer("returns");
  c.reworks = row.integer("reworks");
  c.feedback_attempts = row.integer("feedback_attempts");
  return c;
}

std::optional<Case> find_case(db::Connection& db, const Uuid& id) {
  const db::Rows rows = db.run(sql::find_incident, db::Params::of(id));
  if (rows.empty()) return std::nullopt;
  return read_case(rows[0]);
}

std::optional<Case> find_case_by_number(db::Connection& db, const std::string& number) {
  const db::Rows rows = db.run(sql::find_by_number, db::Params::of(number));
  if (rows.empty()) return std::nullopt;
  return read_case(rows[0]);
}

}  // namespace linli::incidents
