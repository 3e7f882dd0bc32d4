#include "platform/testing/partitioned.hpp"

#include <algorithm>
#include <cctype>
#include <stdexcept>

namespace linli {
namespace {

constexpr std::string_view kMark = "-- big table\n";

/// Where the statement that begins at `from` ends: its semicolon outside parentheses, quotes and comments.
std::size_t statement_end(std::string_view sql, std::size_t from) {
  int depth = 0;
  for (std::size_t i = from; i < sql.size(); ++i) {
    if (sql.substr(i, 2) == "--")
      i = std::min(sql.find('\n', i), sql.size());
    else if (sql[i] == '\'')
      i = std::min(sql.find('\'', i + 1), sql.size());
    else if (sql[i] == '(')
      ++depth;
    else if (sql[i] == ')')
      --depth;
    else if (sql[i] == ';' && depth == 0)
      return i;
  }
  throw std::runtime_error("a big table's statement does not end");
}

struct Table {
  std::string name;
  std::size_t end;  ///< of its statement
};

/// The table whose mark stands at `mark`.
Table table_after(std::string_view sql, std::size_t mark) {
  std::size_t at = mark + kMark.size();
  while (sql.substr(at, 2) == "--") at = std::min(sql.find('\n', at), sql.size() - 1) + 1;
  constexpr std::string_view kCreate = "create table ";
  auto begins = sql.substr(at, kCreate.size());
  bool is_create = std::equal(begins.begin(), begins.end(), kCreate.begin(), kCreate.end(),
                              [](unsigned char a, char b) { return std::tolower(a) == b; });
  if (!is_create) throw std::runtime_error("the mark `-- big table` is not followed by a CREATE TABLE");
  at += kCreate.size();
  return {std::string(sql.substr(at, sql.find_first_of(" (\n", at) - at)), statement_end(sql, at)};
}

}  // namespace

std::string partitioned_by_district(std::string_view sql) {
  std::string out;
  std::size_t copied = 0;
  for (auto mark = sql.find(kMark); mark != std::string_view::npos; mark = sql.find(kMark, mark + 1)) {
    auto table = table_after(sql, mark);
    out += sql.substr(copied, table.end - copied);
    out += " partition by list (district);\ncreate table " + table.name + "_in_440104 partition of " + table.name +
           " for values in ('440104');\ncreate table " + table.name + "_elsewhere partition of " + table.name +
           " default;";
    copied = table.end + 1;
  }
  return out + std::string(sql.substr(copied));
}

std::vector<std::string> big_tables(std::string_view sql) {
  std::vector<std::string> names;
  for (auto mark = sql.find(kMark); mark != std::string_view::npos; mark = sql.find(kMark, mark + 1))
    names.push_back(table_after(sql, mark).name);
  return names;
}

}  // namespace linli
