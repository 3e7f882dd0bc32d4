#include "app/follow_report.hpp"

#include <boost/json.hpp>

#include "app/keep.hpp"
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

bool shown(const workflow::HistoryRow& h) { return shown_steps().contains(h.action); }

// The words of a step a reporter may read: results and reasons, not internal notes; an explanation is meant for them.
std::string public_words(const personal::Values& values, std::string_view action) {
  for (const char* field : {"notice", "result", "reason", "cause", "text", "note"}) {
    if (std::string_view(field) == "note" && action != "explain") continue;
    if (const auto found = values.find(field); found != values.end() && !found->second.empty()) return found->second;
  }
  return "";
}

// Files of a case a resident may see, as far as there is a copy without what cameras and phones write into them.
std::vector<AttachmentView> shown_files(db::Connection& db, const Uuid& id) {
  std::vector<AttachmentView> shown;
  std::vector<std::string> digests;
  for (const db::Row row : db.run(sql::shown_attachments, db::Params::of(id))) {
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

FollowView transition(http::Call& call, Incidents& incidents, const Case& c, const std::string& action,
                      const Uuid& record, json::object fields) {
  workflow::Attempt attempt;
  attempt.who = &call.who;
  attempt.as_reporter = true;  // number and code were right
  attempt.action = action;
  attempt.record_id = record;
  attempt.fields = std::make_shared<json::object>(std::move(fields));
  attempt.now = call.now;
  attempt.request_id = call.request.id;
  call.app.get<workflow::Engine>().act(call.db, "incident", c.id, attempt);
  return follow_report(call, incidents, find_own_report(call, incidents));
}

}  // namespace

Case find_own_report(http::Call& call, Incidents& incidents) {
  const std::string& number = call.request.params.at("number");
  const std::string& address = call.request.peer;
  incidents.wrong_codes().take(address, call.now);  // first: who is stopped here cannot use up the reporter's looks
  incidents.follows().take(number, call.now);
  const std::optional<Case> found = find_case_by_number(call.db, number);
  if (!found || found->phone_code != call.request.query_value("code").value_or("")) throw Refused("report_not_found");
  incidents.wrong_codes().give_back(address);
  return *found;
}

FollowView follow_report(http::Call& call, Incidents& incidents, const Case& c) {
  const workflow::Engine& engine = call.app.get<workflow::Engine>();
  const std::optional<workflow::Snapshot> snapshot = engine.load_case(call.db, "incident", c.id);
  if (!snapshot) throw Refused("report_not_found");
  const std::vector<workflow::HistoryRow> history = engine.history(call.db, c.id);
  const territory::Territory& territory = call.app.get<territory::Territory>();
  FollowView view;
  view.number = c.number;
  view.matter_name = incidents.matter_name(c.matter);
  view.state = c.state;
  view.place = {c.address};
  view.reported_at = c.reported_at;
  view.version = c.version;
  view.grid = {c.filed_code, territory.name(c.filed_code)};
  view.answerable = c.owner_unit_name;
  view.rating = c.rating;
  view.due = c.due;
  view.overdue = c.due && !c.closed_at && !c.paused_at && *c.due < call.now;
  for (const workflow::Step& s :
       workflow::progress(engine.definition_of(call.db, snapshot->version_hash), workflow::Bar::resident, history))
    view.steps.push_back({s.key,
                          s.status == workflow::Step::Status::done  ? "done"
                          : s.status == workflow::Step::Status::now ? "now"
                                                                    : "next",
                          s.at});
  std::vector<personal::Ref> refs;
  for (const workflow::HistoryRow& h : history) refs.push_back({c.subject, h.record_id});
  const auto words = call.app.get<personal::Vault>().open_many(call.db, refs);
  for (const workflow::HistoryRow& h : history) {
    if (!shown(h)) continue;
    FollowEvent event{h.at, h.action, {}, {}};
    if (!h.unit.is_nil()) {
      const db::Rows unit = call.db.run(sql::find_unit, db::Params::of(h.unit));
      if (!unit.empty()) event.by_unit = unit[0].text("name");
    }
    if (const auto found = words.find({c.subject, h.record_id}); found != words.end() && h.record_id != c.id) {
      const std::string text = public_words(found->second, h.action);
      if (!text.empty()) event.note = text;
      if (h.action == "report_done") view.result = event.note;
    }
    view.timeline.push_back(std::move(event));
  }
  view.photos = shown_files(call.db, c.id);
  for (const workflow::ActionView& a : engine.actions(call.db, *snapshot, call.who, true, call.now))
    if (a.allowed)  // to who reported, taking back is one thing, before and after it was accepted
      view.actions.push_back(a.name == "ask_withdrawal" ? "withdraw" : a.name);
  view.withdrawal_asked = c.withdrawal_asked;
  view.review_on = c.review_on;
  const db::Rows worker =
      call.db.run(sql::grid_worker_of, db::Params::of(c.filed_code, call.app.zone().date_of(call.now)));
  if (!worker.empty()) view.worker = GridWorkerView{worker[0].text("display"), {}};
  return view;
}

http::Response show_own_file(http::Call& call, Incidents& incidents) {
  const Case c = find_own_report(call, incidents);
  const files::Copy copy = files::parse_copy(call.request.query_value("copy").value_or(""));
  if (copy == files::Copy::original) throw Refused("invalid_parameter", {{"name", "copy"}});
  const std::string& digest = call.request.params.at("digest");
  for (const AttachmentView& shown : shown_files(call.db, c.id))
    if (shown.digest == digest)
      return files::send_copy(call.app.get<files::Store>(), files::find(call.db, {digest}).at(digest), copy, kKept);
  throw Refused("not_found");
}

FollowView rate_report(http::Call& call, Incidents& incidents, const RatingGiven& rating) {
  json::object fields{{"score", rating.score}};
  if (!rating.reasons.empty()) fields["reasons"] = json::value_from(rating.reasons);
  if (rating.text && !rating.text->empty()) fields["text"] = *rating.text;
  return transition(call, incidents, find_own_report(call, incidents), "rate", rating.id, std::move(fields));
}

FollowView urge_report(http::Call& call, Incidents& incidents, const UrgingGiven& urging) {
  json::object fields;
  if (urging.note && !urging.note->empty()) fields["note"] = *urging.note;
  return transition(call, incidents, find_own_report(call, incidents), "urge", urging.id, std::move(fields));
}

// Until it is accepted a report is simply taken back; afterwards somebody outside the handling unit asks first.
FollowView withdraw_report(http::Call& call, Incidents& incidents, const WithdrawalGiven& withdrawal) {
  static const std::set<std::string, std::less<>> kUntouched = {"reminded", "verifying", "collected", "returned"};
  const Case c = find_own_report(call, incidents);
  const bool at_once = kUntouched.contains(c.state);
  return transition(call, incidents, c, at_once ? "withdraw" : "ask_withdrawal", withdrawal.id,
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
