#pragma once
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json/fwd.hpp>

#include "kernel/time.hpp"
#include "kernel/uuid.hpp"
#include "platform/db/statement.hpp"

namespace linli::db {

/// Raw bytes for a bytea column.
struct Bytes {
  std::string data;
};

/// Parameters of one query, in order. Text format throughout; NULL for an empty optional.
class Params {
 public:
  Params() = default;
  template <class... T>
  static Params of(const T&... values) {
    Params p;
    p.starts_.reserve(sizeof...(T));
    (p.add(values), ...);
    return p;
  }
  Params& add(std::nullptr_t);
  Params& add(std::string_view text);
  Params& add(const std::string& text) { return add(std::string_view(text)); }
  Params& add(const char* text) { return add(std::string_view(text)); }
  Params& add(bool value);
  Params& add(int value) { return add(static_cast<std::int64_t>(value)); }
  Params& add(std::int64_t value);
  Params& add(double value);
  Params& add(Instant at);
  Params& add(LocalDate day);
  Params& add(const Uuid& id);
  Params& add(const Bytes& bytes);
  Params& add(const boost::json::value& document);     ///< json/jsonb
  Params& add(const std::vector<std::string>& items);  ///< text[]
  Params& add(const std::vector<Uuid>& items);         ///< uuid[]
  template <class T>
  Params& add(const std::optional<T>& maybe) {
    return maybe ? add(*maybe) : add(nullptr);
  }
  template <class Of>
  Params& add(const Id<Of>& id) {
    return add(id.value);
  }
  std::size_t size() const { return starts_.size(); }
  /// The values one by one, as text; for whoever reads what would be written.
  std::vector<std::optional<std::string>> values() const;
  /// Fills `pointers` as libpq takes values, null for NULL; good until the next `add`.
  void point(std::vector<const char*>& pointers) const;

 private:
  static constexpr std::size_t kNull = static_cast<std::size_t>(-1);
  /// Begins a value at the end of texts_, where the caller appends it; `end` closes it.
  std::string& begin();
  Params& end();

  std::string texts_;                // one after another, each closed by a zero byte: one block for all of a statement
  std::vector<std::size_t> starts_;  // of each in texts_; kNull for NULL
};

struct Answer;  // libpq's result

/// One row of a result; columns by name. It keeps the result alive, a `view` does not. Asking for a column the query
/// does not return, or for NULL through a non-optional getter, is a bug (std::logic_error).
class Row {
 public:
  bool is_null(std::string_view column) const;
  std::string text(std::string_view column) const;
  std::string_view view(std::string_view column) const;
  std::int64_t integer(std::string_view column) const;
  double number(std::string_view column) const;
  bool boolean(std::string_view column) const;
  Instant instant(std::string_view column) const;
  LocalDate date(std::string_view column) const;
  Uuid uuid(std::string_view column) const;
  std::string bytes(std::string_view column) const;
  boost::json::value document(std::string_view column) const;
  std::vector<std::string> texts(std::string_view column) const;
  std::optional<std::string> maybe_text(std::string_view column) const;
  std::optional<std::int64_t> maybe_integer(std::string_view column) const;
  std::optional<Instant> maybe_instant(std::string_view column) const;
  std::optional<LocalDate> maybe_date(std::string_view column) const;
  std::optional<Uuid> maybe_uuid(std::string_view column) const;

 private:
  friend class Rows;
  Row(std::shared_ptr<const Answer> answer, int index) : answer_(std::move(answer)), index_(index) {}
  std::shared_ptr<const Answer> answer_;
  int index_;
};

class Rows {
 public:
  Rows() = default;
  explicit Rows(std::shared_ptr<const Answer> answer) : answer_(std::move(answer)) {}
  std::size_t size() const;
  bool empty() const { return size() == 0; }
  /// Rows touched by INSERT/UPDATE/DELETE.
  std::int64_t affected() const;
  Row operator[](std::size_t i) const { return Row(answer_, static_cast<int>(i)); }
  std::optional<Row> first() const;
  class Iterator {
   public:
    Iterator(std::shared_ptr<const Answer> answer, std::size_t i) : answer_(std::move(answer)), i_(i) {}
    Row operator*() const { return Row(answer_, static_cast<int>(i_)); }
    Iterator& operator++() {
      ++i_;
      return *this;
    }
    bool operator!=(const Iterator& other) const { return i_ != other.i_; }

   private:
    std::shared_ptr<const Answer> answer_;
    std::size_t i_;
  };
  Iterator begin() const { return {answer_, 0}; }
  Iterator end() const { return {answer_, size()}; }

 private:
  std::shared_ptr<const Answer> answer_;
};

/// What PostgreSQL refused: SQLSTATE, the constraint it named, and its words. Constraint names are mapped to product
/// refusals in one place (refusals.hpp: rethrow_as_refused).
class Failure : public std::runtime_error {
 public:
  Failure(std::string sqlstate, std::string constraint, std::string message, std::string statement);
  std::string sqlstate, constraint, statement;
};
/// The connection was lost; the work may or may not have been committed.
class Disconnected : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Statements that succeed or fail together: sent in one pipeline with one Sync, an implicit transaction, one round
/// trip. Nothing in it can read another's result; a version check is a unique key (history's seq) or a check.
class Batch {
 public:
  /// Returns the index of its Rows in Connection::commit's answer.
  std::size_t add(const Statement& statement, Params params);
  bool empty() const { return items_.size() == 0; }
  struct Item {
    const Statement* statement;
    Params params;
  };
  const std::vector<Item>& items() const { return items_; }

 private:
  std::vector<Item> items_;
};

/// Limits of a session; zero means none.
struct SessionSettings {
  std::chrono::milliseconds statement_timeout{30'000};
  std::chrono::milliseconds lock_timeout{10'000};
  std::chrono::milliseconds idle_in_transaction{60'000};
};

/// One session with the database, UTC, used by one thread at a time.
class Connection {
 public:
  /// `conninfo` as libpq takes it (keywords or URL). Throws Disconnected if the server cannot be reached.
  explicit Connection(const std::string& conninfo, const SessionSettings& settings = {});
  ~Connection();
  Connection(Connection&&) noexcept;
  Connection& operator=(Connection&&) noexcept;

  /// One statement, one round trip (prepared on first use).
  Rows run(const Statement& statement, const Params& params = {});
  /// All of the batch in one pipeline; durable when it returns. Throws Failure (nothing was kept) or Disconnected.
  /// A deadlock, a serialisation failure or a partition attached meanwhile is tried again up to twice.
  std::vector<Rows> commit(const Batch& batch);
  /// Like commit, for several independent reads in one round trip.
  std::vector<Rows> read(const Batch& batch) { return commit(batch); }
  /// Plain SQL, several statements allowed: migrations and maintenance only.
  void script(std::string_view sql);
  /// Ad-hoc query for maintenance code and tests.
  Rows query(const std::string& sql, const Params& params = {});
  /// COPY table(columns) FROM STDIN with ready text-format lines (tab separated, \N for NULL).
  void copy_in(const std::string& copy_statement, const std::function<bool(std::string& chunk)>& next);
  /// Idle and connected, as far as can be known without asking the server.
  bool alive() const;
  /// How often this session waited for the server's answer since it was opened.
  std::uint64_t round_trips() const;
  /// Runs `work` between BEGIN and COMMIT; rolls back and rethrows on an exception. For maintenance and imports.
  void transaction(const std::function<void(Connection&)>& work);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// Connections lent to threads; grows to `size`, replaces dead ones.
class Pool {
 public:
  Pool(std::string conninfo, std::size_t size, SessionSettings settings = {});
  ~Pool();
  class Lease {
   public:
    Lease(Pool* pool, std::unique_ptr<Connection> connection);
    ~Lease();
    Lease(Lease&&) noexcept = default;
    Connection& operator*() { return *connection_; }
    Connection* operator->() { return connection_.get(); }

   private:
    Pool* pool_;
    std::unique_ptr<Connection> connection_;
  };
  /// Waits at most `patience`, then throws Refused{"busy"}; throws Disconnected if the database is away.
  Lease take(std::chrono::milliseconds patience = std::chrono::seconds(10));
  const std::string& conninfo() const;

 private:
  friend class Lease;
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace linli::db
