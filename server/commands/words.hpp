#pragma once
#include <cstdint>
#include <map>
#include <string>

#include "kernel/refusal.hpp"

namespace linli::server {

/// What the command line says: `cli.<key>` of policy/locale, with values put in.
std::string words(const std::string& key, const std::map<std::string, std::string>& values = {});
/// The same as a line on standard output.
void say(const std::string& key, const std::map<std::string, std::string>& values = {});
/// What was refused as one sentence, its fields' sentences after it.
std::string sentence_of(const Refused& refused);
/// Bytes for people: `1.4 GB`.
std::string bytes_in_words(std::int64_t bytes);

}  // namespace linli::server
