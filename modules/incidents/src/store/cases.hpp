#pragma once
#include <optional>
#include <string>

#include "kernel/place.hpp"
#include "platform/db/connection.hpp"

namespace linli::incidents {

/// One row of incidents.incident, as stored.
struct Case {
  Uuid id;
  std::string district, number, phone_code, content_digest, catalogue, matter, source, urgency;
  Uuid subject;
  Wgs84Point place;
  std::string address, filed_code, scope_code;
  std::optional<Uuid> collector, collector_unit;
  std::optional<std::string> collector_name;
  bool self_handled = false;
  std::int64_t repeat_count = 0;
  Instant reported_at;
  std::string state;
  std::int64_t version = 0;
  std::optional<Uuid> owner_unit, owner_person, handler_unit;
  std::optional<std::string> owner_unit_name, owner_person_name;
  std::optional<Instant> started_at, due, warn, paused_at, closed_at, last_attempt_at;
  bool due_provisional = false;
  Instant changed_at;
  std::optional<std::string> outcome, rating, spot_check;
  std::optional<std::string> suspension_kind, supervision, supervision_grade;
  std::optional<LocalDate> review_on;
  bool raise_asked = false, suspension_asked = false, extension_asked = false, withdrawal_asked = false,
       withdrawal_pressed = false;
  std::optional<std::string> outside_system, outside_name, outside_number;
  std::optional<Instant> outside_due, outside_warn, outside_answered_at;
  std::int64_t urges = 0, assists_open = 0, assists_absent = 0, errands_open = 0;
  std::optional<std::string> errand_to;  ///< the team or person of the unit in whose hands it is
  std::optional<Uuid> first_asked;
  std::optional<std::string> first_asked_name;
  std::optional<Uuid> merged_into, root_case;  ///< the case it went into, and the one all of them go on as
  std::int64_t returns = 0, reworks = 0, feedback_attempts = 0;
};

/// Through which unit somebody stands to a case: one of the own that answers or has handled it, else the one that
/// answers.
Uuid unit_to(const std::vector<Uuid>& own, const std::optional<Uuid>& owner, const std::optional<Uuid>& handler);
Case read_case(const db::Row& row);
/// nullopt if there is none; one round trip.
std::optional<Case> find_case(db::Connection& db, const Uuid& id);
std::optional<Case> find_case_by_number(db::Connection& db, const std::string& number);

}  // namespace linli::incidents
