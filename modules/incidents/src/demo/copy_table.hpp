#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/db/connection.hpp"

namespace linli::incidents {

using Value = std::optional<std::string>;
/// A row by column, in PostgreSQL's text form.
using Record = std::map<std::string, Value, std::less<>>;

/// What an `insert into table (columns) values (...)` of the product writes, so that the same rows can be written by
/// COPY. Understands parameters, their casts, and plain literals; throws std::logic_error on anything else.
class Inserted {
 public:
  explicit Inserted(const db::Statement& statement);
  const std::string& table() const { return table_; }
  const std::vector<std::string>& columns() const { return columns_; }
  std::vector<Value> values(const std::vector<Value>& parameters) const;
  Record record(const std::vector<Value>& parameters) const;

 private:
  struct Source {
    std::size_t parameter = 0;  ///< counted from one; zero: the literal
    std::string literal;
  };
  std::string table_;
  std::vector<std::string> columns_;
  std::vector<Source> sources_;
};

/// Rows of one table on their way into the database.
class CopyTable {
 public:
  CopyTable(std::string table, const std::vector<std::string>& columns);
  void add(const std::vector<Value>& row);
  /// Columns the row does not name are null.
  void add(const Record& row);
  std::size_t rows() const { return rows_; }
  /// Writes what was added and forgets it; how many rows.
  std::size_t write(db::Connection& db);

 private:
  std::string statement_;
  std::vector<std::string> columns_;
  std::string lines_;
  std::size_t rows_ = 0;
};

/// The items of a one-dimensional text array in PostgreSQL's text form, every item quoted or plain.
std::vector<std::string> items_of(std::string_view array);

}  // namespace linli::incidents
