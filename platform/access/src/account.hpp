#pragma once
#include <optional>
#include <string>
#include <vector>

#include "asking.hpp"
#include "platform/access/access.hpp"
#include "power.hpp"

namespace linli::access {

struct HeldGrant {
  Uuid id;
  Grant grant;
  std::string unit_name, unit_prefix;
  std::string valid_from;  ///< dates as text, as they are shown
  std::optional<std::string> valid_to;
};

/// An account as the database has it.
struct Account {
  Uuid id, person, unit;
  std::optional<Uuid> subject;
  std::string username, display, state, unit_name, unit_prefix;
  LocalDate valid_from;
  std::optional<LocalDate> valid_to;
  Instant opened_at;
  std::optional<Instant> last_seen_at;
  bool totp_enrolled = false, password_set = false, real_name = false;
  std::int64_t state_changes = 0;  ///< how often the state has changed
  std::vector<HeldGrant> grants;   ///< not taken back; some may begin later or be over
};

Account account_from(const db::Row& row);
std::optional<Account> find_account(db::Connection& db, const Uuid& id);
/// The account if `who` reaches it with `permission`; Refused{"not_found"} otherwise: who may not see it learns
/// nothing.
Account account_within_reach(const Access& access, db::Connection& db, const Principal& who, const Uuid& id,
                             std::string_view permission);
/// Its grants as questions for may_give.
std::vector<GrantInQuestion> grants_in_question(const Account& account);

}  // namespace linli::access
