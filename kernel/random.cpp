#include "kernel/random.hpp"

#include <sys/random.h>

#include <cerrno>
#include <system_error>

namespace linli {

void fill_random(std::span<std::byte> out) {
  while (!out.empty()) {
    const auto got = getrandom(out.data(), out.size(), 0);
    if (got >= 0)
      out = out.subspan(static_cast<std::size_t>(got));
    else if (errno != EINTR)
      throw std::system_error(errno, std::generic_category(), "getrandom");
  }
}

}  // namespace linli
