#pragma once
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "kernel/time.hpp"
#include "platform/access/roles.hpp"
#include "platform/db/connection.hpp"
#include "platform/http/call.hpp"

namespace linli::personal {
class Vault;
}

namespace linli::access {

class Passwords;

/// What a record is to somebody: where it lies, whose it is, on which line of work.
struct Relation {
  std::string_view scope_code;  ///< division code, current scope
  Uuid unit;                    ///< unit answering now; nil if none
  bool participates = false;    ///< the person takes part in the case
  std::string_view line;        ///< matter code
  bool own = false;             ///< the record is the person's own
};

struct Options {
  std::string data_dir;  ///< where demo-accounts.json lies
  bool demo = false;
  bool second_factor_waived = false;  ///< a demo city may let administrators in without one
  int hashes_at_once = 4;             ///< 19 MiB each
  /// Name of a division for people; the territory module sets it, until then the code itself.
  std::function<std::string(std::string_view code)> scope_name;
};

/// Who is asking and what they may reach: decided here and nowhere else (decision 7, DAT-09). Shared by all worker
/// threads. What it remembers between requests is keyed by the account's epoch, which every request reads again
/// together with the session, in one round trip: a revocation holds at once on every process.
class Access {
 public:
  Access(Roles roles, personal::Vault& vault, const CityZone& zone, Options options);
  ~Access();

  /// By `Authorization: Bearer`, else by the cookie `linli_session`. Without either, and when the session has ended,
  /// anonymous; a bad bearer token is Refused{"token_refused"}.
  Principal authenticate(const http::Request& request, db::Connection& db, Instant now);
  /// By a session's secret: what authenticate does with the cookie.
  Principal resume(std::string_view secret, db::Connection& db, Instant now);
  /// Refused{"sign_in_needed"}, {"no_real_name"}, {"second_factor_needed"}, {"forbidden"}, or {"page_header_missing"}
  /// for a write by cookie without `X-Linli: 1` (another site's page cannot send it).
  void authorise(const http::Route& route, const http::Request& request, const Principal& who) const;

  /// The parameters by which a list query is limited.
  Reach reach(const Principal& who, std::string_view permission) const;
  /// The same judgement for one record at hand.
  bool covers(const Principal& who, std::string_view permission, const Relation& record) const;
  /// covers or Refused{"forbidden"}.
  void require(const Principal& who, std::string_view permission, const Relation& record) const;

  const Roles& roles() const { return roles_; }
  const Options& options() const { return options_; }
  const CityZone& zone() const { return zone_; }
  personal::Vault& vault() const { return vault_; }
  Passwords& passwords() const { return *passwords_; }
  std::string scope_name(std::string_view code) const;
  void name_scopes_by(std::function<std::string(std::string_view)> names) { options_.scope_name = std::move(names); }
  /// The principal a set of grants makes: unusable ones (second factor missing, no real name) taken out. Pure.
  Principal principal_of(std::vector<Grant> grants, bool real_name, bool second_factor) const;

 private:
  struct Cache;
  Principal recall(const db::Row& row, const std::string& digest, LocalDate today);
  Principal by_token(std::string_view secret, db::Connection& db, Instant now);

  Roles roles_;
  personal::Vault& vault_;
  const CityZone& zone_;
  Options options_;
  std::unique_ptr<Passwords> passwords_;
  std::unique_ptr<Cache> cache_;
};

inline constexpr const char* kSessionCookie = "linli_session";

}  // namespace linli::access
