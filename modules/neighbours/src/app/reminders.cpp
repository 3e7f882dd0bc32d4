#include <boost/json.hpp>

#include "app/links.hpp"
#include "app/neighbours.hpp"
#include "incidents/answering.hpp"
#include "incidents/channel.hpp"
#include "incidents/public_view.hpp"
#include "kernel/codes.hpp"
#include "kernel/place.hpp"
#include "neighbours_sql.hpp"
#include "platform/app/module.hpp"
#include "platform/personal/vault.hpp"
#include "territory/territory.hpp"

namespace linli::neighbours {
namespace {

// Where: as given, else where the building's code says.
struct Spot {
  Wgs84Point place;
  std::string address;
  std::optional<Uuid> building;
};

Spot spot_of(http::Call& call, const ReminderGiven& given) {
  Spot spot;
  if (given.building && !given.building->empty()) {
    const db::Rows rows = call.db.run(sql::find_code_by_secret, db::Params::of(*given.building));
    if (rows.empty() || !rows[0].is_null("withdrawn_at")) throw Refused("code_withdrawn");
    spot.building = rows[0].uuid("id");
    spot.place = {static_cast<std::int32_t>(rows[0].integer("lon_e7")),
                  static_cast<std::int32_t>(rows[0].integer("lat_e7"))};
    spot.address = rows[0].text("label");
  }
  if (given.place) {  // who stands there knows better than the wall
    spot.place = to_wgs84(given.place->lon, given.place->lat, given.place->system);
    if (!given.place->address.empty()) spot.address = given.place->address;
  } else if (!spot.building) {
    throw Refused("place_needed");
  }
  return spot;
}

// A report over a limit is told plainly what to do; urgent ones always pass.
void check_limits(http::Call& call, Neighbours& neighbours, const ReminderGiven& given, const std::string& phone) {
  try {
    neighbours.address().take(call.request.peer, call.now);
    if (given.device && !given.device->empty()) neighbours.device().take(*given.device, call.now);
    if (!phone.empty()) neighbours.phone().take(call.app.get<personal::Vault>().token("phone", phone), call.now);
  } catch (const Refused& refused) {
    if (refused.code != "too_often") throw;
    const auto seconds = refused.values.find("seconds");
    const std::int64_t wait = seconds == refused.values.end() ? 60 : std::stoll(seconds->second);
    throw Refused("reminders_too_many", {{"minutes", std::to_string((wait + 59) / 60)}});
  }
}

const incidents::PublicCase case_of(http::Call& call, const std::string& number) {
  incidents::PublicFilter filter;
  filter.numbers = {number};
  const std::vector<incidents::PublicCase> found = incidents::public_cases(call.db, filter, call.now);
  if (found.empty()) throw Refused("link_not_found");
  return found.front();
}

}  // namespace

ReminderReceipt remind(http::Call& call, Neighbours& neighbours, const ReminderGiven& given) {
  const Kind* kind = neighbours.guide().find(given.kind);
  const incidents::Matter* matter = kind ? incidents::catalogue(call.app).find(kind->matter) : nullptr;
  if (!matter) throw Refused("report_kind_unknown");
  const std::string phone =
      given.reporter && given.reporter->phone ? normalised_phone(*given.reporter->phone) : std::string();
  if (!matter->urgent) check_limits(call, neighbours, given, phone);
  const Spot spot = spot_of(call, given);
  incidents::ChannelReport report;
  report.id = given.id;
  report.source = "public";
  report.matter = kind->matter;
  report.words = given.text.empty() && given.photos.empty() ? kind->name : given.text;
  report.place = spot.place;
  report.address = spot.address;
  for (const PhotoGiven& photo : given.photos) report.files.push_back({photo.digest, "before", {}});
  if (given.reporter)
    report.reporter =
        incidents::ChannelReporter{given.reporter->name, given.reporter->phone, {}, given.reporter->consent};
  const incidents::ChannelReceipt filed = incidents::file_report(call, report, incidents::Entry::reminder);
  const std::string link = link_of(call, filed.id);
  db::Batch batch;
  batch.add(sql::insert_reminder, db::Params::of(filed.id, filed.grid.substr(0, 6), filed.number, kind->code,
                                                 given.member, spot.building, digest_of(link), call.now));
  call.db.commit(batch);
  return {filed.id, filed.number, filed.code, link, filed.state, call.app.get<territory::Territory>().name(filed.grid)};
}

ProgressView show_progress(http::Call& call, Neighbours& neighbours) {
  const Linked linked = linked_reminder(call);
  const incidents::PublicCase filed = case_of(call, linked.number);
  const incidents::PublicCase live = filed.merged_with ? case_of(call, *filed.merged_with) : filed;
  const Kind* kind = neighbours.guide().find(linked.kind);
  ProgressView view;
  view.number = filed.number;
  view.kind_name = kind ? kind->name : incidents::catalogue(call.app).find(filed.matter)->name;
  view.grid_name = call.app.get<territory::Territory>().name(filed.grid);
  view.state = live.state;
  view.reported_at = filed.reported_at;
  view.due = live.due;
  view.closed_at = live.closed_at;
  view.overdue = live.overdue;
  view.paused = live.paused;
  view.answerable = live.answerable;
  view.outcome = live.outcome;
  view.merged_with = filed.merged_with;
  view.may_rate = live.state == "fed_back" && !incidents::has_rated(call.db, linked.incident);
  incidents::PublicFilter filter;
  filter.numbers = {filed.number};
  if (filed.merged_with) filter.numbers.push_back(*filed.merged_with);
  for (const incidents::PublicUpdate& update : incidents::public_updates(call.db, filter))
    if (update.number == filed.number || update.at >= filed.reported_at)
      view.updates.push_back({update.at, update.action, update.unit});
  const db::Rows mark = call.db.run(sql::mark_of, db::Params::of(linked.incident));
  if (!mark.empty()) view.mark = mark[0].text("state");
  return view;
}

void revoke_link(http::Call& call) {
  linked_reminder(call);
  call.db.run(sql::revoke_link, db::Params::of(digest_of(call.request.params.at("token")), call.now));
}

}  // namespace linli::neighbours
