#include <gmock/gmock.h>
#include <net/if.h>
#include <sched.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <boost/json.hpp>
#include <filesystem>
#include <fstream>
#include <regex>
#include <thread>

#include "platform/testing/shows.hpp"
#include "process.hpp"

namespace linli {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::Not;

void write(const std::string& path, const std::string& text) { std::ofstream(path, std::ios::trunc) << text; }

/// A pair of files as `linli tls self-signed` makes it, put at DIR/tls instead of the old one.
void renew_certificate(const std::string& dir) {
  const TestFolder other;
  ASSERT_EQ(linli_command({"tls", "self-signed", "--data", other.path(), "127.0.0.1"}).code, 0);
  fs::create_directories(dir + "/tls");
  for (const char* file : {"/tls/certificate.pem", "/tls/key.pem"})
    fs::copy(other.path() + file, dir + file, fs::copy_options::overwrite_existing);
}

TEST(Serve, HangUpTakesOverACertificateWithoutDroppingARequest) {
  const TestFolder folder;
  const std::string dir = folder.path();
  renew_certificate(dir);
  EXPECT_EQ(fs::status(dir + "/tls/key.pem").permissions(), fs::perms(0600));
  Served served(dir);
  ASSERT_THAT(served.url(), HasSubstr("https://127.0.0.1:"));
  Line early(served.port(), true);
  const std::string before = early.certificate();
  EXPECT_EQ(early.get("/healthz").status, 200);

  std::atomic<bool> enough = false;
  std::atomic<int> asked = 0, answered = 0;
  std::thread visitor([&] {
    for (Line line(served.port(), true); !enough; ++asked)
      answered += line.get("/api/v1/divisions").status == 200 && Line(served.port(), true).get("/readyz").status == 200;
  });
  renew_certificate(dir);
  served->signal(SIGHUP);
  EXPECT_TRUE(served->comes_to_log("serve.reloaded"));
  const std::string after = Line(served.port(), true).certificate();
  EXPECT_NE(after, before);
  EXPECT_EQ(early.get("/healthz").status, 200) << "an open connection stays";

  write(dir + "/tls/certificate.pem", "no certificate");
  served->signal(SIGHUP);
  EXPECT_TRUE(served->comes_to_log("\"code\":\"tls_unusable\""));
  EXPECT_THAT(served->log(), HasSubstr(dir + "/tls/certificate.pem"));
  EXPECT_EQ(Line(served.port(), true).certificate(), after) << "the old one stays";
  enough = true;
  visitor.join();
  EXPECT_GT(asked, 0);
  EXPECT_EQ(answered, asked);
}

TEST(Serve, HangUpTakesOverSafeSettingsAndNamesThoseThatNeedARestart) {
  const TestFolder folder;
  const std::string config = folder.path() + "/config.yaml";
  write(config, "log_file: linli.log\nwrite_workers: 2\n");
  Served served(folder.path());
  Line line(served.port(), false);
  const std::string page = "/api/docs/";
  EXPECT_THAT(line.get(page).head, HasSubstr("connect-src 'self';"));
  auto log_holds = [&](const std::string& text) {
    for (int i = 0; i < 6000; ++i) {
      std::ifstream in(folder.path() + "/linli.log");
      if (std::string all(std::istreambuf_iterator<char>(in), {}); all.find(text) != std::string::npos) return true;
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    return false;
  };
  ASSERT_TRUE(log_holds("serve.ready"));
  fs::rename(folder.path() + "/linli.log", folder.path() + "/linli.log.1");
  write(config, "log_file: linli.log\nwrite_workers: 3\nmap_origins: [\"https://tiles.example\"]\n");
  served->signal(SIGHUP);
  EXPECT_TRUE(log_holds("serve.restart_needed\",\"key\":\"write_workers\"")) << "in the log file made anew";
  EXPECT_THAT(line.get(page).head, HasSubstr("connect-src 'self' https://tiles.example;"));
  write(config, "map_origin: []\n");
  served->signal(SIGHUP);
  EXPECT_TRUE(log_holds("config_invalid"));
  EXPECT_TRUE(log_holds("map_origins, write_workers")) << "names the keys there are";
  EXPECT_THAT(line.get(page).head, HasSubstr("https://tiles.example")) << "all stays as it was";
}

TEST(Serve, BelievesTheAddressOnlyATrustedProxyNames) {
  const TestFolder folder;
  write(folder.path() + "/config.yaml", "trusted_proxies: [127.0.0.0/8]\n");
  Served served(folder.path());
  Line line(served.port(), false);
  const std::string forwarded = "X-Forwarded-For: 192.0.2.1\r\nX-Forwarded-Proto: https\r\n";
  EXPECT_EQ(line.get("/metrics", forwarded).status, 404) << "figures are for the machine itself";
  EXPECT_THAT(line.get("/healthz", forwarded).head, HasSubstr("Strict-Transport-Security"));
  write(folder.path() + "/config.yaml", "trusted_proxies: [192.0.2.0/24]\n");
  served->signal(SIGHUP);
  EXPECT_TRUE(served->comes_to_log("serve.reloaded"));
  EXPECT_EQ(line.get("/metrics", forwarded).status, 200) << "what a header says that anybody can write is ignored";
  EXPECT_THAT(line.get("/healthz", forwarded).head, Not(HasSubstr("Strict-Transport-Security")));
}

TEST(Serve, StopsWithoutAWarning) {
  const TestFolder folder;
  Served served(folder.path());
  EXPECT_EQ(Line(served.port(), false).get("/readyz").status, 200);
  served->signal(SIGTERM);
  EXPECT_EQ(served->wait(), 0);
  EXPECT_THAT(served->log(), HasSubstr("serve.stopping"));
  EXPECT_THAT(served->log(), Not(HasSubstr("\"level\":\"warning\"")));
  EXPECT_THAT(served->log(), Not(HasSubstr("\"level\":\"error\"")));
}

TEST(Serve, IsNotReadyWhileAMigrationIsMissing) {
  const TestFolder folder;
  Served served(folder.path());
  Line line(served.port(), false);
  db::Connection db = served.connect();
  db.script(
      "CREATE TABLE public.put_aside AS SELECT * FROM meta.migration WHERE part = 'incidents';"
      "DELETE FROM meta.migration WHERE part = 'incidents'");
  const Reply reply = line.get("/readyz");
  EXPECT_EQ(reply.status, 503);
  EXPECT_THAT(reply.head, HasSubstr("application/problem+json"));
  const auto problem = boost::json::parse(reply.body);
  EXPECT_EQ(problem.at("code").as_string(), "not_ready");
  EXPECT_EQ(problem.at("errors").at(0).at("field").as_string(), "migrations");
  EXPECT_THAT(reply.body, HasSubstr("incidents 0001"));
  EXPECT_EQ(line.get("/healthz").status, 200);
  db.script("INSERT INTO meta.migration SELECT * FROM public.put_aside");
  EXPECT_EQ(line.get("/readyz").status, 200);
}

TEST(Serve, CountsHowOftenARequestWaitedForTheDatabase) {
  const TestFolder folder;
  Served served(folder.path());
  Line line(served.port(), false);
  EXPECT_EQ(line.get("/api/v1/matters").status, 200);
  const std::string figures = line.get("/metrics").body;
  EXPECT_THAT(figures, HasSubstr("linli_http_request_db_round_trips_count{operation=\"listMatters\"} 1"));
  EXPECT_THAT(figures, HasSubstr("linli_pool_write_threads 16"));
}

TEST(Serve, TakesOverHolidaysAndTerritoryWhileItRuns) {
  const TestFolder folder;
  Served served(folder.path());
  Line line(served.port(), false);
  EXPECT_THAT(line.get("/api/v1/divisions").body, Not(HasSubstr("8804")));
  const std::string year = folder.path() + "/2033.yaml", codes = folder.path() + "/codes.csv";
  write(year,
        "year: 2033\nsource: a notice\nfestivals:\n  - {name: a, off: 2033-01-01}\n  - {name: b, off: 2033-05-01}\n"
        "  - {name: c, off: [2033-10-01, 2033-10-07]}\n");
  write(codes, "code,name,level\n8804,City,city\n880401,District,street\n");
  const std::vector<std::string> where = {"--data", folder.path(), "--database", served.conninfo()};
  auto command = [&](std::vector<std::string> words) {
    words.insert(words.end(), where.begin(), where.end());
    return linli_command(words);
  };
  EXPECT_EQ(command({"calendar", "import", year}).code, 0);
  EXPECT_TRUE(served->comes_to_log("calendar.recounted"));
  EXPECT_THAT(served->log(), HasSubstr("calendar.refreshed"));
  EXPECT_THAT(command({"calendar", "list"}).output, HasSubstr("2033"));
  const Ended refused = command({"territory", "import", codes});
  EXPECT_EQ(refused.code, 1);
  EXPECT_THAT(refused.errors, HasSubstr(codes + " lines[3].level"));
  write(codes, "code,name,level\n8804,City,city\n880401,District,district\n");
  EXPECT_EQ(command({"territory", "import", codes, "--check"}).code, 0);
  EXPECT_EQ(command({"territory", "import", codes, "--note", "new"}).code, 0);
  EXPECT_TRUE(served->comes_to_log("territory.refreshed"));
  EXPECT_THAT(line.get("/api/v1/divisions").body, HasSubstr("8804"));
  EXPECT_THAT(command({"territory", "versions"}).output, HasSubstr("new"));
}

/// A process that sees no network but its own loopback; false where the machine does not allow making one.
bool leave_the_network() {
  if (unshare(CLONE_NEWNET) != 0 && unshare(CLONE_NEWUSER | CLONE_NEWNET) != 0) return false;
  const int fd = socket(AF_INET, SOCK_DGRAM, 0);
  ifreq loopback{};
  loopback.ifr_name[0] = 'l', loopback.ifr_name[1] = 'o';
  const bool up = ioctl(fd, SIOCGIFFLAGS, &loopback) == 0 && (loopback.ifr_flags |= IFF_UP) != 0 &&
                  ioctl(fd, SIOCSIFFLAGS, &loopback) == 0;
  close(fd);
  return up;
}

/// Every address a page names: other pages, scripts, styles, pictures.
std::vector<std::string> named_in(const std::string& page) {
  std::vector<std::string> all;
  static const std::regex kNamed(R"re((?:src|href)="([^"#]+)")re");
  for (std::sregex_iterator at(page.begin(), page.end(), kNamed), end; at != end; ++at) all.push_back((*at)[1]);
  return all;
}

TEST(Serve, NeedsNothingBeyondTheMachine) {
  constexpr int kNotAllowed = 77;
  { const TestDatabase first; }  // starts the shared cluster, outside
  const pid_t alone = fork();
  if (alone == 0) {
    if (!leave_the_network()) _exit(kNotAllowed);
    {
      const TestFolder folder;
      Served served(folder.path());
      Line line(served.port(), false);
      EXPECT_EQ(line.get("/readyz").status, 200);
      for (const std::string page : {"/", "/field/", "/console/", "/api/docs/"}) {
        const Reply reply = line.get(page);
        if (reply.status == 404) continue;  // pages were not built
        EXPECT_THAT(reply.head, HasSubstr("default-src 'self'"));
        EXPECT_THAT(reply.head, Not(HasSubstr("http"))) << "no outside origin in the policy";
        for (const std::string& named : named_in(reply.body)) {
          EXPECT_THAT(named, Not(HasSubstr("//"))) << page;
          if (!named.starts_with('/')) continue;
          EXPECT_EQ(line.get(named).status, 200) << page << " names " << named;
        }
      }
    }
    _exit(::testing::Test::HasFailure() ? 1 : 0);
  }
  int status = 0;
  waitpid(alone, &status, 0);
  if (WIFEXITED(status) && WEXITSTATUS(status) == kNotAllowed) GTEST_SKIP() << "no network namespace allowed here";
  EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0);
  LINLI_SHOWS("DAT-07");
}

/// Each is told in one sentence on standard error, with exit code 1.
TEST(Serve, RefusesWhatCannotWorkInOneSentence) {
  const TestFolder folder;
  Served served(folder.path());
  struct Case {
    std::vector<std::string> options;
    std::string config, says;
  };
  const std::string taken = "127.0.0.1:" + std::to_string(served.port());
  const std::vector<Case> cases = {
      {{"--listen", taken}, "", taken},
      {{"--listen", "somewhere"}, "", "somewhere"},
      {{"--listen", "192.0.2.1:0"}, "", "192.0.2.1:0"},
      {{"--tls-certificate", "/none.pem", "--tls-key", "/none.key"}, "", "/none.pem"},
      {{"--tls-certificate", "/none.pem"}, "", ""},
      {{}, "colour: red\n", "colour"},
      {{}, "trusted_proxies: [proxy]\n", "proxy"},
      {{}, "map_origins: ['https://a.cn; script-src *']\n", "https://a.cn; script-src *"},
      {{}, "time_zone: Mars/Base\n", "Mars/Base"},
      {{}, "listen: [\n", "config.yaml"},
      {{}, "tls_certificate: a.pem\n", "tls_key"},
      {{}, "- a\n", "config.yaml"},
  };
  for (const Case& one : cases) {
    const TestFolder other;
    const TestDatabase database("refused");
    if (!one.config.empty()) write(other.path() + "/config.yaml", one.config);
    std::vector<std::string> all = {"serve", "--data", other.path(), "--database", database.conninfo()};
    all.insert(all.end(), one.options.begin(), one.options.end());
    if (one.options.empty() || one.options[0] != "--listen") all.insert(all.end(), {"--listen", "127.0.0.1:0"});
    const Ended ended = linli_command(all);
    EXPECT_EQ(ended.code, 1) << one.says;
    EXPECT_EQ(ended.output, "") << one.says;
    EXPECT_THAT(ended.errors, HasSubstr("linli: ")) << one.says;
    EXPECT_THAT(ended.errors, HasSubstr(one.says));
  }
}

/// What is wrong with a command line is told like everything else, in the city's language; nothing is done.
TEST(Serve, TellsWhatIsWrongWithTheCommandLine) {
  const TestFolder folder;
  const std::string none = folder.path() + "/none";
  const std::vector<std::pair<std::vector<std::string>, std::string>> cases = {
      {{}, ""},
      {{"serve"}, "--data"},
      {{"serve", "--data"}, "--data"},
      {{"serve", "--data", none, "--data", none}, "--data"},
      {{"serve", "--data", none, "--colour"}, "--colour"},
      {{"serve", "--data", none, "--demo", "village"}, "village"},
      {{"serve", "--data", none, "--clock", "2026-09-30T16:20:00+08:00"}, "--demo"},
      {{"db", "--data", none, "--max-connections", "1"}, "10"},
      {{"accounts", "recover", "--data", none}, "--username"},
  };
  for (const auto& [words, names] : cases) {
    const Ended ended = linli_command(words);
    EXPECT_GT(ended.code, 100) << names;
    EXPECT_EQ(ended.output, "");
    EXPECT_THAT(ended.errors, HasSubstr(names));
    EXPECT_THAT(ended.errors, HasSubstr("linli --help"));
    for (const char* english : {"required", "expected", "requires", "not in", "missing"})
      EXPECT_THAT(ended.errors, Not(HasSubstr(english)));
  }
  EXPECT_EQ(linli_command({"serve", "--help"}).code, 0);
  EXPECT_FALSE(fs::exists(none));
}

TEST(Database, HangUpLetsItReadItsSettingsAgain) {
  const TestFolder folder;
  Running database({"db", "--data", folder.path()});
  std::ofstream(folder.path() + "/pg/local.conf") << "work_mem = '7MB'\n";
  database.signal(SIGHUP);
  std::string work_mem;
  for (int i = 0; i < 600 && work_mem != "7MB"; ++i) {
    work_mem = db::Connection(database.ready()).query("SHOW work_mem")[0].text("work_mem");
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  EXPECT_EQ(work_mem, "7MB");
  database.signal(SIGTERM);
  EXPECT_EQ(database.wait(), 0);
}

TEST(Serve, AsksForItsAddressBeforeItMakesAnything) {
  const TestFolder folder;
  Served served(folder.path());
  const std::string dir = folder.path() + "/second";
  EXPECT_EQ(linli_command({"serve", "--data", dir, "--listen", "127.0.0.1:" + std::to_string(served.port())}).code, 1);
  EXPECT_FALSE(fs::exists(dir));
}

TEST(Serve, SaysThatTheDatabaseIsAway) {
  const TestFolder folder;
  const Ended ended = linli_command(
      {"serve", "--data", folder.path(), "--database", "postgresql://127.0.0.1:1/x", "--listen", "127.0.0.1:0"});
  EXPECT_EQ(ended.code, 1);
  EXPECT_THAT(ended.errors, HasSubstr("127.0.0.1"));
  EXPECT_EQ(std::count(ended.errors.begin(), ended.errors.end(), '\n'), 1) << ended.errors;
}

TEST(Serve, RefusesAFolderThatCannotBe) {
  const TestFolder folder;
  write(folder.path() + "/file", "");
  for (const std::string& dir : {folder.path() + "/file/data", folder.path() + "/file", std::string("/proc/linli")}) {
    const Ended ended = linli_command({"serve", "--data", dir, "--listen", "127.0.0.1:0"});
    EXPECT_EQ(ended.code, 1) << dir;
    EXPECT_THAT(ended.errors, HasSubstr(dir));
    EXPECT_THAT(ended.errors, Not(HasSubstr("filesystem error"))) << "product words, not the library's";
  }
}

}  // namespace
}  // namespace linli
