#include "file_body.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <optional>

namespace linli::http {
namespace {

constexpr std::size_t kPart = 256 * 1024;

struct Range {
  std::uint64_t from, to;  ///< both inclusive
};

std::optional<std::uint64_t> number(std::string_view text) {
  std::uint64_t value = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

enum class Asked { whole, part, outside };

/// RFC 9110: a header that is no single byte range is ignored.
Asked asked_range(std::string_view header, std::uint64_t size, Range& range) {
  constexpr std::string_view kUnit = "bytes=";
  if (!header.starts_with(kUnit)) return Asked::whole;
  header.remove_prefix(kUnit.size());
  const auto dash = header.find('-');
  if (dash == std::string_view::npos || header.find(',') != std::string_view::npos) return Asked::whole;
  const auto first = number(header.substr(0, dash)), second = number(header.substr(dash + 1));
  const bool open_end = header.size() == dash + 1;
  if (dash == 0) {  // the last n bytes
    if (!second) return Asked::whole;
    if (*second == 0 || size == 0) return Asked::outside;
    range = {size - std::min(*second, size), size - 1};
    return Asked::part;
  }
  if (!first || (!second && !open_end) || (second && *second < *first)) return Asked::whole;
  if (*first >= size) return Asked::outside;
  range = {*first, second ? std::min(*second, size - 1) : size - 1};
  return Asked::part;
}

}  // namespace

std::unique_ptr<FileBody> FileBody::open(const std::string& path, const Request& request, Response& response) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  struct stat info {};
  if (fd < 0 || fstat(fd, &info) != 0 || !S_ISREG(info.st_mode)) {
    if (fd >= 0) ::close(fd);
    response.status = 404;
    return nullptr;
  }
  const auto size = static_cast<std::uint64_t>(info.st_size);
  std::unique_ptr<FileBody> body(new FileBody(fd, 0, size));
  response.headers["accept-ranges"] = "bytes";
  Range range{};
  switch (response.status == 200 ? asked_range(request.header("range"), size, range) : Asked::whole) {
    case Asked::whole:
      break;
    case Asked::part:
      response.status = 206;
      response.headers["content-range"] =
          "bytes " + std::to_string(range.from) + "-" + std::to_string(range.to) + "/" + std::to_string(size);
      body->at_ = range.from;
      body->left_ = range.to - range.from + 1;
      break;
    case Asked::outside:
      response.status = 416;
      response.headers["content-range"] = "bytes */" + std::to_string(size);
      return nullptr;
  }
  return body;
}

FileBody::~FileBody() { ::close(fd_); }

bool FileBody::read_part() {
  part_.resize(std::min(kPart, left_));
  std::size_t have = 0;
  while (have < part_.size()) {
    const ssize_t got = pread(fd_, part_.data() + have, part_.size() - have, static_cast<off_t>(at_ + have));
    if (got <= 0) return false;
    have += static_cast<std::size_t>(got);
  }
  at_ += have;
  left_ -= have;
  return true;
}

}  // namespace linli::http
