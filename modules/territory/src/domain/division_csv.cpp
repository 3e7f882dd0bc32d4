#include "domain/division_csv.hpp"

#include <map>
#include <optional>

#include "kernel/text.hpp"
#include "territory/territory.hpp"

namespace linli::territory {

namespace {

/// Splits one line of CSV; a doubled quote inside quotes is one quote. No line breaks inside fields.
std::vector<std::string> split(std::string_view line) {
  std::vector<std::string> fields(1);
  bool quoted = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (c == '"' && quoted && i + 1 < line.size() && line[i + 1] == '"') {
      fields.back() += c;
      ++i;
    } else if (c == '"') {
      quoted = !quoted;
    } else if (c == ',' && !quoted) {
      fields.emplace_back();
    } else {
      fields.back() += c;
    }
  }
  return fields;
}

class Reader {
 public:
  explicit Reader(std::vector<FieldError>& mistakes) : mistakes_(mistakes) {}

  std::vector<DivisionLine> read(std::string_view csv) {
    constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
    if (csv.starts_with(kByteOrderMark)) csv.remove_prefix(kByteOrderMark.size());
    std::vector<DivisionLine> lines;
    while (!csv.empty()) {
      const std::size_t end = csv.find('\n');
      std::string_view text = csv.substr(0, end);
      csv = end == std::string_view::npos ? std::string_view() : csv.substr(end + 1);
      if (text.ends_with('\r')) text.remove_suffix(1);
      ++line_;
      if (line_ == 1) {
        if (!header(split(text))) return {};
      } else if (!text.empty()) {
        if (auto read = division(split(text))) lines.push_back(std::move(*read));
      }
    }
    if (line_ < 2) mistake("", "no_divisions_in_file");
    return lines;
  }

 private:
  bool header(const std::vector<std::string>& names) {
    for (const std::string& name : names)
      if (!is_clean_utf8(name)) {
        mistake("", "not_utf8");
        return false;
      }
    for (std::size_t i = 0; i < names.size(); ++i)
      if (!columns_.emplace(names[i], i).second ||
          (names[i] != "code" && names[i] != "name" && names[i] != "level" && names[i] != "kind")) {
        mistake("", "unknown_column", {{"column", names[i]}});
        return false;
      }
    for (const char* needed : {"code", "name", "level"})
      if (!columns_.contains(needed)) {
        mistake(needed, "column_missing", {{"column", needed}});
        return false;
      }
    return true;
  }

  std::optional<DivisionLine> division(const std::vector<std::string>& fields) {
    if (fields.size() != columns_.size()) {
      mistake("", "wrong_number_of_columns");
      return std::nullopt;
    }
    const std::size_t before = mistakes_.size();
    DivisionLine line{line_, fields[columns_.at("code")], tidied(fields[columns_.at("name")]), {}, {}};
    const std::string& level = fields[columns_.at("level")];
    if (columns_.contains("kind")) line.kind = fields[columns_.at("kind")];
    if (line.name.empty())
      mistake("name", "required");
    else if (!is_clean_utf8(line.name))
      mistake("name", "not_utf8");
    check_code(line.code, level);
    if (level == "grid" ? line.kind != "residential" && line.kind != "unit" && line.kind != "special"
                        : !line.kind.empty())
      mistake("kind", "kind_unknown", {{"kind", line.kind}});
    if (const auto [first, is_new] = seen_.emplace(line.code, line_); !is_new)
      mistake("code", "duplicate_in_file", {{"code", line.code}, {"line", std::to_string(first->second)}});
    return mistakes_.size() == before ? std::optional(std::move(line)) : std::nullopt;
  }

  void check_code(const std::string& code, const std::string& level) {
    try {
      parse_level(level);
    } catch (const Refused& refused) {
      mistake("level", refused.code, refused.values);
      return;
    }
    try {
      if (to_text(level_of(code)) != level) mistake("level", "level_does_not_fit", {{"code", code}, {"level", level}});
    } catch (const Refused& refused) {
      mistake("code", refused.code, refused.values);
    }
  }

  void mistake(const std::string& column, std::string code, std::map<std::string, std::string> values = {}) {
    mistakes_.push_back({"lines[" + std::to_string(line_) + "]" + (column.empty() ? "" : "." + column), std::move(code),
                         std::move(values)});
  }

  std::vector<FieldError>& mistakes_;
  std::size_t line_ = 0;
  std::map<std::string, std::size_t> columns_, seen_;
};

}  // namespace

std::vector<DivisionLine> read_divisions(std::string_view csv, std::vector<FieldError>& mistakes) {
  return Reader(mistakes).read(csv);
}

}  // namespace linli::territory
