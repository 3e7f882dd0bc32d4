#include <gmock/gmock.h>
#include <liboath/oath.h>
#include <signal.h>

#include <boost/json.hpp>
#include <cstdlib>

#include "platform/cluster/cluster.hpp"
#include "platform/testing/shows.hpp"
#include "process.hpp"

/// How people come into an instance of their own: by requests to a `linli serve` that was started without a demo.
namespace linli {
namespace {

using ::testing::ContainsRegex;
using ::testing::HasSubstr;

constexpr const char* kPassword = "correct horse 1";

Instant now() { return SystemClock().now(); }

/// What an authenticator app shows for this seed.
std::string shown_by_app(const std::string& seed, Instant at) {
  char* bytes = nullptr;
  std::size_t length = 0;
  EXPECT_EQ(oath_base32_decode(seed.data(), seed.size(), &bytes, &length), OATH_OK);
  char code[7] = {};
  const auto seconds = std::chrono::floor<std::chrono::seconds>(at).time_since_epoch().count();
  EXPECT_EQ(oath_totp_generate(bytes, length, static_cast<std::time_t>(seconds), OATH_TOTP_DEFAULT_TIME_STEP_SIZE,
                               OATH_TOTP_DEFAULT_START_TIME, 6, code),
            OATH_OK);
  std::free(bytes);
  return code;
}
std::string wrong_code(const std::string& seed) { return shown_by_app(seed, now() + std::chrono::hours(1)); }
/// The next one, right a little early: that of now was used by the enrolment.
std::string next_code(const std::string& seed) { return shown_by_app(seed, now() + std::chrono::seconds(30)); }

/// What stands behind `#` in a line or a path.
std::string secret_in(const std::string& link) {
  const auto from = link.find('#') + 1;
  return link.substr(from, link.find_first_of(" \n", from) - from);
}

/// A browser: keeps its cookie, and says whence it writes.
class Browser {
 public:
  explicit Browser(unsigned short port) : line_(port, false) {}
  Reply get(const std::string& path) { return line_.get(path, cookie_); }
  Reply post(const std::string& path, const boost::json::object& body) {
    const std::string headers = cookie_ + "X-Linli: 1\r\nContent-Type: application/json\r\n";
    Reply reply = line_.ask("POST", path, headers, boost::json::serialize(body));
    if (const auto at = reply.head.find("linli_session="); at != std::string::npos)
      cookie_ = "Cookie: " + reply.head.substr(at, reply.head.find(';', at) - at) + "\r\n";
    return reply;
  }
  /// The refusal's code; empty when let in.
  std::string sign_in(const std::string& password, const std::string& code = "") {
    boost::json::object body{{"username", "admin"}, {"password", password}};
    if (!code.empty()) body["code"] = code;
    return post("/api/v1/sessions", body).code();
  }
  /// Enrols a second factor; returns the seed an app would keep.
  std::string enrol(const std::string& password) {
    const auto begun = post("/api/v1/me/totp", {{"password", password}});
    EXPECT_EQ(begun.status, 201) << begun.body;
    const std::string seed(boost::json::parse(begun.body).at("secret").as_string());
    EXPECT_EQ(post("/api/v1/me/totp/confirmation", {{"code", wrong_code(seed)}}).status, 422);
    EXPECT_EQ(post("/api/v1/me/totp/confirmation", {{"code", shown_by_app(seed, now())}}).status, 204);
    return seed;
  }

 private:
  Line line_;
  std::string cookie_;  ///< a whole header line
};

/// What the page behind the first link sends.
Reply open_first_account(Browser& browser, const std::string& secret) {
  return browser.post(
      "/api/v1/first-administrator/" + secret,
      {{"username", "admin"}, {"name", "\xe6\x9d\x8e\xe6\x98\x8e"}, {"phone", "13800000001"}, {"password", kPassword}});
}

TEST(FirstAdministrator, ComesInByTheLinkAndMustHaveASecondFactor) {
  const TestFolder folder;
  Served served(folder.path());
  const std::string link = served->says("first administrator: ");
  ASSERT_THAT(link, HasSubstr(served.url() + "/console/first-administrator#"));
  const std::string secret = secret_in(link);
  Browser browser(served.port());
  EXPECT_THAT(browser.get("/api/v1/links/" + secret).body, HasSubstr("\"first_administrator\""));
  EXPECT_EQ(open_first_account(browser, "another").code(), "link_over");
  EXPECT_EQ(open_first_account(browser, secret).status, 204);
  EXPECT_EQ(open_first_account(browser, secret).code(), "link_over") << "works once";

  EXPECT_EQ(browser.get("/api/v1/accounts").code(), "sign_in_needed");
  EXPECT_EQ(browser.sign_in("wrong horse 1"), "wrong_credentials");
  ASSERT_EQ(browser.sign_in(kPassword), "");
  EXPECT_EQ(browser.get("/api/v1/accounts").code(), "second_factor_needed") << "the password alone opens nothing";
  const std::string seed = browser.enrol(kPassword);
  EXPECT_EQ(browser.get("/api/v1/accounts").status, 200);

  Browser other(served.port());
  EXPECT_EQ(other.sign_in(kPassword), "totp_needed");
  EXPECT_EQ(other.sign_in(kPassword, wrong_code(seed)), "totp_wrong");
  EXPECT_EQ(other.get("/api/v1/accounts").code(), "sign_in_needed");
  const std::string code = next_code(seed);
  EXPECT_EQ(other.sign_in(kPassword, code), "");
  EXPECT_EQ(other.get("/api/v1/accounts").status, 200);
  EXPECT_EQ(Browser(served.port()).sign_in(kPassword, code), "totp_used");
  LINLI_SHOWS("DAT-09");
}

TEST(LostAdministrator, ComesBackByACommandOnTheHostWhetherServedOrNot) {
  const TestFolder folder;
  const std::string dir = folder.path() + "/data";
  const std::vector<std::string> serve = {"serve", "--data", dir, "--listen", "127.0.0.1:0"};
  const std::vector<std::string> recover = {"accounts", "recover", "--data", dir, "--username", "admin"};
  auto running = std::make_unique<Running>(serve);
  Browser lost(running->port());
  ASSERT_EQ(open_first_account(lost, secret_in(running->says("first administrator: "))).status, 204);
  ASSERT_EQ(lost.sign_in(kPassword), "");
  const std::string seed = lost.enrol(kPassword);

  const Ended done = linli_command(recover);
  ASSERT_EQ(done.code, 0) << done.errors;
  ASSERT_THAT(done.output, ContainsRegex("/console/welcome#[A-Za-z0-9_-]{40}"));
  const std::string secret = secret_in(done.output);
  EXPECT_EQ(lost.get("/api/v1/me").code(), "sign_in_needed") << "open sessions ended";
  EXPECT_EQ(lost.sign_in(kPassword, next_code(seed)), "wrong_credentials") << "so did password and factor";
  Browser found(running->port());
  EXPECT_EQ(found.post("/api/v1/links/" + secret, {{"password", "another horse 2"}}).status, 204);
  EXPECT_EQ(found.post("/api/v1/links/" + secret, {{"password", "a third horse 3"}}).code(), "link_over");
  EXPECT_EQ(found.sign_in("another horse 2"), "");
  EXPECT_EQ(found.get("/api/v1/accounts").code(), "second_factor_needed");
  EXPECT_NE(found.enrol("another horse 2"), seed);
  EXPECT_EQ(found.get("/api/v1/accounts").status, 200);

  for (int i = 0; i < 5; ++i) Browser(running->port()).sign_in("wrong horse 1");
  EXPECT_EQ(Browser(running->port()).sign_in("another horse 2"), "locked_out");
  running->signal(SIGTERM);
  EXPECT_EQ(running->wait(), 0);
  const Ended stopped = linli_command(recover);
  ASSERT_EQ(stopped.code, 0) << stopped.errors;
  std::vector<std::string> unknown = recover;
  unknown.back() = "nobody";
  const Ended refused = linli_command(unknown);
  EXPECT_EQ(refused.code, 1);
  EXPECT_THAT(refused.errors, HasSubstr("nobody"));
  running = std::make_unique<Running>(serve);
  Browser back(running->port());
  EXPECT_EQ(back.post("/api/v1/links/" + secret_in(stopped.output), {{"password", "a fourth horse 4"}}).status, 204);
  EXPECT_EQ(back.sign_in("a fourth horse 4"), "") << "the rest after failures ended";
  db::Connection db(cluster::conninfo_of(cluster::Layout(dir)));
  EXPECT_EQ(db.query("SELECT count(*) FROM audit.entry WHERE action = 'access.recover'")[0].integer("count"), 2);
  EXPECT_EQ(linli_command({"audit", "verify", "--data", dir}).code, 0);
  LINLI_SHOWS("DAT-09");
}

}  // namespace
}  // namespace linli
