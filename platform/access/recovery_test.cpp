#include "platform/access/recovery.hpp"

#include "fixture.hpp"
#include "links.hpp"
#include "own_account.hpp"
#include "totp.hpp"

namespace linli::access {
namespace {

class RecoveryTest : public AccessTest {
 protected:
  void SetUp() override {
    AccessTest::SetUp();
    boss = account("boss", city, {{"administrator", "4401", "", {}}});
  }
  std::string recovered(const std::string& username) {
    const std::string path = recover_account(*access, db(), username, clock.now()).path;
    return path.substr(path.find('#') + 1);
  }
  void set_state(const char* state) {
    db().query("UPDATE access.account SET state = $1 WHERE id = $2", db::Params::of(state, boss));
  }
  std::int64_t recoveries() {
    return count("SELECT count(*) FROM audit.entry WHERE action = 'access.recover' AND object = 'account:" +
                 boss.text() + "' AND actor = 'system'");
  }

  Uuid boss;
};

TEST_F(RecoveryTest, LeavesOnlyTheLink) {
  const std::string session = signed_in("boss");
  const Principal before = who(session);
  const Asking by{before, request_id, clock.now()};
  const TotpToEnrol begun = begin_totp(*access, db(), by, "192.0.2.7", kPassword, std::nullopt);
  confirm_totp(*access, db(), by, totp::code_at(begun.secret, clock.now()));
  for (int i = 0; i < 6; ++i) sign_in_refusal("boss", "wrong");
  ASSERT_EQ(sign_in_refusal("boss", kPassword), "locked_out");

  const std::string first = recovered("boss"), link = recovered("Boss");
  EXPECT_FALSE(who(session).signed_in());
  EXPECT_EQ(sign_in_refusal("boss", kPassword), "wrong_credentials") << "neither locked out nor let in";
  const Principal nobody;
  const auto set = [&](const std::string& secret) {
    return refusal_of([&] {
      set_password_by_link(*access, db(), {nobody, request_id, clock.now()}, secret, "another horse 2");
    });
  };
  EXPECT_EQ(set(first), "link_over") << "the newer link ended it";
  EXPECT_EQ(set(link), "");
  EXPECT_EQ(set(link), "link_over");
  const Principal after = who(sign_in(*access, db(), {"boss", "another horse 2", {}}, request(), clock.now()).secret);
  EXPECT_TRUE(after.withheld.contains("accounts.manage")) << "until a new second factor is enrolled";
  EXPECT_EQ(recoveries(), 2);
}

TEST_F(RecoveryTest, TheLinkLastsAnHour) {
  const std::string link = recovered("boss");
  clock.advance(std::chrono::minutes(59));
  EXPECT_EQ(owner_of(db(), link, clock.now()).account, boss);
  clock.advance(std::chrono::minutes(1));
  EXPECT_EQ(refusal_of([&] { owner_of(db(), link, clock.now()); }), "link_over");
}

TEST_F(RecoveryTest, WhoMayNotSignInIsNotBroughtBack) {
  EXPECT_EQ(refusal_of([&] { recovered("nobody"); }), "no_such_account");
  for (const char* state : {"suspended", "closed"}) {
    set_state(state);
    EXPECT_EQ(refusal_of([&] { recovered("boss"); }), std::string("account_") + state);
  }
  set_state("active");
  EXPECT_EQ(recoveries(), 0);
  EXPECT_EQ(sign_in_refusal("boss", kPassword), "") << "nothing was changed";
}

}  // namespace
}  // namespace linli::access
