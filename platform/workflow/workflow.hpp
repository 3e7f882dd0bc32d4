#pragma once
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <boost/json/fwd.hpp>

#include "kernel/calendar.hpp"
#include "kernel/refusal.hpp"
#include "platform/db/connection.hpp"
#include "platform/principal/principal.hpp"
#include "platform/workflow/definition.hpp"

/// A process as data (decision 5): a YAML state machine with named C++ guards and effects. Everything that moves a
/// case is a transition of this engine: people's actions, returns, timers. The file's form: README.md beside this;
/// an example: modules/incidents/workflows/incident.yaml.
namespace linli::workflow {

namespace json = boost::json;

/// What the module knows of a case, by the names its definition declares. Asking for one that is not set is a bug.
class Facts {
 public:
  void set(std::string name, bool flag) { values_[std::move(name)] = flag; }
  void set(std::string name, std::int64_t figure) { values_[std::move(name)] = figure; }
  void set(std::string name, int figure) { values_[std::move(name)] = std::int64_t{figure}; }
  void set(std::string name, std::string code) { values_[std::move(name)] = std::move(code); }
  void set(std::string name, const char* code) { values_[std::move(name)] = std::string(code); }
  bool flag(std::string_view name) const;
  std::int64_t figure(std::string_view name) const;
  const std::string& code(std::string_view name) const;
  bool has(std::string_view name) const { return values_.find(name) != values_.end(); }

 private:
  using Value = std::variant<bool, std::int64_t, std::string>;
  const Value& at(std::string_view name) const;
  std::map<std::string, Value, std::less<>> values_;
};

/// A duty somebody holds in a case (with all cases merged into it): `collector`, `handler`, `checker` ...
struct Participation {
  Uuid party;  ///< the real person (not the account), or a unit
  bool is_unit = false;
  std::string duty;
};

/// A running deadline: `due` is the moment `length` of legal time after `from`, `warn` the moment of three quarters.
struct DueTime {
  Instant from;
  LegalDuration length;
  Instant due;
  std::optional<Instant> warn;
  bool provisional = false;  ///< entered a year without a calendar (weekends only)
};

/// What an earlier attempt with the same record id did.
struct Earlier {
  std::string from, to, digest;
  std::int64_t version = 0;
  std::optional<Instant> due;
};

/// What is known of a case before a transition: loaded in one round trip, then judged by pure code.
struct Snapshot {
  Uuid case_id, root_case;   ///< the root differs when the case was merged into another
  std::string district;      ///< immutable home district, six digits
  std::string workflow;      ///< "incident"
  std::string version_hash;  ///< the pinned definition
  std::string state;
  std::int64_t version = 0;  ///< seq of the last history row
  std::int64_t settled = 0;  ///< seq of the last one that was no aside: forms opened since are still good
  std::int64_t visit = 0;    ///< seq by which the state was entered: names this stay
  Instant entered_at;
  Uuid owner_unit;    ///< unit answering now; nil if none
  Uuid owner_person;  ///< person answering now; nil if none
  std::optional<DueTime> clock;
  std::optional<LegalDuration> left;  ///< of the paused deadline
  std::optional<Instant> paused_at;   ///< the clock stands since
  std::vector<Participation> participants;
  std::optional<Earlier> earlier;

  // Filled by the module:
  std::string scope_code;      ///< division code by which roles reach the case
  std::string line;            ///< line of work (matter code), "" = none
  std::vector<Uuid> watchers;  ///< persons told of every step that is no aside
  Facts facts;
};

/// A person's (or timer's) attempt.
struct Attempt {
  const access::Principal* who = nullptr;
  bool as_reporter = false;  ///< the module has verified that this is who reported
  std::string action;
  Uuid record_id;                              ///< the client's own id of this act: the idempotency key
  std::optional<std::int64_t> seen_version;    ///< If-Match; none: does not matter (timers, additions)
  std::shared_ptr<const json::object> fields;  ///< form values; null = none
  Instant now;
  std::string request_id;
  bool preview = false;  ///< only asking what would be allowed; there are no fields yet

  bool has(std::string_view field) const;          ///< present, not null, and not blank
  std::string text(std::string_view field) const;  ///< "" if absent
  bool flag(std::string_view field) const;         ///< false if absent
  std::optional<Uuid> id(std::string_view field) const;
  std::optional<LegalDuration> duration(std::string_view field) const;  ///< {"count": 3, "unit": "working_days"}
};

/// What a passing transition settles.
struct Settled {
  std::string action, from, to;
  std::string outcome;       ///< of a final state, else ""
  std::int64_t version = 0;  ///< of the case after this transition
  bool aside = false;
  Uuid owner_unit, owner_person;  ///< who answers now
  std::optional<DueTime> clock;
  std::optional<Instant> paused_at;
  Instant at;
  std::string role;  ///< the role by which it was done; "reporter", "system"
  Uuid unit;         ///< the unit of that role's grant; nil if none
};

/// Pure: may this attempt pass? Returns the refusal, or nothing. With `attempt.preview` there are no fields to judge.
using Guard = std::function<std::optional<Refused>(const Snapshot&, const Attempt&)>;
/// Adds the module's own writes to the transition's batch (words into the vault, attachments, counters).
using Effect = std::function<void(const Snapshot&, const Attempt&, const Settled&, db::Connection&, db::Batch&)>;
/// A named length of time a file may use for a deadline (`limit: handle`).
using Limit = std::function<LegalDuration(const Snapshot&, const Attempt&)>;

/// What the module that owns the cases of a workflow adds to the engine.
struct Cases {
  /// Adds the module's reads to the round trip that loads a snapshot.
  std::function<void(db::Batch&, const Uuid& case_id)> ask;
  /// Fills scope_code, line and facts from the answers to `ask`, in its order; false if there is no such case.
  std::function<bool(std::span<const db::Rows>, Snapshot&)> answer;
  /// Optional: what the form will change of the facts (an urgency corrected while accepting), before the new state's
  /// deadline and the arrow are chosen.
  std::function<void(Snapshot&, const Attempt&)> foresee;
  /// Called once for every start and transition, after the effects: the module's own row follows state, owner, due.
  std::function<void(const Snapshot&, const Attempt&, const Settled&, db::Batch&)> follow;
};

/// One action as a screen shows it: allowed, or the reason why not.
struct ActionView {
  std::string name;
  std::vector<std::string> to;  ///< the state it leads to; several where the form decides
  bool allowed = false;
  std::string reason;  ///< refusal code
  std::map<std::string, std::string> values;
  std::vector<std::string> needs, takes;  ///< fields of the form: needed, optional
  std::string why;                        ///< requirement or clause
};

/// The result of a transition that was committed (or replayed: same record id, same content).
struct Outcome {
  std::string from, to;
  std::int64_t version = 0;
  bool replayed = false;
  std::optional<Instant> due;
};

/// One line of a case's history.
struct HistoryRow {
  std::int64_t seq = 0;
  Instant at;
  Uuid record_id;
  std::string action, from, to;
  bool aside = false;
  std::string role, duty;
  Uuid person, unit;
  std::string who;     ///< masked name
  std::string fields;  ///< JSON text of the form's codes, figures and references; no words
  std::optional<Instant> due;
};

/// One step of a progress bar.
struct Step {
  enum class Status { done, now, next, skipped };
  std::string key;
  Status status = Status::next;
  std::optional<Instant> at;  ///< when it was done
  std::string who;            ///< masked name of who finished it
};

class Engine {
 public:
  struct Setup {
    std::shared_ptr<const WorkingCalendar> calendar;
    const CityZone* zone = nullptr;
    std::set<std::string, std::less<>> roles;             ///< all of policy/roles.yaml
    std::function<std::string(std::string_view)> digest;  ///< keyed digest (personal::Vault::digest)
  };
  explicit Engine(Setup setup);
  ~Engine();

  // Registration, before load.
  void guard(std::string name, Guard guard);
  void effect(std::string name, Effect effect);
  void limit(std::string name, Limit limit);
  void cases(std::string workflow, Cases cases);
  /// Reads and checks a definition for new cases; throws Refused{fields} naming every defect: unreachable states, dead
  /// ends, unknown roles, guards or effects, waiting states without deadline or reason, duplicate or unknown keys.
  const Definition& load(std::string_view path, std::string_view yaml);
  /// Stores loaded definitions by hash and loads the older ones that running cases pin; throws
  /// Refused{"definition_in_use"} (values: workflow, hash, missing) if this program lacks a guard, effect, limit or
  /// role one of them names. Call after migrations, before the first request.
  void synchronise(db::Connection& db, Instant now);
  /// A calendar was imported: used for every deadline from now on; then recount_provisional mends the older ones.
  void use_calendar(std::shared_ptr<const WorkingCalendar> calendar);

  /// The newest definition, for new cases.
  const Definition& definition(std::string_view workflow) const;
  /// The one a case pins.
  const Definition& definition_of(db::Connection& db, std::string_view hash) const;

  /// Everything known of a case, one round trip; nullopt if there is no such case.
  std::optional<Snapshot> load_case(db::Connection& db, std::string_view workflow, const Uuid& case_id,
                                    const Uuid& record_id = {}) const;
  /// The same through a batch of the caller's, who reads more in that round trip: `ask_case` adds its reads,
  /// `read_case` takes the answers from the first of them on.
  void ask_case(db::Batch& batch, std::string_view workflow, const Uuid& case_id, const Uuid& record_id = {}) const;
  std::optional<Snapshot> read_case(std::span<const db::Rows> answers, std::string_view workflow,
                                    const Uuid& case_id) const;
  /// Everything people of this kind (staff, or who reported) could try from here, allowed or with the reason. Pure but
  /// for finding the definition.
  std::vector<ActionView> actions(db::Connection& db, const Snapshot& at, const access::Principal& who,
                                  bool as_reporter, Instant now) const;
  /// Adds the start of a case to `batch`: instance, history, participation, timers, effects, event, audit. `initial`
  /// holds case_id, district, scope_code, line and facts; `attempt.action` names one of the definition's starts;
  /// `others` are further participants known from the start (a member of staff who reported as a resident).
  /// Gives the case as it will be found after the commit, with the facts of `initial`.
  Snapshot start(db::Connection& db, db::Batch& batch, std::string_view workflow, Snapshot initial,
                 const Attempt& attempt, const std::vector<Participation>& others = {}) const;
  /// Loads, judges and commits one transition: history, state, timers, participation, effects, audit and outbox in one
  /// transaction, two round trips. Throws Refused: `no_such_case`, `changed_meanwhile`, `not_from_here`, `not_yours`,
  /// `separation`, `record_id_reused`, invalid fields, or a guard's own. The same record id with the same content
  /// answers the first outcome again, whatever has happened since.
  Outcome act(db::Connection& db, std::string_view workflow, const Uuid& case_id, const Attempt& attempt) const;

  /// The same judgement and the same writes as `act`, from a snapshot the caller holds and into a batch the caller
  /// carries out: for a past that is made up in bulk. `at` becomes what a load after it would give, but for the
  /// module's facts. Throws Refused as `act`, of a case that only the caller knows.
  void advance(db::Connection& db, db::Batch& batch, Snapshot& at, const Attempt& attempt) const;

  /// Every step of a case, oldest first; and the same through a batch of the caller's.
  std::vector<HistoryRow> history(db::Connection& db, const Uuid& case_id) const;
  static void ask_history(db::Batch& batch, const Uuid& case_id);
  static std::vector<HistoryRow> read_history(const db::Rows& rows);
  /// The deadline a start or transition would set now, e.g. for a form.
  DueTime due_after(Instant from, LegalDuration length) const;

  /// Fires due timers as role `system`, each exactly once among all processes; true if there may be more.
  bool fire_due(db::Connection& db, Instant now) const;
  /// Drops timers due before `now` without firing: for a past that was made, not lived (demo city).
  void forget_past_timers(db::Connection& db, Instant now) const;
  /// Recounts deadlines marked provisional after a calendar year was imported; returns how many became final.
  std::size_t recount_provisional(db::Connection& db, Instant now) const;
  /// Adds to `batch` that `from` shares the participations of `into` from now on; conflicting duties refuse the batch
  /// (`separation`). Both cases must be of one district. Steps of the two cases come before it in the batch, the one
  /// with the lower id first: their histories make rivals wait, and nobody waits for each other.
  void merge(db::Batch& batch, const Snapshot& from, const Snapshot& into) const;
  /// The first two duties that merging would bring together in one person or unit, or nothing.
  struct Clash {
    Uuid party;
    bool is_unit = false;
    std::string here, there;
  };
  std::optional<Clash> clash(const Snapshot& from, const Snapshot& into) const;
  /// Adds to `batch` that `cases` have a root case of their own again, `root`. Duties that came into the other case by
  /// the merge stay there: parting never loosens a separation.
  void part(db::Batch& batch, const Snapshot& root, const std::vector<Uuid>& cases) const;
  /// Adds a duty of somebody who does not act by an account, such as staff who follow a case as residents.
  void take_part(db::Batch& batch, const Snapshot& at, const Participation& gained) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace linli::workflow
