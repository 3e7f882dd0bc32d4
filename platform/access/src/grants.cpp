#include "grants.hpp"

#include <boost/json.hpp>

namespace linli::access {

std::vector<Grant> grants_from(const boost::json::value& list) {
  std::vector<Grant> grants;
  for (const auto& item : list.as_array()) {
    const auto& object = item.as_object();
    Grant grant;
    grant.role = object.at("role").as_string();
    grant.prefix = object.at("prefix").as_string();
    grant.line = object.at("line").as_string();
    if (object.at("unit").is_string()) grant.unit = Uuid::parse(object.at("unit").as_string());
    grants.push_back(std::move(grant));
  }
  return grants;
}

}  // namespace linli::access
