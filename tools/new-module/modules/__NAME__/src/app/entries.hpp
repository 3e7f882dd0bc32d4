#pragma once
#include <string>
#include <vector>

#include "kernel/descriptor.hpp"
#include "platform/db/connection.hpp"

namespace linli::__NAME__ {

struct Entry {
  Uuid id;
  std::string title;
  Instant created_at;
};
const Descriptor& entry_descriptor();

/// Writes an entry; the same id again changes nothing.
void add_entry(db::Connection& db, const Entry& entry);
/// At most `limit` entries behind the one with id `after` (nil: from the first), oldest first.
std::vector<Entry> list_entries(db::Connection& db, const Uuid& after, int limit);

}  // namespace linli::__NAME__
