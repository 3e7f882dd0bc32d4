#include "server/commands/usage.hpp"

#include <regex>
#include <vector>

#include "server/commands/words.hpp"

namespace linli::server {
namespace {

/// A sentence of the library: what its groups hold goes into the text `cli.usage.<key>` by these names.
struct Sentence {
  std::regex pattern;
  const char* key;
  std::vector<const char*> names;
};

const std::vector<Sentence>& sentences() {
  static const std::vector<Sentence> all = {
      {std::regex("A subcommand is required"), "subcommand", {}},
      {std::regex("(.*) is required"), "required", {"option"}},
      {std::regex("The following arguments? (?:was|were) not expected: (.*)"), "extra", {"text"}},
      {std::regex("(.*): 1 required .* missing"), "value_missing", {"option"}},
      {std::regex("(.*): At Most 1 required but received .*"), "twice", {"option"}},
      {std::regex("(.*?): (.*) not in \\{(.*)\\}"), "choice", {"option", "value", "choices"}},
      {std::regex("(.*?): Value (.*) not in range (.*) to (.*)"), "range", {"option", "value", "from", "to"}},
      {std::regex("(.*) requires (.*)"), "requires", {"option", "other"}},
  };
  return all;
}

}  // namespace

std::string usage_mistake(const std::string& said) {
  const std::string help = "\n" + words("usage.help");
  for (const Sentence& sentence : sentences()) {
    std::smatch found;
    if (!std::regex_match(said, found, sentence.pattern)) continue;
    std::map<std::string, std::string> values;
    for (std::size_t i = 0; i < sentence.names.size(); ++i) values[sentence.names[i]] = found[i + 1];
    return words(std::string("usage.") + sentence.key, values) + help;
  }
  return words("usage.other", {{"text", said}}) + help;
}

}  // namespace linli::server
