#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/db/connection.hpp"
#include "platform/files/store.hpp"
#include "platform/principal/principal.hpp"

namespace linli::files {

/// Stores the bytes and registers the file in the database; durable when it returns, and safe against the sweep at the
/// same moment. Idempotent. Refusals as Store::put.
Stored upload(db::Connection& db, Store& store, std::string_view bytes, const access::Principal& by, Instant now);

/// Says as part of `batch` that a record of `module` mentions the file: it is kept from then on. A digest that was
/// never uploaded, or was swept meanwhile, fails the commit as `file_unknown`. Idempotent.
void mention(db::Batch& batch, std::string_view digest, std::string_view module, const Uuid& record, Instant at);

/// What is known of these files, in one round trip; unknown digests are left out.
std::map<std::string, Stored> find(db::Connection& db, const std::vector<std::string>& digests);

/// Removes files older than a day that no record mentions, from database and disk, and what interrupted uploads left on
/// disk. Of the disk's 256 top folders it looks through `part` only, or through all. May be interrupted at any moment
/// and run again. Returns how many went.
std::size_t sweep(db::Connection& db, Store& store, Instant now, std::optional<int> part = std::nullopt);

}  // namespace linli::files
