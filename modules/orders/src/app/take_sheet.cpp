#include <algorithm>

#include "app/orders.hpp"
#include "incidents/channel.hpp"
#include "orders_sql.hpp"
#include "platform/access/access.hpp"
#include "platform/text/messages.hpp"
#include "territory/territory.hpp"

namespace linli::orders {
namespace {

constexpr std::size_t kColumns = 60;  // of a sheet; a hostile one would have each row widened

/// What the sheet alone cannot tell: the matter is in the catalogue, the place in the importer's reach.
void judge(http::Call& call, const System& system, SheetLine& line) {
  if (!line.order.matter.empty() && !incidents::catalogue(call.app).find(line.order.matter))
    line.mistakes.push_back({system.sheet.at("matter"), "order_matter_unknown", {{"matter", line.order.matter}}});
  if (!line.mistakes.empty()) return;
  const territory::Territory& territory = call.app.get<territory::Territory>();
  const std::string code = territory.locate_code(line.order.place);
  access::Relation relation;
  relation.scope_code = code;
  if (code.empty())
    line.mistakes.push_back({system.sheet.at("lon"), "outside_city", {}});
  else if (!call.app.get<access::Access>().covers(call.who, "orders.manage", relation))
    line.mistakes.push_back({system.sheet.at("lon"), "order_beyond_reach", {{"place", territory.name(code)}}});
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

class Sheet {
 public:
  Sheet(http::Call& call, const System& system)
      : call_(call),
        system_(system),
        messages_(call.app.get<text::Messages>()),
        language_(messages_.negotiate(call.request.header("accept-language"))) {}

  /// Before anything is written: what each line is.
  SheetView look(std::vector<SheetLine>& lines) {
    const std::map<std::string, std::string> known = known_numbers(call_, system_, lines);
    SheetView sheet;
    for (SheetLine& line : lines) {
      const auto found = known.find(line.order.number);
      if (found != known.end())
        line.mistakes.clear();  // it is there: what the sheet says of it now changes nothing
      else
        judge(call_, system_, line);
      sheet.lines.push_back(view_of(line));
      LineView& view = sheet.lines.back();
      if (found != known.end()) view.incident_number = found->second;
      view.state = found != known.end() ? "known" : line.mistakes.empty() ? "new" : "wrong";
      ++(view.state == "new" ? sheet.fresh : view.state == "known" ? sheet.known : sheet.wrong);
    }
    return sheet;
  }

  /// A line that turned wrong meanwhile (a list of matters was decided) leaves the others alone and says so.
  void take(SheetView& sheet, const std::vector<SheetLine>& lines) {
    for (std::size_t i = 0; i < lines.size(); ++i) {
      LineView& view = sheet.lines[i];
      if (view.state != "new") continue;
      --sheet.fresh;
      try {
        view.incident_number = take_order(call_, system_, lines[i].order, false).incident_number;
        view.state = "taken";
        ++sheet.taken;
      } catch (const Refused& refused) {
        if (refused.fields.empty())
          view.mistakes.push_back(say({system_.sheet.at("number"), refused.code, refused.values}));
        for (const FieldError& mistake : refused.fields) view.mistakes.push_back(say(mistake));
        view.state = "wrong";
        ++sheet.wrong;
      }
    }
  }

 private:
  LineMistake say(const FieldError& mistake) const {
    return {mistake.field, messages_.text(language_, "refusal." + mistake.code, mistake.values)};
  }
  LineView view_of(const SheetLine& line) const {
    const incidents::Matter* matter = incidents::catalogue(call_.app).find(line.order.matter);
    LineView view;
    view.line = static_cast<std::int64_t>(line.line);
    view.number = line.order.number;
    view.matter_name = matter ? matter->name : line.order.matter;
    view.address = line.order.address;
    if (line.order.received_at != Instant{}) view.received_at = line.order.received_at;
    if (line.order.due != Instant{}) view.due = line.order.due;
    for (const FieldError& mistake : line.mistakes) view.mistakes.push_back(say(mistake));
    return view;
  }

  http::Call& call_;
  const System& system_;
  const text::Messages& messages_;
  std::string language_;
};

}  // namespace

SheetView take_sheet(http::Call& call, const Orders& orders, const System& system, bool import) {
  const std::size_t most = orders.systems.sheet_rows;
  std::vector<SheetLine> lines = read_sheet(
      system, xlsx::read(call.request.body, {.rows = 2 * most + 100, .columns = kColumns}), call.app.zone(), most);
  Sheet sheet(call, system);
  SheetView view = sheet.look(lines);
  if (import) sheet.take(view, lines);
  return view;
}

}  // namespace linli::orders
