#include "app/print_handover.hpp"

#include "app/handovers.hpp"
#include "duty_sql.hpp"
#include "platform/app/module.hpp"
#include "platform/pdf/document.hpp"
#include "platform/personal/vault.hpp"
#include "platform/prints/prints.hpp"

namespace linli::duty {
namespace {

using prints::local_minute;

struct Paper {
  const CityZone& zone;
  const prints::Sheet& sheet;

  std::string words(const std::string& key, const std::map<std::string, std::string>& values = {}) const {
    return sheet.words("handover_paper." + key, values);
  }
  std::string at(const std::optional<Instant>& time) const { return time ? local_minute(zone, *time) : ""; }
  pdf::Field field(const char* name, std::string text, bool wide = false) const {
    return {words(std::string("field.") + name), std::move(text), wide};
  }
  std::string signed_by(const std::string& who, const std::optional<Instant>& when) const {
    return when ? words("signed", {{"who", who}, {"at", at(when)}}) : words("unsigned");
  }
};

std::string urgent_line(const Paper& p, const UrgentView& one) {
  std::string line = p.words("urgent", {{"number", one.number},
                                        {"matter", one.matter_name},
                                        {"state", p.sheet.words("state." + one.state)},
                                        {"urgency", p.sheet.words("export.urgency." + one.urgency)},
                                        {"place", one.address}});
  if (one.unit_name) line += p.words("urgent_unit", {{"unit", *one.unit_name}});
  if (one.due) line += p.words(one.overdue ? "urgent_overdue" : "urgent_due", {{"due", p.at(one.due)}});
  if (one.absent > 0) line += p.words("urgent_absent", {{"n", std::to_string(one.absent)}});
  return line;
}

pdf::Document document(const Paper& p, const HandoverView& view) {
  const SheetView& sheet = *view.sheet;
  pdf::Document d(p.sheet.frame());
  d.subtitle(view.unit_name);
  d.fields({p.field("from", p.at(view.from)), p.field("to", p.at(view.to)),
            p.field("by", p.signed_by(view.by, view.to)),
            p.field("taken", p.signed_by(view.taken_by.value_or(""), view.taken_at)),
            p.field("reported", p.words("reported", {{"all", std::to_string(sheet.reported)},
                                                     {"urgent", std::to_string(sheet.reported_urgent)}})),
            p.field("closed", std::to_string(sheet.closed)),
            p.field("notes", view.notes ? personal::masked("text", *view.notes) : p.words("none"), true)});
  d.heading(p.words("urgent_heading", {{"n", std::to_string(sheet.urgent.size())}}));
  if (sheet.urgent.empty()) d.paragraph(p.words("none"));
  for (const UrgentView& one : sheet.urgent) d.paragraph(urgent_line(p, one));
  d.heading(p.words("calls_heading", {{"n", std::to_string(sheet.calls.size())}}));
  if (sheet.calls.empty()) d.paragraph(p.words("none"));
  for (const CallView& one : sheet.calls)
    d.paragraph(p.words("call", {{"at", p.at(one.at)},
                                 {"post", one.post},
                                 {"who", one.display},
                                 {"matter", one.matter_name},
                                 {"area", one.area_name},
                                 {"number", one.number}}));
  d.signing(p.words("sign.heading"), {p.words("sign.goes"), p.words("sign.comes"), p.words("sign.on")},
            p.words("sign.remark"));
  return d;
}

}  // namespace

http::Response print_handover(http::Call& call, const Settings& settings) {
  const Uuid id = call.id_param("id");
  const HandoverView view = show_handover(call, settings, id);
  const std::string scope = call.db.run(sql::handover_by_id, db::Params::of(id))[0].text("prefix");
  const prints::Sheet sheet(call,
                            {call.body<ActGiven>(kActGiven).id, "handover_sheet", "handover:" + id.text(), scope});
  db::Batch batch;
  return sheet.issue(document({call.app.zone(), sheet}, view), batch);
}

}  // namespace linli::duty
