#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

#include "platform/http/call.hpp"

namespace linli::access {

/// A whole-number query parameter; Refused{"invalid_parameter"} outside the bounds.
std::optional<std::int64_t> number_of(const http::Call& call, std::string_view name, std::int64_t least, std::int64_t most);
/// `limit`, 50 unless said, at most 200.
std::int64_t limit_of(const http::Call& call);

}  // namespace linli::access
