#include "app/firm_links.hpp"

#include <boost/json.hpp>

#include "app/errands.hpp"
#include "app/show_incident.hpp"
#include "incidents_sql.hpp"
#include "kernel/codes.hpp"
#include "platform/audit/note.hpp"
#include "platform/crypto/crypto.hpp"
#include "platform/personal/vault.hpp"
#include "platform/workflow/workflow.hpp"
#include "territory/territory.hpp"

namespace linli::incidents {
namespace {

using personal::Values;

// A keyed digest of the errand's id, 43 characters: a retry gets the same one, and nobody guesses it.
std::string secret_of(http::Call& call, const Uuid& errand) {
  return call.app.get<personal::Vault>().digest("firm link of " + errand.text());
}
std::string digest_of(const std::string& secret) { return crypto::to_hex(crypto::sm3(secret)); }

std::string phone_of(const FirmGiven& given) {
  std::string phone = normalised_phone(given.phone);
  if (!is_valid_phone(phone)) throw Refused(std::vector<FieldError>{{"phone", "invalid_phone", {}}});
  return phone;
}

struct Link {
  db::Row row;
  Values firm;
  bool is_reported() const { return !row.is_null("reported_at"); }
  Uuid id() const { return row.uuid("id"); }
};

// To whoever tries, all links that open nothing are alike.
Link link_of(http::Call& call, Incidents& incidents) {
  incidents.wrong_codes().take(call.request.peer, call.now);
  const db::Rows rows = call.db.run(sql::errand_of_link, db::Params::of(digest_of(call.request.params.at("token"))));
  if (rows.empty()) throw Refused("firm_link_gone");
  const db::Row row = rows[0];
  const std::string state = row.text("state"), incident = row.text("incident_state");
  const bool waits = state == "asked" && (incident == "handling" || incident == "suspended");
  if (state == "taken_back" || state == "expired" || row.instant("due") <= call.now ||
      (!waits && row.is_null("reported_at")))
    throw Refused("firm_link_gone");
  incidents.wrong_codes().give_back(call.request.peer);
  return {row, call.app.get<personal::Vault>().open(call.db, {row.uuid("subject"), row.uuid("id")})};
}

void note_use(db::Batch& batch, const http::Call& call, const Link& link, std::string_view action) {
  audit::note(batch, call, action, "errand:" + link.id().text(), link.row.text("scope_code"));
}

// Whoever has the link acts in the firm's name; no account of ours.
access::Principal firm_of(const Link& link) {
  access::Principal firm;
  firm.kind = access::Principal::Kind::system;
  if (const auto name = link.firm.find("name"); name != link.firm.end())
    firm.display = personal::masked("name", name->second);
  return firm;
}

void act(http::Call& call, const Link& link, std::string_view action, const Uuid& record, json::object fields) {
  const access::Principal firm = firm_of(link);
  workflow::Attempt attempt;
  attempt.who = &firm;
  attempt.action = action;
  attempt.record_id = record;
  attempt.fields = std::make_shared<json::object>(std::move(fields));
  attempt.now = call.now;
  attempt.request_id = call.request.id;
  call.app.get<workflow::Engine>().act(call.db, "errand", link.id(), attempt);
}

std::optional<std::string> word(http::Call& call, const db::Row& row, const Uuid& record, const char* field) {
  const Values values = call.app.get<personal::Vault>().open(call.db, {row.uuid("case_subject"), record});
  const auto found = values.find(field);
  return found == values.end() ? std::nullopt : std::optional(found->second);
}

FirmTaskView task_of(http::Call& call, const Incidents& incidents, const Link& link) {
  const db::Row& row = link.row;
  FirmTaskView view;
  view.state = link.is_reported() ? "reported" : row.is_null("arrived_at") ? "asked" : "arrived";
  view.number = row.text("number");
  view.matter_name = incidents.matter_name(row.text("matter"));
  view.expires = row.instant("due");
  view.unit_name = row.maybe_text("unit_name");
  view.arrived_at = row.maybe_instant("arrived_at");
  view.reported_at = row.maybe_instant("reported_at");
  view.address = row.text("address");
  if (link.is_reported()) {  // the receipt
    view.photos = row.integer("photos");
    view.result = word(call, row, row.uuid("result"), "result");
    return view;
  }
  view.text = word(call, row, link.id(), "text").value_or("");
  view.grid_name = call.app.get<territory::Territory>().name(row.text("scope_code"));
  view.lon = static_cast<double>(row.integer("lon_e7")) * 1e-7;
  view.lat = static_cast<double>(row.integer("lat_e7")) * 1e-7;
  view.due = row.maybe_instant("case_due");
  return view;
}

FirmTaskView task_now(http::Call& call, Incidents& incidents) {
  return task_of(call, incidents, link_of(call, incidents));
}

bool is_same_firm(http::Call& call, const db::Row& errand, const FirmGiven& given, const std::string& phone) {
  const auto firm = errand.maybe_uuid("subject");
  if (!firm) return false;
  const Values kept = call.app.get<personal::Vault>().open(call.db, {*firm, given.id});
  return kept == Values{{"firm", given.firm}, {"name", given.contact}, {"phone", phone}};
}

}  // namespace

FirmLinkView make_firm_link(http::Call& call, Incidents&, const FirmGiven& given) {
  const Case of = case_to_see(call, call.id_param("id"));  // who may not see it learns nothing from trying
  const std::string phone = phone_of(given), secret = secret_of(call, given.id);
  for (const db::Row errand : call.db.run(sql::errands_of, db::Params::of(of.id, call.who.person)))
    if (errand.uuid("id") == given.id) {  // a retry
      if (!is_same_firm(call, errand, given, phone)) throw Refused("record_id_reused");
      return {given.id, secret, errand.instant("due")};
    }
  personal::Vault& vault = call.app.get<personal::Vault>();
  std::vector<Uuid> hands;
  for (const db::Row row : call.db.run(sql::hands_of_case, db::Params::of(of.id))) hands.push_back(row.uuid("person"));
  db::Batch batch;
  const personal::Subject firm = vault.create(batch, call.now);
  vault.put(batch, firm, given.id, {{"firm", given.firm}, {"name", given.contact}, {"phone", phone}});
  batch.add(sql::insert_errand,
            db::Params::of(given.id, of.district, of.id, of.owner_unit.value_or(Uuid{}), "firm", nullptr, nullptr,
                           nullptr, firm.id(), digest_of(secret), call.now, call.who.display));
  const workflow::Snapshot begun =
      begin_errand(call, batch, of,
                   {given.id, "ask_firm", std::move(hands),
                    std::make_shared<const json::object>(json::object{{"text", given.text}})});
  audit::note(batch, call, "incidents.firm_link_made", "errand:" + given.id.text(), of.scope_code);
  call.db.commit(batch);
  return {given.id, secret, begun.clock->due};
}

FirmTaskView show_firm_task(http::Call& call, Incidents& incidents) {
  const Link link = link_of(call, incidents);
  db::Batch use;
  use.add(sql::open_errand, db::Params::of(link.id(), link.row.text("district"), call.now));
  note_use(use, call, link, "incidents.firm_link_opened");
  call.db.commit(use);
  return task_of(call, incidents, link);
}

FirmTaskView arrive_by_link(http::Call& call, Incidents& incidents, const FirmArrivalGiven& given) {
  const Link link = link_of(call, incidents);
  if (link.is_reported() || !link.row.is_null("arrived_at")) return task_of(call, incidents, link);
  db::Batch use;
  note_use(use, call, link, "incidents.firm_link_arrived");
  call.db.commit(use);
  act(call, link, "arrive", given.id, {});
  return task_now(call, incidents);
}

FirmTaskView report_by_link(http::Call& call, Incidents& incidents, const FirmReportGiven& given) {
  const Link link = link_of(call, incidents);
  if (link.is_reported()) {
    if (link.row.uuid("result") != given.id) throw Refused("link_is_spent");
    return task_of(call, incidents, link);  // a retry
  }
  json::array photos;
  for (const FirmPhoto& photo : given.photos)
    photos.push_back(json::object{{"digest", photo.digest}, {"stage", photo.stage}});
  db::Batch use;
  note_use(use, call, link, "incidents.firm_link_reported");
  call.db.commit(use);
  act(call, link, "report_by_firm", given.id, {{"result", given.result}, {"attachments", std::move(photos)}});
  return task_now(call, incidents);
}

}  // namespace linli::incidents
