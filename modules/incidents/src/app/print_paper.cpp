#include "app/print_paper.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <fstream>
#include <sstream>

#include "app/keep.hpp"
#include "app/show_incident.hpp"
#include "incidents_sql.hpp"
#include "platform/http/origin.hpp"
#include "platform/pdf/document.hpp"
#include "platform/personal/vault.hpp"
#include "platform/prints/prints.hpp"
#include "store/cases.hpp"

namespace linli::incidents {
namespace {

using personal::Ref;
using prints::local_minute;

// One paper being put together: the case as its printer sees it, and what every part of it needs.
struct Paper {
  http::Call& call;
  Incidents& incidents;
  const PrintGiven& given;
  IncidentView view;
  Case row;
  prints::Sheet sheet;

  std::string words(const std::string& key, const std::map<std::string, std::string>& values = {}) const {
    return sheet.words("paper." + key, values);
  }
  std::string at(std::optional<Instant> time) const { return time ? local_minute(call.app.zone(), *time) : ""; }
  pdf::Field field(const char* name, std::string text, bool wide = false) const {
    return {words(std::string("field.") + name), std::move(text), wide};
  }
  pdf::Document document() const { return pdf::Document(sheet.frame()); }
};

std::string object_of(const Uuid& incident) { return "incident:" + incident.text(); }

// Long figures in what people wrote are phones and the like: they stay on screens.
std::string shown(const std::optional<std::string>& words) { return words ? personal::masked("text", *words) : ""; }

const HistoryView* last(const IncidentView& view, std::initializer_list<std::string_view> actions,
                        std::optional<Instant> at = std::nullopt) {
  for (auto step = view.history.rbegin(); step != view.history.rend(); ++step)
    if (std::ranges::find(actions, step->action) != actions.end() && (!at || step->at == *at)) return &*step;
  return nullptr;
}

std::string unit_name(db::Connection& db, const Uuid& unit) {
  const db::Rows rows = db.run(sql::find_unit, db::Params::of(unit));
  return rows.empty() ? "" : rows[0].text("name");
}

std::string served_bytes(const Paper& p, const std::string& digest) {
  const std::string path = p.call.app.get<files::Store>().path(digest, files::Copy::served);
  if (path.empty()) return "";
  std::ostringstream bytes;
  bytes << std::ifstream(path, std::ios::binary).rdbuf();
  return std::move(bytes).str();
}

std::vector<pdf::Photo> photos(const Paper& p, bool of_staff_only) {
  std::vector<pdf::Photo> out;
  for (const AttachmentView& file : p.view.attachments) {
    if (out.size() >= static_cast<std::size_t>(p.incidents.settings().paper_photos)) break;
    if (file.stage != "before" || !file.media_type.starts_with("image/") || (of_staff_only && !file.by)) continue;
    out.push_back({served_bytes(p, file.digest),
                   p.words("photo", {{"stage", p.sheet.words("stage." + file.stage)},
                                     {"at", p.at(file.taken_at ? file.taken_at : std::optional(file.at))}})});
  }
  return out;
}

std::string place_of(const Paper& p) {
  return p.view.street_name + " " + p.view.grid_name + (p.view.address.empty() ? "" : " " + p.view.address);
}

// Who reported is for the unit only with consent, however much its printer sees.
std::string contacts(const Paper& p) {
  std::string lines;
  for (const ReporterView& reporter : p.view.reporters) {
    if (!reporter.consent) continue;
    std::optional<std::string> name = reporter.name, phone = reporter.phone;
    if (p.given.contact_purpose) {
      const ContactView clear = reveal_contact(p.call, p.view.id, reporter.record, *p.given.contact_purpose);
      name = clear.name;
      phone = clear.phone;
    }
    if (name || phone) lines += (lines.empty() ? "" : "\n") + name.value_or("") + " " + phone.value_or("");
  }
  return lines.empty() ? p.words("contact_hidden") : lines;
}

pdf::Document dispatch_slip(const Paper& p) {
  const IncidentView& v = p.view;
  if (!p.row.handler_unit) throw Refused("print_without_unit");
  const HistoryView* sent = last(v, {"dispatch", "rule_finally"});
  pdf::Document d = p.document();
  d.code(http::origin_of(p.call.request) + "/field/tasks/" + v.id.text(), p.words("scan"));
  d.subtitle(p.words("to", {{"to", unit_name(p.call.db, *p.row.handler_unit)}}));
  d.fields({p.field("number", v.number), p.field("matter", v.matter.code + " " + v.matter.name),
            p.field("source", p.sheet.words("export.source." + v.source)),
            p.field("urgency", p.sheet.words("export.urgency." + v.urgency)),
            p.field("reported_at", p.at(v.reported_at)), p.field("dispatched_at", sent ? p.at(sent->at) : ""),
            p.field("dispatched_by", sent ? sent->who.value_or("") : ""), p.field("due", p.at(v.due)),
            p.field("place", place_of(p), true), p.field("description", shown(v.description), true),
            p.field("note", sent ? shown(sent->note) : "", true),
            p.field("standard", v.closing_standard.value_or(""), true), p.field("contact", contacts(p), true)});
  d.photos(photos(p, false));
  d.signing(p.words("sign.slip"), {p.words("sign.by"), p.words("sign.on"), p.words("sign.seal")},
            p.words("sign.result"));
  return d;
}

struct Letter {
  Uuid id;
  std::string number, grade, unit_name, issued_by;
  Instant issued_at, due;
};

Letter letter_of(const Paper& p) {
  for (const db::Row row : p.call.db.run(sql::supervisions_of, db::Params::of(p.view.id)))
    if (!p.given.letter || row.uuid("id") == *p.given.letter)
      return {row.uuid("id"),          row.text("number"),
              row.text("grade"),       row.maybe_text("unit_name").value_or(""),
              row.text("issued_name"), row.instant("issued_at"),
              row.instant("due")};
  throw Refused("print_without_letter");
}

pdf::Document supervision_letter(const Paper& p) {
  const IncidentView& v = p.view;
  const Letter letter = letter_of(p);
  const HistoryView* issued = last(v, {"supervise"}, letter.issued_at);
  pdf::Document d = p.document();
  d.code(http::origin_of(p.call.request) + "/console/incidents/" + v.id.text(), p.words("scan"));
  d.subtitle(letter.number + "  " + p.words("grade." + letter.grade));
  d.paragraph(p.words("letter.to", {{"to", letter.unit_name}}));
  d.paragraph(p.words("letter.text", {{"number", v.number},
                                      {"matter", v.matter.name},
                                      {"place", place_of(p)},
                                      {"state", p.sheet.words("state." + v.state)},
                                      {"due", p.at(letter.due)}}));
  d.fields({p.field("reason", issued ? shown(issued->note) : "", true), p.field("reported_at", p.at(v.reported_at)),
            p.field("due", p.at(v.due)), p.field("answer_due", p.at(letter.due)),
            p.field("urges", std::to_string(v.urges))});
  d.closing(p.words("letter.by", {{"by", letter.issued_by}, {"at", p.at(letter.issued_at)}}));
  d.signing(p.words("sign.letter"), {p.words("sign.head"), p.words("sign.on"), p.words("sign.seal")},
            p.words("sign.answer"));
  return d;
}

pdf::Document rectification_notice(const Paper& p) {
  const IncidentView& v = p.view;
  std::vector<FieldError> missing;
  if (!p.given.addressee) missing.push_back({"addressee", "required", {}});
  if (!p.given.demand) missing.push_back({"demand", "required", {}});
  if (!p.given.until) missing.push_back({"until", "required", {}});
  if (!missing.empty()) throw Refused(std::move(missing));
  pdf::Document d = p.document();
  d.code(v.number + " " + p.sheet.number(), p.words("code"));
  d.paragraph(p.words("letter.to", {{"to", *p.given.addressee}}));
  d.paragraph(p.words("notice.text", {{"place", place_of(p)}, {"matter", v.matter.name}}));
  d.fields({p.field("number", v.number), p.field("found_at", p.at(v.reported_at)),
            p.field("demand", *p.given.demand, true), p.field("until", to_text(*p.given.until)),
            p.field("standard", v.closing_standard.value_or(""))});
  d.photos(photos(p, true));
  d.paragraph(p.words("notice.end"));
  d.closing(p.words("notice.by", {{"by", v.street_name}, {"on", to_text(p.call.app.zone().date_of(p.call.now))}}));
  d.signing(p.words("sign.notice"), {p.words("sign.by"), p.words("sign.on"), p.words("sign.served_by")},
            p.words("sign.opinion"));
  return d;
}

// Whom a notice was addressed to and what it asked: kept where a person's words are kept.
void keep_notice(const Paper& p, db::Batch& batch) {
  personal::Vault& vault = p.call.app.get<personal::Vault>();
  vault.put(batch, vault.unlock(p.call.db, p.row.subject), p.given.id,
            {{"addressee", *p.given.addressee}, {"demand", *p.given.demand}});
}

}  // namespace

http::Response print_paper(http::Call& call, Incidents& incidents, const PrintGiven& given) {
  IncidentView view = show_incident(call, incidents);
  Case row = find_case(call.db, view.id).value();
  const std::string object = object_of(view.id), scope = view.scope_code;
  const Paper paper{call,           incidents,
                    given,          std::move(view),
                    std::move(row), prints::Sheet(call, {given.id, given.kind, object, scope})};
  db::Batch batch;
  if (given.kind == "supervision_letter") return paper.sheet.issue(supervision_letter(paper), batch);
  if (given.kind == "dispatch_slip") return paper.sheet.issue(dispatch_slip(paper), batch);
  const pdf::Document notice = rectification_notice(paper);
  keep_notice(paper, batch);
  return paper.sheet.issue(notice, batch);
}

std::vector<PrintRow> list_prints(http::Call& call, Incidents& incidents) {
  const IncidentView view = show_incident(call, incidents);
  const db::Rows rows = call.db.run(sql::prints_of, db::Params::of(object_of(view.id)));
  const Case row = find_case(call.db, view.id).value();
  std::vector<Ref> refs;
  for (const db::Row print : rows)
    if (print.view("kind") == "rectification_notice") refs.push_back({row.subject, print.uuid("id")});
  const std::map<Ref, personal::Values> kept = call.app.get<personal::Vault>().open_many(call.db, refs);
  std::vector<PrintRow> prints;
  for (const db::Row print : rows) {
    prints.push_back({print.text("number"), print.text("kind"), print.instant("made_at"), print.text("person_name"),
                      print.maybe_instant("signed_at"), print.maybe_text("signed_name"),
                      print.maybe_text("signed_digest"), std::nullopt});
    if (const auto words = kept.find({row.subject, print.uuid("id")}); words != kept.end())
      prints.back().addressee = words->second.at("addressee");
  }
  return prints;
}

std::vector<PrintRow> keep_signed_paper(http::Call& call, Incidents& incidents, const SignedGiven& given) {
  const IncidentView view = show_incident(call, incidents);
  const Case row = find_case(call.db, view.id).value();
  db::Batch batch;
  prints::keep_signed(call, batch, call.request.params.at("number"), object_of(view.id), view.scope_code, given.digest);
  attach(incidents, call.db, batch, row.id, row.district, {{given.digest, "paper", std::nullopt}},
         {"keep_signed", &call.who, call.now});
  call.db.commit(batch);
  return list_prints(call, incidents);
}

}  // namespace linli::incidents
