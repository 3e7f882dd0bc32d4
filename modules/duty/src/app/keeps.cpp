#include "app/keeps.hpp"

#include "platform/access/access.hpp"
#include "platform/app/module.hpp"
#include "platform/text/messages.hpp"

namespace linli::duty {

bool reaches(const http::Call& call, std::string_view permission, const store::Unit& unit) {
  access::Relation relation;
  relation.scope_code = unit.prefix;
  relation.unit = unit.id;
  return call.app.get<access::Access>().covers(call.who, permission, relation);
}

bool reaches(const http::Call& call, std::string_view permission, std::string_view place) {
  access::Relation relation;
  relation.scope_code = place;
  return call.app.get<access::Access>().covers(call.who, permission, relation);
}

store::Unit unit_for(http::Call& call, std::string_view permission, const Uuid& id) {
  store::Unit unit = store::unit(call.db, id);
  if (!reaches(call, permission, unit)) throw Refused("forbidden");
  return unit;
}

ShiftView shift_view(const OnDuty& one) {
  return {one.shift, one.unit, one.person, one.unit_name, one.post, one.display, one.starts_at, one.ends_at, false};
}

std::string said(const http::Call& call, const std::string& key) {
  const text::Messages& messages = call.app.get<text::Messages>();
  return messages.text(messages.negotiate(call.request.header("accept-language")), key, {});
}

}  // namespace linli::duty
