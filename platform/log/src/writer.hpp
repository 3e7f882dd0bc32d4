#pragma once
#include <condition_variable>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>

namespace linli::log {

/// Appends lines to a file descriptor from a thread of its own, many in one write. Callers never wait for the disk:
/// what does not fit into the buffer is counted, and the count is logged.
class Writer {
 public:
  /// "" = standard error. Throws std::runtime_error when the file cannot be opened.
  explicit Writer(const std::string& path);
  /// Writes what is still there.
  ~Writer();
  Writer(const Writer&) = delete;
  /// `line` without line break; `at_once` is for what should be on disk if the program dies next.
  void append(std::string_view line, bool at_once);

 private:
  void work();
  int fd_;
  bool owned_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::string waiting_;
  std::size_t lost_ = 0;
  bool at_once_ = false, ending_ = false;
  std::thread thread_;
};

}  // namespace linli::log
