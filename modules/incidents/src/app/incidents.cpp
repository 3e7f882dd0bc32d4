#include "app/incidents.hpp"

namespace linli::incidents {

std::map<std::string, files::Stored> Sources::files(db::Connection& db, const std::vector<std::string>& digests) {
  return files::find(db, digests);
}
personal::Subject Sources::subject(personal::Vault& vault, db::Connection& db, const Uuid& subject) {
  return vault.unlock(db, subject);
}
void Sources::opened(const personal::Subject&) {}

const Matter& Incidents::matter(std::string_view code) const {
  const Matter* found = catalogue_.find(code);
  if (!found) throw Refused("matter_unknown", {{"matter", std::string(code)}});
  return *found;
}

std::string Incidents::matter_name(std::string_view code) const {
  const Matter* found = catalogue_.find(code);
  return found ? found->name : std::string(code);
}

}  // namespace linli::incidents
