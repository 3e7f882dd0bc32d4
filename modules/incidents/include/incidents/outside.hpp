#pragma once
#include <optional>
#include <string>
#include <vector>

#include "kernel/time.hpp"
#include "platform/app/module.hpp"
#include "platform/personal/vault.hpp"

/// Cases that are orders of another system: its clock, and what it is answered.
namespace linli::incidents {

/// Three quarters of the time from `from` until `due`: when a clock of another system turns amber, as ours do.
inline Instant warning_of(Instant from, Instant due) { return from + (due - from) / 4 * 3; }

/// What a case says back. Its words stay in the vault; `words_of_answer` picks them from the values of `words`.
struct CaseAnswer {
  std::string outcome;  ///< handled, sent_back, cancelled, withdrawn
  Instant at;
  Uuid unit;  ///< that handled it, or sent it back; nil if none
  std::optional<personal::Ref> words;
};
/// Nothing while the case, or the one it was merged into, goes on and was not answered ahead of its end.
std::optional<CaseAnswer> answer_of(app::Context& context, db::Connection& db, const Uuid& incident);
/// Cases that were merged into this one and end with it.
std::vector<Uuid> merged_with(db::Connection& db, const Uuid& incident);
/// "" for none.
std::string words_of_answer(const personal::Values& values);

/// The other system itself gave its order another deadline; nobody else moves it. `record` is the idempotency key.
/// Where the case was merged, the one that goes on has the deadline from now on.
void renew_outside(app::Context& context, db::Connection& db, const Uuid& incident, const Uuid& record, Instant due,
                   Instant now);
/// Three quarters of the other system's time are over, or all of it: history, and notices to who answers (and the
/// leader), on the case that goes on where this one was merged. False when that had ended. `record` is the idempotency
/// key.
bool tell_outside_due(app::Context& context, db::Connection& db, const Uuid& incident, const Uuid& record, bool is_over,
                      Instant now);

}  // namespace linli::incidents
