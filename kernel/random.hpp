#pragma once
#include <cstddef>
#include <span>

namespace linli {

/// Fills `out` from the kernel's generator, which is fit for keys (getrandom). Throws std::system_error.
void fill_random(std::span<std::byte> out);

}  // namespace linli
