#pragma once
#include <optional>
#include <vector>

#include "duty/duty.hpp"
#include "platform/db/connection.hpp"

namespace linli::duty::store {

std::vector<OnDuty> on_duty(const db::Rows& rows);

struct Unit {
  Uuid id;
  std::string name, kind, prefix;
};
/// An open unit, or Refused{"duty_unit_unknown"}.
Unit unit(db::Connection& db, const Uuid& id);

/// Who belongs to a unit, with the roles held for it.
struct Member {
  Uuid person;
  std::string display;
  std::vector<std::string> roles;
};
std::vector<Member> staff(db::Connection& db, const Uuid& unit, LocalDate day);

/// Days a person is away, both included.
struct Away {
  Uuid person;
  LocalDate from, to;
};
std::vector<Away> away(db::Connection& db, const std::vector<Uuid>& people, LocalDate from, LocalDate to);

}  // namespace linli::duty::store
