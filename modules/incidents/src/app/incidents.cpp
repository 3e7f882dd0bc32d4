#include "app/incidents.hpp"

namespace linli::incidents {

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
