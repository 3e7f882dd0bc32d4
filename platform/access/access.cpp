#include "platform/access/access.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <mutex>
#include <shared_mutex>
#include <unordered_map>

#include "access_sql.hpp"
#include "grants.hpp"
#include "kernel/refusal.hpp"
#include "passwords.hpp"

namespace linli::access {
namespace {

constexpr std::string_view kBearer = "Bearer ";
/// How often use of a session or token is written down.
constexpr auto kTouchEvery = std::chrono::minutes(1);
constexpr std::size_t kRemembered = 50'000;

void add_once(std::vector<std::string>& list, const std::string& item) {
  if (std::ranges::find(list, item) == list.end()) list.push_back(item);
}

}  // namespace

/// What was made of an account's grants, for as long as its epoch, the day and the session's strength stay the same.
struct Access::Cache {
  struct Entry {
    std::int64_t epoch;
    LocalDate today;
    bool second_factor;
    Principal made;
  };
  std::shared_mutex mutex;
  std::unordered_map<std::string, Entry> by_digest;

  std::optional<Entry> find(const std::string& digest) {
    std::shared_lock lock(mutex);
    const auto found = by_digest.find(digest);
    return found == by_digest.end() ? std::nullopt : std::optional(found->second);
  }
  void keep(const std::string& digest, Entry entry) {
    std::unique_lock lock(mutex);
    if (by_digest.size() >= kRemembered) by_digest.clear();
    by_digest.insert_or_assign(digest, std::move(entry));
  }
};

Access::Access(Roles roles, personal::Vault& vault, const CityZone& zone, Options options)
    : roles_(std::move(roles)),
      vault_(vault),
      zone_(zone),
      options_(std::move(options)),
      passwords_(std::make_unique<Passwords>(options_.hashes_at_once)),
      cache_(std::make_unique<Cache>()) {}

Access::~Access() = default;

std::string Access::scope_name(std::string_view code) const {
  return options_.scope_name && !code.empty() ? options_.scope_name(code) : std::string(code);
}

Principal Access::principal_of(std::vector<Grant> grants, bool real_name, bool second_factor) const {
  Principal who;
  who.kind = Principal::Kind::staff;
  who.real_name = real_name;
  who.second_factor = second_factor;
  if (!real_name) return who;
  for (Grant& grant : grants) {
    const Role* role = roles_.find(grant.role);
    if (!role) continue;  // a role the city no longer has gives nothing
    if (role->second_factor && !second_factor && !options_.second_factor_waived) {
      who.withheld.merge(roles_.permissions_of(grant));
      continue;
    }
    who.permissions.merge(roles_.permissions_of(grant));
    who.grants.push_back(std::move(grant));
  }
  for (const std::string& permission : who.permissions) who.withheld.erase(permission);
  return who;
}

Principal Access::recall(const db::Row& row, const std::string& digest, LocalDate today) {
  const std::int64_t epoch = row.integer("epoch");
  const bool second_factor = row.boolean("second_factor");
  Principal who = principal_of(grants_from(row.document("grants")), row.boolean("real_name"), second_factor);
  who.account = row.uuid("account");
  who.person = row.uuid("person");
  who.display = row.text("display");
  who.epoch = epoch;
  who.session = row.uuid("id");
  cache_->keep(digest, {epoch, today, second_factor, who});
  return who;
}

Principal Access::resume(std::string_view secret, db::Connection& db, Instant now) {
  const LocalDate today = zone_.date_of(now);
  const db::Bytes digest = digest_of(secret);
  const auto known = cache_->find(digest.data);
  const bool fresh = known && known->today == today;
  const db::Rows rows = db.run(sql::session_by_digest, db::Params::of(digest, now, today, fresh ? known->epoch : -1,
                                                                      fresh && known->second_factor));
  if (rows.empty()) return {};
  const db::Row row = rows[0];
  Principal who = row.is_null("grants") ? known->made : recall(row, digest.data, today);
  who.by_cookie = true;
  if (now - row.instant("seen_at") >= kTouchEvery) {
    const SessionTimes& times =
        roles_.wants_second_factor(who.grants) ? roles_.second_factor_session : roles_.ordinary_session;
    db.run(sql::touch_session, db::Params::of(digest, now, std::min(now + times.idle, row.instant("ends_at"))));
  }
  return who;
}

Principal Access::by_token(std::string_view secret, db::Connection& db, Instant now) {
  const LocalDate today = zone_.date_of(now);
  const db::Bytes digest = digest_of(secret);
  const auto known = cache_->find(digest.data);
  const bool fresh = known && known->today == today;
  const db::Rows rows = db.run(sql::token_by_digest, db::Params::of(digest, now, today, fresh ? known->epoch : -1,
                                                                    fresh && known->second_factor));
  if (rows.empty()) throw Refused{"token_refused"};
  const db::Row row = rows[0];
  Principal who = row.is_null("grants") ? known->made : recall(row, digest.data, today);
  who.kind = Principal::Kind::token;
  const std::vector<std::string> scopes = row.texts("scopes");
  const auto outside = [&](const std::string& permission) {
    return std::ranges::find(scopes, permission) == scopes.end();
  };
  std::erase_if(who.permissions, outside);
  std::erase_if(who.withheld, outside);
  const auto seen = row.maybe_instant("seen_at");
  if (!seen || now - *seen >= kTouchEvery) db.run(sql::touch_token, db::Params::of(digest, now));
  return who;
}

Principal Access::authenticate(const http::Request& request, db::Connection& db, Instant now) {
  const std::string authorization = request.header("authorization");
  if (authorization.starts_with(kBearer))
    return by_token(std::string_view(authorization).substr(kBearer.size()), db, now);
  const std::string cookie = request.cookie(kSessionCookie);
  return cookie.empty() ? Principal{} : resume(cookie, db, now);
}

void Access::authorise(const http::Route& route, const http::Request& request, const Principal& who) const {
  if (who.by_cookie && route.method != http::Method::get && request.header("x-linli") != "1")
    throw Refused{"page_header_missing"};
  const std::string permission = route.permission;
  if (permission.empty() || who.kind == Principal::Kind::system) return;
  if (!who.signed_in()) throw Refused{"sign_in_needed"};
  if (permission == "signed_in" || who.may(permission)) return;
  if (!who.real_name) throw Refused{"no_real_name"};
  if (who.withheld.contains(permission)) throw Refused{"second_factor_needed"};
  throw Refused{"forbidden"};
}

Reach Access::reach(const Principal& who, std::string_view permission) const {
  Reach reach;
  reach.person = who.person;
  if (who.kind == Principal::Kind::system) {
    reach.prefixes = {""};
    return reach;
  }
  if (!who.may(permission)) return reach;
  for (const Grant& grant : who.grants)
    for (const ReachKind kind : roles_.effective(grant, permission)) switch (kind) {
        case ReachKind::territory:
          if (grant.line.empty()) {
            add_once(reach.prefixes, grant.prefix);
          } else {
            reach.lined_prefixes.push_back(grant.prefix);
            reach.lines.push_back(grant.line);
          }
          break;
        case ReachKind::unit:
          if (std::ranges::find(reach.units, grant.unit) == reach.units.end()) reach.units.push_back(grant.unit);
          break;
        case ReachKind::participant:
          reach.participant = true;
          break;
        case ReachKind::own:
          reach.own = true;
          break;
        case ReachKind::everywhere:
        case ReachKind::city:
          add_once(reach.prefixes, "");
          break;
      }
  if (!reach.participant && !reach.own) reach.person = {};
  // A prefix inside another says nothing more.
  const std::vector<std::string> all = reach.prefixes;
  std::erase_if(reach.prefixes, [&](const std::string& inner) {
    return std::ranges::any_of(all,
                               [&](const std::string& outer) { return inner != outer && inner.starts_with(outer); });
  });
  return reach;
}

bool Access::covers(const Principal& who, std::string_view permission, const Relation& record) const {
  const Reach reach = this->reach(who, permission);
  if (std::ranges::any_of(reach.prefixes,
                          [&](const std::string& prefix) { return record.scope_code.starts_with(prefix); }))
    return true;
  for (std::size_t i = 0; i < reach.lined_prefixes.size(); ++i)
    if (record.scope_code.starts_with(reach.lined_prefixes[i]) && record.line.starts_with(reach.lines[i])) return true;
  if (!record.unit.is_nil() && std::ranges::find(reach.units, record.unit) != reach.units.end()) return true;
  return (reach.participant && record.participates) || (reach.own && record.own);
}

void Access::require(const Principal& who, std::string_view permission, const Relation& record) const {
  if (!covers(who, permission, record)) throw Refused{"forbidden"};
}

}  // namespace linli::access
