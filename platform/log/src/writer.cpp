#include "writer.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <chrono>
#include <stdexcept>

namespace linli::log {
namespace {

constexpr std::size_t kRoom = 4u << 20;           ///< bytes that may wait
constexpr std::size_t kBatch = 64 * 1024;         ///< wakes the writer early
constexpr std::chrono::milliseconds kGather{50};  ///< how long a line may wait

void write_all(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(fd, bytes.data(), bytes.size());
    if (written <= 0) return;  // nobody to tell
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

}  // namespace

Writer::Writer(const std::string& path)
    : fd_(path.empty() ? STDERR_FILENO : ::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0640)),
      owned_(!path.empty()) {
  if (fd_ < 0) throw std::runtime_error("cannot open the log file " + path);
  thread_ = std::thread([this] { work(); });
}

Writer::~Writer() {
  {
    std::lock_guard lock(mutex_);
    ending_ = true;
  }
  changed_.notify_all();
  thread_.join();
  if (owned_) ::close(fd_);
}

void Writer::append(std::string_view line, bool at_once) {
  bool wake;
  {
    std::lock_guard lock(mutex_);
    if (waiting_.size() + line.size() > kRoom) {
      ++lost_;
      return;
    }
    waiting_.append(line).push_back('\n');
    at_once_ = at_once_ || at_once || waiting_.size() > kBatch;
    wake = at_once_;
  }
  if (wake) changed_.notify_one();
}

void Writer::work() {
  std::string batch;
  std::unique_lock lock(mutex_);
  for (;;) {
    changed_.wait_for(lock, kGather, [this] { return at_once_ || ending_; });
    batch.swap(waiting_);
    if (lost_ > 0) batch += "{\"level\":\"warning\",\"event\":\"log.lost\",\"lines\":" + std::to_string(lost_) + "}\n";
    lost_ = 0;
    at_once_ = false;
    const bool last = ending_;
    lock.unlock();
    write_all(fd_, batch);
    batch.clear();
    if (last) return;
    lock.lock();
  }
}

}  // namespace linli::log
