#include "account.hpp"

#include <boost/json.hpp>

#include "access_sql.hpp"
#include "kernel/refusal.hpp"

namespace linli::access {

Account account_from(const db::Row& row) {
  Account a;
  a.id = row.uuid("id");
  a.person = row.uuid("person");
  a.subject = row.maybe_uuid("subject");
  a.username = row.text("username");
  a.display = row.text("display");
  a.state = row.text("state");
  a.unit = row.uuid("unit");
  a.unit_name = row.text("unit_name");
  a.unit_prefix = row.text("unit_prefix");
  a.valid_from = row.date("valid_from");
  a.valid_to = row.maybe_date("valid_to");
  a.opened_at = row.instant("opened_at");
  a.last_seen_at = row.maybe_instant("last_seen_at");
  a.totp_enrolled = row.boolean("totp_enrolled");
  a.password_set = row.boolean("password_set");
  a.real_name = row.boolean("real_name");
  a.state_changes = row.integer("state_changes");
  const boost::json::value grants = row.document("grants");
  for (const auto& item : grants.as_array()) {
    const auto& object = item.as_object();
    HeldGrant held;
    held.id = Uuid::parse(object.at("id").as_string());
    held.grant.role = object.at("role").as_string();
    held.grant.prefix = object.at("prefix").as_string();
    held.grant.line = object.at("line").as_string();
    if (object.at("unit").is_string()) {
      held.grant.unit = Uuid::parse(object.at("unit").as_string());
      held.unit_name = object.at("unit_name").as_string();
      held.unit_prefix = object.at("unit_prefix").as_string();
    }
    held.valid_from = object.at("valid_from").as_string();
    if (object.at("valid_to").is_string()) held.valid_to = object.at("valid_to").as_string();
    a.grants.push_back(std::move(held));
  }
  return a;
}

std::optional<Account> find_account(db::Connection& db, const Uuid& id) {
  const auto row = db.run(sql::account_by_id, db::Params::of(id)).first();
  return row ? std::optional(account_from(*row)) : std::nullopt;
}

Account account_within_reach(const Access& access, db::Connection& db, const Principal& who, const Uuid& id,
                             std::string_view permission) {
  auto account = find_account(db, id);
  Relation relation;
  if (account) {
    relation.scope_code = account->unit_prefix;
    relation.unit = account->unit;
  }
  if (!account || !access.covers(who, permission, relation)) throw Refused{"not_found"};
  return std::move(*account);
}

std::vector<GrantInQuestion> grants_in_question(const Account& account) {
  std::vector<GrantInQuestion> out;
  for (const HeldGrant& held : account.grants) out.push_back({held.grant, held.unit_prefix});
  return out;
}

}  // namespace linli::access
