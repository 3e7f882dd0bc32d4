#include "platform/cluster/cluster.hpp"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <functional>
#include <thread>

#include "kernel/refusal.hpp"
#include "platform/db/connection.hpp"
#include "platform/testing/database.hpp"

namespace linli::cluster {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

Settings settings_for(const std::string& directory) {
  // Durable as in production, since these tests kill; small, since several run at once.
  return {.directory = directory, .max_connections = 20, .shared_buffers_mb = 16};
}

bool within(std::chrono::seconds limit, const std::function<bool()>& condition) {
  auto begun = std::chrono::steady_clock::now();
  while (!condition()) {
    if (std::chrono::steady_clock::now() - begun > limit) return false;
    std::this_thread::sleep_for(2ms);
  }
  return true;
}

bool lives(pid_t pid) {
  std::ifstream stat("/proc/" + std::to_string(pid) + "/stat");
  std::string id, name, state;
  stat >> id >> name >> state;
  return !state.empty() && state != "Z";
}

pid_t pid_in(const std::string& directory) {
  pid_t pid = 0;
  std::ifstream(directory + "/pg/postmaster.pid") >> pid;
  return pid;
}

std::string refusal_of(const std::function<void()>& work, const std::string& value = "") {
  try {
    work();
  } catch (const Refused& refused) {
    return value.empty() ? refused.code : refused.values.at(value);
  }
  return "";
}

void write_row(const std::string& conninfo, int id) {
  db::Connection db(conninfo);
  db.script("CREATE TABLE IF NOT EXISTS public.kept (id int PRIMARY KEY)");
  db.query("INSERT INTO public.kept VALUES ($1)", db::Params::of(id));
}

std::int64_t rows(const std::string& conninfo) {
  return db::Connection(conninfo).query("SELECT count(*) AS n FROM public.kept").first()->integer("n");
}

/// Another program that supervises the cluster of a folder: this one, started anew, running Program.DISABLED_supervise.
class Supervisor {
 public:
  explicit Supervisor(const std::string& directory) {
    int out[2];
    if (pipe(out) != 0) throw std::runtime_error("pipe");
    pid = fork();
    if (pid == 0) {
      dup2(out[1], 1);
      close(out[0]);
      close(out[1]);
      setenv("LINLI_SUPERVISE", directory.c_str(), 1);
      execl("/proc/self/exe", "cluster_test", "--gtest_filter=Program.DISABLED_supervise",
            "--gtest_also_run_disabled_tests", nullptr);
      _exit(127);
    }
    close(out[1]);
    out_ = out[0];
  }
  ~Supervisor() {
    end(SIGKILL);
    close(out_);
  }
  bool ready() {
    std::string text;
    char c;
    while (read(out_, &c, 1) == 1)
      if ((text += c).ends_with("is ready\n")) return true;
    return false;
  }
  void end(int signal) {
    if (pid <= 0) return;
    kill(pid, signal);
    waitpid(pid, nullptr, 0);
    pid = 0;
  }
  pid_t pid = 0;

 private:
  int out_;
};

TEST(Program, DISABLED_supervise) {
  const char* directory = std::getenv("LINLI_SUPERVISE");
  ASSERT_NE(directory, nullptr);
  sigset_t wanted;
  sigemptyset(&wanted);
  sigaddset(&wanted, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &wanted, nullptr);
  Cluster cluster(settings_for(directory));
  std::printf("is ready\n");
  std::fflush(stdout);
  int signal;
  sigwait(&wanted, &signal);
}

class ClusterTest : public ::testing::Test {
 protected:
  /// Puts a stopped cluster into the test's folder: a copy, since making one takes ten times as long.
  void given_a_cluster() {
    static TestFolder made;
    static const bool once = [] {
      Cluster cluster(settings_for(made.path() + "/data"));
      return true;
    }();
    ASSERT_TRUE(once && std::system(("cp -a " + made.path() + "/data " + dir).c_str()) == 0);
  }
  TestFolder folder;
  std::string dir = folder.path() + "/data";
  Settings settings = settings_for(dir);
};

TEST_F(ClusterTest, is_made_as_decided_and_found_again) {
  {
    Cluster cluster(settings);
    EXPECT_TRUE(cluster.first_start());
    EXPECT_TRUE(cluster.running());
    db::Connection db(cluster.conninfo());
    auto is = [&](const std::string& name) {
      return db.query("SELECT current_setting($1) AS value", db::Params::of(name)).first()->text("value");
    };
    EXPECT_EQ(is("listen_addresses"), "");
    EXPECT_EQ(is("data_checksums"), "on");
    EXPECT_EQ(is("fsync"), "on");
    EXPECT_EQ(is("server_encoding"), "UTF8");
    EXPECT_EQ(is("shared_preload_libraries"), "postgis-3");
    EXPECT_EQ(db.query("SELECT datcollate AS c FROM pg_database WHERE datname = 'linli'").first()->text("c"),
              "C.UTF-8");
    // Under plain C there would be none.
    EXPECT_GT(db.query("SELECT cardinality(show_trgm('\u5c45\u6c11\u697c\u9053')) AS n").first()->integer("n"), 0);
    struct stat s {};
    stat(cluster.layout().sock.c_str(), &s);
    EXPECT_EQ(s.st_mode & 0777, 0700u);
    stat(("/proc/" + std::to_string(cluster.postmaster())).c_str(), &s);
    EXPECT_NE(s.st_uid, 0u);
    write_row(cluster.conninfo(), 1);
  }
  EXPECT_FALSE(fs::exists(dir + "/pg/postmaster.pid"));
  Cluster again(settings);
  EXPECT_FALSE(again.first_start());
  EXPECT_EQ(rows(again.conninfo()), 1);
}

TEST_F(ClusterTest, a_killed_postgres_is_started_again_with_what_was_committed) {
  given_a_cluster();
  Cluster cluster(settings);
  for (int i = 1; i <= 3; ++i) {
    write_row(cluster.conninfo(), i);
    pid_t killed = cluster.postmaster();
    kill(killed, SIGKILL);
    ASSERT_TRUE(within(20s, [&] { return cluster.running() && cluster.postmaster() != killed; }));
    EXPECT_EQ(rows(cluster.conninfo()), i);
  }
}

TEST_F(ClusterTest, postgres_does_not_outlive_a_killed_program) {
  given_a_cluster();
  Supervisor first(dir);
  ASSERT_TRUE(first.ready());
  auto conninfo = conninfo_of(Layout(dir));
  write_row(conninfo, 1);
  pid_t postmaster = pid_in(dir);
  first.end(SIGKILL);
  Supervisor second(dir);  // at once, while the orphan still ends
  ASSERT_TRUE(second.ready());
  EXPECT_FALSE(lives(postmaster));
  EXPECT_EQ(rows(conninfo), 1);
}

TEST_F(ClusterTest, recovers_when_both_are_killed) {
  given_a_cluster();
  Supervisor first(dir);
  ASSERT_TRUE(first.ready());
  auto conninfo = conninfo_of(Layout(dir));
  write_row(conninfo, 1);
  pid_t postmaster = pid_in(dir);
  kill(first.pid, SIGSTOP);  // so that it does not restart what is killed next
  kill(postmaster, SIGKILL);
  first.end(SIGKILL);
  Cluster cluster(settings);
  EXPECT_EQ(rows(cluster.conninfo()), 1);
}

TEST_F(ClusterTest, a_stopped_program_stops_its_postgres) {
  given_a_cluster();
  Supervisor program(dir);
  ASSERT_TRUE(program.ready());
  pid_t postmaster = pid_in(dir);
  program.end(SIGTERM);
  EXPECT_FALSE(lives(postmaster));
}

TEST_F(ClusterTest, two_on_one_folder_the_second_is_told_who_holds_it) {
  given_a_cluster();
  Supervisor first(dir);
  ASSERT_TRUE(first.ready());
  EXPECT_EQ(holder_of(Layout(dir)), first.pid);
  EXPECT_EQ(refusal_of([&] { Cluster second(settings); }), "data_dir_in_use");
  EXPECT_EQ(refusal_of([&] { Cluster second(settings); }, "pid"), std::to_string(first.pid));
  EXPECT_TRUE(lives(pid_in(dir)));
}

TEST_F(ClusterTest, a_crash_anywhere_in_the_first_start_is_no_obstacle) {
  // Kill the program when these appear, one after the other; the last start must find everything in place.
  for (const char* moment : {"pg.new-%/PG_VERSION", "pg.new-%/base/5", "pg/linli.conf", "pg/postmaster.pid"}) {
    Supervisor program(dir);
    std::string path = dir + "/" + moment;
    if (auto at = path.find('%'); at != path.npos) path.replace(at, 1, std::to_string(program.pid));
    EXPECT_TRUE(within(20s, [&] { return fs::exists(path); })) << moment;
    program.end(SIGKILL);
  }
  Cluster cluster(settings);
  write_row(cluster.conninfo(), 1);
  EXPECT_EQ(db::Connection(cluster.conninfo())
                .query("SELECT count(*) AS n FROM pg_extension WHERE extname IN ('postgis', 'pg_trgm', 'btree_gist')")
                .first()
                ->integer("n"),
            3);
}

TEST_F(ClusterTest, the_folder_can_be_moved) {
  given_a_cluster();
  {
    Cluster cluster(settings);
    write_row(cluster.conninfo(), 1);
  }
  std::string elsewhere = folder.path() + "/elsewhere";
  fs::rename(dir, elsewhere);
  Cluster cluster(settings_for(elsewhere));
  EXPECT_EQ(rows(cluster.conninfo()), 1);
}

TEST_F(ClusterTest, a_copy_that_root_made_is_given_back_to_the_user_of_the_database) {
  if (geteuid() != 0) GTEST_SKIP() << "only root becomes somebody else";
  given_a_cluster();
  fs::copy(dir, folder.path() + "/copy", fs::copy_options::recursive);
  Cluster cluster(settings_for(folder.path() + "/copy"));
  EXPECT_TRUE(cluster.running());
}

TEST_F(ClusterTest, a_copy_taken_after_a_crash_starts_beside_the_original) {
  given_a_cluster();
  std::string copy = folder.path() + "/copy";
  pid_t postmaster;
  {
    Supervisor program(dir);
    ASSERT_TRUE(program.ready());
    write_row(conninfo_of(Layout(dir)), 1);
    postmaster = pid_in(dir);
    kill(program.pid, SIGSTOP);
    kill(postmaster, SIGKILL);
  }
  ASSERT_TRUE(within(10s, [&] { return !lives(postmaster); }));
  ASSERT_EQ(std::system(("cp -a " + dir + " " + copy).c_str()), 0);
  Cluster original(settings);
  // The pid in the copy's file may meanwhile belong to another PostgreSQL of the same user.
  std::string text;
  {
    std::ifstream in(copy + "/pg/postmaster.pid");
    std::getline(in, text);
    text = std::string(std::istreambuf_iterator<char>(in), {});
  }
  std::ofstream(copy + "/pg/postmaster.pid") << original.postmaster() << "\n" << text;
  Cluster second(settings_for(copy));
  EXPECT_EQ(rows(second.conninfo()), 1);
  EXPECT_EQ(rows(original.conninfo()), 1);
}

TEST_F(ClusterTest, the_cluster_of_another_version_is_refused_with_the_command_that_upgrades_it) {
  given_a_cluster();
  std::ofstream(dir + "/pg/PG_VERSION") << "14\n";
  EXPECT_EQ(refusal_of([&] { Cluster cluster(settings); }), "other_postgresql");
  EXPECT_NE(refusal_of([&] { Cluster cluster(settings); }, "command").find("pg_upgrade"), std::string::npos);
  std::ofstream(dir + "/pg/PG_VERSION") << "15\n";
  Cluster cluster(settings);
}

TEST_F(ClusterTest, our_configuration_holds_for_a_cluster_that_an_upgrade_made) {
  given_a_cluster();
  std::ofstream(dir + "/pg/postgresql.conf") << "listen_addresses = '127.0.0.1'\n";
  Cluster cluster(settings);
  EXPECT_EQ(
      db::Connection(cluster.conninfo()).query("SELECT current_setting('listen_addresses') AS a").first()->text("a"),
      "");
}

TEST_F(ClusterTest, a_folder_that_holds_something_else_is_left_alone) {
  fs::create_directories(dir + "/pg");
  std::ofstream(dir + "/pg/diary.txt") << "mine";
  EXPECT_EQ(refusal_of([&] { Cluster cluster(settings); }), "cannot_write");
  EXPECT_TRUE(fs::exists(dir + "/pg/diary.txt"));
}

TEST_F(ClusterTest, a_broken_configuration_is_said_with_its_line) {
  given_a_cluster();
  std::ofstream(dir + "/pg/local.conf") << "no_such_setting = 1\n";
  EXPECT_EQ(refusal_of([&] { Cluster cluster(settings); }), "cluster_start_failed");
  EXPECT_NE(refusal_of([&] { Cluster cluster(settings); }, "last").find("local.conf"), std::string::npos);
}

TEST_F(ClusterTest, a_path_too_long_for_a_socket_is_refused) {
  EXPECT_EQ(refusal_of([&] { Cluster cluster(settings_for(dir + std::string(100, 'x'))); }), "socket_path_too_long");
  EXPECT_FALSE(fs::exists(dir + std::string(100, 'x')));
}

TEST_F(ClusterTest, a_folder_above_that_postgres_cannot_pass_is_named) {
  if (geteuid() != 0) GTEST_SKIP() << "only root becomes somebody else";
  fs::permissions(folder.path(), fs::perms(0700));
  EXPECT_EQ(refusal_of([&] { Cluster cluster(settings); }, "path"), folder.path());
}

}  // namespace
}  // namespace linli::cluster
