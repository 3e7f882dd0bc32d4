#include "platform/disk/disk.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <filesystem>
#include <system_error>

namespace linli::disk {
namespace {

[[noreturn]] void fail(const std::string& what) { throw std::system_error(errno, std::generic_category(), what); }

class File {
 public:
  File(const std::string& path, int flags, unsigned mode = 0)
      : path_(path), fd_(::open(path.c_str(), flags | O_CLOEXEC, mode)) {}
  ~File() {
    if (fd_ >= 0) ::close(fd_);
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  bool is_open() const { return fd_ >= 0; }
  int fd() const { return fd_; }
  File& needed() {
    if (!is_open()) fail(path_);
    return *this;
  }
  void write(std::string_view content) {
    while (!content.empty()) {
      auto n = ::write(fd_, content.data(), content.size());
      if (n < 0 && errno == EINTR) continue;
      if (n < 0) fail(path_);
      content.remove_prefix(static_cast<std::size_t>(n));
    }
  }
  void sync() {
    if (::fsync(fd_) != 0) fail(path_);
  }

 private:
  std::string path_;
  int fd_;
};

std::string folder_of(const std::string& path) {
  auto folder = std::filesystem::path(path).parent_path().string();
  return folder.empty() ? "." : folder;
}

}  // namespace

std::optional<std::string> read(const std::string& path) {
  File file(path, O_RDONLY);
  if (!file.is_open()) {
    if (errno == ENOENT || errno == ENOTDIR) return std::nullopt;
    fail(path);
  }
  std::string content;
  struct stat info {};
  if (::fstat(file.fd(), &info) == 0) content.reserve(static_cast<std::size_t>(info.st_size) + 1);
  char buffer[1 << 16];
  for (;;) {
    auto n = ::read(file.fd(), buffer, sizeof buffer);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) fail(path);
    if (n == 0) return content;
    content.append(buffer, static_cast<std::size_t>(n));
  }
}

bool exists(const std::string& path) { return ::access(path.c_str(), F_OK) == 0; }

void write(const std::string& path, std::string_view content, unsigned mode) {
  static std::atomic<unsigned> count{0};
  auto temporary = path + ".part-" + std::to_string(::getpid()) + "-" + std::to_string(++count);
  try {
    File file(temporary, O_WRONLY | O_CREAT | O_EXCL, mode);
    file.needed().write(content);
    if (::fchmod(file.fd(), mode) != 0) fail(temporary);
    file.sync();
    if (::rename(temporary.c_str(), path.c_str()) != 0) fail(path);
  } catch (...) {
    ::unlink(temporary.c_str());
    throw;
  }
  sync_folder(folder_of(path));
}

void append(const std::string& path, std::string_view content, unsigned mode) {
  bool created = !exists(path);
  File file(path, O_WRONLY | O_CREAT | O_APPEND, mode);
  file.needed().write(content);
  file.sync();
  if (created) sync_folder(folder_of(path));
}

void sync_folder(const std::string& folder) { File(folder, O_RDONLY | O_DIRECTORY).needed().sync(); }

void make_folder(const std::string& folder, unsigned mode) {
  if (exists(folder)) return;
  auto parent = folder_of(folder);
  if (!exists(parent)) make_folder(parent, 0755);
  if (::mkdir(folder.c_str(), mode) != 0) {
    if (errno == EEXIST) return;
    fail(folder);
  }
  if (::chmod(folder.c_str(), mode) != 0) fail(folder);
  sync_folder(parent);
}

void shred(const std::string& path) {
  {
    File file(path, O_WRONLY);
    if (!file.is_open() && errno == ENOENT) return;
    struct stat info {};
    if (::fstat(file.needed().fd(), &info) != 0) fail(path);
    file.write(std::string(static_cast<std::size_t>(info.st_size), '\0'));
    file.sync();
  }
  if (::unlink(path.c_str()) != 0 && errno != ENOENT) fail(path);
  sync_folder(folder_of(path));
}

void while_locked(const std::string& path, const std::function<void()>& work) {
  File file(path, O_RDWR | O_CREAT, 0600);
  file.needed();
  while (::flock(file.fd(), LOCK_EX) != 0)
    if (errno != EINTR) fail(path);
  work();  // the lock goes with the descriptor
}

}  // namespace linli::disk
