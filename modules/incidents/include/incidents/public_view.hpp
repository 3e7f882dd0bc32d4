#pragma once
#include <optional>
#include <string>
#include <vector>

#include "kernel/place.hpp"
#include "kernel/time.hpp"
#include "kernel/uuid.hpp"
#include "platform/db/connection.hpp"

/// What may be told of cases to everybody: never words, pictures, the typed address or persons.
namespace linli::incidents {

/// Empty or absent: not asked. Everything given must hold.
struct PublicFilter {
  std::vector<std::string> numbers;
  std::vector<std::string> matters;       ///< codes; who asks decides which matters are public
  std::vector<std::string> sources;       ///< as incident.source
  std::optional<Instant> from, to;        ///< of the time of the report, or of the update; `to` not included
  std::optional<bool> closed;             ///< of cases: the loop has ended
  std::int64_t limit = 1000, offset = 0;  ///< rows
};

struct PublicCase {
  Uuid id;
  std::string number, matter, source, state;
  std::string grid;  ///< division code the case was filed under
  Wgs84Point place;
  Instant reported_at, changed_at;
  std::optional<Instant> due;  ///< of the present step; nothing once closed or while suspended
  std::optional<Instant> closed_at;
  bool paused = false, overdue = false;
  std::optional<std::string> outcome;
  std::optional<std::string> merged_with;  ///< number of the case it goes on as, when it was merged
  std::optional<std::string> answerable;   ///< name of the unit that answers now
};

/// Latest report first; one round trip. `now` decides what is overdue.
std::vector<PublicCase> public_cases(db::Connection& db, const PublicFilter& filter, Instant now);

/// One step of a case as a reporter is told of it.
struct PublicUpdate {
  Uuid id;             ///< for life
  std::string number;  ///< of the case
  std::string action, state;
  Instant at;
  bool closed = false;              ///< the step ended the loop
  std::optional<std::string> unit;  ///< name of the unit that acted
};

/// Earliest first; one round trip.
std::vector<PublicUpdate> public_updates(db::Connection& db, const PublicFilter& filter);

}  // namespace linli::incidents
