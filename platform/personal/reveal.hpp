#pragma once
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/personal/vault.hpp"
#include "platform/principal/principal.hpp"

namespace linli::app {
class Context;
class Registry;
}  // namespace linli::app

namespace linli::personal {

/// Who wants to see what in clear, and why.
struct Reveal {
  Ref ref;
  std::vector<std::string> fields;  ///< empty: all of the record
  std::string object;               ///< what it belongs to, "incident:<uuid>": stands in the audit log
  std::string scope_code;
  std::string purpose;  ///< asked for; or the open task that is purpose enough, "task:<uuid>"
  std::string request_id;
};

/// Values in clear for a screen. The audit entry is committed before they are returned, in the same round trip.
/// Runs of digits in the purpose are starred out. Throws Refused{"purpose_needed"}, {"person_erased"}.
Values reveal(db::Connection& db, Vault& vault, const access::Principal& who, const Reveal& wanted, Instant now);

/// Where a ref stands and whether the person may reveal it; the modules that hold refs answer.
struct Standing {
  std::string object;  ///< "incident:<uuid>"
  std::string scope_code;
  std::string open_task;  ///< a task of the asker on it, purpose enough; else empty
};
using Standings =
    std::function<std::optional<Standing>(app::Context&, db::Connection&, const access::Principal&, const Ref&)>;

/// Asked in turn for each `POST /api/v1/reveals`; when no module knows the ref for this person it is not found.
/// A module adds itself when it registers; after the start the list is only read.
class Revealing {
 public:
  void add(Standings module) { modules_.push_back(std::move(module)); }
  std::optional<Standing> standing(app::Context& app, db::Connection& db, const access::Principal& who,
                                   const Ref& ref) const;

 private:
  std::vector<Standings> modules_;
};

}  // namespace linli::personal
