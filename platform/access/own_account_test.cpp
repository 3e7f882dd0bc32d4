#include "own_account.hpp"

#include "accounts.hpp"
#include "fixture.hpp"
#include "totp.hpp"

namespace linli::access {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class OwnAccountTest : public AccessTest {
 protected:
  void SetUp() override {
    AccessTest::SetUp();
    boss = account("boss", city, {{"administrator", "4401", "", {}}});
  }
  Asking by(const Principal& principal) { return {principal, request_id, clock.now()}; }

  /// Enrols a second factor in this session; returns its secret.
  std::string enrol(const std::string& session) {
    const Principal principal = who(session);
    const TotpToEnrol begun = begin_totp(*access, db(), by(principal), "192.0.2.7", kPassword, std::nullopt);
    confirm_totp(*access, db(), by(principal), totp::code_at(begun.secret, clock.now()));
    return begun.secret;
  }

  Uuid boss;
};

TEST_F(OwnAccountTest, EnrollingASecondFactorUnlocksTheAdministrator) {
  const std::string other = signed_in("boss"), session = signed_in("boss");
  const Principal before = who(session);
  EXPECT_TRUE(before.withheld.contains("accounts.manage"));
  EXPECT_EQ(refusal_of([&] { begin_totp(*access, db(), by(before), "192.0.2.7", "wrong", {}); }), "password_wrong");
  const TotpToEnrol begun = begin_totp(*access, db(), by(before), "192.0.2.7", kPassword, {});
  EXPECT_THAT(begun.uri, HasSubstr("otpauth://totp/Linli:boss?secret=" + begun.secret));
  EXPECT_FALSE(who(session).may("accounts.manage"));  // not yet
  EXPECT_EQ(refusal_of([&] { confirm_totp(*access, db(), by(before), "000000"); }), "totp_wrong");
  confirm_totp(*access, db(), by(before), totp::code_at(begun.secret, clock.now()));
  EXPECT_TRUE(who(session).may("accounts.manage"));
  EXPECT_FALSE(who(other).signed_in());  // a session without the factor ends
  EXPECT_EQ(count("SELECT count(*) FROM personal.value v WHERE v::text LIKE '%" + begun.secret + "%'"), 0);  // sealed
}

TEST_F(OwnAccountTest, SigningInNeedsTheCodeAndEachCodeWorksOnce) {
  const std::string secret = enrol(signed_in("boss"));
  const std::string used = totp::code_at(secret, clock.now());
  EXPECT_EQ(sign_in_refusal("boss", kPassword), "totp_needed");
  EXPECT_EQ(sign_in_refusal("boss", kPassword, used), "totp_used");  // it confirmed the enrolment
  clock.advance(std::chrono::seconds(30));
  const std::string code = totp::code_at(secret, clock.now());
  EXPECT_TRUE(who(signed_in("boss", code)).may("accounts.manage"));
  EXPECT_EQ(sign_in_refusal("boss", kPassword, code), "totp_used");
  EXPECT_EQ(sign_in_refusal("boss", kPassword, used), "totp_used");  // an older one within the window neither
  clock.advance(std::chrono::seconds(300));
  EXPECT_EQ(sign_in_refusal("boss", kPassword, code), "totp_wrong");  // too old
  EXPECT_EQ(sign_in_refusal("boss", kPassword, "12345"), "totp_wrong");
}

TEST_F(OwnAccountTest, GuessingCodesIsLockedOutLikeGuessingPasswords) {
  enrol(signed_in("boss"));
  for (int i = 0; i < 10; ++i) EXPECT_EQ(sign_in_refusal("boss", kPassword), "totp_needed");  // no failure
  for (int i = 0; i < 5; ++i) EXPECT_EQ(sign_in_refusal("boss", kPassword, "000000"), "totp_wrong");
  EXPECT_EQ(sign_in_refusal("boss", kPassword, "000000"), "locked_out");
}

TEST_F(OwnAccountTest, ReplacingTheFactorNeedsTheOldOne) {
  const std::string session = signed_in("boss");
  const std::string secret = enrol(session);
  clock.advance(std::chrono::seconds(30));
  const Principal principal = who(session);
  EXPECT_EQ(refusal_of([&] { begin_totp(*access, db(), by(principal), "192.0.2.7", kPassword, {}); }), "totp_wrong");
  const auto code = totp::code_at(secret, clock.now());
  const TotpToEnrol next = begin_totp(*access, db(), by(principal), "192.0.2.7", kPassword, code);
  EXPECT_NE(next.secret, secret);
}

TEST_F(OwnAccountTest, AnotherAdministratorMendsALostPhone) {
  const std::string session = signed_in("boss");
  enrol(session);
  const Principal other = acting(account("other", city, {{"administrator", "4401", "", {}}}));
  const OneTimeLink link =
      renew_link(*access, db(), by(other), boss, true, {Uuid::v7(clock.now()), other.account, "d"});
  EXPECT_FALSE(who(session).signed_in());
  EXPECT_EQ(sign_in_refusal("boss", kPassword), "wrong_credentials")
      << "whoever found the password has no second factor";
  set_password_by_link(*access, db(), by({}), link.secret, "another horse 2");
  const std::string fresh = sign_in(*access, db(), {"boss", "another horse 2", {}}, request(), clock.now()).secret;
  EXPECT_FALSE(who(fresh).may("accounts.manage"));  // to be enrolled anew
}

TEST_F(OwnAccountTest, ANewPasswordEndsOtherSessions) {
  const std::string other = signed_in("boss"), session = signed_in("boss");
  const Principal principal = who(session);
  const auto change = [&](const std::string& current, const std::string& next) {
    return refusal_of([&] { change_password(*access, db(), by(principal), "192.0.2.7", current, next); });
  };
  EXPECT_EQ(change("wrong", "another horse 2"), "password_wrong");
  EXPECT_EQ(change(kPassword, "short"), "password_length");
  EXPECT_EQ(change(kPassword, "another horse 2"), "");
  EXPECT_TRUE(who(session).signed_in());
  EXPECT_FALSE(who(other).signed_in());
  EXPECT_EQ(sign_in_refusal("boss", kPassword), "wrong_credentials");
  EXPECT_EQ(sign_in_refusal("boss", "another horse 2"), "");
}

TEST_F(OwnAccountTest, AStolenSessionCannotGuessThePasswordForLong) {
  const Principal principal = who(signed_in("boss"));
  for (int i = 0; i < 5; ++i)
    EXPECT_EQ(
        refusal_of([&] { change_password(*access, db(), by(principal), "192.0.2.7", "wrong", "another horse 2"); }),
        "password_wrong");
  EXPECT_EQ(
      refusal_of([&] { change_password(*access, db(), by(principal), "192.0.2.7", kPassword, "another horse 2"); }),
      "locked_out");
}

TEST_F(OwnAccountTest, TokensHoldNoMoreThanTheirMaker) {
  account("analyst", yuexiu, {{"analyst", "440104", "", {}}});
  const Principal analyst = who(signed_in("analyst"));
  Instant ends_at;
  const Uuid id = Uuid::v7(clock.now());
  const auto make = [&](std::vector<std::string> scopes, std::optional<Instant> until = {},
                        const std::string& name = "t") {
    return refusal_of([&] { make_token(*access, db(), by(analyst), {id, name, std::move(scopes), until}, ends_at); });
  };
  EXPECT_EQ(make({"accounts.manage"}), "token_beyond_own");
  EXPECT_EQ(make({"figures.view"}, clock.now() + std::chrono::hours(24 * 400)), "token_lasts_too_long");
  EXPECT_EQ(make({"figures.view"}, clock.now()), "token_lasts_too_long");
  EXPECT_EQ(make({"figures.view"}), "");
  EXPECT_EQ(make({"figures.view"}), "");  // a replay: the answer was lost
  EXPECT_EQ(make({"figures.view"}, {}, "other"), "record_id_reused");
  EXPECT_THAT(own_tokens(db(), analyst.account), SizeIs(1));

  account("analyst.2", yuexiu, {{"analyst", "440104", "", {}}});
  const Principal other = who(signed_in("analyst.2"));
  EXPECT_EQ(refusal_of([&] { revoke_token(db(), by(other), id); }), "not_found");
  EXPECT_EQ(refusal_of([&] {
              make_token(*access, db(), by(other), {id, "t", {"figures.view"}, {}}, ends_at);
            }),
            "record_id_reused");
  revoke_token(db(), by(analyst), id);
  EXPECT_THAT(own_tokens(db(), analyst.account), IsEmpty());
  EXPECT_EQ(make({"figures.view"}), "record_id_reused");  // a revoked one does not come back
}

}  // namespace
}  // namespace linli::access
