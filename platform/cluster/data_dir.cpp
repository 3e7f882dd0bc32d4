#include "platform/cluster/data_dir.hpp"

#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <vector>

#include "kernel/refusal.hpp"

namespace linli::cluster {
namespace fs = std::filesystem;
namespace {

/// sizeof sockaddr_un::sun_path, less the ending zero.
constexpr std::size_t kLongestSocketPath = 107;
constexpr const char* kSocketName = "/.s.PGSQL.5432";

bool is_member(const RunAs& user, gid_t group) {
  int count = 64;
  std::vector<gid_t> groups(static_cast<std::size_t>(count));
  if (getgrouplist(user.name.c_str(), user.gid, groups.data(), &count) < 0) return user.gid == group;
  for (int i = 0; i < count; ++i)
    if (groups[static_cast<std::size_t>(i)] == group) return true;
  return false;
}

pid_t pid_written_in(int fd) {
  char text[32] = {};
  return pread(fd, text, sizeof text - 1, 0) > 0 ? std::atoi(text) : 0;
}

}  // namespace

RunAs RunAs::of(const std::string& name) {
  RunAs user;
  if (geteuid() != 0) {
    user.uid = geteuid();
    user.gid = getegid();
    if (const passwd* self = getpwuid(user.uid)) user.name = self->pw_name;
    return user;
  }
  const passwd* found = getpwnam(name.c_str());
  if (!found || found->pw_uid == 0) throw Refused{"no_such_user", {{"user", name}}};
  user.uid = found->pw_uid;
  user.gid = found->pw_gid;
  user.name = found->pw_name;
  user.drop = true;
  return user;
}

Layout::Layout(const std::string& directory) {
  root = fs::absolute(directory).lexically_normal().string();
  while (root.size() > 1 && root.back() == '/') root.pop_back();
  pg = root + "/pg";
  sock = root + "/sock";
  log = root + "/log";
  files = root + "/files";
  keys = root + "/keys";
  lock = root + "/lock";
  std::size_t length = sock.size() + std::strlen(kSocketName);
  if (length > kLongestSocketPath)
    throw Refused{"socket_path_too_long",
                  {{"dir", root}, {"limit", std::to_string(kLongestSocketPath - (length - root.size()))}}};
}

void check_passable(const std::string& path, const RunAs& user) {
  if (!user.drop) return;
  std::vector<fs::path> above;
  for (fs::path p = fs::path(path).parent_path(); !p.empty(); p = p.parent_path()) {
    above.insert(above.begin(), p);
    if (p == p.root_path()) break;
  }
  for (const auto& p : above) {
    struct stat s {};
    if (stat(p.c_str(), &s) != 0) continue;  // will be created by us, passable
    bool may = s.st_uid == user.uid        ? s.st_mode & S_IXUSR
               : is_member(user, s.st_gid) ? s.st_mode & S_IXGRP
                                           : s.st_mode & S_IXOTH;
    if (!may) throw Refused{"path_not_passable", {{"path", p.string()}, {"user", user.name}}};
  }
}

void make_folder(const std::string& path, uid_t owner, gid_t group, mode_t mode) {
  std::error_code error;
  fs::create_directories(path, error);
  auto refuse = [&](const std::string& why) { throw Refused{"cannot_write", {{"path", path}, {"error", why}}}; };
  if (error) refuse(error.message());
  struct stat s {};
  if (stat(path.c_str(), &s) != 0) refuse(std::strerror(errno));
  if ((s.st_uid != owner || s.st_gid != group) && chown(path.c_str(), owner, group) != 0) refuse(std::strerror(errno));
  if ((s.st_mode & 07777) != mode && chmod(path.c_str(), mode) != 0) refuse(std::strerror(errno));
}

DirLock::DirLock(const Layout& layout) {
  fd_ = open(layout.lock.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (fd_ < 0) throw Refused{"cannot_write", {{"path", layout.lock}, {"error", std::strerror(errno)}}};
  // Somebody may just be looking who holds it: that lasts for microseconds.
  bool held = false;
  for (int tries = 0; tries < 10 && !(held = flock(fd_, LOCK_EX | LOCK_NB) == 0); ++tries) usleep(20'000);
  if (!held) {
    auto pid = pid_written_in(fd_);
    close(fd_);
    throw Refused{"data_dir_in_use", {{"dir", layout.root}, {"pid", std::to_string(pid)}}};
  }
  std::string text = std::to_string(getpid()) + "\n";
  if (ftruncate(fd_, 0) != 0 || pwrite(fd_, text.data(), text.size(), 0) < 0)
    throw Refused{"cannot_write", {{"path", layout.lock}, {"error", std::strerror(errno)}}};
}
DirLock::~DirLock() {
  if (fd_ >= 0) close(fd_);
}

pid_t holder_of(const Layout& layout) {
  int fd = open(layout.lock.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return 0;
  pid_t pid = flock(fd, LOCK_SH | LOCK_NB) == 0 ? 0 : pid_written_in(fd);
  close(fd);
  return pid;
}

}  // namespace linli::cluster
