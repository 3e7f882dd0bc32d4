#include <openssl/evp.h>

#include "defects.hpp"
#include "digest.hpp"

namespace linli::workflow {

std::string sm3(std::string_view text) {
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned int size = 0;
  EVP_Digest(text.data(), text.size(), digest, &size, EVP_sm3(), nullptr);
  static const char* hex = "0123456789abcdef";
  std::string out;
  for (unsigned int i = 0; i < size; ++i) (out += hex[digest[i] >> 4]) += hex[digest[i] & 15];
  return out;
}

Definition read_definition(std::string_view path, std::string_view yaml, const Names& names) {
  Definition d;
  d.path = path;
  d.yaml = yaml;
  d.hash = sm3(yaml);
  yaml::Mistakes m;
  parse_definition(yaml, d, m);
  m.done();  // the checks need a well-formed file
  check_names(d, names, m);
  check_deadlines(d, names, m);
  check_arrows(d, m);
  m.done();
  for (const auto& name : d.action_order)
    for (const auto& arrow : d.actions.at(name).arrows) {
      auto& actions = d.actions_from[arrow.from];
      if (actions.empty() || actions.back() != name) actions.push_back(name);
    }
  return d;
}

}  // namespace linli::workflow
