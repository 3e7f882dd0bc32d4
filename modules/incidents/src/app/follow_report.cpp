#include "app/follow_report.hpp"

#include <boost/json.hpp>

#include "app/keep.hpp"
#include "app/show_incident.hpp"
#include "domain/shown_steps.hpp"
#include "incidents_sql.hpp"
#include "platform/files/files.hpp"
#include "platform/files/serve.hpp"
#include "platform/personal/vault.hpp"
#include "platform/workflow/generate.hpp"
#include "platform/workflow/workflow.hpp"
#include "territory/territory.hpp"

namespace linli::incidents {
namespace {

constexpr auto kKept = std::chrono::minutes(10);  // phones are shared; the code stands in the address

// What units decide among themselves stays inside; of what reporters do, each is shown the own acts.
bool shown(const workflow::HistoryRow& h) {
  return shown_steps().contains(h.action) || h.action == "follow" || h.action == "rate_along";
}

// Acts of reporters: each sees the own ones only.
bool by_reporter(const workflow::HistoryRow& h) { return h.role == "reporter" || h.action == "follow"; }

// The words of a step a reporter may read: results and reasons, not internal notes; an explanation is meant for them.
std::string public_words(const personal::Values& values, std::string_view action) {
  for (const char* field : {"notice", "result", "reason", "cause", "text", "note"}) {
    if (std::string_view(field) == "note" && action != "explain") continue;
    if (const auto found = values.find(field); found != values.end() && !found->second.empty()) return found->second;
  }
  return "";
}

// Files of a case a resident may see, as far as there is a copy without what cameras and phones write into them.
std::vector<AttachmentView> shown_files(db::Connection& db, const Onlooker& who) {
  std::vector<AttachmentView> shown;
  std::vector<std::string> digests;
  for (const db::Row row :
       db.run(sql::shown_attachments, db::Params::of(who.live.id, who.filed.id, who.reporter, who.is_first()))) {
    shown.push_back({row.text("digest"),
                     row.text("stage"),
                     row.text("media_type"),
                     row.maybe_instant("taken_at"),
                     {},
                     row.instant("added_at")});
    digests.push_back(shown.back().digest);
  }
  const std::map<std::string, files::Stored> known = files::find(db, digests);
  std::erase_if(shown, [&](const AttachmentView& a) {
    const auto found = known.find(a.digest);
    return found == known.end() || !found->second.stripped;
  });
  return shown;
}

// One act by who reported; number and code were right.
void act_as_reporter(http::Call& call, const Onlooker& who, const std::string& action, const Uuid& record,
                     json::object fields) {
  if (who.acts_as)
    fields["reporter"] = who.acts_as->text();
  else if (who.filed.id != who.live.id)
    throw Refused("report_not_found");  // nobody from outside reported the merged case
  workflow::Attempt attempt;
  attempt.who = &call.who;
  attempt.as_reporter = true;
  attempt.action = action;
  attempt.record_id = record;
  attempt.fields = std::make_shared<json::object>(std::move(fields));
  attempt.now = call.now;
  attempt.request_id = call.request.id;
  call.app.get<workflow::Engine>().act(call.db, "incident", who.live.id, attempt);
}

FollowView transition(http::Call& call, Incidents& incidents, const Onlooker& who, const std::string& action,
                      const Uuid& record, json::object fields) {
  act_as_reporter(call, who, action, record, std::move(fields));
  return follow_report(call, incidents, find_own_report(call, incidents));
}

const char* status_of(workflow::Step::Status status) {
  return status == workflow::Step::Status::done ? "done" : status == workflow::Step::Status::now ? "now" : "next";
}

// Which acts of a case this onlooker is told of, and whether with their words.
class Told {
 public:
  Told(http::Call& call, const Onlooker& who) : call_(call), who_(who) {}
  /// Adds the acts of `c` to the timeline.
  void tell(const Case& c, const std::vector<workflow::HistoryRow>& history, FollowView& view) {
    std::vector<personal::Ref> refs;
    for (const workflow::HistoryRow& h : history) refs.push_back({subject(c, h), h.record_id});
    const auto words = call_.app.get<personal::Vault>().open_many(call_.db, refs);
    const Instant since = joined(c, history);
    for (const workflow::HistoryRow& h : history) {
      if (!shown(h) || (by_reporter(h) && !mine(c, h)) || (c.id != who_.filed.id && h.at < since)) continue;
      FollowEvent event{h.at, h.action, {}, {}};
      if (!h.unit.is_nil()) {
        const db::Rows unit = call_.db.run(sql::find_unit, db::Params::of(h.unit));
        if (!unit.empty()) event.by_unit = unit[0].text("name");
      }
      // What staff wrote to the first reporter before somebody joined was not meant for that one.
      const auto found = words.find({subject(c, h), h.record_id});
      if (found != words.end() && h.record_id != c.id && h.at >= since) {
        const std::string text = public_words(found->second, h.action);
        if (!text.empty()) event.note = text;
        if (h.action == "report_done") view.result = event.note;
      }
      view.timeline.push_back(std::move(event));
    }
  }

 private:
  bool mine(const Case& c, const workflow::HistoryRow& h) const {
    if (h.action == "public_report") return c.id == who_.filed.id && who_.is_first();
    const std::optional<Uuid> named = named_reporter(h);
    return named ? named == who_.acts_as : c.id == who_.filed.id && who_.is_first();
  }
  Uuid subject(const Case& c, const workflow::HistoryRow& h) const {
    return by_reporter(h) && mine(c, h) && named_reporter(h) ? who_.subject : c.subject;
  }
  // When this onlooker came to the case: with its first act, by following, or by a merge.
  Instant joined(const Case& c, const std::vector<workflow::HistoryRow>& history) const {
    if (c.id == who_.filed.id && who_.is_first()) return Instant{};
    for (const workflow::HistoryRow& h : history) {
      if (h.action == "follow" && named_reporter(h) == who_.acts_as) return h.at;
      if (h.action == "absorb" && c.id != who_.filed.id && named_case(h) == who_.filed.id) return h.at;
    }
    return Instant{};
  }
  static std::optional<Uuid> named_case(const workflow::HistoryRow& h) {
    const json::value fields = json::parse(h.fields.empty() ? "{}" : h.fields);
    const json::value* other = fields.as_object().if_contains("other");
    return other ? std::optional(Uuid::parse(std::string_view(other->as_string()))) : std::nullopt;
  }

  http::Call& call_;
  const Onlooker& who_;
};

}  // namespace

Onlooker first_reporter_of(db::Connection& db, const Case& filed) {
  Onlooker who{filed, filed, {}, {}, filed.subject};
  if (!filed.root_case) return who;
  if (std::optional<Case> root = find_case(db, *filed.root_case)) who.live = std::move(*root);
  for (const db::Row row : db.run(sql::contacts_of, db::Params::of(who.live.id)))
    if (row.uuid("incident") == filed.id && !row.boolean("follows")) who.acts_as = row.uuid("id");
  return who;
}

Onlooker find_own_report(http::Call& call, Incidents& incidents) {
  const std::string& number = call.request.params.at("number");
  const std::string& address = call.request.peer;
  incidents.wrong_codes().take(address, call.now);  // first: who is stopped here cannot use up the reporter's looks
  incidents.follows().take(number, call.now);
  const std::string code = call.request.query_value("code").value_or("");
  const std::optional<Case> found = find_case_by_number(call.db, number);
  if (!found) throw Refused("report_not_found");
  Onlooker who = first_reporter_of(call.db, *found);
  if (found->phone_code != code) {
    const db::Rows follower = call.db.run(sql::find_follower, db::Params::of(found->id, code));
    if (follower.empty() || code.empty()) throw Refused("report_not_found");
    who.reporter = who.acts_as = follower[0].uuid("id");
    who.subject = follower[0].maybe_uuid("subject").value_or(Uuid{});
  }
  incidents.wrong_codes().give_back(address);
  return who;
}

FollowView follow_report(http::Call& call, Incidents& incidents, const Onlooker& who) {
  const workflow::Engine& engine = call.app.get<workflow::Engine>();
  const Case& c = who.live;
  const std::optional<workflow::Snapshot> snapshot = engine.load_case(call.db, "incident", c.id);
  if (!snapshot) throw Refused("report_not_found");
  const std::vector<workflow::HistoryRow> history = engine.history(call.db, c.id);
  const territory::Territory& territory = call.app.get<territory::Territory>();
  FollowView view;
  view.number = who.filed.number;
  view.matter_name = incidents.matter_name(who.filed.matter);
  view.state = c.state;
  view.place = {who.filed.address};
  if (who.reporter) view.place = {territory.name(who.filed.filed_code)};  // the door is the first reporter's to tell
  view.reported_at = who.filed.reported_at;
  view.version = c.version;
  view.grid = {who.filed.filed_code, territory.name(who.filed.filed_code)};
  view.answerable = c.owner_unit_name;
  view.due = c.due;
  view.overdue = c.due && !c.closed_at && !c.paused_at && *c.due < call.now;
  if (c.id != who.filed.id) view.merged_with = c.number;
  for (const workflow::Step& s :
       workflow::progress(engine.definition_of(call.db, snapshot->version_hash), workflow::Bar::resident, history))
    view.steps.push_back({s.key, status_of(s.status), s.at});
  Told told(call, who);
  if (c.id != who.filed.id) told.tell(who.filed, engine.history(call.db, who.filed.id), view);
  told.tell(c, history, view);
  view.photos = shown_files(call.db, who);
  const db::Rows reporters = call.db.run(sql::contacts_of, db::Params::of(c.id));
  view.others = std::max<std::int64_t>(0, static_cast<std::int64_t>(reporters.size()) - 1);
  for (const db::Row row : reporters)
    if (who.reporter ? row.uuid("id") == *who.reporter
                     : row.uuid("incident") == who.filed.id && !row.boolean("follows"))
      view.rating = row.maybe_text("rating");
  for (const workflow::ActionView& a : engine.actions(call.db, *snapshot, call.who, true, call.now))
    if (a.allowed && !(a.name == "rate" && view.rating) && a.name != "rate_along" && a.name != "follow")
      // To who reported, taking back is one thing, before and after it was accepted.
      view.actions.push_back(a.name == "ask_withdrawal" ? "withdraw" : a.name);
  view.withdrawal_asked = c.withdrawal_asked;
  view.review_on = c.review_on;
  const db::Rows worker =
      call.db.run(sql::grid_worker_of, db::Params::of(c.filed_code, call.app.zone().date_of(call.now)));
  if (!worker.empty()) view.worker = GridWorkerView{worker[0].text("display"), {}};
  return view;
}

http::Response show_own_file(http::Call& call, Incidents& incidents) {
  const Onlooker who = find_own_report(call, incidents);
  const files::Copy copy = files::parse_copy(call.request.query_value("copy").value_or(""));
  if (copy == files::Copy::original) throw Refused("invalid_parameter", {{"name", "copy"}});
  const std::string& digest = call.request.params.at("digest");
  for (const AttachmentView& shown : shown_files(call.db, who))
    if (shown.digest == digest)
      return files::send_copy(call.app.get<files::Store>(), files::find(call.db, {digest}).at(digest), copy, kKept);
  throw Refused("not_found");
}

void rate_as(http::Call& call, const Onlooker& who, const RatingGiven& rating) {
  json::object fields{{"score", rating.score}};
  if (!rating.reasons.empty()) fields["reasons"] = json::value_from(rating.reasons);
  if (rating.text && !rating.text->empty()) fields["text"] = *rating.text;
  try {
    act_as_reporter(call, who, "rate_along", rating.id, fields);
  } catch (const Refused& refused) {
    // A low one, or the last that was waited for, decides; a retry is known by what it did.
    if (refused.code != "rating_decides" && refused.code != "record_id_reused") throw;
    act_as_reporter(call, who, "rate", rating.id, std::move(fields));
  }
}

FollowView rate_report(http::Call& call, Incidents& incidents, const RatingGiven& rating) {
  rate_as(call, find_own_report(call, incidents), rating);
  return follow_report(call, incidents, find_own_report(call, incidents));
}

FollowView urge_report(http::Call& call, Incidents& incidents, const UrgingGiven& urging) {
  json::object fields;
  if (urging.note && !urging.note->empty()) fields["note"] = *urging.note;
  return transition(call, incidents, find_own_report(call, incidents), "urge", urging.id, std::move(fields));
}

// Until it is accepted a report is simply taken back; afterwards somebody outside the handling unit asks first.
FollowView withdraw_report(http::Call& call, Incidents& incidents, const WithdrawalGiven& withdrawal) {
  static const std::set<std::string, std::less<>> kUntouched = {"reminded", "verifying", "collected", "returned"};
  const Onlooker who = find_own_report(call, incidents);
  const bool at_once = kUntouched.contains(who.live.state);
  return transition(call, incidents, who, at_once ? "withdraw" : "ask_withdrawal", withdrawal.id,
                    {{"reason", withdrawal.reason}});
}

FollowView add_to_report(http::Call& call, Incidents& incidents, const AdditionGiven& addition) {
  json::array files;
  for (const AttachmentGiven& a : addition.attachments) files.push_back({{"digest", a.digest}, {"stage", a.stage}});
  json::object fields{{"text", addition.text}};
  if (!files.empty()) fields["attachments"] = std::move(files);
  return transition(call, incidents, find_own_report(call, incidents), "add", addition.id, std::move(fields));
}

}  // namespace linli::incidents
