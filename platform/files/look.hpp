#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

#include "platform/files/store.hpp"

namespace linli::files {

/// How a stored picture looks, as 64 bits: whether each of 8 x 8 fields of its thumbnail is brighter than its right
/// neighbour. The same picture made smaller, packed anew or shown by another program differs in a few bits only.
/// Nothing for what is no picture, is not there, or is too plain to be told from others (a wall, the night).
std::optional<std::int64_t> look_of(const Store& store, std::string_view digest);

}  // namespace linli::files
