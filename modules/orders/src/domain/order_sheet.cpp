#include "domain/order_sheet.hpp"

#include <algorithm>
#include <charconv>
#include <set>

#include "kernel/text.hpp"

namespace linli::orders {
namespace {

using Columns = std::map<std::string, std::size_t>;

Columns columns_of(const System& system, const xlsx::Row& heading) {
  Columns columns;
  std::string missing;
  for (const auto& [name, title] : system.sheet) {
    const auto at = std::find_if(heading.begin(), heading.end(),
                                 [&title = title](const std::string& cell) { return tidied(cell) == title; });
    if (at != heading.end())
      columns[name] = static_cast<std::size_t>(at - heading.begin());
    else if (name != "name" && name != "phone" && name != "address")
      missing += (missing.empty() ? "" : " ") + title;
  }
  if (!missing.empty()) throw Refused{"order_sheet_columns", {{"missing", missing}}};
  return columns;
}

/// One row under the sheet's headings.
class Line {
 public:
  Line(const System& system, const Columns& columns, const xlsx::Row& row, const CityZone& zone)
      : system_(system), columns_(columns), row_(row), zone_(zone) {}

  SheetLine read() {
    GivenOrder& order = line_.order;
    order.number = needed("number", 64);
    order.words = needed("words", 2000);
    order.address = cell("address");
    if (character_count(order.address) > 200) mistake("address", "too_long", {{"max", "200"}});
    order.matter = system_.matter_of(needed("matter", 100));
    const std::optional<double> lon = degrees("lon"), lat = degrees("lat");
    if (lon && lat) read_place(*lon, *lat);
    if (std::string name = cell("name"); !name.empty()) order.name = std::move(name);
    if (std::string phone = cell("phone"); !phone.empty()) order.phone = std::move(phone);
    const std::optional<Instant> received = moment("received_at"), due = moment("due");
    if (received) order.received_at = *received;
    if (due) order.due = *due;
    if (received && due && *due <= *received) mistake("due", "order_due_before");
    return std::move(line_);
  }

 private:
  void mistake(const char* column, const char* code, std::map<std::string, std::string> values = {}) {
    line_.mistakes.push_back({system_.sheet.at(column), code, std::move(values)});
  }
  std::string cell(const char* column) const {
    const auto found = columns_.find(column);
    return found == columns_.end() || found->second >= row_.size() ? "" : tidied(row_[found->second]);
  }
  std::string needed(const char* column, std::size_t longest) {
    std::string text = cell(column);
    if (text.empty()) mistake(column, "required");
    if (character_count(text) > longest) mistake(column, "too_long", {{"max", std::to_string(longest)}});
    return text;
  }
  std::optional<double> degrees(const char* column) {
    const std::string text = needed(column, 40);
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error == std::errc() && end == text.data() + text.size()) return value;
    if (!text.empty()) mistake(column, "not_number");
    return std::nullopt;
  }
  void read_place(double lon, double lat) {
    try {
      line_.order.place = to_wgs84(lon, lat, system_.position);
    } catch (const Refused& refused) {
      mistake("lon", refused.code.c_str(), refused.values);
    }
  }
  std::optional<Instant> moment(const char* column) {
    std::string text = needed(column, 40);
    if (text.empty()) return std::nullopt;
    std::replace(text.begin(), text.end(), '/', '-');
    if (text.size() > 10 && text[10] == ' ') text[10] = 'T';
    if (text.size() == 10) text += "T23:59:59";  // a day: until its end
    if (text.size() == 16) text += ":00";
    try {
      if (text.size() == 19) return zone_.to_instant(LocalTime(parse_instant(text + "Z").time_since_epoch()));
      return parse_instant(text);
    } catch (const Refused&) {
      mistake(column, "order_moment");
      return std::nullopt;
    }
  }

  const System& system_;
  const Columns& columns_;
  const xlsx::Row& row_;
  const CityZone& zone_;
  SheetLine line_;
};

bool is_blank(const xlsx::Row& row) {
  return std::all_of(row.begin(), row.end(), [](const std::string& cell) { return tidied(cell).empty(); });
}

}  // namespace

std::vector<SheetLine> read_sheet(const System& system, const std::vector<xlsx::Row>& rows, const CityZone& zone,
                                  std::size_t most) {
  if (rows.empty()) throw Refused{"order_sheet_empty"};
  const Columns columns = columns_of(system, rows[0]);
  std::vector<SheetLine> lines;
  std::set<std::string> seen;
  for (std::size_t i = 1; i < rows.size(); ++i) {
    if (is_blank(rows[i])) continue;
    if (lines.size() == most) throw Refused{"order_sheet_long", {{"limit", std::to_string(most)}}};
    lines.push_back(Line(system, columns, rows[i], zone).read());
    SheetLine& line = lines.back();
    line.line = i + 1;
    if (!line.order.number.empty() && !seen.insert(line.order.number).second)
      line.mistakes.push_back({system.sheet.at("number"), "order_twice", {}});
  }
  if (lines.empty()) throw Refused{"order_sheet_empty"};
  return lines;
}

}  // namespace linli::orders
