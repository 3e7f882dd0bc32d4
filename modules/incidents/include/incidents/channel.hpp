#pragma once
#include <optional>
#include <string>
#include <vector>

#include "incidents/matters.hpp"
#include "kernel/place.hpp"
#include "kernel/time.hpp"
#include "kernel/uuid.hpp"
#include "platform/http/call.hpp"

/// How other modules bring reports into the loop (INC-15: one inbox for all sources).
namespace linli::incidents {

/// A file that was uploaded before, by its SM3 digest.
struct ChannelFile {
  std::string digest;
  std::string stage = "before";  ///< before, during, after
  std::optional<Instant> taken_at;
};

/// Who told the channel. All of it goes into the vault.
struct ChannelReporter {
  std::optional<std::string> name, phone, email;
  bool consent = false;  ///< the handler may see who reported
};

/// An order of another system keeps that system's number and clock beside ours.
struct OutsideOrder {
  std::string system;                ///< its code, e.g. "12345"
  std::string name;                  ///< for people
  std::string number;                ///< as that system writes it
  std::optional<Instant> due, warn;  ///< set by that system; nothing in our loop moves them
};

/// A report from another system or another module.
struct ChannelReport {
  Uuid id;             ///< the idempotency key: the same id and content give the first receipt again
  std::string source;  ///< as in incident.source: public, phone, hotline, appointment, ..., open311
  std::string matter;  ///< code of the catalogue
  std::string words;   ///< free text: personal, kept in the vault
  Wgs84Point place;
  std::string address;
  std::vector<ChannelFile> files;
  std::optional<ChannelReporter> reporter;
  std::optional<Instant> occurred_at;
  std::optional<OutsideOrder> outside;
};

/// Where a channel's report enters the loop.
enum class Entry {
  reminder,  ///< to the grid's worker, as from a resident without sign-in; only matters open to the public (PUB-03)
  centre,    ///< to the street's centre; `call.who` is its collector and must hold a role the loop lets report
  order,     ///< to the street's centre without a collector: another system wrote it down (`outside` is needed)
};

/// What the channel answers with.
struct ChannelReceipt {
  Uuid id;
  std::string number;  ///< for life, such as E-440104-20261122-000123
  std::string code;    ///< six digits with which the reporter follows the case
  std::string state;
  std::string grid;  ///< division code
};

/// Files the report in one transaction with history, timers, counter, audit and outbox. Throws what
/// POST /api/v1/incidents and /public/reports do, fields named as there: Refused{fields}, matter_unknown,
/// matter_not_public, outside_city, file_unknown, record_id_reused ...
ChannelReceipt file_report(http::Call& call, const ChannelReport& report, Entry entry);

/// The city's catalogue in force.
const Catalogue& catalogue(const app::Context& context);

}  // namespace linli::incidents
