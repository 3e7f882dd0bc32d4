#pragma once
#include <string_view>

#include "platform/db/connection.hpp"
#include "platform/principal/principal.hpp"

namespace linli::audit {

/// One line of the append-only log. `detail` holds references, codes and keyed digests only, no personal data.
struct Entry {
  Instant at;
  const access::Principal* who = nullptr;  ///< null: the system itself
  std::string_view action;                 ///< "incidents.accept", "personal.reveal", "access.sign_in"
  std::string_view object;                 ///< "incident:<uuid>", "account:<uuid>"
  std::string_view scope_code;             ///< division code, may be empty
  std::string_view request_id;
  std::string_view purpose;  ///< why personal data was opened; else empty
  const boost::json::value* detail = nullptr;
};

/// Appends the entry as part of `batch`, so that the act and its trace are one transaction. A sealer closes batches
/// with HMAC-SM3 seals within a second (sealer.hpp); writers never wait for one another.
void record(db::Batch& batch, const Entry& entry);

}  // namespace linli::audit
