#include "platform/access/setup.hpp"

#include <boost/json.hpp>
#include <map>

#include "access_sql.hpp"
#include "asking.hpp"
#include "grants.hpp"
#include "kernel/codes.hpp"
#include "kernel/refusal.hpp"
#include "links.hpp"
#include "passwords.hpp"
#include "platform/disk/disk.hpp"
#include "registration.hpp"

namespace linli::access {
namespace {

constexpr auto kFirstLinkLasts = std::chrono::hours(24);
constexpr auto kDemoTokenLasts = std::chrono::hours(24 * 366);
constexpr std::size_t kAccountsAtOnce = 100;

}  // namespace

std::optional<std::string> first_administrator_link(db::Connection& db, Instant now) {
  const OneTimeLink link{new_secret(), now + kFirstLinkLasts, "/console/first-administrator"};
  const auto made = db.run(sql::add_first_link, db::Params::of(digest_of(link.secret), now, link.ends_at));
  return made.empty() ? std::nullopt : std::optional(link.path());
}

void make_units(db::Connection& db, const std::vector<UnitToMake>& units, Instant now) {
  db::Batch batch;
  for (const UnitToMake& unit : units)
    batch.add(sql::add_unit, db::Params::of(unit.id, unit.name, unit.kind, unit.prefix, unit.parent, now));
  commit(db, batch);
}

void make_accounts(Access& access, db::Connection& db, const std::vector<AccountToMake>& accounts, LocalDate since,
                   Instant now) {
  const PasswordCost cost = access.options().demo ? kDemoCost : kOrdinaryCost;
  std::map<std::string, Uuid> people;  // by phone: of this call
  const Principal system;
  for (std::size_t from = 0; from < accounts.size(); from += kAccountsAtOnce) {
    db::Batch batch;
    const std::size_t to = std::min(accounts.size(), from + kAccountsAtOnce);
    for (std::size_t i = from; i < to; ++i) {
      const AccountToMake& account = accounts[i];
      const RealPerson real{account.name, account.phone};
      check(real);
      check_username(account.username);
      const auto [person, is_new] = people.try_emplace(normalised_phone(account.phone));
      if (is_new) {
        const auto known = registered_person(access, db, real);
        person->second = known ? *known : register_person(access, batch, real, now);
      }
      AccountToWrite writing{account.id,
                             account.username,
                             access.passwords().hash(account.password, cost),
                             account.unit,
                             since,
                             std::nullopt,
                             {}};
      for (const Grant& grant : account.grants) writing.grants.push_back({grant, since, std::nullopt});
      write_account(batch, writing, person->second, {}, now);
    }
    note(batch, {system, "", now}, "access.make_accounts", "", access.roles().city(),
         boost::json::object{{"count", to - from}});
    commit(db, batch);
  }
}

void write_demo_accounts(const std::string& data_dir, const std::string& open311_api_key,
                         const std::vector<DemoAccount>& accounts) {
  boost::json::array items;
  for (const DemoAccount& account : accounts)
    items.push_back(boost::json::object{{"role", account.role},
                                        {"jurisdiction", account.jurisdiction},
                                        {"username", account.username},
                                        {"password", account.password}});
  const boost::json::object document{{"open311_api_key", open311_api_key}, {"accounts", std::move(items)}};
  disk::write(data_dir + "/demo-accounts.json", boost::json::serialize(document), 0600);
}

std::string make_demo_token(db::Connection& db, const Uuid& account, const std::string& name,
                            const std::vector<std::string>& scopes, Instant now) {
  const std::string secret = "linli_" + new_secret();
  const Principal system;
  db::Batch batch;
  batch.add(sql::add_token,
            db::Params::of(Uuid::v7(now), digest_of(secret), account, name, scopes, now, now + kDemoTokenLasts));
  note(batch, {system, "", now}, "access.make_token", "account:" + account.text(), "");
  commit(db, batch);
  return secret;
}

Principal act_as(const Access& access, db::Connection& db, const Uuid& account, Instant now) {
  const auto row = db.run(sql::principal_of_account, db::Params::of(account, access.zone().date_of(now))).first();
  if (!row) throw Refused{"not_found"};
  Principal who = access.principal_of(grants_from(row->document("grants")), row->boolean("real_name"), true);
  who.account = account;
  who.person = row->uuid("person");
  who.display = row->text("display");
  who.epoch = row->integer("epoch");
  return who;
}

}  // namespace linli::access
