#include "platform/cluster/cluster.hpp"

#include <fmt/format.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <condition_variable>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <thread>

#include "configuration.hpp"
#include "folders.hpp"
#include "kernel/refusal.hpp"
#include "platform/cluster/postgres.hpp"
#include "platform/db/connection.hpp"
#include "process.hpp"

namespace linli::cluster {
namespace fs = std::filesystem;
using namespace std::chrono_literals;
using Steady = std::chrono::steady_clock;
namespace {

constexpr auto kPoll = 10ms;
constexpr auto kWatch = 50ms;
/// How long an orphan may take to end.
constexpr auto kPatience = 60s;
/// How long PostgreSQL may refuse to start because its predecessor's processes still end.
constexpr auto kRefusals = 15s;
/// How often a start is tried that fails for another reason.
constexpr int kFailures = 3;
constexpr auto kLongestPause = 10s;

struct PidFile {
  pid_t pid = 0;
  std::string status;  // "starting", "ready", "stopping"
};

/// postmaster.pid: the pid in its first line, the state in its eighth.
PidFile read_pid_file(const std::string& pg) {
  PidFile file;
  std::ifstream in(pg + "/postmaster.pid");
  in >> file.pid;
  std::string line;
  for (int i = 0; i < 8 && std::getline(in, line); ++i)
    if (i == 7) file.status = line.substr(0, line.find(' '));
  return file;
}

/// A pid read from a file may be anybody's by now; PostgreSQL works in its data directory.
bool works_in(pid_t pid, const std::string& pg) {
  std::error_code error;
  auto there = fs::read_symlink(fmt::format("/proc/{}/cwd", pid), error);
  return !error && there == fs::canonical(pg, error);
}

/// PostgreSQL's own log, once it writes there: the newest of the week's files.
std::string newest_log(const std::string& folder) {
  std::string newest;
  for (const auto& entry : fs::directory_iterator(folder))
    if (entry.path().filename().string().starts_with("postgresql-") &&
        (newest.empty() || entry.last_write_time() > fs::last_write_time(newest)))
      newest = entry.path().string();
  return newest;
}

std::string last_fatal_in(const std::string& log) {
  std::ifstream in(log);
  std::string line, last;
  while (std::getline(in, line))
    if (line.find("FATAL:") != line.npos || line.find("PANIC:") != line.npos) last = line;
  return last;
}

/// A start that failed only because processes of the server before are still there.
bool is_predecessor(const std::string& complaint) {
  return complaint.find("already exists") != complaint.npos || complaint.find("still in use") != complaint.npos;
}

}  // namespace

// PostgreSQL alone would not dare to say that a pid file is stale.
void end_orphan(const Layout& layout) {
  auto begun = Steady::now();
  for (pid_t told = 0; Steady::now() - begun < kPatience; std::this_thread::sleep_for(kPoll)) {
    pid_t pid = read_pid_file(layout.pg).pid;
    if (pid <= 0) return;
    if (!works_in(pid, layout.pg)) {
      fs::remove(layout.pg + "/postmaster.pid");
      fs::remove(layout.sock + "/.s.PGSQL.5432.lock");
      return;
    }
    if (told != pid) kill(pid, SIGINT);
    told = pid;
  }
}

struct Cluster::Impl {
  Settings settings;
  RunAs user;
  Layout layout;
  std::string conninfo;
  std::string start_log;
  std::unique_ptr<DirLock> lock;
  Postgres server;
  bool first = false;

  std::mutex mutex;
  std::condition_variable changed;
  std::atomic<bool> stopping{false};
  bool settled = false;  ///< the first start succeeded or failed
  std::exception_ptr failure;
  std::atomic<pid_t> postmaster{0};
  std::atomic<bool> running{false};
  std::thread supervisor;

  explicit Impl(Settings s) : settings(std::move(s)), user(RunAs::of(settings.run_as)), layout(settings.directory) {
    conninfo = conninfo_of(layout);
    start_log = layout.log + "/start.log";
  }

  void prepare_folders();
  void create();
  void configure();
  void start();
  void create_database();
  void supervise();
  bool reaped();
  void pause(Steady::duration time);
  void stop();
};

void Cluster::Impl::prepare_folders() {
  check_passable(layout.root, user);
  // A folder that was there before us keeps its owner and mode; PostgreSQL must only be able to pass it.
  if (!fs::exists(layout.root) || fs::exists(layout.lock)) make_folder(layout.root, geteuid(), user.gid, 0750);
  check_passable(layout.sock, user);
  lock = std::make_unique<DirLock>(layout);
  make_folder(layout.sock, user.uid, user.gid, 0700);
  make_folder(layout.log, user.uid, user.gid, 0750);
}

/// initdb works in a folder beside; the finished cluster takes its place by a rename, so that a crash leaves all or
/// nothing. Each attempt has a folder of its own: a killed program's initdb may still be busy, even removing its own.
void Cluster::Impl::create() {
  for (const auto& entry : fs::directory_iterator(layout.root)) {
    std::error_code ignored;
    if (entry.path().filename().string().starts_with("pg.new-")) fs::remove_all(entry.path(), ignored);
  }
  first = !fs::exists(layout.pg + "/PG_VERSION");
  if (!first) {
    server = postgres_for(layout.pg);
    return;
  }
  server = newest_postgres();
  std::string fresh = fmt::format("{}.new-{}", layout.pg, getpid());
  make_folder(fresh, user.uid, user.gid, 0700);
  std::vector<std::string> initdb{
      server.program("initdb"), "-D",       fresh, "-U", "linli", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8",
      "--data-checksums",       "--no-sync"};
  auto logged = length_of(start_log);
  if (run_program(initdb, user, start_log) != 0)
    throw Refused{"cluster_create_failed", {{"log", start_log}, {"last", complaint_in(text_after(start_log, logged))}}};
  if (settings.durable) sync_file_system_of(fresh);
  std::error_code error;
  fs::rename(fresh, layout.pg, error);  // replaces an empty folder, refuses any other
  if (error) throw Refused{"cannot_write", {{"path", layout.pg}, {"error", error.message()}}};
}

void Cluster::Impl::configure() {
  make_folder(layout.pg, user.uid, user.gid, 0700);
  struct stat s {};
  if (user.drop && stat((layout.pg + "/PG_VERSION").c_str(), &s) == 0 && s.st_uid != user.uid)
    for (const auto& folder : {layout.pg, layout.log}) give_tree(folder, user);  // a copy that root made is root's
  replace_file(layout.pg + "/linli.conf", configuration(settings, memory_mb()), user);
  // initdb and pg_upgrade leave a postgresql.conf that does not know ours.
  constexpr const char* kInclude = "include 'linli.conf'\n";
  auto text = text_after(layout.pg + "/postgresql.conf", 0);
  if (text.find(kInclude) == text.npos) replace_file(layout.pg + "/postgresql.conf", text + "\n" + kInclude, user);
}

bool Cluster::Impl::reaped() {
  int status = 0;
  return postmaster > 0 && waitpid(postmaster, &status, WNOHANG) == postmaster;
}

/// Sleeps, but not through a stop.
void Cluster::Impl::pause(Steady::duration time) {
  std::unique_lock hold(mutex);
  changed.wait_for(hold, time, [&] { return stopping.load(); });
}

/// Starts PostgreSQL and waits until it takes connections, however long its recovery takes.
void Cluster::Impl::start() {
  auto begun = Steady::now();
  std::uintmax_t logged = 0;
  int failures = 0;
  postmaster = 0;
  while (!stopping) {
    if (postmaster == 0) {
      logged = length_of(start_log);
      postmaster = start_program({server.program("postgres"), "-D", layout.pg, "-k", layout.sock}, user, start_log);
    }
    auto file = read_pid_file(layout.pg);
    if (postmaster > 0 && file.pid == postmaster && file.status == "ready") {
      running = true;
      return;
    }
    if (postmaster < 0 || reaped()) {
      postmaster = 0;
      auto complaint = complaint_in(text_after(start_log, logged));
      if (complaint.find("FATAL:") == complaint.npos) complaint = last_fatal_in(newest_log(layout.log));
      bool hopeless = is_predecessor(complaint) ? Steady::now() - begun > kRefusals : ++failures == kFailures;
      if (hopeless) throw Refused{"cluster_start_failed", {{"log", start_log}, {"last", complaint}}};
      pause(10 * kPoll);
    }
    pause(kPoll);
  }
}

/// What the product needs inside; each step may have been reached before a crash.
void Cluster::Impl::create_database() {
  {
    db::Connection maintenance(fmt::format("host='{}' port=5432 user=linli dbname=postgres", layout.sock));
    if (!maintenance.query("SELECT 1 AS one FROM pg_database WHERE datname = 'linli'").empty()) return;
    maintenance.script("DROP DATABASE IF EXISTS linli_new");
    maintenance.script("CREATE DATABASE linli_new TEMPLATE template0");
    {
      db::Connection fresh(fmt::format("host='{}' port=5432 user=linli dbname=linli_new", layout.sock));
      fresh.script("CREATE EXTENSION postgis; CREATE EXTENSION pg_trgm; CREATE EXTENSION btree_gist");
    }
    for (int tries = 0;; ++tries) try {  // the session above may take a moment to leave
        maintenance.script("ALTER DATABASE linli_new RENAME TO linli");
        break;
      } catch (const db::Failure&) {
        if (tries == 100) throw;
        std::this_thread::sleep_for(kPoll);
      }
  }
}

/// The life of the thread whose end would take PostgreSQL with it.
void Cluster::Impl::supervise() {
  try {
    create();
    end_orphan(layout);
    configure();
    start();
    if (running) create_database();
  } catch (...) {
    failure = std::current_exception();
  }
  {
    std::lock_guard hold(mutex);
    settled = true;
  }
  changed.notify_all();
  auto up_since = Steady::now();
  Steady::duration wait = 100ms;
  while (!failure && !stopping) {
    pause(kWatch);
    if (!reaped()) continue;
    running = false;
    if (Steady::now() - up_since > 60s) wait = 100ms;
    pause(wait);
    wait = std::min<Steady::duration>(2 * wait, kLongestPause);
    try {
      start();
    } catch (const Refused&) {  // tried again after the pause
    }
    up_since = Steady::now();
  }
  running = false;
  if (postmaster > 0) {
    kill(postmaster, SIGINT);
    wait_for(postmaster);
  }
  postmaster = 0;
}

void Cluster::Impl::stop() {
  {
    std::lock_guard hold(mutex);
    stopping = true;
  }
  changed.notify_all();
  if (supervisor.joinable()) supervisor.join();
}

Cluster::Cluster(Settings settings) : impl_(std::make_unique<Impl>(std::move(settings))) {
  impl_->prepare_folders();
  impl_->supervisor = std::thread([this] { impl_->supervise(); });
  {
    std::unique_lock hold(impl_->mutex);
    impl_->changed.wait(hold, [&] { return impl_->settled; });
  }
  if (impl_->failure) {
    impl_->stop();
    std::rethrow_exception(impl_->failure);
  }
}
Cluster::~Cluster() { impl_->stop(); }

const std::string& Cluster::conninfo() const { return impl_->conninfo; }
const Layout& Cluster::layout() const { return impl_->layout; }
bool Cluster::running() const { return impl_->running; }
pid_t Cluster::postmaster() const { return impl_->postmaster; }
bool Cluster::first_start() const { return impl_->first; }

std::string conninfo_of(const Layout& layout) {
  std::string host;
  for (char c : layout.sock) host += c == '\'' || c == '\\' ? std::string("\\") + c : std::string(1, c);
  return fmt::format("host='{}' port=5432 user=linli dbname=linli", host);
}

}  // namespace linli::cluster
