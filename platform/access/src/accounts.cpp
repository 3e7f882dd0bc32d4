#include "accounts.hpp"

#include <algorithm>
#include <boost/json.hpp>

#include "access_sql.hpp"
#include "kernel/refusal.hpp"
#include "units.hpp"
#include "wrong_field.hpp"

namespace linli::access {
namespace {

std::string object_of(const Uuid& account) { return "account:" + account.text(); }

/// Nobody changes their own rights, nor those of another account of theirs.
void refuse_own(const Principal& who, const Uuid& person) {
  if (person == who.person) throw Refused{"own_account"};
}

void check_grants(const Access& access, const std::vector<Grant>& grants) {
  std::vector<FieldError> errors;
  for (std::size_t i = 0; i < grants.size(); ++i) {
    const std::string path = "grants[" + std::to_string(i) + "]";
    const Grant& grant = grants[i];
    if (!access.roles().find(grant.role)) {
      errors.push_back({path + ".role", "role_unknown", {}});
    } else if (!access.roles().reaches_records(grant)) {
      errors.push_back({path, "grant_reaches_nothing", {}});
    }
  }
  if (!errors.empty()) throw Refused(std::move(errors));
}

Account manageable(const Access& access, db::Connection& db, const Asking& by, const Uuid& id) {
  Account account = account_within_reach(access, db, by.who, id, "accounts.manage");
  refuse_own(by.who, account.person);
  return account;
}

boost::json::object described(const Grant& grant) {
  boost::json::object out{{"role", grant.role}, {"prefix", grant.prefix}, {"line", grant.line}};
  if (!grant.unit.is_nil()) out["unit"] = grant.unit.text();
  return out;
}

}  // namespace

std::optional<OneTimeLink> open_account(Access& access, db::Connection& db, const Asking& by, const NewAccount& asked,
                                        const Act& act) {
  if (was_done(db, act)) {
    const auto account = find_account(db, asked.id);
    if (!account || account->password_set || account->state == "closed") return std::nullopt;
    db::Batch batch;
    OneTimeLink link = make_link(batch, LinkKind::new_account, asked.id, by.now);
    note(batch, by, "access.renew_link", object_of(asked.id), account->unit_prefix);
    commit(db, batch);
    return link;
  }
  check(asked.person);
  check_username(asked.username);
  check_grants(access, asked.grants);
  const auto units = open_units(db, {asked.unit});
  if (units.empty()) throw wrong_field("unit", "unit_not_open");
  const Unit& unit = units.begin()->second;
  Relation place;
  place.scope_code = unit.prefix;
  place.unit = unit.id;
  access.require(by.who, "accounts.manage", place);
  require_may_give(access, by.who, with_unit_prefixes(db, asked.grants));

  const LocalDate today = access.zone().date_of(by.now);
  AccountToWrite account;
  account.id = asked.id;
  account.username = asked.username;
  account.unit = asked.unit;
  account.valid_from = asked.valid_from.value_or(today);
  account.valid_to = asked.valid_to;
  if (account.valid_to && *account.valid_to < account.valid_from) throw wrong_field("valid_to", "dates_not_in_order");
  for (const Grant& grant : asked.grants) account.grants.push_back({grant, account.valid_from, account.valid_to});

  db::Batch batch;
  auto person = registered_person(access, db, asked.person);
  if (person)
    refuse_own(by.who, *person);
  else
    person = register_person(access, batch, asked.person, by.now);
  write_account(batch, account, *person, by.who.account, by.now);
  OneTimeLink link = make_link(batch, LinkKind::new_account, asked.id, by.now);
  boost::json::array grants;
  for (const Grant& grant : asked.grants) grants.push_back(described(grant));
  note(batch, by, "access.open_account", object_of(asked.id), unit.prefix,
       boost::json::object{{"unit", unit.id.text()}, {"person", person->text()}, {"grants", grants}});
  if (!commit_once(db, batch, act, by.now)) return open_account(access, db, by, asked, act);
  return link;
}

OneTimeLink renew_link(Access& access, db::Connection& db, const Asking& by, const Uuid& id, bool drop_second_factor,
                       const Act& act) {
  const bool again = was_done(db, act);  // a replay makes a new link: the answer with the first one was lost
  const Account account = manageable(access, db, by, id);
  if (account.state == "closed") throw Refused{"account_closed"};
  require_may_give(access, by.who, grants_in_question(account));
  db::Batch batch;
  const bool had_password = account.password_set || drop_second_factor;
  OneTimeLink link = make_link(batch, had_password ? LinkKind::new_password : LinkKind::new_account, id, by.now);
  if (drop_second_factor) {
    batch.add(sql::set_password, db::Params::of(id, nullptr));  // without its second factor it would let its finder in
    batch.add(sql::drop_totp, db::Params::of(id));
    batch.add(sql::end_sessions, db::Params::of(id, Uuid{}));
  }
  note(batch, by, "access.renew_link", object_of(id), account.unit_prefix,
       boost::json::object{{"second_factor_dropped", drop_second_factor}});
  if (again)
    commit(db, batch);
  else if (!commit_once(db, batch, act, by.now))
    throw Refused{"changed_meanwhile"};
  return link;
}

void change_state(Access& access, db::Connection& db, const Asking& by, const Uuid& id, const std::string& state,
                  const std::string& reason, const Act& act) {
  if (was_done(db, act)) return;
  const Account account = manageable(access, db, by, id);
  if (account.state == "closed") throw Refused{"account_closed"};
  if (account.state == state) throw Refused{"account_state_already"};
  if (state == "active") require_may_give(access, by.who, grants_in_question(account));
  db::Batch batch;
  batch.add(sql::add_state_change, db::Params::of(act.id, id, account.state_changes + 1, account.state, state, reason,
                                                  by.now, by.who.account));
  batch.add(sql::set_state, db::Params::of(id, state));
  if (state != "active") batch.add(sql::end_sessions, db::Params::of(id, Uuid{}));
  if (state == "closed") {
    batch.add(sql::end_assignments, db::Params::of(id, by.now));
    batch.add(sql::revoke_tokens, db::Params::of(id, by.now));
    batch.add(sql::void_links, db::Params::of(id));
  }
  note(batch, by, "access.account_" + state, object_of(id), account.unit_prefix,
       boost::json::object{{"from", account.state}, {"reason", reason}});
  commit_once(db, batch, act, by.now);
}

void give_grant(Access& access, db::Connection& db, const Asking& by, const Uuid& id, const DatedGrant& asked,
                const Act& act) {
  if (was_done(db, act)) return;
  const Account account = manageable(access, db, by, id);
  if (account.state == "closed") throw Refused{"account_closed"};
  check_grants(access, {asked.grant});
  require_may_give(access, by.who, with_unit_prefixes(db, {asked.grant}));
  if (asked.valid_to && *asked.valid_to < asked.valid_from) throw wrong_field("valid_to", "dates_not_in_order");
  const std::optional<Uuid> unit = asked.grant.unit.is_nil() ? std::nullopt : std::optional(asked.grant.unit);
  db::Batch batch;
  batch.add(sql::add_assignment, db::Params::of(act.id, id, asked.grant.role, asked.grant.prefix, asked.grant.line,
                                                unit, asked.valid_from, asked.valid_to, by.who.account, by.now));
  note(batch, by, "access.give_grant", object_of(id), account.unit_prefix, described(asked.grant));
  commit_once(db, batch, act, by.now);
}

void take_grant(Access& access, db::Connection& db, const Asking& by, const Uuid& id, const Uuid& grant) {
  const Account account = manageable(access, db, by, id);
  const auto held = std::ranges::find_if(account.grants, [&](const HeldGrant& g) { return g.id == grant; });
  if (held == account.grants.end()) throw Refused{"not_found"};
  require_may_give(access, by.who, {{held->grant, held->unit_prefix}});
  db::Batch batch;
  batch.add(sql::end_assignment, db::Params::of(id, grant, by.now));
  note(batch, by, "access.take_grant", object_of(id), account.unit_prefix, described(held->grant));
  commit(db, batch);
}

}  // namespace linli::access
