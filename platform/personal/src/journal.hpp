#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "kernel/time.hpp"
#include "platform/crypto/key_ring.hpp"

/// DIR/keys/erasures.journal: one line an act, append-only, with a checksum, so that a torn last line is told from a
/// changed one: `erased <subject> <instant> <check>` and `destroyed <key id> <instant> <check>`.
namespace linli::personal {

struct JournalLine {
  std::string act;  ///< "erased" or "destroyed"
  std::string what;
  Instant at;
  bool operator==(const JournalLine&) const = default;
};

/// All whole lines. Throws Refused{"erasure_journal_damaged"} {path, line} for a whole line that is not as it was
/// written.
std::vector<JournalLine> read_journal(const std::string& path);
/// Appends durably; a torn line that a crash left at the end is closed off first and stays behind, unread.
void append_journal(const std::string& path, const std::vector<JournalLine>& lines);
/// Appends the lines of another journal's text that are not here yet.
void merge_journal(const std::string& path, std::string_view other);

}  // namespace linli::personal
