#include <algorithm>

#include "app/orders.hpp"
#include "incidents/channel.hpp"
#include "orders_sql.hpp"
#include "platform/access/access.hpp"
#include "platform/text/messages.hpp"
#include "territory/territory.hpp"

namespace linli::orders {
namespace {

/// What the sheet alone cannot tell: the matter is in the catalogue, the place in the importer's reach.
void judge(http::Call& call, const System& system, SheetLine& line) {
  if (line.mistakes.empty()) {
    const territory::Territory& territory = call.app.get<territory::Territory>();
    const std::string code = territory.locate_code(line.order.place);
    access::Relation relation;
    relation.scope_code = code;
    if (code.empty())
      line.mistakes.push_back({system.sheet.at("lon"), "outside_city", {}});
    else if (!call.app.get<access::Access>().covers(call.who, "orders.manage", relation))
      line.mistakes.push_back({system.sheet.at("lon"), "order_beyond_reach", {{"place", territory.name(code)}}});
  }
  if (!line.order.matter.empty() && !incidents::catalogue(call.app).find(line.order.matter))
    line.mistakes.push_back({system.sheet.at("matter"), "order_matter_unknown", {{"matter", line.order.matter}}});
}

std::map<std::string, std::string> known_numbers(http::Call& call, const System& system,
                                                 const std::vector<SheetLine>& lines) {
  std::vector<std::string> numbers;
  for (const SheetLine& line : lines) numbers.push_back(line.order.number);
  std::map<std::string, std::string> known;
  for (const db::Row row : call.db.run(sql::known_numbers, db::Params::of(system.code, numbers)))
    known[row.text("number")] = row.text("incident_number");
  return known;
}

LineView view_of(const SheetLine& line, const http::Call& call, const text::Messages& messages) {
  const incidents::Matter* matter = incidents::catalogue(call.app).find(line.order.matter);
  LineView view;
  view.line = static_cast<std::int64_t>(line.line);
  view.number = line.order.number;
  view.matter_name = matter ? matter->name : line.order.matter;
  view.address = line.order.address;
  if (line.order.received_at != Instant{}) view.received_at = line.order.received_at;
  if (line.order.due != Instant{}) view.due = line.order.due;
  const std::string language = messages.negotiate(call.request.header("accept-language"));
  for (const FieldError& mistake : line.mistakes)
    view.mistakes.push_back({mistake.field, messages.text(language, "refusal." + mistake.code, mistake.values)});
  return view;
}

}  // namespace

SheetView take_sheet(http::Call& call, Orders& orders, const System& system, bool import) {
  std::vector<SheetLine> lines = read_sheet(system, xlsx::read(call.request.body), call.app.zone(), orders.systems.sheet_rows);
  const std::map<std::string, std::string> known = known_numbers(call, system, lines);
  static const text::Messages kMessages = text::Messages::embedded();
  SheetView sheet;
  for (SheetLine& line : lines) {
    judge(call, system, line);
    std::optional<std::string> incident;
    std::string state = "new";
    if (const auto found = known.find(line.order.number); found != known.end()) {
      incident = found->second;
      state = "known";
      line.mistakes.clear();
    } else if (line.mistakes.empty() && import) {
      try {
        incident = take_order(call, orders, system, line.order).incident_number;
        state = "taken";
      } catch (const Refused& refused) {
        if (refused.fields.empty())
          line.mistakes.push_back({system.sheet.at("number"), refused.code, refused.values});
        else
          line.mistakes = refused.fields;
      }
    }
    if (!line.mistakes.empty()) state = "wrong";
    LineView view = view_of(line, call, kMessages);
    view.incident_number = incident;
    view.state = state;
    ++(state == "new" ? sheet.fresh : state == "known" ? sheet.known : state == "taken" ? sheet.taken : sheet.wrong);
    sheet.lines.push_back(std::move(view));
  }
  return sheet;
}

}  // namespace linli::orders
