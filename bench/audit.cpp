// Sealing and verifying the audit log: entries a second, beside what reading them and hashing as many bytes takes
// alone.
//   audit_bench [ENTRIES]
// Sealing goes on behind intake, one process of all: its rate bounds the intake of a city, its time an entry is what
// each report pays for it later. Verifying is what `linli audit verify` does.
#include <chrono>
#include <cstdio>
#include <ctime>
#include <string>

#include "kernel/time.hpp"
#include "platform/audit/sealer.hpp"
#include "platform/audit/verify.hpp"
#include "platform/crypto/crypto.hpp"
#include "platform/crypto/key_ring.hpp"
#include "platform/testing/database.hpp"

using namespace linli;
using Steady = std::chrono::steady_clock;

namespace {

constexpr int kOfOneTransaction = 50;

/// Entries as reports write them, in many transactions.
void write_entries(db::Connection& db, int entries, Instant at) {
  for (int written = 0; written < entries; written += kOfOneTransaction)
    db.query(
        "insert into audit.entry (at, actor, account, display, action, object, scope_code, request_id, purpose, "
        "detail) "
        "select $1, 'staff', gen_random_uuid(), 'Wang *', 'incidents.report', 'incident:' || gen_random_uuid(), "
        "'440104022012004', gen_random_uuid()::text, '', json_build_object('from', '', 'to', 'collected', 'seq', 1, "
        "'record', gen_random_uuid()) from generate_series(1, $2::int)",
        db::Params::of(at, kOfOneTransaction));
}

double cpu_seconds() {
  timespec time{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

template <class Work>
void measured(const char* what, std::int64_t entries, Work work) {
  const auto start = Steady::now();
  const double cpu = cpu_seconds();
  work();
  const double seconds = std::chrono::duration<double>(Steady::now() - start).count();
  const auto count = static_cast<double>(entries);
  std::printf("audit: %-22s %8.0f entries/s, %5.1f us each, of them %4.1f in this process\n", what, count / seconds,
              1e6 * seconds / count, 1e6 * (cpu_seconds() - cpu) / count);
}

}  // namespace

int main(int argc, char** argv) {
  std::setvbuf(stdout, nullptr, _IOLBF, 0);
  const int entries = argc > 1 ? std::atoi(argv[1]) : 200'000;
  const Instant now = SystemClock().now();
  TestFolder folder;
  TestDatabase database("audit_bench");
  db::Connection db = database.connect();
  db.script("set statement_timeout = 0");
  crypto::KeyRing keys(folder.path() + "/keys");
  keys.create_missing(now);
  audit::open_months(db, now);
  const std::string anchor = folder.path() + "/anchors/audit.anchor";
  audit::Sealer sealer(keys, anchor);
  measured("written", entries, [&] { write_entries(db, entries, now); });
  db.script("vacuum analyze audit.entry");
  measured("read, nothing else", entries, [&] {
    db.query(
        "select xid, position, at, actor, account, display, action, object, scope_code, request_id, purpose, "
        "detail::text from audit.entry order by xid, position",
        {});
  });
  measured("hashed, nothing else", entries, [&] {
    const std::string form(380, 'x');  // as long as an entry's form
    for (int i = 0; i < entries; ++i) crypto::sm3(form);
  });
  std::int64_t sealed = 0;
  measured("sealed", entries, [&] {
    for (int tries = 0; sealed < entries && tries < 1000; ++tries) sealed += sealer.seal(db, now).value_or(0);
  });
  audit::Verdict verdict;
  measured("verified", entries, [&] { verdict = audit::verify(db, keys, anchor); });
  std::printf("audit: %lld entries under %lld seals, %s\n", static_cast<long long>(verdict.entries),
              static_cast<long long>(verdict.seals), verdict.intact() ? "intact" : "NOT INTACT");
  return verdict.intact() && verdict.entries == entries && sealed == entries ? 0 : 1;
}
