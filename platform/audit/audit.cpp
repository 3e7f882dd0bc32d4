#include "platform/audit/audit.hpp"

#include <boost/json.hpp>

#include "audit_sql.hpp"

namespace linli::audit {
namespace {

std::string_view name_of(access::Principal::Kind kind) {
  switch (kind) {
    case access::Principal::Kind::anonymous:
      return "anonymous";
    case access::Principal::Kind::staff:
      return "staff";
    case access::Principal::Kind::token:
      return "token";
    case access::Principal::Kind::system:
      return "system";
  }
  return "system";
}

}  // namespace

void record(db::Batch& batch, const Entry& entry) {
  static const access::Principal system = [] {
    access::Principal p;
    p.kind = access::Principal::Kind::system;
    return p;
  }();
  const access::Principal& who = entry.who ? *entry.who : system;
  db::Params params = db::Params::of(entry.at, name_of(who.kind));
  if (who.account.is_nil())
    params.add(nullptr);
  else
    params.add(who.account);
  params.add(who.display)
      .add(entry.action)
      .add(entry.object)
      .add(entry.scope_code)
      .add(entry.request_id)
      .add(entry.purpose);
  if (entry.detail)
    params.add(*entry.detail);
  else
    params.add(nullptr);
  batch.add(sql::record, std::move(params));
}

}  // namespace linli::audit
