#pragma once
#include <string>

namespace linli::server {

/// What is wrong with a command line, in the words of `cli.usage`, from what the library that parses it says
/// ("--data is required"); a sentence unknown here is passed on as it is. A second line tells where help is.
std::string usage_mistake(const std::string& said);

}  // namespace linli::server
