#include "app/write_report.hpp"

#include <boost/json.hpp>

#include "app/case_workflow.hpp"
#include "app/keep.hpp"
#include "app/matter_lists.hpp"
#include "incidents_sql.hpp"
#include "kernel/codes.hpp"
#include "kernel/text.hpp"
#include "platform/personal/vault.hpp"

namespace linli::incidents {
namespace {

json::object attachments_form(const NewReport& report) {
  json::array files;
  for (const AttachmentGiven& a : report.attachments) files.push_back({{"digest", a.digest}, {"stage", a.stage}});
  return {{"attachments", std::move(files)}};
}

std::int64_t self_handled_count(const std::vector<EarlierCase>& cases) {
  return std::count_if(cases.begin(), cases.end(), [](const EarlierCase& e) { return e.self_handled; });
}

bool has_stage(const NewReport& report, std::string_view stage) {
  return std::any_of(report.attachments.begin(), report.attachments.end(),
                     [&](const AttachmentGiven& a) { return a.stage == stage; });
}

// The words and whoever reported or is concerned, in the vault; the subject under which the case's words stand.
Uuid write_people(db::Batch& batch, http::Call& call, Incidents& incidents, const Checked& c,
                  const std::string& district) {
  personal::Vault& vault = call.app.get<personal::Vault>();
  const NewReport& report = *c.report;
  const personal::Subject subject = vault.create(batch, call.now);
  incidents.sources().opened(subject);
  vault.put(batch, subject, report.id, {{"text", c.description}});
  if (c.has_contact() || c.intake == Intake::open) {
    const Uuid reporter = Uuid::v7(call.now);
    personal::Values values;
    if (c.name) values["name"] = *c.name;
    if (!c.phone.empty()) values["phone"] = c.phone;
    if (c.email) values["email"] = *c.email;
    if (!values.empty()) vault.put(batch, subject, reporter, values);
    const bool consent = report.reporter && report.reporter->consent;
    const bool wants_call = !report.reporter || report.reporter->call_back;
    batch.add(sql::insert_reporter, db::Params::of(reporter, district, report.id, subject.id(),
                                                   c.phone_token.empty() ? std::nullopt : std::optional(c.phone_token),
                                                   c.around.staff, consent, c.source, call.now, wants_call));
  }
  for (const InvolvedGiven& involved : report.involved) {
    const Uuid id = Uuid::v7(call.now);
    const personal::Subject other = vault.create(batch, call.now);
    personal::Values values{{"name", tidied(involved.name)}};
    if (involved.phone && !involved.phone->empty()) values["phone"] = normalised_phone(*involved.phone);
    vault.put(batch, other, id, values);
    batch.add(sql::insert_involved,
              db::Params::of(id, district, report.id, other.id(), tidied(involved.role), call.now));
  }
  return subject.id();
}

}  // namespace

Checked check_report(Incidents& incidents, const NewReport& report, Intake intake) {
  Checked c;
  c.report = &report;
  c.intake = intake;
  c.description = tidied(report.description);
  c.address = tidied(report.place.address);
  std::vector<FieldError> mistakes;
  if (report.id.is_nil()) mistakes.push_back({"id", "required", {}});
  if (c.description.empty() && report.attachments.empty()) mistakes.push_back({"description", "text_or_photo", {}});
  if (report.reporter && report.reporter->phone && !report.reporter->phone->empty()) {
    c.phone = normalised_phone(*report.reporter->phone);
    if (!is_valid_phone(c.phone)) mistakes.push_back({"reporter.phone", "invalid_phone", {}});
  }
  for (std::size_t i = 0; i < report.involved.size(); ++i)
    if (report.involved[i].phone && !report.involved[i].phone->empty() && !is_valid_phone(*report.involved[i].phone))
      mistakes.push_back({"involved[" + std::to_string(i) + "].phone", "invalid_phone", {}});
  if (report.reporter && report.reporter->name && !tidied(*report.reporter->name).empty())
    c.name = tidied(*report.reporter->name);
  if (report.reporter && report.reporter->email && !tidied(*report.reporter->email).empty())
    c.email = tidied(*report.reporter->email);
  if (!mistakes.empty()) throw Refused(std::move(mistakes));

  c.matter = &incidents.matter(report.matter);
  if (intake == Intake::open && !c.matter->open_to_public)
    throw Refused("matter_not_public", {{"matter", c.matter->name}});
  if (!c.phone.empty()) c.phone_token = incidents.context().get<personal::Vault>().token("phone", c.phone);
  c.place = to_wgs84(report.place.lon, report.place.lat, report.place.system);
  c.located = incidents.context().get<territory::Territory>().locate_or_refuse(c.place);
  c.source = report.source.value_or(intake == Intake::open ? "public" : "patrol");
  c.urgency = report.urgency.value_or(c.matter->urgent ? "urgent" : "normal");
  if (report.self_handled) {
    if (!c.matter->self_handled) throw Refused("self_handling_not_listed", {{"matter", c.matter->name}});
    if (!has_stage(report, "before") || !has_stage(report, "after")) throw Refused("self_handling_evidence");
  }
  return c;
}

void look_round(const Incidents& incidents, Checked& c, Surroundings around, Instant now) {
  require_in_force(incidents, c.located.code, *c.matter, incidents.context().zone().date_of(now));
  const Settings& settings = incidents.settings();
  if (c.report->occurred_at > now + std::chrono::minutes(settings.clock_ahead_minutes))
    throw Refused(std::vector<FieldError>{{"occurred_at", "not_happened_yet", {}}});
  const auto earlier = at_same_place(around.near, c.place, settings.repeat_radius_m, settings.repeat_days, now);
  c.around = std::move(around);
  c.earlier = static_cast<std::int64_t>(earlier.size());
  const std::int64_t handled_here = self_handled_count(earlier);
  if (c.report->self_handled && handled_here >= settings.repeat_limit)
    throw Refused("self_handling_repeat", {{"count", std::to_string(handled_here)},
                                           {"next", std::to_string(handled_here + 1)},
                                           {"days", std::to_string(settings.repeat_days)}});
}

std::string content_digest(const http::Call& call) { return call.app.get<personal::Vault>().digest(call.request.body); }

Filed write_report(db::Batch& batch, http::Call& call, Incidents& incidents, const workflow::Engine& engine,
                   const Checked& c, const std::string& number) {
  const NewReport& report = *c.report;
  const Intake intake = c.intake;
  Case row;
  row.id = report.id;
  row.filed_code = row.scope_code = c.located.code;
  row.district = c.located.code.substr(0, 6);
  row.number = number;
  row.phone_code = random_phone_code();
  row.place = c.place;
  row.address = c.address;
  row.matter = c.matter->code;
  row.source = c.source;
  row.urgency = c.urgency;
  row.self_handled = report.self_handled;
  row.repeat_count = c.earlier + 1;
  row.reported_at = call.now;
  if (intake == Intake::staff) {
    row.collector = call.who.person;
    row.collector_name = call.who.display;
    const std::vector<Uuid> units = call.who.units();
    if (!units.empty()) row.collector_unit = units.front();
  }
  if (intake == Intake::staff && c.has_contact()) {  // somebody asked, and this one took it
    row.first_asked = call.who.person;
    row.first_asked_name = call.who.display;
  }
  // Staff who report as residents are matched by their phone and hold the duty of reporter: see `others` below.

  const Uuid subject = write_people(batch, call, incidents, c, row.district);
  batch.add(
      sql::insert_incident,
      db::Params::of(row.id, row.district, row.number, row.phone_code, c.digest, incidents.catalogue().version(),
                     row.matter, row.source, row.urgency, subject, row.place.lon_e7, row.place.lat_e7,
                     report.place.system, report.place.accuracy_m, row.address, row.filed_code, row.collector,
                     row.collector_unit, row.collector_name, row.self_handled, row.repeat_count, row.reported_at,
                     report.occurred_at, c.around.centre, c.around.worker, row.first_asked, row.first_asked_name));
  if (c.outside)
    batch.add(sql::set_outside, db::Params::of(row.id, row.district, c.outside->system, c.outside->name,
                                               c.outside->number, c.outside->due, c.outside->warn));
  const char* start = report.self_handled       ? "self_report"
                      : intake == Intake::open  ? "public_report"
                      : intake == Intake::order ? "outside_order"
                                                : "report";
  std::shared_ptr<json::object> form;
  if (report.self_handled) {
    form = std::make_shared<json::object>(attachments_form(report));  // the engine's effect attaches them
  } else {
    std::vector<NamedFile> files;
    for (const AttachmentGiven& a : report.attachments) files.push_back({a.digest, a.stage, a.taken_at});
    attach(incidents, call.db, batch, row.id, row.district, files, {start, &call.who, call.now});
  }
  const bool has_reporter = c.has_contact() || intake == Intake::open;
  std::vector<workflow::Participation> others;
  if (intake != Intake::staff && c.around.staff) others.push_back({*c.around.staff, false, "reporter"});
  workflow::Snapshot at =
      start_case(batch, call, incidents, engine, row, *c.matter, start, std::move(form), has_reporter, others);
  row.state = at.state;
  row.version = at.version;
  return {std::move(row), std::move(at)};
}

}  // namespace linli::incidents
