#include "shared_cluster.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <thread>

#include "platform/db/connection.hpp"

namespace linli {
namespace {

using namespace std::chrono_literals;

/// Detached from the test program: it outlives it and holds none of its pipes.
void start_keeper(const std::string& directory) {
  std::string log = directory + ".log";
  const char* arguments[] = {LINLI_TEST_CLUSTER, directory.c_str(), nullptr};
  pid_t middle = fork();
  if (middle == 0) {
    setsid();
    if (fork() != 0) _exit(0);
    int in = open("/dev/null", O_RDONLY), out = open(log.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    dup2(in, 0);
    dup2(out, 1);
    dup2(out, 2);
    for (int fd = 3; fd < 1024; ++fd) close(fd);
    execv(arguments[0], const_cast<char* const*>(arguments));
    _exit(127);
  }
  int status = 0;
  waitpid(middle, &status, 0);
}

bool answers(const std::string& conninfo) {
  try {
    db::Connection probe(conninfo + " dbname=linli");
    return true;
  } catch (const db::Disconnected&) {
    return false;
  }
}

std::string join() {
  const char* temporary = std::getenv("TMPDIR");
  std::string directory = std::string(temporary ? temporary : "/tmp") + "/linli-test-" + std::to_string(geteuid());
  std::string conninfo = "host='" + directory + "/sock' port=5432 user=linli";
  int start = open((directory + ".start").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  int users = open((directory + ".users").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (start < 0 || users < 0) throw std::runtime_error("cannot write " + directory + ".start");
  flock(start, LOCK_EX);
  flock(users, LOCK_SH);  // held, on purpose, until the kernel closes it
  if (!answers(conninfo)) {
    start_keeper(directory);
    auto begun = std::chrono::steady_clock::now();
    while (!answers(conninfo)) {
      if (std::chrono::steady_clock::now() - begun > 60s)
        throw std::runtime_error("the test cluster does not start, see " + directory + ".log");
      std::this_thread::sleep_for(20ms);
    }
  }
  close(start);
  return conninfo;
}

}  // namespace

const std::string& shared_cluster() {
  static const std::string conninfo = join();
  return conninfo;
}

}  // namespace linli
