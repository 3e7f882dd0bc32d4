#include <boost/json.hpp>

#include "app/neighbours.hpp"
#include "domain/qr.hpp"
#include "kernel/place.hpp"
#include "kernel/random.hpp"
#include "kernel/text.hpp"
#include "neighbours_sql.hpp"
#include "platform/access/access.hpp"
#include "platform/app/module.hpp"
#include "platform/audit/audit.hpp"
#include "platform/crypto/crypto.hpp"
#include "platform/db/refusals.hpp"
#include "territory/territory.hpp"

namespace linli::neighbours {
namespace {

constexpr const char* kPermission = "incidents.act";  // whoever works on the cases of a place puts up its codes

std::string random_secret() {
  std::string bytes(12, '\0');  // 96 bits: a wall's code is public, only not to be guessed in rows
  fill_random(std::as_writable_bytes(std::span(bytes)));
  return crypto::to_base64url(bytes);
}

BuildingView building_of(const http::Call& call, const db::Row& row) {
  BuildingView view;
  view.label = row.text("label");
  view.grid = row.text("grid");
  view.grid_name = call.app.get<territory::Territory>().name(view.grid);
  view.lon = static_cast<double>(row.integer("lon_e7")) * 1e-7;
  view.lat = static_cast<double>(row.integer("lat_e7")) * 1e-7;
  view.kind = row.maybe_text("kind");
  return view;
}

BuildingCodeView code_of(const http::Call& call, const db::Row& row) {
  BuildingCodeView view;
  static_cast<BuildingView&>(view) = building_of(call, row);
  view.id = row.uuid("id");
  view.secret = row.text("secret");
  view.made_by = row.text("made_by");
  view.made_at = row.instant("made_at");
  view.withdrawn_at = row.maybe_instant("withdrawn_at");
  return view;
}

// The code in the path, within the caller's reach.
BuildingCodeView own_code(http::Call& call) {
  const db::Rows rows = call.db.run(sql::find_code, db::Params::of(call.id_param("id")));
  if (rows.empty()) throw Refused("not_found");
  BuildingCodeView view = code_of(call, rows[0]);
  access::Relation relation;
  relation.scope_code = view.grid;
  if (!call.app.get<access::Access>().covers(call.who, kPermission, relation)) throw Refused("not_found");
  return view;
}

void trace(db::Batch& batch, const http::Call& call, const char* action, const Uuid& id, const std::string& scope) {
  const std::string object = "building_code:" + id.text();
  audit::record(batch, {call.now, &call.who, action, object, scope, call.request.id, {}, nullptr});
}

}  // namespace

BuildingView scan_code(http::Call& call, Neighbours&) {
  const db::Rows rows = call.db.run(sql::find_code_by_secret, db::Params::of(call.request.params.at("secret")));
  if (rows.empty() || !rows[0].is_null("withdrawn_at")) throw Refused("code_withdrawn");
  return building_of(call, rows[0]);
}

BuildingCodeView make_code(http::Call& call, Neighbours& neighbours, const BuildingGiven& given) {
  if (given.kind && !neighbours.guide().find(*given.kind)) throw Refused("report_kind_unknown");
  const Wgs84Point place = to_wgs84(given.place.lon, given.place.lat, given.place.system);
  const territory::Located located = call.app.get<territory::Territory>().locate_or_refuse(place);
  access::Relation relation;
  relation.scope_code = located.code;
  call.app.get<access::Access>().require(call.who, kPermission, relation);
  db::Rows rows = call.db.run(sql::find_code, db::Params::of(given.id));
  if (rows.empty()) {
    db::Batch batch;
    batch.add(sql::insert_code, db::Params::of(given.id, random_secret(), tidied(given.label), located.code,
                                               place.lon_e7, place.lat_e7, given.kind, call.who.display, call.now));
    trace(batch, call, "neighbours.make_code", given.id, located.code);
    call.db.commit(batch);
    rows = call.db.run(sql::find_code, db::Params::of(given.id));
  }
  return code_of(call, rows[0]);
}

BuildingCodesView list_codes(http::Call& call, Neighbours&) {
  BuildingCodesView view;
  const access::Reach reach = call.app.get<access::Access>().reach(call.who, kPermission);
  for (const db::Row row : call.db.run(sql::list_codes, db::Params::of(reach.prefixes)))
    view.items.push_back(code_of(call, row));
  return view;
}

BuildingCodeView withdraw_code(http::Call& call, Neighbours&) {
  const BuildingCodeView code = own_code(call);
  db::Batch batch;
  batch.add(sql::withdraw_code, db::Params::of(code.id, call.now));
  trace(batch, call, "neighbours.withdraw_code", code.id, code.grid);
  call.db.commit(batch);
  return own_code(call);
}

http::Response draw_code(http::Call& call, Neighbours&) {
  const BuildingCodeView code = own_code(call);
  // The page where the code was made knows by which name the city's residents reach it.
  const std::string host = call.request.header("host");
  const std::string origin = (call.request.secure ? "https://" : "http://") + host;
  http::Response picture;
  picture.headers["content-type"] = "image/svg+xml";
  picture.headers["cache-control"] = "private, max-age=0";
  picture.body = qr_svg(origin + "/remind?b=" + code.secret);
  return picture;
}

}  // namespace linli::neighbours
