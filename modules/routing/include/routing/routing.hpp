#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "kernel/descriptor.hpp"
#include "platform/db/connection.hpp"
#include "platform/http/call.hpp"

namespace linli::routing {

/// A case as the rules see it.
struct Question {
  std::string matter;                          ///< code of the matter
  std::string area;                            ///< division code of the place
  Instant at;                                  ///< the moment the rules are asked for
  std::map<std::string, std::string> answers;  ///< named facts, e.g. urgency -> urgent
  std::string default_kind;                    ///< of unit, where no rule matches; empty: then nobody
  std::vector<Uuid> barred_units;              ///< may not handle this case (separation)
  std::vector<Uuid> barred_people;             ///< a unit without anybody else is not proposed
};

/// One rule that was passed over, and why.
struct Passed {
  std::int64_t number = 0;  ///< its place in the list, from 1
  std::string name, why, text;
};

/// Which unit the rules would send a case to (DSP-03). `unit` is empty when they find none.
struct Proposal {
  std::int64_t version = 0;         ///< of the rules
  std::int64_t number = 0, of = 0;  ///< the rule's place in the list; 0: by the catalogue's own kind of unit
  std::optional<Uuid> rule, unit, person;
  std::optional<std::string> rule_name, unit_name, person_name;  ///< the person's masked
  std::string explanation;
  std::vector<Passed> passed;
};
extern const Descriptor kProposal;

/// An answer rules may ask for: its name, the key of its label, and the values it can have with the keys of theirs.
struct AnswerChoice {
  std::string name, label;
  std::vector<std::pair<std::string, std::string>> values;
};

/// A case that was really dispatched, for a rehearsal of rules.
struct PastCase {
  Uuid id;
  std::string number;
  Question question;  ///< `at`: when it was reported
  Uuid unit;          ///< where it went
};

/// What the rules need to know of cases; offered in the context by the module that has them.
class Cases {
 public:
  virtual ~Cases() = default;
  /// Name of a matter or of a category above it; nothing for a code no matter begins with.
  virtual std::optional<std::string> matter_name(std::string_view code) const = 0;
  /// The kind of unit a matter goes to where no rule says otherwise; empty if there is none.
  virtual std::string default_kind(std::string_view matter) const = 0;
  virtual std::vector<AnswerChoice> answers() const = 0;
  /// The latest `most` dispatched cases the caller may see, newest first.
  virtual std::vector<PastCase> recent(http::Call& call, int most) const = 0;
};

/// Asks the rules in force. Shared by all threads.
class Routing {
 public:
  explicit Routing(const app::Context& context) : context_(context) {}
  /// First match wins; two round trips. Closed units and units barred by separation are passed over with that reason.
  /// The explanation is in `language`.
  Proposal propose(db::Connection& db, const Question& question, std::string_view language) const;

 private:
  const app::Context& context_;
};

}  // namespace linli::routing
