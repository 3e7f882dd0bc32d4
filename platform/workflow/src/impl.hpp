#pragma once
#include "library.hpp"
#include "writer.hpp"

namespace linli::workflow {

/// A timer claimed by this process.
struct DueTimer {
  Uuid case_id;
  std::int64_t visit = 0;
  std::string kind, district, workflow, action;
  Instant fire_at;
};

struct Engine::Impl {
  Setup setup;
  Guards guards;
  std::map<std::string, Effect, std::less<>> effects;
  Limits limits;
  std::map<std::string, Cases, std::less<>> cases;
  mutable Library library;
  mutable std::mutex calendar_mutex;

  Names names() const;
  std::shared_ptr<const WorkingCalendar> calendar() const;
  const Cases& cases_of(std::string_view workflow) const;
  /// Effects, then the module's own row.
  void add_effects(db::Connection& db, db::Batch& batch, const Move& move) const;
  std::string digest_of(const Attempt& attempt) const;

  /// The one the case pins.
  const Definition& definition_of(db::Connection& db, const Snapshot& at) const;
  const Definition& definition_of(db::Connection& db, std::string_view hash) const;
  /// Everything a transition writes.
  void write(db::Connection& db, db::Batch& batch, const Move& move) const;
  /// One round of load, judge, commit; nullopt if a rival was quicker and it is worth another round.
  std::optional<Outcome> try_once(db::Connection& db, std::string_view workflow, const Uuid& case_id,
                                  const Attempt& attempt, const DueTimer* timer) const;
  Outcome act(db::Connection& db, std::string_view workflow, const Uuid& case_id, const Attempt& attempt,
              const DueTimer* timer) const;
  void fire(db::Connection& db, const DueTimer& timer, Instant now) const;
  bool recount(db::Connection& db, std::string_view workflow, const Uuid& case_id, Instant now) const;
};

/// Makes of the snapshot a step was judged by what a load after its commit would give, but for the module's facts.
void settle(Snapshot& at, const Attempt& attempt, const Passed& passed, const Plan& plan);
/// Adds the reads of a snapshot to a round trip; `read_snapshot` takes their answers from the first of them on.
void ask_snapshot(db::Batch& batch, const Cases& cases, const Uuid& case_id, const Uuid& record_id);
std::optional<Snapshot> read_snapshot(std::span<const db::Rows> rows, const Cases& cases, std::string_view workflow,
                                      const Uuid& case_id);
std::optional<Snapshot> load_snapshot(db::Connection& db, const Cases& cases, std::string_view workflow,
                                      const Uuid& case_id, const Uuid& record_id);
/// An id that is the same on every process: what fires twice is written once.
Uuid id_of_timer(const DueTimer& timer);

}  // namespace linli::workflow
