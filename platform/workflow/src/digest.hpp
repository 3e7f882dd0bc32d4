#pragma once
#include <string>
#include <string_view>

namespace linli::workflow {

/// SM3 as 64 hex digits.
std::string sm3(std::string_view text);

}  // namespace linli::workflow
