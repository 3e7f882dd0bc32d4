#include "platform/access/access.hpp"

#include "accounts.hpp"
#include "fixture.hpp"
#include "own_account.hpp"

namespace linli::access {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

http::Route route(const char* permission, http::Method method = http::Method::get) {
  http::Route r;
  r.method = method;
  r.permission = permission;
  return r;
}

class RightsTest : public AccessTest {
 protected:
  std::string authorise_refusal(const char* permission, const Principal& principal,
                                http::Method method = http::Method::get, const char* header = "1") {
    http::Request r = request(method);
    if (*header) r.headers["X-Linli"] = header;
    return refusal_of([&] { access->authorise(route(permission, method), r, principal); });
  }
};

TEST_F(RightsTest, OpenRoutesAreOpenAndOthersNeedTheirPermission) {
  account("worker", yuexiu, {{"grid_worker", "440104", "", {}}});
  const Principal worker = who(signed_in("worker"));
  EXPECT_EQ(authorise_refusal("", {}), "");
  EXPECT_EQ(authorise_refusal("signed_in", {}), "sign_in_needed");
  EXPECT_EQ(authorise_refusal("incidents.view", {}), "sign_in_needed");
  EXPECT_EQ(authorise_refusal("signed_in", worker), "");
  EXPECT_EQ(authorise_refusal("incidents.view", worker), "");
  EXPECT_EQ(authorise_refusal("accounts.manage", worker), "forbidden");
}

TEST_F(RightsTest, WritesByCookieNeedTheHeaderThatOtherSitesCannotSend) {
  account("worker", yuexiu, {{"grid_worker", "440104", "", {}}});
  const Principal worker = who(signed_in("worker"));
  EXPECT_EQ(authorise_refusal("incidents.report", worker, http::Method::post, ""), "page_header_missing");
  EXPECT_EQ(authorise_refusal("incidents.report", worker, http::Method::post, "yes"), "page_header_missing");
  EXPECT_EQ(authorise_refusal("", worker, http::Method::post, ""), "page_header_missing");  // also on open routes
  EXPECT_EQ(authorise_refusal("incidents.report", worker, http::Method::post), "");
  EXPECT_EQ(authorise_refusal("incidents.view", worker, http::Method::get, ""), "");
}

TEST_F(RightsTest, RevocationHoldsAtOnceOnEveryProcess) {
  const Uuid id = account("worker", yuexiu, {{"grid_worker", "440104", "", {}}, {"checker", "440104", "", {}}});
  const auto other = make();
  db::Connection elsewhere = test_database().connect();
  const std::string secret = signed_in("worker");
  const auto there = [&] { return other->resume(secret, elsewhere, clock.now()); };
  ASSERT_TRUE(there().has_role("checker"));  // both processes remember the grants now
  ASSERT_TRUE(who(secret).has_role("checker"));

  db().query("UPDATE access.assignment SET ended_at = '2026-11-22T03:00:00Z' WHERE role = 'checker'");
  EXPECT_FALSE(there().has_role("checker"));
  EXPECT_FALSE(who(secret).has_role("checker"));
  EXPECT_TRUE(there().has_role("grid_worker"));

  db().query("UPDATE access.account SET state = 'suspended' WHERE id = '" + id.text() + "'");
  EXPECT_FALSE(there().signed_in());
  EXPECT_FALSE(who(secret).signed_in());
  LINLI_SHOWS("DAT-09");
}

TEST_F(RightsTest, GrantsBeginAndEndOnTheirDaysInTheCitysZone) {
  const Uuid id = account("worker", yuexiu, {});
  db().query(
      "INSERT INTO access.assignment (id, account, role, prefix, line, valid_from, valid_to, given_at) VALUES "
      "('" +
      Uuid::v7(clock.now()).text() + "', '" + id.text() +
      "', 'checker', '440104', '', '2026-11-23', '2026-11-24', '2026-11-22T03:00:00Z')");
  const std::string secret = signed_in("worker");
  EXPECT_FALSE(who(secret).has_role("checker"));
  clock.advance(std::chrono::hours(6));  // sessions live while they are used
  EXPECT_FALSE(who(secret).has_role("checker"));
  clock.set(parse_instant("2026-11-22T15:59:59Z"));  // 23:59:59 in Guangzhou
  EXPECT_FALSE(who(secret).has_role("checker"));
  clock.set(parse_instant("2026-11-22T16:00:00Z"));
  EXPECT_TRUE(who(secret).has_role("checker"));
  for (int i = 0; i < 4; ++i) {  // kept awake
    clock.advance(std::chrono::hours(11));
    who(secret);
  }
  clock.set(parse_instant("2026-11-24T16:00:00Z"));
  EXPECT_FALSE(who(secret).has_role("checker"));
  EXPECT_TRUE(who(secret).signed_in());
}

TEST_F(RightsTest, AccountsWithoutRealNameSignInButCannotAct) {
  account("worker", yuexiu, {{"grid_worker", "440104", "", {}}});
  const std::string secret = signed_in("worker");
  ASSERT_EQ(authorise_refusal("incidents.report", who(secret)), "");
  db().query("UPDATE access.person SET registered_at = NULL");
  const Principal unnamed = who(secret);  // holds at once, like every change
  EXPECT_TRUE(unnamed.signed_in());
  EXPECT_EQ(authorise_refusal("signed_in", unnamed), "");
  EXPECT_EQ(authorise_refusal("incidents.report", unnamed), "no_real_name");
  EXPECT_FALSE(access->covers(unnamed, "incidents.view", {"440104001", {}, true, "", true}));
  EXPECT_THAT(unnamed.grants, IsEmpty());  // no role for the workflow either
  LINLI_SHOWS("WRK-01");
}

TEST_F(RightsTest, AdministratorsNeedASecondFactorUnlessTheCityWaivesIt) {
  account("boss", city, {{"administrator", "4401", "", {}}, {"leader", "4401", "", {}}});
  const std::string secret = signed_in("boss");
  const Principal weak = who(secret);
  EXPECT_EQ(authorise_refusal("accounts.manage", weak), "second_factor_needed");
  EXPECT_EQ(authorise_refusal("incidents.view", weak), "");  // the other role works
  EXPECT_TRUE(access->reach(weak, "accounts.manage").nothing());
  EXPECT_EQ(refusal_of([&] { access->require(weak, "accounts.manage", {"4401", {}, false, "", false}); }), "forbidden");
  const auto waiving = make(true);
  EXPECT_TRUE(waiving->resume(secret, db(), clock.now()).may("accounts.manage"));
}

TEST_F(RightsTest, ReachIsTerritoryAndLineOrUnitOrParticipation) {
  const Principal worker = acting(
      account("worker", yuexiu, {{"grid_worker", "440104001", "", {}}, {"grid_worker", "440104001002", "", {}}}));
  const Reach worker_reach = access->reach(worker, "incidents.view");
  EXPECT_THAT(worker_reach.prefixes, ElementsAre("440104001"));  // the inner one says nothing more
  EXPECT_TRUE(worker_reach.participant);
  EXPECT_TRUE(access->covers(worker, "incidents.view", {"440104001002003", {}, false, "", false}));
  EXPECT_FALSE(access->covers(worker, "incidents.view", {"440104002", {}, false, "", false}));
  EXPECT_TRUE(access->covers(worker, "incidents.view", {"440106", {}, true, "", false}));
  EXPECT_FALSE(
      access->covers(worker, "incidents.report", {"440106", {}, true, "", false}));  // taking part gives no more
  EXPECT_TRUE(access->covers(worker, "matters.view", {}));

  const Principal fire = acting(account("fire", yuexiu, {{"department", "", "", yuexiu}}));
  EXPECT_TRUE(access->covers(fire, "incidents.act", {"440106", yuexiu, false, "", false}));
  EXPECT_FALSE(access->covers(fire, "incidents.act", {"440104", tianhe, false, "", false}));
  EXPECT_FALSE(access->covers(fire, "incidents.reveal", {"440104", yuexiu, true, "", false}));

  const Principal lined = acting(account("lined", yuexiu, {{"leader", "440104", "03", {}}}));
  EXPECT_TRUE(access->reach(lined, "incidents.view").person.is_nil());  // leaders see no case for taking part in it
  EXPECT_THAT(access->reach(lined, "incidents.view").prefixes,
              IsEmpty());  // never more than territory and line together
  EXPECT_TRUE(access->covers(lined, "incidents.view", {"440104001", {}, false, "0301", false}));
  EXPECT_FALSE(access->covers(lined, "incidents.view", {"440104001", {}, false, "0401", false}));
  EXPECT_FALSE(access->covers(lined, "incidents.view", {"440106001", {}, false, "0301", false}));
  LINLI_SHOWS("DAT-09");
}

TEST_F(RightsTest, TokensReachWhatTheirScopesAndTheirAccountBothHold) {
  const Uuid id = account("analyst", yuexiu, {{"analyst", "440104", "", {}}});
  const Principal analyst = who(signed_in("analyst"));
  const Asking by{analyst, "test", clock.now()};
  Instant ends_at;
  const std::string secret =
      make_token(*access, db(), by, {Uuid::v7(clock.now()), "reports", {"figures.view"}, {}}, ends_at);
  const auto bearing = [&](const std::string& token) {
    http::Request r = request();
    r.headers["Authorization"] = "Bearer " + token;
    return access->authenticate(r, db(), clock.now());
  };
  const Principal token = bearing(secret);
  EXPECT_EQ(token.kind, Principal::Kind::token);
  EXPECT_EQ(authorise_refusal("figures.view", token), "");
  EXPECT_EQ(authorise_refusal("tokens.manage", token), "forbidden");  // the account may, this token may not
  EXPECT_EQ(authorise_refusal("figures.view", token, http::Method::post, ""), "");  // no cookie, no forged page
  EXPECT_EQ(refusal_of([&] {
              make_token(*access, db(), {token, "test", clock.now()},
                         {Uuid::v7(clock.now()), "more", {"figures.view"}, {}}, ends_at);
            }),
            "session_needed");
  EXPECT_EQ(refusal_of([&] { bearing("linli_guess"); }), "token_refused");

  db().query("UPDATE access.assignment SET ended_at = '2026-11-22T03:00:00Z' WHERE account = '" + id.text() + "'");
  EXPECT_EQ(authorise_refusal("figures.view", bearing(secret)), "forbidden");
  clock.set(ends_at);
  EXPECT_EQ(refusal_of([&] { bearing(secret); }), "token_refused");
}

TEST_F(RightsTest, SystemReachesEverythingAndNobodyNothing) {
  Principal system;
  system.kind = Principal::Kind::system;
  EXPECT_TRUE(access->covers(system, "incidents.act", {"440104", {}, false, "", false}));
  EXPECT_TRUE(access->reach({}, "incidents.view").nothing());
}

}  // namespace
}  // namespace linli::access
