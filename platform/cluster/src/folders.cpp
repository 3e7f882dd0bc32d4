#include "folders.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

#include "kernel/refusal.hpp"

namespace linli::cluster {
namespace fs = std::filesystem;

std::string text_after(const std::string& file, std::uintmax_t position) {
  std::ifstream in(file, std::ios::binary);
  in.seekg(static_cast<std::streamoff>(position));
  return std::string(std::istreambuf_iterator<char>(in), {});
}

std::uintmax_t length_of(const std::string& file) {
  std::error_code error;
  auto length = fs::file_size(file, error);
  return error ? 0 : length;
}

std::string complaint_in(const std::string& log) {
  std::istringstream in(log);
  std::string line, last, fatal;
  while (std::getline(in, line)) {
    if (line.empty()) continue;
    last = line;
    if (fatal.empty() && (line.find("FATAL:") != line.npos || line.find("error:") != line.npos)) fatal = line;
  }
  return fatal.empty() ? last : fatal;
}

void sync_file_system_of(const std::string& folder) {
  int fd = open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  bool done = fd >= 0 && syncfs(fd) == 0;
  if (fd >= 0) close(fd);
  if (!done) throw Refused{"cannot_write", {{"path", folder}, {"error", std::strerror(errno)}}};
}

void replace_file(const std::string& path, const std::string& text, const RunAs& user) {
  std::string fresh = path + ".new";
  {
    std::ofstream out(fresh, std::ios::trunc);
    out << text;
    if (!out.flush()) throw Refused{"cannot_write", {{"path", path}, {"error", "write failed"}}};
  }
  if (user.drop && chown(fresh.c_str(), user.uid, user.gid) != 0)
    throw Refused{"cannot_write", {{"path", path}, {"error", "chown failed"}}};
  fs::rename(fresh, path);
}

void give_tree(const std::string& folder, const RunAs& user) {
  auto give = [&](const fs::path& path, bool is_folder) {
    fs::permissions(path, is_folder ? fs::perms(0700) : fs::perms(0600));
    if (user.drop && lchown(path.c_str(), user.uid, user.gid) != 0)
      throw Refused{"cannot_write", {{"path", path.string()}, {"error", std::strerror(errno)}}};
  };
  give(folder, true);
  for (const auto& entry : fs::recursive_directory_iterator(folder))
    if (!entry.is_symlink()) give(entry.path(), entry.is_directory());
}

}  // namespace linli::cluster
