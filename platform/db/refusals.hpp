#pragma once
#include "platform/db/connection.hpp"

namespace linli::db {

/// Turns what PostgreSQL refused into the product's words: a named constraint into its code (the `constraints:` of
/// policy/refusals/*.yaml); lock and statement timeouts into `busy`; exhausted deadlock retries into
/// `changed_meanwhile`. Anything else is a bug and is thrown on as it is.
[[noreturn]] void rethrow_as_refused(const Failure& failure);

}  // namespace linli::db
