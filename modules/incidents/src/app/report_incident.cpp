#include "app/report_incident.hpp"

#include "app/write_report.hpp"
#include "incidents_sql.hpp"
#include "platform/personal/vault.hpp"

namespace linli::incidents {
namespace {

std::vector<EarlierCase> read_earlier(const db::Rows& rows) {
  std::vector<EarlierCase> cases;
  cases.reserve(rows.size());
  for (const db::Row row : rows)
    cases.push_back(
        {{static_cast<std::int32_t>(row.integer("lon_e7")), static_cast<std::int32_t>(row.integer("lat_e7"))},
         row.boolean("self_handled"),
         row.instant("reported_at")});
  return cases;
}

// One read round trip for all that the database knows of place, files and people.
Surroundings look_up(http::Call& call, const Incidents& incidents, Checked& c) {
  const Settings& settings = incidents.settings();
  const Box box = box_around(c.place, settings.repeat_radius_m);
  const Instant since = call.now - std::chrono::hours(24 * settings.repeat_days);
  std::optional<std::string> token;
  if (!c.phone_token.empty()) token = c.phone_token;
  db::Batch reads;
  reads.add(sql::near_cases, db::Params::of(c.matter->code, box.west, box.south, box.east, box.north, since));
  reads.add(sql::prepare_report, db::Params::of(c.located.code, token, call.app.zone().date_of(call.now)));
  const std::vector<db::Rows> answers = call.db.read(reads);
  const db::Row people = answers[1][0];
  return {read_earlier(answers[0]), people.maybe_uuid("centre"), people.maybe_uuid("worker"),
          people.maybe_text("worker_name"), people.maybe_uuid("staff")};
}

Receipt receipt_of(const Case& found, Incidents& incidents, const std::optional<std::string>& worker) {
  Receipt r;
  r.id = found.id;
  r.number = found.number;
  r.code = found.phone_code;
  r.state = found.state;
  r.version = found.version;
  r.grid = {found.filed_code, incidents.context().get<territory::Territory>().name(found.filed_code)};
  if (worker) r.worker = GridWorkerView{*worker, std::nullopt};
  return r;
}

Receipt replayed(http::Call& call, Incidents& incidents, const Checked& c) {
  const std::optional<Case> found = find_case(call.db, c.report->id);
  if (!found || found->content_digest != c.digest) throw Refused("record_id_reused");
  return receipt_of(*found, incidents, std::nullopt);
}

}  // namespace

Receipt report_incident(http::Call& call, Incidents& incidents, const NewReport& report, Intake intake,
                        const Origin& origin) {
  Checked c = check_report(incidents, report, intake);
  c.digest = origin.digest.empty() ? content_digest(call) : origin.digest;
  c.outside = origin.outside;
  try {
    look_round(incidents, c, look_up(call, incidents, c), call.now);
  } catch (const Refused& refused) {
    // A retry of a report that was accepted must get its receipt, whatever has changed since.
    const std::optional<Case> found = find_case(call.db, report.id);
    if (found && found->content_digest == c.digest) return receipt_of(*found, incidents, std::nullopt);
    throw;
  }

  db::Batch batch;
  const Filed filed = write_report(
      batch, call, incidents, call.app.get<workflow::Engine>(), c,
      origin.number.empty()
          ? incidents.numbers().next(call.db, c.located.code.substr(0, 6), call.app.zone().date_of(call.now))
          : origin.number);
  try {
    call.db.commit(batch);
  } catch (const db::Failure& failure) {
    if (failure.constraint != "incident_key" && failure.constraint != "workflow_instance_key") throw;
    return replayed(call, incidents, c);
  }
  return receipt_of(filed.row, incidents, c.around.worker_name);
}

}  // namespace linli::incidents
