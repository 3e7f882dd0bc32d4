#include "app/follow_case.hpp"

#include <boost/json.hpp>

#include "app/show_incident.hpp"
#include "app/write_report.hpp"
#include "incidents_sql.hpp"
#include "kernel/codes.hpp"
#include "kernel/text.hpp"
#include "platform/db/refusals.hpp"
#include "platform/personal/vault.hpp"
#include "platform/workflow/workflow.hpp"
#include "store/cases.hpp"
#include "territory/territory.hpp"

namespace linli::incidents {
namespace {

constexpr int kRounds = 4;  // how often rivals may be quicker

bool is_staff(const http::Call& call) { return call.who.kind == access::Principal::Kind::staff; }

// A follower after the checks of form.
struct Follower {
  std::string text, name, phone, phone_token, phone_code;
  bool is_person = false;  ///< to be answered; not so when staff only add what they saw themselves
  std::optional<Uuid> staff;
};

Follower check(http::Call& call, const FollowGiven& given) {
  Follower f;
  f.text = tidied(given.text);
  std::vector<FieldError> mistakes;
  if (given.id.is_nil()) mistakes.push_back({"id", "required", {}});
  if (given.reporter && given.reporter->name) f.name = tidied(*given.reporter->name);
  if (given.reporter && given.reporter->phone && !given.reporter->phone->empty()) {
    f.phone = normalised_phone(*given.reporter->phone);
    if (!is_valid_phone(f.phone)) mistakes.push_back({"reporter.phone", "invalid_phone", {}});
  }
  f.is_person = !is_staff(call) || !f.name.empty() || !f.phone.empty();
  if (!f.is_person && f.text.empty() && given.attachments.empty()) mistakes.push_back({"text", "text_or_photo", {}});
  if (!mistakes.empty()) throw Refused(std::move(mistakes));
  if (!f.phone.empty()) f.phone_token = call.app.get<personal::Vault>().token("phone", f.phone);
  return f;
}

// Staff who follow as residents are known by their phone, as when they report.
std::optional<Uuid> staff_of(http::Call& call, const Follower& f, const Case& c) {
  if (f.phone_token.empty() || is_staff(call)) return std::nullopt;
  return call.db
      .run(sql::prepare_report, db::Params::of(c.filed_code, f.phone_token, call.app.zone().date_of(call.now)))[0]
      .maybe_uuid("staff");
}

Receipt receipt_of(http::Call& call, const Case& c, const std::string& code) {
  Receipt r;
  r.id = c.id;
  r.number = c.number;
  r.code = code;
  r.state = c.state;
  r.version = c.version;
  r.grid = {c.filed_code, call.app.get<territory::Territory>().name(c.filed_code)};
  return r;
}

// The answer to a retry, if this record id was written before.
std::optional<Receipt> earlier(http::Call& call, const Uuid& id, const std::string& digest) {
  const db::Rows rows = call.db.run(sql::find_reporter, db::Params::of(id));
  if (rows.empty()) return std::nullopt;
  if (rows[0].maybe_text("content_digest") != digest) throw Refused("record_id_reused");
  return receipt_of(call, find_case(call.db, rows[0].uuid("incident")).value(), rows[0].text("phone_code"));
}

void write_follower(http::Call& call, db::Batch& batch, const Case& c, const FollowGiven& given, const Follower& f,
                    const std::string& digest) {
  personal::Vault& vault = call.app.get<personal::Vault>();
  const personal::Subject subject = vault.create(batch, call.now);
  personal::Values values;
  if (!f.name.empty()) values["name"] = f.name;
  if (!f.phone.empty()) values["phone"] = f.phone;
  if (!f.text.empty()) values["text"] = f.text;
  if (!values.empty()) vault.put(batch, subject, given.id, values);
  const bool consent = given.reporter && given.reporter->consent;
  const bool call_back = !given.reporter || given.reporter->call_back;
  batch.add(sql::insert_follower,
            db::Params::of(given.id, c.district, c.id, subject.id(),
                           f.phone_token.empty() ? std::nullopt : std::optional(f.phone_token), f.staff, consent,
                           is_staff(call) ? given.source.value_or("phone") : "public", call.now, f.phone_code, digest,
                           call_back));
}

json::object form_of(const FollowGiven& given, const Follower& f) {
  json::object form;
  json::array files;
  for (const AttachmentGiven& a : given.attachments) files.push_back({{"digest", a.digest}, {"stage", a.stage}});
  if (!files.empty()) form["attachments"] = std::move(files);
  if (f.is_person)
    form["reporter"] = given.id.text();
  else if (!f.text.empty())
    form["text"] = f.text;
  return form;
}

}  // namespace

Receipt follow_case(http::Call& call, Incidents& incidents, const Uuid& incident, const FollowGiven& given) {
  Follower f = check(call, given);
  const std::string digest = content_digest(call);
  const workflow::Engine& engine = call.app.get<workflow::Engine>();
  for (int round = 0; round < kRounds; ++round) {
    if (const auto known = earlier(call, given.id, digest)) return *known;
    const std::optional<Case> c = find_case(call.db, incident);
    if (!c) throw Refused("incident_not_found");
    if (c->root_case) return follow_case(call, incidents, *c->root_case, given);  // it goes on there
    if (!is_staff(call) && !incidents.matter(c->matter).open_to_public) throw Refused("incident_not_found");
    auto at = engine.load_case(call.db, "incident", incident, given.id);
    if (!at) throw Refused("incident_not_found");
    if (at->earlier && !f.is_person) return receipt_of(call, *c, c->phone_code);
    if (c->closed_at) throw Refused("answered_already");
    f.staff = staff_of(call, f, *c);
    do f.phone_code = random_phone_code();
    while (f.phone_code == c->phone_code);
    workflow::Attempt attempt;
    attempt.who = &call.who;
    attempt.as_reporter = !is_staff(call);
    attempt.action = "follow";
    attempt.record_id = given.id;
    attempt.fields = std::make_shared<json::object>(form_of(given, f));
    attempt.now = call.now;
    attempt.request_id = call.request.id;
    db::Batch batch;
    if (f.is_person) write_follower(call, batch, *c, given, f, digest);
    const workflow::Snapshot before = *at;
    engine.advance(call.db, batch, *at, attempt);
    if (f.staff) engine.take_part(batch, before, {*f.staff, false, "reporter"});
    try {
      call.db.commit(batch);
      Receipt receipt = receipt_of(call, *c, f.is_person ? f.phone_code : c->phone_code);
      receipt.version = at->version;
      return receipt;
    } catch (const db::Failure& failure) {
      const std::string& broken = failure.constraint;
      if (broken == "participation_separation") throw Refused("follow_separation");
      if (broken != "history_pkey" && broken != "history_record" && broken != "instance_version" &&
          broken != "reporter_key")
        db::rethrow_as_refused(failure);
    }
  }
  throw Refused("changed_meanwhile");
}

}  // namespace linli::incidents
