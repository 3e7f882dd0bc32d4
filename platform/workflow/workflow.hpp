#pragma once
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/calendar.hpp"
#include "kernel/descriptor.hpp"
#include "kernel/refusal.hpp"
#include "platform/principal/principal.hpp"
#include "platform/db/connection.hpp"

/// A process as data (decision 5): a YAML state machine with named C++ guards and effects. Everything that moves a
/// case is a transition of this engine: people's actions, returns, timers. See docs/decisions and
/// modules/incidents/workflows/incident.yaml for the file's form.
namespace linli::workflow {

/// Duties a person can hold in one case. Which of them conflict is data (`separation` in the YAML file).
struct Participation {
  Uuid person;
  std::string duty;  ///< "collector", "handler", "checker", "dispatcher", "caller"
};

/// What is known of a case before a transition: loaded in one round trip, then judged by pure code.
struct Snapshot {
  Uuid case_id;
  std::string workflow;      ///< "incident"
  std::string version_hash;  ///< the pinned definition
  std::string state;
  std::int64_t version = 0;  ///< = seq of the last history row
  std::string scope_code;
  Uuid owner_unit;           ///< unit answering now; nil if none
  Uuid owner_person;         ///< person answering now; nil if none
  std::optional<Instant> due, warn;
  bool due_provisional = false;
  std::optional<Instant> paused_at;      ///< the clock stands since
  std::vector<Participation> participants;
  json::value facts;         ///< what guards read, filled by the module (matter flags, counts ...)
};

/// A person's (or timer's) attempt.
struct Attempt {
  const access::Principal* who = nullptr;
  std::string action;
  Uuid record_id;            ///< the client's own id of this act: the idempotency key
  std::int64_t seen_version = 0;  ///< If-Match
  json::object fields;       ///< form values of the action
  Instant now;
  std::string request_id;
};

/// Pure: may this attempt pass? Returns the refusal code and values, or nothing.
using Guard = std::function<std::optional<Refused>(const Snapshot&, const Attempt&)>;
/// What a passing transition settles. Effects may still change the owner (dispatch names a unit, sign a person).
struct Settled {
  std::string action, from, to;
  std::int64_t version = 0;              ///< of the case after this transition
  Uuid owner_unit, owner_person;         ///< who answers now; effects may set them
  std::optional<Instant> due, warn;
  bool due_provisional = false;
  std::optional<Instant> paused_at;
  Instant at;
};
/// Adds the module's own writes to the transition's batch (columns, attachments, notices).
using Effect = std::function<void(const Snapshot&, const Attempt&, Settled&, db::Connection&, db::Batch&)>;
/// Called once for every start and transition after the effects: the module's own row follows state, owner, due.
using Follow = std::function<void(const Snapshot&, const Attempt&, const Settled&, db::Batch&)>;
/// A named length of time a file may use for a deadline (`limit: matter`), read from the snapshot's facts.
using Limit = std::function<LegalDuration(const Snapshot&)>;
/// Rebuilds a snapshot, with the module's facts, for timers and replays; nullopt if the case is gone.
using Loader = std::function<std::optional<Snapshot>(db::Connection&, const Uuid& case_id)>;

/// One action as a screen shows it: allowed, or the reason why not.
struct ActionView {
  std::string name;
  std::string to;
  bool allowed = false;
  std::string reason;                         ///< refusal code
  std::map<std::string, std::string> values;
  std::vector<std::string> fields;            ///< names of needed fields
  std::string why;                            ///< requirement or clause
};

/// The result of a transition that was committed (or replayed: same record id, same content).
struct Outcome {
  std::string from, to;
  std::int64_t version = 0;
  bool replayed = false;
  std::optional<Instant> due;
};

struct Definition;

class Engine {
 public:
  Engine(const WorkingCalendar& calendar);
  ~Engine();
  void guard(std::string name, Guard guard);
  void effect(std::string name, Effect effect);
  void limit(std::string name, Limit limit);
  /// The module that owns the cases of `workflow`: how to load them and what follows a transition.
  void cases(std::string workflow, Loader load, Follow follow);
  /// Reads and checks a definition; throws Refused{fields} naming every defect: unreachable states, dead ends, unknown
  /// roles, guards or effects, waiting states without deadline or reason, duplicate or unknown keys.
  const Definition& load(std::string_view path, std::string_view yaml);
  /// Stores loaded definitions by hash and loads the older ones that running cases pin.
  void synchronise(db::Connection& db, Instant now);
  const Definition& definition(std::string_view workflow) const;

  /// Everything the person could try from here, allowed or with the reason.
  std::vector<ActionView> actions(const Snapshot& at, const access::Principal& who, Instant now) const;
  /// Adds the start of a case to `batch`: instance row, history row, participation, first timers, outbox event.
  void start(db::Batch& batch, std::string_view workflow, std::string_view initial_state, const Snapshot& initial,
             const Attempt& attempt, std::string_view duty);
  /// Judges and commits one transition: history, state, timers, participation, effects, audit, outbox in one
  /// transaction. Throws Refused. A second call with the same record_id returns the first one's outcome.
  Outcome apply(db::Connection& db, const Snapshot& at, const Attempt& attempt);
  /// Loads the engine's part of a snapshot (instance, participants); nullopt if there is no such case.
  std::optional<Snapshot> load_snapshot(db::Connection& db, const Uuid& case_id);

  struct Impl;
  Impl& impl() { return *impl_; }

 private:
  std::unique_ptr<Impl> impl_;
};

}  // namespace linli::workflow
