// A disk that is full or slow, for fault runs: preloaded into PostgreSQL or linli (LD_PRELOAD), it looks at the folder
// LINLI_FAULTS. While the file `full` is there, a write that would make a regular file longer fails with ENOSPC, as on
// a disk without room; overwriting goes on, as there. While `slow` is there, every fsync takes as many milliseconds
// more as it says.
#include <dlfcn.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <string>

namespace {

template <class F>
F* next(const char* name) {
  return reinterpret_cast<F*>(dlsym(RTLD_NEXT, name));
}

std::string path_of(const char* fault) {
  const char* folder = getenv("LINLI_FAULTS");
  return folder ? std::string(folder) + "/" + fault : std::string();
}

bool is_full() {
  const std::string path = path_of("full");
  return !path.empty() && access(path.c_str(), F_OK) == 0;
}

bool has_no_room(int fd, off_t end) {
  struct stat file {};
  if (!is_full() || fstat(fd, &file) != 0 || !S_ISREG(file.st_mode) || end <= file.st_size) return false;
  errno = ENOSPC;
  return true;
}

void take_long() {
  const std::string path = path_of("slow");
  FILE* file = path.empty() ? nullptr : fopen(path.c_str(), "r");
  if (!file) return;
  int milliseconds = 0;
  if (fscanf(file, "%d", &milliseconds) == 1) usleep(static_cast<useconds_t>(milliseconds) * 1000);
  fclose(file);
}

off_t size_of(const iovec* parts, int count) {
  off_t size = 0;
  for (int i = 0; i < count; ++i) size += static_cast<off_t>(parts[i].iov_len);
  return size;
}

// Where a plain write ends: at the file's end for files opened to append.
off_t end_of_write(int fd, std::size_t size) {
  const off_t at = fcntl(fd, F_GETFL) & O_APPEND ? lseek(fd, 0, SEEK_END) : lseek(fd, 0, SEEK_CUR);
  return at < 0 ? 0 : at + static_cast<off_t>(size);
}

}  // namespace

extern "C" {

ssize_t write(int fd, const void* data, std::size_t size) {
  static const auto real = next<decltype(::write)>("write");
  return is_full() && has_no_room(fd, end_of_write(fd, size)) ? -1 : real(fd, data, size);
}
ssize_t pwrite(int fd, const void* data, std::size_t size, off_t at) {
  static const auto real = next<decltype(::pwrite)>("pwrite");
  return has_no_room(fd, at + static_cast<off_t>(size)) ? -1 : real(fd, data, size, at);
}
ssize_t pwrite64(int fd, const void* data, std::size_t size, off64_t at) {
  static const auto real = next<decltype(::pwrite64)>("pwrite64");
  return has_no_room(fd, at + static_cast<off_t>(size)) ? -1 : real(fd, data, size, at);
}
ssize_t pwritev(int fd, const iovec* parts, int count, off_t at) {
  static const auto real = next<decltype(::pwritev)>("pwritev");
  return has_no_room(fd, at + size_of(parts, count)) ? -1 : real(fd, parts, count, at);
}
ssize_t pwritev64(int fd, const iovec* parts, int count, off64_t at) {
  static const auto real = next<decltype(::pwritev64)>("pwritev64");
  return has_no_room(fd, at + size_of(parts, count)) ? -1 : real(fd, parts, count, at);
}
int posix_fallocate(int fd, off_t at, off_t size) {
  static const auto real = next<decltype(::posix_fallocate)>("posix_fallocate");
  return has_no_room(fd, at + size) ? ENOSPC : real(fd, at, size);
}
int posix_fallocate64(int fd, off64_t at, off64_t size) {
  static const auto real = next<decltype(::posix_fallocate64)>("posix_fallocate64");
  return has_no_room(fd, at + size) ? ENOSPC : real(fd, at, size);
}
int fsync(int fd) {
  static const auto real = next<decltype(::fsync)>("fsync");
  take_long();
  return real(fd);
}
int fdatasync(int fd) {
  static const auto real = next<decltype(::fdatasync)>("fdatasync");
  take_long();
  return real(fd);
}

}  // extern "C"
