#include "platform/db/connection.hpp"

#include <poll.h>

#include <tuple>
#include <unordered_map>

#include "result.hpp"

namespace linli::db {

Failure::Failure(std::string sqlstate, std::string constraint, std::string message, std::string statement)
    : std::runtime_error((statement.empty() ? "" : statement + ": ") + message + " (" + sqlstate + ")"),
      sqlstate(std::move(sqlstate)),
      constraint(std::move(constraint)),
      statement(std::move(statement)) {}

std::size_t Batch::add(const Statement& statement, Params params) {
  items_.push_back({&statement, std::move(params)});
  return items_.size() - 1;
}

namespace {

/// A prepared statement outlived a change of schema; everything is prepared anew, once.
struct StalePlan : Failure {
  using Failure::Failure;
};

std::string field_of(const PGresult* r, int code) {
  const char* text = PQresultErrorField(r, code);
  return text ? text : "";
}

bool is_error(const PGresult* r) {
  auto status = PQresultStatus(r);
  return status == PGRES_FATAL_ERROR || status == PGRES_BAD_RESPONSE || status == PGRES_NONFATAL_ERROR;
}

/// The implicit transaction of a batch was broken off by the server for concurrency's sake; nothing of it was kept. So
/// it is when a row was on its way to the partition for everything else while its own was attached: a check that failed
/// and has no name.
bool is_worth_repeating(const Failure& failure) {
  return failure.sqlstate == "40P01" || failure.sqlstate == "40001" ||
         (failure.sqlstate == "23514" && failure.constraint.empty());
}

}  // namespace

struct Connection::Impl {
  PGconn* link = nullptr;
  std::unordered_map<const char*, std::string> prepared;  // a literal of SQL, by its address -> name in this session
  std::size_t names = 0;
  std::vector<const char*> values;  // of the statement being sent; kept for its memory
  std::uint64_t round_trips = 0;
  bool in_transaction = false;

  ~Impl() { PQfinish(link); }

  /// Throws what the server refused, or Disconnected if the link broke.
  [[noreturn]] void raise(const PGresult* r, const std::string& statement) {
    std::string state = field_of(r, PG_DIAG_SQLSTATE);
    bool lost = PQstatus(link) == CONNECTION_BAD || state.starts_with("57P0") || state.empty();
    if (lost) throw Disconnected("database connection lost: " + std::string(PQerrorMessage(link)));
    // Only the primary message: the detail may quote a row's values.
    std::string message = field_of(r, PG_DIAG_MESSAGE_PRIMARY);
    if (field_of(r, PG_DIAG_SOURCE_FUNCTION) == "RevalidateCachedQuery" || state == "26000")
      throw StalePlan(state, "", message, statement);
    throw Failure(state, field_of(r, PG_DIAG_CONSTRAINT_NAME), message, statement);
  }

  [[noreturn]] void raise_unsent() {
    throw Disconnected("database connection lost: " + std::string(PQerrorMessage(link)));
  }

  Result checked(PGresult* raw, const std::string& statement) {
    Result r(raw);
    if (!r) raise_unsent();
    if (is_error(r.get())) raise(r.get(), statement);
    return r;
  }

  void forget_prepared() {
    prepared.clear();
    ++round_trips;
    Result(PQexec(link, "DEALLOCATE ALL"));
  }

  Rows run_once(const Statement& statement, const Params& params) {
    auto known = prepared.find(statement.sql);
    if (known == prepared.end()) {
      std::string name = "s" + std::to_string(++names);
      ++round_trips;
      checked(PQprepare(link, name.c_str(), statement.sql, 0, nullptr), statement.name);
      known = prepared.emplace(statement.sql, name).first;
    }
    params.point(values);
    ++round_trips;
    return rows_of(checked(PQexecPrepared(link, known->second.c_str(), static_cast<int>(values.size()), values.data(),
                                          nullptr, nullptr, 0),
                           statement.name));
  }

  std::vector<Rows> commit_once(const Batch& batch);

  /// Runs `work`; once more with fresh plans if a plan was stale. Inside BEGIN the transaction is already broken then.
  template <class Work>
  auto with_fresh_plans(Work work) -> decltype(work()) {
    try {
      return work();
    } catch (const StalePlan&) {
      if (in_transaction) {
        prepared.clear();
        throw;
      }
      forget_prepared();
    }
    return work();
  }
};

/// Sends everything, then reads every answer up to the Sync's own, whatever failed in between, so that the link is
/// always left in step.
std::vector<Rows> Connection::Impl::commit_once(const Batch& batch) {
  struct Sent {
    std::size_t item;
    bool is_prepare;
  };
  std::vector<Sent> sent;
  std::unordered_map<const char*, std::string> preparing;  // by their SQL; known once the server has said so
  sent.reserve(batch.items().size());
  if (!PQenterPipelineMode(link)) raise_unsent();
  for (std::size_t i = 0; i < batch.items().size(); ++i) {
    const auto& [statement, params] = batch.items()[i];
    auto known = prepared.find(statement->sql);
    if (known == prepared.end()) {
      bool is_new;
      std::tie(known, is_new) = preparing.try_emplace(statement->sql);
      if (is_new) {
        known->second = "s" + std::to_string(++names);
        if (!PQsendPrepare(link, known->second.c_str(), statement->sql, 0, nullptr)) raise_unsent();
        sent.push_back({i, true});
      }
    }
    params.point(values);
    if (!PQsendQueryPrepared(link, known->second.c_str(), static_cast<int>(values.size()), values.data(), nullptr,
                             nullptr, 0))
      raise_unsent();
    sent.push_back({i, false});
  }
  if (!PQpipelineSync(link)) raise_unsent();
  ++round_trips;

  std::vector<Rows> answers(batch.items().size());
  Result first_error;
  std::string failed_statement;
  bool in_step = false;
  std::size_t answered = 0;  // of `sent`
  for (int nulls = 0; !in_step && nulls < 3;) {
    Result r(PQgetResult(link));
    if (!r) {  // one command's answers are complete
      ++nulls;
      if (PQstatus(link) == CONNECTION_BAD) break;
      continue;
    }
    nulls = 0;
    auto status = PQresultStatus(r.get());
    if (status == PGRES_PIPELINE_SYNC) {
      in_step = true;
      continue;
    }
    const Sent* done = answered < sent.size() ? &sent[answered++] : nullptr;
    if (is_error(r.get())) {
      if (first_error) continue;
      failed_statement = done ? batch.items()[done->item].statement->name : "commit";
      first_error = std::move(r);
    } else if (done && status != PGRES_PIPELINE_ABORTED) {
      if (done->is_prepare)
        prepared.insert(preparing.extract(batch.items()[done->item].statement->sql));
      else
        answers[done->item] = rows_of(std::move(r));
    }
  }
  if (first_error && in_step) PQexitPipelineMode(link);
  if (first_error) raise(first_error.get(), failed_statement);
  if (!in_step || !PQexitPipelineMode(link)) raise_unsent();
  return answers;
}

Connection::Connection(const std::string& conninfo, const SessionSettings& settings) : impl_(std::make_unique<Impl>()) {
  const char* keys[] = {"fallback_application_name", "connect_timeout", "client_encoding", "dbname", nullptr};
  const char* values[] = {"linli", "5", "UTF8", conninfo.c_str(), nullptr};
  impl_->link = PQconnectdbParams(keys, values, 1);
  if (PQstatus(impl_->link) != CONNECTION_OK)
    throw Disconnected("cannot reach the database: " + std::string(PQerrorMessage(impl_->link)));
  PQsetNoticeProcessor(
      impl_->link, [](void*, const char*) {}, nullptr);
  script(
      "SET timezone = 'UTC'; SET datestyle = 'ISO, YMD'; SET extra_float_digits = 1; SET bytea_output = 'hex';"
      "SET client_min_messages = 'warning'; SET statement_timeout = " +
      std::to_string(settings.statement_timeout.count()) +
      "; SET lock_timeout = " + std::to_string(settings.lock_timeout.count()) +
      "; SET idle_in_transaction_session_timeout = " + std::to_string(settings.idle_in_transaction.count()));
  impl_->round_trips = 0;
}
Connection::~Connection() = default;
Connection::Connection(Connection&&) noexcept = default;
Connection& Connection::operator=(Connection&&) noexcept = default;

Rows Connection::run(const Statement& statement, const Params& params) {
  return impl_->with_fresh_plans([&] { return impl_->run_once(statement, params); });
}

std::vector<Rows> Connection::commit(const Batch& batch) {
  if (batch.empty()) return {};
  for (int attempt = 1;; ++attempt) {
    try {
      return impl_->with_fresh_plans([&] { return impl_->commit_once(batch); });
    } catch (const Failure& failure) {
      if (impl_->in_transaction || attempt == 3 || !is_worth_repeating(failure)) throw;
    }
  }
}

void Connection::script(std::string_view sql) {
  ++impl_->round_trips;
  impl_->checked(PQexec(impl_->link, std::string(sql).c_str()), "");
}

Rows Connection::query(const std::string& sql, const Params& params) {
  auto& values = impl_->values;
  params.point(values);
  ++impl_->round_trips;
  return rows_of(impl_->checked(PQexecParams(impl_->link, sql.c_str(), static_cast<int>(values.size()), nullptr,
                                             values.data(), nullptr, nullptr, 0),
                                ""));
}

void Connection::copy_in(const std::string& copy_statement, const std::function<bool(std::string& chunk)>& next) {
  impl_->round_trips += 2;  // to begin, and at the end
  Result begun = impl_->checked(PQexec(impl_->link, copy_statement.c_str()), "copy");
  if (PQresultStatus(begun.get()) != PGRES_COPY_IN) throw std::logic_error("not a COPY FROM STDIN");
  auto finish = [&](const char* error) {
    if (PQputCopyEnd(impl_->link, error) != 1) impl_->raise_unsent();
    Result last;
    while (PGresult* r = PQgetResult(impl_->link))
      if (!last)
        last.reset(r);
      else
        PQclear(r);
    return last;
  };
  try {
    std::string chunk;
    while (chunk.clear(), next(chunk))
      if (!chunk.empty() && PQputCopyData(impl_->link, chunk.data(), static_cast<int>(chunk.size())) != 1)
        impl_->raise_unsent();
  } catch (const Disconnected&) {
    throw;
  } catch (...) {
    finish("the sender broke off");
    throw;
  }
  impl_->checked(finish(nullptr).release(), "copy");
}

std::uint64_t Connection::round_trips() const { return impl_->round_trips; }

bool Connection::alive() const {
  if (!impl_ || PQstatus(impl_->link) != CONNECTION_OK) return false;
  if (PQtransactionStatus(impl_->link) != PQTRANS_IDLE || PQpipelineStatus(impl_->link) != PQ_PIPELINE_OFF)
    return false;
  // An idle session has nothing to say: what arrives is the server's farewell.
  pollfd watch{PQsocket(impl_->link), POLLIN, 0};
  if (poll(&watch, 1, 0) == 0) return true;
  return PQconsumeInput(impl_->link) && PQstatus(impl_->link) == CONNECTION_OK && poll(&watch, 1, 0) == 0;
}

void Connection::transaction(const std::function<void(Connection&)>& work) {
  if (impl_->in_transaction) throw std::logic_error("transactions do not nest");
  script("BEGIN");
  impl_->in_transaction = true;
  try {
    work(*this);
    impl_->in_transaction = false;
    ++impl_->round_trips;
    Result done = impl_->checked(PQexec(impl_->link, "COMMIT"), "commit");
    if (std::string_view(PQcmdStatus(done.get())) != "COMMIT")
      throw Failure("25P02", "", "an earlier statement of the transaction failed", "commit");
  } catch (...) {
    impl_->in_transaction = false;
    ++impl_->round_trips;
    if (PQstatus(impl_->link) == CONNECTION_OK) Result(PQexec(impl_->link, "ROLLBACK"));
    throw;
  }
}

}  // namespace linli::db
