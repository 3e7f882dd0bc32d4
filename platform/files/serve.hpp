#pragma once
#include "platform/files/store.hpp"
#include "platform/http/call.hpp"

namespace linli::files {

/// The answer that carries one copy of a file, with the headers every file has: its own type (never guessed, the edge
/// says nosniff), nothing it holds may run, `private` caching for `keep` (none for originals, which are downloads).
/// Throws Refused{"not_found"} when the copy is not there. Who may see it is the caller's to decide.
http::Response send_copy(const Store& store, const Stored& file, Copy copy, std::chrono::seconds keep);

}  // namespace linli::files
