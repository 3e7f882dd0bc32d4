#include "demo/copy_table.hpp"

#include <cctype>
#include <stdexcept>

namespace linli::incidents {
namespace {

std::string without_comments(std::string_view sql) {
  std::string out;
  for (std::size_t at = 0; at < sql.size();) {
    const std::size_t end = std::min(sql.find('\n', at), sql.size());
    const std::string_view line = sql.substr(at, end - at);
    out += std::string(line.substr(0, line.find("--"))) + " ";
    at = end + 1;
  }
  return out;
}

std::string trimmed(std::string_view text) {
  while (!text.empty() && std::isspace(static_cast<unsigned char>(text.front()))) text.remove_prefix(1);
  while (!text.empty() && std::isspace(static_cast<unsigned char>(text.back()))) text.remove_suffix(1);
  return std::string(text);
}

// The list between the brackets that open at or after `from`; `from` moves behind them.
std::vector<std::string> bracketed(const std::string& sql, std::size_t& from) {
  std::vector<std::string> items;
  const std::size_t open = sql.find('(', from);
  if (open == std::string::npos) throw std::logic_error("no list in " + sql);
  std::size_t begin = open + 1;
  int depth = 0;
  for (std::size_t at = open; at < sql.size(); ++at) {
    const char c = sql[at];
    if (c == '(' || c == '[') ++depth;
    if (c == ')' || c == ']') --depth;
    if ((c == ',' && depth == 1) || depth == 0) {
      items.push_back(trimmed(std::string_view(sql).substr(begin, at - begin)));
      begin = at + 1;
    }
    if (depth == 0) {
      from = at + 1;
      return items;
    }
  }
  throw std::logic_error("an open list in " + sql);
}

void append_escaped(std::string& out, const Value& value) {
  if (!value) {
    out += "\\N";
    return;
  }
  for (const char c : *value) switch (c) {
      case '\\':
        out += "\\\\";
        break;
      case '\n':
        out += "\\n";
        break;
      case '\r':
        out += "\\r";
        break;
      case '\t':
        out += "\\t";
        break;
      default:
        out += c;
    }
}

}  // namespace

Inserted::Inserted(const db::Statement& statement) {
  const std::string sql = without_comments(statement.sql);
  std::string lower = sql;
  for (char& c : lower) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  constexpr std::string_view kInto = "into ";
  const std::size_t into = lower.find(kInto), words = lower.find(" values", into);
  if (into == std::string::npos || words == std::string::npos)
    throw std::logic_error(std::string(statement.name) + " is no plain insert");
  std::size_t at = into + kInto.size();
  table_ = trimmed(lower.substr(at, lower.find_first_of(" (", at) - at));
  columns_ = bracketed(sql, at);
  at = words;
  for (const std::string& item : bracketed(sql, at)) {
    Source source;
    if (item.starts_with('$')) {
      std::size_t digits = 0;
      source.parameter = std::stoul(item.substr(1), &digits);
      const std::string rest = item.substr(1 + digits);
      if (!rest.empty() && !rest.starts_with("::")) throw std::logic_error(std::string(statement.name) + ": " + item);
    } else if (item.starts_with('\'') && item.find('\'', 1) == item.size() - 1) {
      source.literal = item.substr(1, item.size() - 2);
    } else if (item.find_first_not_of("0123456789") == std::string::npos || item == "true" || item == "false") {
      source.literal = item;
    } else {
      throw std::logic_error(std::string(statement.name) + ": " + item);
    }
    sources_.push_back(std::move(source));
  }
  if (sources_.size() != columns_.size()) throw std::logic_error(std::string(statement.name) + ": uneven lists");
}

std::vector<Value> Inserted::values(const std::vector<Value>& parameters) const {
  std::vector<Value> row;
  row.reserve(sources_.size());
  for (const Source& source : sources_)
    row.push_back(source.parameter ? parameters.at(source.parameter - 1) : Value(source.literal));
  return row;
}

Record Inserted::record(const std::vector<Value>& parameters) const {
  Record record;
  std::vector<Value> row = values(parameters);
  for (std::size_t i = 0; i < row.size(); ++i) record[columns_[i]] = std::move(row[i]);
  return record;
}

CopyTable::CopyTable(std::string table, const std::vector<std::string>& columns) : columns_(columns) {
  statement_ = "copy " + table + " (";
  for (std::size_t i = 0; i < columns.size(); ++i) statement_ += (i ? ", " : "") + columns[i];
  statement_ += ") from stdin";
}

void CopyTable::add(const std::vector<Value>& row) {
  for (std::size_t i = 0; i < row.size(); ++i) {
    if (i) lines_ += '\t';
    append_escaped(lines_, row[i]);
  }
  lines_ += '\n';
  ++rows_;
}

void CopyTable::add(const Record& row) {
  std::size_t known = 0;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    if (i) lines_ += '\t';
    const auto found = row.find(columns_[i]);
    known += found != row.end();
    append_escaped(lines_, found == row.end() ? Value() : found->second);
  }
  if (known != row.size()) throw std::logic_error("a column that is not in " + statement_);
  lines_ += '\n';
  ++rows_;
}

std::size_t CopyTable::write(db::Connection& db) {
  const std::size_t written = rows_;
  if (written == 0) return 0;
  bool sent = false;
  db.copy_in(statement_, [&](std::string& chunk) {
    if (sent) return false;
    chunk = std::move(lines_);
    sent = true;
    return true;
  });
  lines_.clear();
  rows_ = 0;
  return written;
}

std::vector<std::string> items_of(std::string_view array) {
  std::vector<std::string> items;
  std::string item;
  bool quoted = false, any = false;
  for (std::size_t at = 1; at + 1 < array.size(); ++at) {
    const char c = array[at];
    any = true;
    if (c == '"') {
      quoted = !quoted;
    } else if (c == '\\') {
      item += array[++at];
    } else if (c == ',' && !quoted) {
      items.push_back(std::move(item));
      item.clear();
    } else {
      item += c;
    }
  }
  if (any) items.push_back(std::move(item));
  return items;
}

}  // namespace linli::incidents
