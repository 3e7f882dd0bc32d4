#pragma once
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/calendar.hpp"

/// A workflow file as values, after parsing. The form is described in README.md beside this file.
namespace linli::workflow {

enum class FactType { flag, figure, code };

/// What an action's form may hold under one name. Words (`text`) are personal: history keeps only a keyed digest.
struct FieldRule {
  enum class Type { text, code, codes, id, flag, figure, date, instant, duration, list, record };
  Type type = Type::text;
  std::size_t max_length = 2000;    ///< of text, in characters
  std::vector<std::string> one_of;  ///< of code and codes; empty = any
};

/// Who may act or answers: a role whose territory covers the case, or held for the unit that answers (`of_unit`);
/// `reporter` and `system` stand for themselves.
struct Party {
  std::string role;
  bool of_unit = false;
  bool is_system() const { return role == "system"; }
  bool is_reporter() const { return role == "reporter"; }
  std::string text() const { return of_unit ? role + " of unit" : role; }
  bool operator==(const Party&) const = default;
};

/// A length of time: written in the file with its source, or a figure the module provides by name.
struct Length {
  std::optional<LegalDuration> literal;
  std::string figure;
};

/// How long a state may last. `urgent` replaces `limit` when the fact `urgent` is set. Counted from entering the
/// state, or from entering `since` when the case comes straight from there. `until` names a date or instant of the
/// arriving action's form instead. At three quarters `warn`, at the end `over` are tried by the system.
struct DeadlineRule {
  std::optional<Length> limit, urgent;
  std::string since, until, warn, over;
};

struct State {
  std::string name;
  Party owner;                  ///< who answers; role empty for final states
  std::string staff, resident;  ///< step of each progress bar; empty = none
  std::string final;            ///< outcome of a final state; empty = the case goes on
  std::string open_ended;       ///< why this state may wait without a deadline
  std::optional<DeadlineRule> deadline;
  bool is_final() const { return !final.empty(); }
};

/// Which of several arrows is taken: the value of a field of the form or of a fact.
struct Condition {
  std::string name;
  bool of_field = false;
  std::vector<std::string> values;  ///< flags as "true" and "false"
};

struct Arrow {
  std::string from, to;  ///< `from` is empty for starts
  std::optional<Condition> when;
};

/// Who is told besides the new owner.
struct Recipient {
  enum class Kind { role, owner, holder };
  Kind kind = Kind::role;
  Party party;       ///< of Kind::role
  std::string duty;  ///< of Kind::holder
};

struct Action {
  std::string name;
  std::vector<Arrow> arrows;
  std::vector<Party> by;
  std::vector<std::string> needs, takes, guards, effects;
  std::string duty;           ///< the duty who acts gains in the case
  std::string assign_unit;    ///< field with the unit that answers from now on, or "none"
  std::string assign_person;  ///< "actor", "none" or empty
  std::string extend;         ///< field with the time added to the deadline
  bool aside = false;         ///< stays in the state; clock, timers and other people's forms are not disturbed
  bool pause = false, resume = false;
  std::vector<Recipient> tell;
  std::string why;  ///< requirement id, clause, or "ours"
};

/// Two duties no one person (or unit) may hold in one case, unless or only when a flag of the case is set.
struct Conflict {
  std::string a, b;
  bool units = false;
  std::string unless, when;
  std::string why;
};

struct Definition {
  std::string name;              ///< "incident"
  std::string module;            ///< prefix of topics and audit actions
  std::string child_of;          ///< workflow of the case its cases belong to (their root case); empty = none
  std::string path, yaml, hash;  ///< hash = SM3 of the text: the version a case pins
  std::map<std::string, FactType> facts;
  std::map<std::string, FieldRule> fields;
  std::vector<std::string> event;  ///< facts that go out with every event
  std::vector<std::string> staff_bar, resident_bar;
  std::vector<std::string> duties;
  std::vector<Conflict> conflicts;
  std::map<std::string, Action, std::less<>> starts;
  std::map<std::string, State, std::less<>> states;
  std::map<std::string, Action, std::less<>> actions;
  std::vector<std::string> state_order, action_order;  ///< as they stand in the file
  /// The actions with an arrow from each state, in that order.
  std::map<std::string, std::vector<std::string>, std::less<>> actions_from;

  const State& state(std::string_view name) const { return states.find(name)->second; }
};

/// Names a definition may use; what is missing here is a defect of the file (or of the program).
struct Names {
  std::set<std::string, std::less<>> roles, guards, effects, limits;
};

/// Reads a definition and checks it alone: every defect is reported together as Refused{fields}, with the place in
/// the file as field (`states.done.deadline`) and a code `workflow_...`.
Definition read_definition(std::string_view path, std::string_view yaml, const Names& names);

}  // namespace linli::workflow
