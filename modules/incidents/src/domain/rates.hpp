#pragma once
#include <cstdint>
#include <optional>
#include <string>

namespace linli::incidents {

/// `part` of `whole` as per cent with one decimal, exact and rounded half up ("99.3"); nothing for an empty whole.
std::optional<std::string> per_cent(std::int64_t part, std::int64_t whole);

}  // namespace linli::incidents
