#include "process.hpp"

#include <fcntl.h>
#include <grp.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace linli::cluster {
namespace {

/// Between fork and exec of a program with threads only system calls are safe: everything is prepared before.
struct Prepared {
  std::vector<char*> argv;
  std::vector<gid_t> groups;
  RunAs user;
  const char* log;
  pid_t parent;
};

[[noreturn]] void become(const Prepared& p) {
  static char* const environment[] = {const_cast<char*>("PATH=/usr/local/bin:/usr/bin:/bin"),
                                      const_cast<char*>("LC_ALL=C.UTF-8"), const_cast<char*>("TZ=UTC"), nullptr};
  if (p.user.drop && (setgroups(p.groups.size(), p.groups.data()) || setgid(p.user.gid) || setuid(p.user.uid)))
    _exit(126);
  // After setuid, which would clear it; and the parent may have died already.
  prctl(PR_SET_PDEATHSIG, SIGINT);
  if (getppid() != p.parent) _exit(125);
  setsid();  // a terminal's ^C is for us, not for it
  if (chdir("/") != 0) _exit(124);
  umask(0077);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, nullptr);
  for (int s : {SIGINT, SIGTERM, SIGHUP, SIGPIPE, SIGQUIT, SIGUSR1, SIGUSR2, SIGCHLD}) signal(s, SIG_DFL);
  int in = open("/dev/null", O_RDONLY), out = open(p.log, O_WRONLY | O_CREAT | O_APPEND, 0640);
  if (out < 0) out = open("/dev/null", O_WRONLY);
  dup2(in, 0);
  dup2(out, 1);
  dup2(out, 2);
  // A leaked lock descriptor would keep DIR locked after our end.
  if (syscall(SYS_close_range, 3U, ~0U, 0U) != 0)
    for (int fd = 3; fd < 4096; ++fd) close(fd);
  execve(p.argv[0], p.argv.data(), environment);
  _exit(127);
}

}  // namespace

pid_t start_program(const std::vector<std::string>& arguments, const RunAs& user, const std::string& log) {
  Prepared p{{}, {}, user, log.c_str(), getpid()};
  for (const auto& a : arguments) p.argv.push_back(const_cast<char*>(a.c_str()));
  p.argv.push_back(nullptr);
  if (user.drop) {
    int count = 64;
    p.groups.resize(static_cast<std::size_t>(count));
    getgrouplist(user.name.c_str(), user.gid, p.groups.data(), &count);
    p.groups.resize(static_cast<std::size_t>(count));
  }
  pid_t pid = fork();
  if (pid == 0) become(p);
  return pid;
}

int wait_for(pid_t pid) {
  int status = 0;
  while (waitpid(pid, &status, 0) < 0)
    if (errno != EINTR) return 255;
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

int run_program(const std::vector<std::string>& arguments, const RunAs& user, const std::string& log) {
  pid_t pid = start_program(arguments, user, log);
  return pid < 0 ? 255 : wait_for(pid);
}

}  // namespace linli::cluster
