#include <charconv>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <optional>

#include "kernel/refusal.hpp"
#include "kernel/text.hpp"
#include "kernel/time.hpp"
#include "package.hpp"
#include "platform/xlsx/xlsx.hpp"

namespace linli::xlsx {
namespace {

constexpr std::size_t kLongestCell = 32'767;  // characters, Excel's own limit
constexpr std::size_t kMostShared = 1'000'000;

enum class Moment { none, date, date_time };

std::string attribute(const Package::Attributes& attributes, std::string_view name) {
  const auto found = attributes.find(name);
  return found == attributes.end() ? "" : found->second;
}

template <class Number>
std::optional<Number> number(std::string_view text) {
  Number value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

/// What a number format shows. 14 to 22 and 45 to 47 are Excel's own dates and times, 27 to 36 and 50 to 58 East Asian
/// dates; others by their letters, outside quotes and brackets.
Moment moment_of(int id, const std::string& code) {
  if (id == 22) return Moment::date_time;
  if ((id >= 14 && id <= 17) || (id >= 27 && id <= 31) || id == 36 || (id >= 50 && id <= 58)) return Moment::date;
  bool quoted = false, bracket = false, day = false, hour = false;
  for (std::size_t i = 0; i < code.size(); ++i) {
    const char c = code[i];
    if (c == '\\') {
      ++i;
    } else if (c == '"') {
      quoted = !quoted;
    } else if (c == '[' || c == ']') {
      bracket = c == '[';
    } else if (!quoted && !bracket) {
      day = day || c == 'y' || c == 'Y' || c == 'd' || c == 'D';
      hour = hour || c == 'h' || c == 'H';
    }
  }
  return !day ? Moment::none : hour ? Moment::date_time : Moment::date;
}

/// Days since the workbook's epoch as ISO text. Excel counts a 29 February 1900 that never was.
std::optional<std::string> moment_text(double days, bool since_1904, Moment shown) {
  if (!(days >= 1) || days > 2'958'465) return std::nullopt;  // to the year 9999
  const auto epoch = since_1904 ? std::chrono::sys_days{std::chrono::year{1904} / 1 / 1}
                                : std::chrono::sys_days{std::chrono::year{1899} / 12 / (days < 60 ? 31 : 30)};
  const auto seconds = static_cast<std::int64_t>(std::llround(days * 86'400));
  const std::string text = to_text(Instant{epoch} + std::chrono::seconds(seconds));
  if (shown == Moment::date && seconds % 86'400 == 0) return text.substr(0, 10);
  return text.substr(0, 19);
}

/// A figure as people write it: whole ones without point and exponent.
std::string figure_text(const std::string& raw, double value) {
  if (std::abs(value) < 9e15 && value == std::floor(value)) return std::to_string(static_cast<std::int64_t>(value));
  char shortest[64];
  const auto [end, error] = std::to_chars(shortest, shortest + sizeof shortest, value, std::chars_format::fixed);
  return error == std::errc() ? std::string(shortest, end) : raw;
}

/// 0 for A; nothing for what is no reference.
std::optional<std::size_t> column_of(std::string_view reference) {
  std::size_t column = 0, letters = 0;
  for (; letters < reference.size() && reference[letters] >= 'A' && reference[letters] <= 'Z'; ++letters)
    if ((column = column * 26 + static_cast<std::size_t>(reference[letters] - 'A' + 1)) > 20'000) return std::nullopt;
  return letters == 0 ? std::nullopt : std::optional(column - 1);
}

/// A for 0.
std::string letters_of(std::size_t column) {
  std::string letters;
  for (std::size_t left = column + 1; left > 0; left = (left - 1) / 26)
    letters.insert(letters.begin(), static_cast<char>('A' + (left - 1) % 26));
  return letters;
}

class Workbook {
 public:
  Workbook(std::string_view bytes, const Limits& limits) : package_(bytes, limits.unpacked), limits_(limits) {}

  std::vector<Row> read_first() {
    const std::string sheet = first_sheet();
    if (package_.has("xl/sharedStrings.xml")) read_shared();
    if (package_.has("xl/styles.xml")) read_styles();
    read_sheet(sheet);
    while (!rows_.empty() && is_blank(rows_.back())) rows_.pop_back();
    return std::move(rows_);
  }

 private:
  static bool is_blank(const Row& row) {
    for (const std::string& cell : row)
      if (!cell.empty()) return false;
    return true;
  }

  /// The part that holds the first sheet: the workbook names a relation, the relation a part.
  std::string first_sheet() {
    std::string relation, part;
    package_.read("xl/workbook.xml", {[&](std::string_view name, const Package::Attributes& a) {
                                        if (name == "sheet" && relation.empty())
                                          for (const auto& [key, value] : a)
                                            if (key == "r:id" || key.ends_with(":id")) relation = value;
                                        if (name == "workbookPr") {
                                          const std::string flag = attribute(a, "date1904");
                                          since_1904_ = flag == "1" || flag == "true";
                                        }
                                      },
                                      nullptr, nullptr});
    package_.read("xl/_rels/workbook.xml.rels", {[&](std::string_view name, const Package::Attributes& a) {
                                                   if (name == "Relationship" && attribute(a, "Id") == relation)
                                                     part = attribute(a, "Target");
                                                 },
                                                 nullptr, nullptr});
    if (part.empty()) throw Refused{"xlsx_unreadable"};
    return part.front() == '/' ? part.substr(1) : "xl/" + part;
  }

  void read_shared() {
    std::string text;
    bool inside = false, phonetic = false;
    package_.read("xl/sharedStrings.xml", {[&](std::string_view name, const Package::Attributes&) {
                                             if (name == "si") text.clear();
                                             if (name == "rPh") phonetic = true;
                                             inside = name == "t" && !phonetic;
                                           },
                                           [&](std::string_view name) {
                                             inside = false;
                                             if (name == "rPh") phonetic = false;
                                             if (name != "si") return;
                                             if (shared_.size() == kMostShared) throw Refused{"xlsx_too_large"};
                                             shared_.push_back(text);
                                           },
                                           [&](std::string_view part) {
                                             if (inside) text += part;
                                           }});
  }

  void read_styles() {
    std::map<int, std::string> codes;
    bool cells = false;
    package_.read("xl/styles.xml",
                  {[&](std::string_view name, const Package::Attributes& a) {
                     if (name == "numFmt")
                       codes[number<int>(attribute(a, "numFmtId")).value_or(0)] = attribute(a, "formatCode");
                     if (name == "cellXfs") cells = true;
                     if (name == "xf" && cells) {
                       const int id = number<int>(attribute(a, "numFmtId")).value_or(0);
                       styles_.push_back(moment_of(id, codes.contains(id) ? codes[id] : std::string()));
                     }
                   },
                   [&](std::string_view name) {
                     if (name == "cellXfs") cells = false;
                   },
                   nullptr});
  }

  void read_sheet(const std::string& part) {
    package_.read(part, {[&](std::string_view name, const Package::Attributes& a) { begin(name, a); },
                         [&](std::string_view name) { end(name); },
                         [&](std::string_view text) {
                           if (!inside_) return;
                           value_ += text;
                           if (value_.size() > 4 * kLongestCell) throw Refused{"xlsx_too_large"};
                         }});
  }

  void begin(std::string_view name, const Package::Attributes& a) {
    if (name == "row") {
      const auto given = number<std::size_t>(attribute(a, "r"));
      const std::size_t row = given && *given > 0 ? *given - 1 : rows_.size();
      if (row < rows_.size()) throw Refused{"xlsx_unreadable"};
      if (row >= limits_.rows)
        throw Refused{"xlsx_rows", {{"row", std::to_string(row + 1)}, {"limit", std::to_string(limits_.rows)}}};
      rows_.resize(row + 1);
      column_ = 0;
    } else if (name == "c") {
      column_ = column_of(attribute(a, "r")).value_or(column_);
      if (rows_.empty()) throw Refused{"xlsx_unreadable"};
      if (column_ >= limits_.columns) throw at_cell("xlsx_columns");
      type_ = attribute(a, "t");
      style_ = number<std::size_t>(attribute(a, "s")).value_or(0);
      value_.clear();
    } else if (name == "rPh") {
      phonetic_ = true;
    }
    inside_ = name == "v" || (name == "t" && !phonetic_);
  }

  void end(std::string_view name) {
    inside_ = false;
    if (name == "rPh") phonetic_ = false;
    if (name != "c") return;
    Row& row = rows_.back();
    if (row.size() <= column_) row.resize(column_ + 1);
    row[column_] = tidied_value();
    ++column_;
  }

  /// A refusal that names the cell at hand as the sheet does.
  Refused at_cell(const char* code) const {
    return Refused{code,
                   {{"row", std::to_string(rows_.size())},
                    {"column", letters_of(column_)},
                    {"limit", std::to_string(limits_.columns)}}};
  }

  std::string tidied_value() const {
    std::string text = meaning();
    std::erase(text, '\r');
    if (!is_clean_utf8(text) || character_count(text) > kLongestCell) throw at_cell("xlsx_cell");
    return text;
  }

  std::string meaning() const {
    if (type_ == "s") {
      const auto at = number<std::size_t>(value_);
      if (!at || *at >= shared_.size()) throw at_cell("xlsx_cell");
      return shared_[*at];
    }
    if (type_ == "inlineStr" || type_ == "str" || type_ == "e" || value_.empty()) return value_;
    if (type_ == "b") return value_ == "1" ? "1" : "0";
    if (type_ == "d") return value_;
    const auto value = number<double>(value_);
    if (!value || !std::isfinite(*value)) throw at_cell("xlsx_cell");
    const Moment shown = style_ < styles_.size() ? styles_[style_] : Moment::none;
    if (shown != Moment::none)
      if (const auto text = moment_text(*value, since_1904_, shown)) return *text;
    return figure_text(value_, *value);
  }

  Package package_;
  Limits limits_;
  bool since_1904_ = false;
  std::vector<std::string> shared_;
  std::vector<Moment> styles_;
  std::vector<Row> rows_;
  // The cell at hand.
  std::size_t column_ = 0, style_ = 0;
  std::string type_, value_;
  bool inside_ = false, phonetic_ = false;
};

}  // namespace

std::vector<Row> read(std::string_view bytes, const Limits& limits) { return Workbook(bytes, limits).read_first(); }

}  // namespace linli::xlsx
