#include "sign_in.hpp"

#include "fixture.hpp"
#include "totp.hpp"

namespace linli::access {
namespace {

class SignInTest : public AccessTest {
 protected:
  void SetUp() override {
    AccessTest::SetUp();
    account("li.ming", yuexiu, {{"grid_worker", "440104001002003", "", {}}});
  }
};

TEST_F(SignInTest, OpensASessionThatTheCookieCarries) {
  const std::string secret = signed_in("Li.Ming");  // names are not case-sensitive
  const Principal principal = access->authenticate(request(http::Method::get, secret), db(), clock.now());
  EXPECT_EQ(principal.kind, Principal::Kind::staff);
  EXPECT_TRUE(principal.may("incidents.report"));
  EXPECT_EQ(principal.display, "\xe6\x9d\x8e*");
  EXPECT_TRUE(principal.by_cookie);
  EXPECT_EQ(audited("access.sign_in"), 1);
  EXPECT_EQ(count("SELECT count(*) FROM access.session WHERE digest = '" + secret + "'::bytea"), 0);  // only its digest
}

TEST_F(SignInTest, WrongPasswordAndUnknownNameLookTheSame) {
  account("closed", yuexiu, {});
  db().query("UPDATE access.account SET state = 'closed' WHERE username = 'closed'");
  EXPECT_EQ(sign_in_refusal("li.ming", "wrong"), "wrong_credentials");
  EXPECT_EQ(sign_in_refusal("nobody.here", "wrong"), "wrong_credentials");
  EXPECT_EQ(sign_in_refusal("closed", "wrong"), "wrong_credentials");
  // Unknown names rest after as many failures as known ones, so the rest tells nothing either.
  for (int i = 1; i < 5; ++i) {
    sign_in_refusal("li.ming", "wrong");
    sign_in_refusal("nobody.here", "wrong");
  }
  EXPECT_EQ(sign_in_refusal("li.ming", "wrong"), "locked_out");
  EXPECT_EQ(sign_in_refusal("nobody.here", "wrong"), "locked_out");
  EXPECT_EQ(audited("access.sign_in_failed"), 9);
  EXPECT_EQ(audited("access.locked_out"), 2);
}

TEST_F(SignInTest, RestsLongerAfterEachFurtherFailure) {
  for (int i = 0; i < 5; ++i) EXPECT_EQ(sign_in_refusal("li.ming", "wrong"), "wrong_credentials");
  EXPECT_EQ(sign_in_refusal("li.ming", kPassword), "locked_out");  // even the right one
  clock.advance(std::chrono::seconds(61));
  EXPECT_EQ(sign_in_refusal("li.ming", "wrong"), "wrong_credentials");
  clock.advance(std::chrono::seconds(61));
  EXPECT_EQ(sign_in_refusal("li.ming", kPassword), "locked_out");  // two minutes now
  clock.advance(std::chrono::seconds(60));
  EXPECT_EQ(sign_in_refusal("li.ming", kPassword), "");
  EXPECT_EQ(sign_in_refusal("li.ming", "wrong"), "wrong_credentials");  // counted anew
}

TEST_F(SignInTest, AnAddressThatTriesManyNamesRests) {
  for (int i = 0; i < 20; ++i) {
    http::Request r = request();
    refusal_of([&] { sign_in(*access, db(), {"name" + std::to_string(i), "wrong", {}}, r, clock.now()); });
  }
  EXPECT_EQ(sign_in_refusal("li.ming", kPassword), "locked_out");
  http::Request elsewhere = request();
  elsewhere.peer = "192.0.2.8";
  EXPECT_EQ(refusal_of([&] { sign_in(*access, db(), {"li.ming", kPassword, {}}, elsewhere, clock.now()); }), "");
}

TEST_F(SignInTest, OnlyWhoKnowsThePasswordLearnsTheState) {
  db().query("UPDATE access.account SET state = 'suspended'");
  EXPECT_EQ(sign_in_refusal("li.ming", "wrong"), "wrong_credentials");
  EXPECT_EQ(sign_in_refusal("li.ming", kPassword), "account_suspended");
  db().query("UPDATE access.account SET state = 'active', valid_to = '2026-11-21'");
  EXPECT_EQ(sign_in_refusal("li.ming", kPassword), "account_not_in_force");
  db().query("UPDATE access.account SET valid_to = '2026-11-22'");
  EXPECT_EQ(sign_in_refusal("li.ming", kPassword), "");  // the last day is included
}

TEST_F(SignInTest, SessionsEndWhenIdleAndAtTheLatestAfterAWeek) {
  const std::string idle = signed_in("li.ming");
  clock.advance(std::chrono::hours(11));
  EXPECT_TRUE(who(idle).signed_in());  // and slides on
  clock.advance(std::chrono::hours(11));
  EXPECT_TRUE(who(idle).signed_in());
  clock.advance(std::chrono::hours(12));
  EXPECT_FALSE(who(idle).signed_in());

  const std::string used = signed_in("li.ming");
  for (int hour = 0; hour < 167; ++hour) {
    clock.advance(std::chrono::hours(1));
    ASSERT_TRUE(who(used).signed_in()) << hour;
  }
  clock.advance(std::chrono::hours(1));
  EXPECT_FALSE(who(used).signed_in());
}

TEST_F(SignInTest, SignOutEndsTheSession) {
  const std::string secret = signed_in("li.ming");
  sign_out(db(), request(http::Method::del, secret), who(secret), clock.now());
  EXPECT_FALSE(who(secret).signed_in());
  EXPECT_EQ(audited("access.sign_out"), 1);
}

TEST_F(SignInTest, SigningInAgainReplacesTheBrowsersSession) {
  const std::string first = signed_in("li.ming");
  sign_in(*access, db(), {"li.ming", kPassword, {}}, request(http::Method::post, first), clock.now());
  EXPECT_FALSE(who(first).signed_in());
}

}  // namespace
}  // namespace linli::access
