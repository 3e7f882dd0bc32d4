#include "accounts.hpp"

#include "fixture.hpp"
#include "passwords.hpp"
#include "platform/access/module.hpp"
#include "platform/app/module.hpp"
#include "units.hpp"

namespace linli::access {
namespace {

using ::testing::HasSubstr;
using ::testing::SizeIs;
using ::testing::StartsWith;

class AccountsTest : public AccessTest {
 protected:
  void SetUp() override {
    AccessTest::SetUp();
    boss = acting(account("boss", city, {{"administrator", "4401", "", {}}}));
    district_boss = acting(account("district.boss", yuexiu, {{"administrator", "440104", "", {}}}));
  }

  NewAccount asked(const std::string& username, const Uuid& belongs_to, std::vector<Grant> grants) {
    NewAccount out;
    out.id = Uuid::v7(clock.now());
    out.username = username;
    out.person = {kWang, "139" + std::to_string(20000000 + ++people)};
    out.unit = belongs_to;
    out.grants = std::move(grants);
    return out;
  }
  Asking by(const Principal& principal) { return {principal, request_id, clock.now()}; }
  Act act(const Principal& principal, const Uuid& id, const std::string& digest = "same") {
    return {id, principal.account, digest};
  }
  std::string opened(const Principal& principal, const NewAccount& wanted) {
    return refusal_of([&] { open_account(*access, db(), by(principal), wanted, act(principal, wanted.id)); });
  }
  std::string given(const Principal& principal, const Uuid& id, const Grant& grant) {
    return refusal_of([&] {
      give_grant(*access, db(), by(principal), id, {grant, parse_date("2026-11-22"), {}},
                 act(principal, Uuid::v7(clock.now())));
    });
  }
  std::string moved(const Principal& principal, const Uuid& id, const std::string& state, const std::string& reason) {
    return refusal_of(
        [&] { change_state(*access, db(), by(principal), id, state, reason, act(principal, Uuid::v7(clock.now()))); });
  }

  Principal boss, district_boss;
};

TEST_F(AccountsTest, LifeOfAnAccountFromOpeningToExit) {
  const NewAccount wanted = asked("wang.fang", yuexiu, {{"grid_worker", "440104001002003", "", {}}});
  const auto link = open_account(*access, db(), by(district_boss), wanted, act(district_boss, wanted.id));
  ASSERT_TRUE(link);
  EXPECT_THAT(link->path(), StartsWith("/console/welcome#"));
  EXPECT_EQ(sign_in_refusal("wang.fang", ""), "wrong_credentials");  // no password yet
  set_password_by_link(*access, db(), by({}), link->secret, kPassword);
  const std::string secret = signed_in("wang.fang");
  EXPECT_TRUE(who(secret).has_role("grid_worker"));
  EXPECT_EQ(who(secret).display, "\xe7\x8e\x8b*");

  EXPECT_EQ(moved(district_boss, wanted.id, "suspended", "leave"), "");
  EXPECT_FALSE(who(secret).signed_in());
  EXPECT_EQ(sign_in_refusal("wang.fang", kPassword), "account_suspended");
  EXPECT_EQ(moved(district_boss, wanted.id, "active", "return"), "");
  EXPECT_FALSE(who(secret).signed_in());  // the old session stays ended
  EXPECT_TRUE(who(signed_in("wang.fang")).has_role("grid_worker"));

  EXPECT_EQ(moved(district_boss, wanted.id, "closed", "exit"), "");
  EXPECT_EQ(sign_in_refusal("wang.fang", kPassword), "account_closed");
  EXPECT_EQ(moved(district_boss, wanted.id, "active", "return"), "account_closed");
  EXPECT_THAT(find_account(db(), wanted.id)->grants, SizeIs(0));
  EXPECT_EQ(count("SELECT count(*) FROM access.state_change"), 3);
  EXPECT_EQ(audited("access.open_account") + audited("access.password_by_link") + audited("access.account_suspended") +
                audited("access.account_active") + audited("access.account_closed"),
            5);
  LINLI_SHOWS("WRK-16");
}

TEST_F(AccountsTest, NamesAndPhonesAreInTheVaultOnly) {
  const NewAccount wanted = asked("wang.fang", yuexiu, {});
  ASSERT_EQ(opened(district_boss, wanted), "");
  const Account account = *find_account(db(), wanted.id);
  const auto values = vault->open(db(), {*account.subject, account.person});
  EXPECT_EQ(values.at("staff_name"), kWang);
  EXPECT_EQ(values.at("phone"), wanted.person.phone);
  for (const char* table : {"access.person", "access.account", "access.act", "audit.entry"})
    for (const std::string& clear : {std::string(kWang), wanted.person.phone})
      EXPECT_EQ(count(std::string("SELECT count(*) FROM ") + table + " t WHERE t::text LIKE '%" + clear + "%'"), 0)
          << table;
}

TEST_F(AccountsTest, AnErasedPersonCannotActAndLeavesNoDigest) {
  const Uuid id = account("worker", yuexiu, {{"grid_worker", "440104", "", {}}});
  const std::string session = signed_in("worker");
  ASSERT_TRUE(who(session).may("incidents.report"));
  db::Batch batch;
  vault->erase(batch, *find_account(db(), id)->subject, clock.now());
  db().commit(batch);
  app::Config config;
  app::Context context(config, clock);
  app::Registry registry(context);
  register_engine(registry);
  registry.jobs.at("access.forget_erased")(context, db(), nullptr, clock.now());
  EXPECT_FALSE(who(session).may("incidents.report"));
  EXPECT_EQ(count("SELECT count(*) FROM access.person WHERE phone_token IS NOT NULL AND id = '" +
                  find_account(db(), id)->person.text() + "'"),
            0);
}

TEST_F(AccountsTest, ARealNameIsNeeded) {
  NewAccount wanted = asked("wang.fang", yuexiu, {});
  wanted.person.name = "\xe7\x8e\x8b";
  EXPECT_EQ(opened(district_boss, wanted), "real_name_needed");
  wanted.person.name = "\xe7\x8e\x8b**";
  EXPECT_EQ(opened(district_boss, wanted), "real_name_needed");
  wanted.person = {kWang, "12345"};
  EXPECT_EQ(opened(district_boss, wanted), "phone_invalid");
  LINLI_SHOWS("WRK-01");
}

TEST_F(AccountsTest, TheSamePersonTwiceIsOnePerson) {
  const NewAccount first = asked("wang.fang", yuexiu, {});
  NewAccount second = asked("wang.fang.2", tianhe, {});
  second.person = first.person;
  ASSERT_EQ(opened(boss, first), "");
  ASSERT_EQ(opened(boss, second), "");
  EXPECT_EQ(find_account(db(), first.id)->person, find_account(db(), second.id)->person);
  NewAccount other = asked("li.ming", tianhe, {});
  other.person = {kLi, first.person.phone};
  EXPECT_EQ(opened(boss, other), "phone_of_another");
  LINLI_SHOWS("WRK-01");
}

TEST_F(AccountsTest, ADistrictOpensAccountsOnlyWithinItself) {
  EXPECT_EQ(opened(district_boss, asked("a.a", tianhe, {})), "forbidden");
  EXPECT_EQ(opened(district_boss, asked("b.b", city, {})), "forbidden");
  EXPECT_EQ(opened(district_boss, asked("c.c", yuexiu, {{"grid_worker", "440106", "", {}}})), "grant_beyond_own");
  EXPECT_EQ(opened(district_boss, asked("d.d", yuexiu, {{"leader", "4401", "", {}}})), "grant_beyond_own");
  EXPECT_EQ(opened(district_boss, asked("e.e", yuexiu, {{"department", "", "", tianhe}})), "grant_beyond_own");
  EXPECT_EQ(opened(district_boss, asked("f.f", yuexiu, {{"administrator", "440104", "", {}}})), "");
  EXPECT_EQ(opened(district_boss, asked("g.g", yuexiu, {{"department", "", "", yuexiu}})), "");
  EXPECT_EQ(opened(boss, asked("h.h", tianhe, {{"leader", "4401", "", {}}})), "");
  EXPECT_EQ(opened(boss, asked("i.i", tianhe, {{"mayor", "4401", "", {}}})), "role_unknown");
  EXPECT_EQ(opened(boss, asked("j.j", tianhe, {{"department", "440106", "", {}}})), "grant_reaches_nothing");
}

TEST_F(AccountsTest, NobodyHandsOnMoreThanTheyHold) {
  const Uuid worker = account("worker", yuexiu, {{"grid_worker", "440104", "", {}}});
  EXPECT_EQ(given(district_boss, worker, {"checker", "440104001", "", {}}), "");
  EXPECT_EQ(given(district_boss, worker, {"checker", "4401", "", {}}), "grant_beyond_own");
  EXPECT_EQ(given(district_boss, worker, {"checker", "440106", "", {}}), "grant_beyond_own");
  // A line of work is a limit too.
  const Principal lined = acting(account("lined", yuexiu, {{"administrator", "440104", "03", yuexiu}}));
  EXPECT_EQ(given(lined, worker, {"leader", "440104", "", {}}), "grant_beyond_own");
  EXPECT_EQ(given(lined, worker, {"leader", "440104", "0301", {}}), "");
  // Holding a role does not mean giving it.
  const Principal leader = acting(account("leader", yuexiu, {{"leader", "440104", "", {}}}));
  EXPECT_EQ(given(leader, worker, {"leader", "440104", "", {}}), "not_found");
}

TEST_F(AccountsTest, NobodyChangesTheirOwnRights) {
  EXPECT_EQ(given(boss, boss.account, {"dispatcher", "4401", "", {}}), "own_account");
  EXPECT_EQ(moved(boss, boss.account, "suspended", "leave"), "own_account");
  EXPECT_EQ(
      refusal_of([&] { renew_link(*access, db(), by(boss), boss.account, true, act(boss, Uuid::v7(clock.now()))); }),
      "own_account");
  // Nor through a second account of the same person.
  const Uuid twin = account("boss.twin", city, {}, "13810000001");  // boss's phone
  ASSERT_EQ(find_account(db(), twin)->person, boss.person);
  EXPECT_EQ(given(boss, twin, {"dispatcher", "4401", "", {}}), "own_account");
  NewAccount another = asked("boss.third", city, {{"dispatcher", "4401", "", {}}});
  another.person = {kLi, "13810000001"};
  EXPECT_EQ(opened(boss, another), "own_account");
}

TEST_F(AccountsTest, AccountsThatHoldMoreCannotBeTakenOver) {
  // Belongs to the district, but reaches the whole city.
  const Uuid above = account("above", yuexiu, {{"analyst", "4401", "", {}}});
  EXPECT_EQ(refusal_of([&] {
              renew_link(*access, db(), by(district_boss), above, false, act(district_boss, Uuid::v7(clock.now())));
            }),
            "grant_beyond_own");
  EXPECT_EQ(moved(district_boss, above, "suspended", "leave"), "");  // the belonging unit may always stop it
  EXPECT_EQ(moved(district_boss, above, "active", "return"), "grant_beyond_own");
  EXPECT_EQ(moved(boss, above, "active", "return"), "");
  const Account account = *find_account(db(), above);
  EXPECT_EQ(refusal_of([&] { take_grant(*access, db(), by(district_boss), above, account.grants[0].id); }),
            "grant_beyond_own");
  EXPECT_EQ(refusal_of([&] { take_grant(*access, db(), by(boss), above, account.grants[0].id); }), "");
}

TEST_F(AccountsTest, OutsideReachAccountsDoNotExist) {
  const Uuid there = account("there", tianhe, {});
  EXPECT_EQ(moved(district_boss, there, "suspended", "leave"), "not_found");
  EXPECT_EQ(moved(district_boss, Uuid::v7(clock.now()), "suspended", "leave"), "not_found");
}

TEST_F(AccountsTest, ReplaysAreAnsweredAndOthersRefused) {
  const NewAccount wanted = asked("wang.fang", yuexiu, {});
  const auto first = open_account(*access, db(), by(district_boss), wanted, act(district_boss, wanted.id));
  const auto again = open_account(*access, db(), by(district_boss), wanted, act(district_boss, wanted.id));
  ASSERT_TRUE(first && again);
  EXPECT_EQ(count("SELECT count(*) FROM access.account WHERE username = 'wang.fang'"), 1);
  EXPECT_EQ(refusal_of([&] { set_password_by_link(*access, db(), by({}), first->secret, kPassword); }), "link_over");
  EXPECT_EQ(refusal_of([&] { set_password_by_link(*access, db(), by({}), again->secret, kPassword); }), "");
  EXPECT_EQ(refusal_of([&] { set_password_by_link(*access, db(), by({}), again->secret, kPassword); }), "link_over");
  EXPECT_EQ(refusal_of([&] {
              open_account(*access, db(), by(district_boss), wanted, act(district_boss, wanted.id, "other"));
            }),
            "record_id_reused");
  EXPECT_EQ(refusal_of([&] { open_account(*access, db(), by(boss), wanted, act(boss, wanted.id)); }),
            "record_id_reused");
  NewAccount same_name = asked("wang.fang", yuexiu, {});
  EXPECT_EQ(opened(boss, same_name), "username_taken");
}

TEST_F(AccountsTest, LinksEndAfterTheirTime) {
  const NewAccount wanted = asked("wang.fang", yuexiu, {});
  const auto link = open_account(*access, db(), by(district_boss), wanted, act(district_boss, wanted.id));
  EXPECT_EQ(owner_of(db(), link->secret, clock.now()).username, "wang.fang");
  clock.set(link->ends_at);
  EXPECT_EQ(refusal_of([&] { owner_of(db(), link->secret, clock.now()); }), "link_over");
  EXPECT_EQ(refusal_of([&] { owner_of(db(), "guess", clock.now()); }), "link_over");
}

TEST_F(AccountsTest, PasswordsMustBeHardToGuess) {
  EXPECT_EQ(refusal_of([] { check_password("short 1", "x"); }), "password_length");
  EXPECT_EQ(refusal_of([] { check_password("onlyletters", "x"); }), "password_too_plain");
  EXPECT_EQ(refusal_of([] { check_password("my Li.Ming 2026", "li.ming"); }), "password_holds_username");
  EXPECT_EQ(refusal_of([] { check_password("four words 4 you", "li.ming"); }), "");
}

TEST_F(AccountsTest, FirstAdministratorByTheLinkOfTheFirstStart) {
  EXPECT_FALSE(first_administrator_link(db(), clock.now()));  // there are accounts
  db().script("TRUNCATE access.unit CASCADE; TRUNCATE access.person CASCADE");
  const std::string void_path = *first_administrator_link(db(), clock.now());
  const std::string path = *first_administrator_link(db(), clock.now());
  const auto secret_of = [](const std::string& p) { return p.substr(p.find('#') + 1); };
  const FirstAdministrator first{"first", {kWang, "13911112222"}, kPassword};
  const auto open = [&](const std::string& secret) {
    return refusal_of([&] { open_first_account(*access, db(), by({}), secret, first); });
  };
  EXPECT_EQ(open(secret_of(void_path)), "link_over");
  EXPECT_EQ(open(secret_of(path)), "");
  EXPECT_EQ(open(secret_of(path)), "link_over");
  EXPECT_TRUE(who(signed_in("first")).withheld.contains("accounts.manage"));  // until a second factor is enrolled
  EXPECT_FALSE(first_administrator_link(db(), clock.now()));
}

TEST_F(AccountsTest, TwoWhoHoldTheFirstLinkCannotBothUseIt) {
  db().script("TRUNCATE access.unit CASCADE; TRUNCATE access.person CASCADE");
  const std::string path = *first_administrator_link(db(), clock.now());
  const std::string secret = path.substr(path.find('#') + 1);
  db::Batch taken;  // as a parallel request would
  EXPECT_EQ(owner_of(db(), secret, clock.now()).kind, "first_administrator");
  db().query("INSERT INTO access.link_use (link, used_at) SELECT digest, made_at FROM access.link");
  EXPECT_EQ(refusal_of([&] {
              open_first_account(*access, db(), by({}), secret, {"first", {kWang, "13911112222"}, kPassword});
            }),
            "link_over");
}

TEST_F(AccountsTest, UnitsAreOpenedWithinReach) {
  const auto open = [&](const Principal& principal, const std::string& kind, const std::string& prefix) {
    const Unit unit{Uuid::v7(clock.now()), "Unit", kind, prefix, std::nullopt};
    return refusal_of([&] { open_unit(*access, db(), by(principal), unit, act(principal, unit.id)); });
  };
  EXPECT_EQ(open(district_boss, "community", "440104001002"), "");
  EXPECT_EQ(open(district_boss, "community", "440106001002"), "forbidden");
  EXPECT_EQ(open(district_boss, "palace", "440104"), "unit_kind_unknown");
  EXPECT_EQ(open(boss, "street_centre", "44010"), "invalid_division_code");
}

}  // namespace
}  // namespace linli::access
