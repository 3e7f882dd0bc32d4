#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "platform/http/call.hpp"

namespace linli::http {

/// A file sent part by part; one byte range if the client asks for one (video players do).
class FileBody {
 public:
  /// Opens `path` and sets status, Content-Range and Accept-Ranges of `response`: 206 for a range, 416 for one outside
  /// the file (no body). Null with status 404 when the file cannot be read.
  static std::unique_ptr<FileBody> open(const std::string& path, const Request& request, Response& response);
  ~FileBody();
  FileBody(const FileBody&) = delete;
  /// Bytes not yet read.
  std::size_t left() const { return left_; }
  /// Reads the next part (blocks on the disk); false when the file ended early.
  bool read_part();
  std::string_view part() const { return part_; }

 private:
  FileBody(int fd, std::uint64_t at, std::size_t left) : fd_(fd), at_(at), left_(left) {}
  int fd_;
  std::uint64_t at_;
  std::size_t left_;
  std::string part_;
};

}  // namespace linli::http
