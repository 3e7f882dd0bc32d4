#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "kernel/time.hpp"
#include "platform/db/connection.hpp"

namespace linli::app {
class Context;
}

namespace linli::incidents {

/// A case that was solved, under the matter it was closed with, and what its first reporter wrote. Personal.
struct ClosedCase {
  std::string matter, words;
  Instant closed_at;
};

/// The latest ones with words, at most `limit`; what was cancelled, withdrawn or merged is left out, since nobody
/// settled its matter, and so is what was erased. Whoever asks records in the audit log what for.
std::vector<ClosedCase> closed_cases(app::Context& context, db::Connection& db, std::int64_t limit);

}  // namespace linli::incidents
