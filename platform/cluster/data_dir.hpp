#pragma once
#include <sys/types.h>
#include <string>

namespace linli::cluster {

/// The unprivileged user PostgreSQL runs as. Root must give itself up for it; any other user is itself.
struct RunAs {
  uid_t uid = 0;
  gid_t gid = 0;
  std::string name;
  bool drop = false;  ///< we are root: become this user in the child
  /// `name` matters to root only. Throws Refused{"no_such_user"} (values: user).
  static RunAs of(const std::string& name);
};

/// What lies below DIR, and nothing absolute is stored in it, so that it can be moved or copied:
///   pg/ the cluster, sock/ its socket (0700), log/ its logs, files/ attachments, keys/ secrets (0700), lock.
struct Layout {
  std::string root, pg, sock, log, files, keys, lock;
  /// Makes `directory` absolute. Throws Refused{"socket_path_too_long"} (values: dir, limit, length).
  explicit Layout(const std::string& directory);
};

/// Says whether `user` can pass every folder above `path`; throws Refused{"path_not_passable"} (values: path, user).
void check_passable(const std::string& path, const RunAs& user);

/// Creates the folder if missing and gives it to owner and mode; throws Refused{"cannot_write"} (values: path, error).
void make_folder(const std::string& path, uid_t owner, gid_t group, mode_t mode);

/// Held while a program works on DIR: one at a time. The kernel drops it with the program, however it ends.
class DirLock {
 public:
  /// Throws Refused{"data_dir_in_use"} (values: dir, pid).
  explicit DirLock(const Layout& layout);
  ~DirLock();
  DirLock(const DirLock&) = delete;
  DirLock& operator=(const DirLock&) = delete;

 private:
  int fd_ = -1;
};

/// Pid of the program that holds DIR, 0 if none.
pid_t holder_of(const Layout& layout);

}  // namespace linli::cluster
