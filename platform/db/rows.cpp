#include <boost/json.hpp>
#include <charconv>
#include <cstring>

#include "result.hpp"

namespace linli::db {
namespace {

[[noreturn]] void misuse(const std::string& what) { throw std::logic_error("database row: " + what); }

// Without measuring the column's name first: most differ in their first letter.
bool is_called(const char* column, std::string_view name) {
  return std::strncmp(column, name.data(), name.size()) == 0 && column[name.size()] == 0;
}

int column_of(const Answer& answer, std::string_view name) {
  const PGresult* result = answer.result.get();
  int at = answer.last.load(std::memory_order_relaxed);
  for (int left = PQnfields(result), n = left; left > 0; --left, at = at + 1 == n ? 0 : at + 1) {
    if (!is_called(PQfname(result, at), name)) continue;
    answer.last.store(at, std::memory_order_relaxed);
    return at;
  }
  misuse("no column " + std::string(name));
}

template <class Number>
Number number_of(std::string_view text, std::string_view column) {
  Number value{};
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size())
    misuse("column " + std::string(column) + " is not such a number");
  return value;
}

int nibble(char c) { return c <= '9' ? c - '0' : (c | 32) - 'a' + 10; }

/// Items of a one-dimensional text array literal; a NULL item is a bug.
std::vector<std::string> array_items(std::string_view text, std::string_view column) {
  std::vector<std::string> items;
  if (text.size() < 2 || text.front() != '{' || text.back() != '}')
    misuse("column " + std::string(column) + " is not an array");
  text = text.substr(1, text.size() - 2);
  std::size_t i = 0;
  while (i < text.size()) {
    std::string item;
    if (text[i] == '"') {
      for (++i; i < text.size() && text[i] != '"'; ++i) {
        if (text[i] == '\\') ++i;
        item += text[i];
      }
      ++i;
    } else {
      while (i < text.size() && text[i] != ',') item += text[i++];
      if (item == "NULL") misuse("column " + std::string(column) + " holds a NULL item");
    }
    items.push_back(std::move(item));
    ++i;  // the comma
  }
  return items;
}

}  // namespace

std::size_t Rows::size() const { return answer_ ? static_cast<std::size_t>(PQntuples(answer_->result.get())) : 0; }
std::int64_t Rows::affected() const {
  if (!answer_) return 0;
  std::string_view count = PQcmdTuples(answer_->result.get());
  return count.empty() ? 0 : number_of<std::int64_t>(count, "(affected)");
}
std::optional<Row> Rows::first() const { return empty() ? std::nullopt : std::optional<Row>((*this)[0]); }

bool Row::is_null(std::string_view column) const {
  const PGresult* r = answer_->result.get();
  return PQgetisnull(r, index_, column_of(*answer_, column)) != 0;
}
std::string_view Row::view(std::string_view column) const {
  const PGresult* r = answer_->result.get();
  int c = column_of(*answer_, column);
  if (PQgetisnull(r, index_, c)) misuse("column " + std::string(column) + " is NULL");
  return {PQgetvalue(r, index_, c), static_cast<std::size_t>(PQgetlength(r, index_, c))};
}
std::string Row::text(std::string_view column) const { return std::string(view(column)); }
std::int64_t Row::integer(std::string_view column) const { return number_of<std::int64_t>(view(column), column); }
double Row::number(std::string_view column) const { return number_of<double>(view(column), column); }
bool Row::boolean(std::string_view column) const { return view(column) == "t"; }
Instant Row::instant(std::string_view column) const { return parse_instant(view(column)); }
LocalDate Row::date(std::string_view column) const { return parse_date(view(column)); }
Uuid Row::uuid(std::string_view column) const { return Uuid::parse(view(column)); }
std::string Row::bytes(std::string_view column) const {
  std::string_view hex = view(column);
  if (!hex.starts_with("\\x")) misuse("column " + std::string(column) + " is not bytea");
  std::string data;
  data.reserve(hex.size() / 2 - 1);
  for (std::size_t i = 2; i + 1 < hex.size(); i += 2)
    data += static_cast<char>(nibble(hex[i]) << 4 | nibble(hex[i + 1]));
  return data;
}
boost::json::value Row::document(std::string_view column) const { return boost::json::parse(view(column)); }
std::vector<std::string> Row::texts(std::string_view column) const { return array_items(view(column), column); }

std::optional<std::string> Row::maybe_text(std::string_view column) const {
  return is_null(column) ? std::nullopt : std::optional(text(column));
}
std::optional<std::int64_t> Row::maybe_integer(std::string_view column) const {
  return is_null(column) ? std::nullopt : std::optional(integer(column));
}
std::optional<Instant> Row::maybe_instant(std::string_view column) const {
  return is_null(column) ? std::nullopt : std::optional(instant(column));
}
std::optional<LocalDate> Row::maybe_date(std::string_view column) const {
  return is_null(column) ? std::nullopt : std::optional(date(column));
}
std::optional<Uuid> Row::maybe_uuid(std::string_view column) const {
  return is_null(column) ? std::nullopt : std::optional(uuid(column));
}

}  // namespace linli::db
