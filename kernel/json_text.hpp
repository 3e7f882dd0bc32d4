#pragma once
#include <boost/json/fwd.hpp>
#include <string_view>
#include <vector>

#include "kernel/refusal.hpp"

namespace linli {

/// Deepest nesting of objects and lists that is read.
inline constexpr std::size_t kJsonDepth = 32;

/// Strict JSON: no comments, no trailing commas, valid UTF-8, nesting up to kJsonDepth. Mistakes
/// (`invalid_json`, `too_deep`, and `duplicate_key` with its path) are added to `mistakes`; after the first
/// two the value is null.
boost::json::value read_json(std::string_view text, std::vector<FieldError>& mistakes);
/// The same; throws Refused{fields}.
boost::json::value parse_json(std::string_view text);

}  // namespace linli
