#pragma once
#include "platform/workflow/workflow.hpp"

/// May this attempt pass? Pure: everything it needs is in the snapshot.
namespace linli::workflow {

using Guards = std::map<std::string, Guard, std::less<>>;

/// An attempt that may pass: by which arrow, and by which role and unit of the person's grants.
struct Passed {
  const Action* action = nullptr;
  const Arrow* arrow = nullptr;
  std::string role;
  Uuid unit;
};

/// Duties that conflict with `duty` in this case.
std::vector<std::string> conflicting(const Definition& d, const Facts& facts, std::string_view duty, bool units);

/// Throws the first reason why not, in this order: no such action, not the person's to do, the case has moved on,
/// not from this state, separation, the form, guards.
Passed judge(const Definition& d, const Guards& guards, const Snapshot& at, const Attempt& attempt);
/// The same for starting a case; `at` is what will be its first snapshot.
Passed judge_start(const Definition& d, const Guards& guards, const Snapshot& at, const Attempt& attempt);

/// All actions with an arrow from here that a person could ever take.
std::vector<ActionView> offered(const Definition& d, const Guards& guards, const Snapshot& at,
                                const access::Principal& who, bool as_reporter, Instant now);

}  // namespace linli::workflow
