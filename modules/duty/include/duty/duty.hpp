#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/time.hpp"
#include "kernel/uuid.hpp"
#include "platform/db/connection.hpp"

namespace linli::app {
class Context;
}

namespace linli::duty {

/// A member of staff by masked name.
struct Person {
  Uuid person, account;
  std::string display;
};

/// Who answers for one grid on one day. `answers` is empty when both are away or nobody is set.
struct GridRole {
  std::string grid;
  std::optional<Person> a, b;
  std::optional<Uuid> leave;  ///< of A, on that day
  std::optional<LocalDate> leave_from, leave_to;
  bool b_away = false;
  std::optional<Person> answers;
  bool stands_in() const { return answers && b && answers->person == b->person; }
};

/// Somebody on duty.
struct OnDuty {
  Uuid shift, unit, person;
  std::string unit_name, post, display;
  Instant starts_at, ends_at;
};

/// Who answers, asked of the database each time: two servers give one answer.
class Duty {
 public:
  explicit Duty(const app::Context& context) : context_(context) {}
  /// Who answers for each of `grids` at an instant, in their order: the A role, or the B role while A is on leave.
  std::vector<GridRole> answering(db::Connection& db, const std::vector<std::string>& grids, Instant at) const;
  GridRole answering(db::Connection& db, std::string_view grid, Instant at) const;
  /// On duty for the unit; those on leave are not.
  std::vector<OnDuty> on_duty(db::Connection& db, const Uuid& unit, Instant at) const;
  /// On duty for the nearest centre above the place (a division code) that has somebody; empty if none has.
  std::vector<OnDuty> on_duty_above(db::Connection& db, std::string_view place, Instant at) const;
  /// Outside working time by the calendar in force.
  bool off_hours(Instant at) const;

 private:
  const app::Context& context_;
};

}  // namespace linli::duty
