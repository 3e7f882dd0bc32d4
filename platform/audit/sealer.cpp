#include "platform/audit/sealer.hpp"

#include <fmt/format.h>

#include <chrono>
#include <utility>

#include "anchor.hpp"
#include "audit_sql.hpp"
#include "form.hpp"
#include "kernel/text.hpp"
#include "platform/log/log.hpp"

namespace linli::audit {
namespace {

constexpr std::int64_t kMostEntries = 20'000;  // of one seal, but for larger transactions
constexpr int kMostLines = 5'000;

/// Entries of ended transactions; cut at a transaction's end when there are too many. Sets `until`.
db::Rows entries_from(db::Connection& db, std::int64_t from, std::int64_t& until, std::size_t& count) {
  auto rows = db.run(sql::entries_between, db::Params::of(from, until, kMostEntries));
  count = rows.size();
  if (count < static_cast<std::size_t>(kMostEntries)) return rows;
  auto last = rows[count - 1].integer("xid");
  if (rows[0].integer("xid") == last) {  // one huge transaction: all of it
    until = last + 1;
    rows = db.run(sql::entries_between, db::Params::of(from, until, nullptr));
    count = rows.size();
    return rows;
  }
  until = last;
  while (count > 0 && rows[count - 1].integer("xid") == last) --count;
  return rows;
}

class SealerLock {
 public:
  explicit SealerLock(db::Connection& db) : db_(db), mine_(db.run(sql::try_to_be_sealer)[0].boolean("mine")) {}
  ~SealerLock() {
    if (mine_) try {
        db_.run(sql::stop_being_sealer);
      } catch (const std::exception&) {  // the connection is gone, and the lock with it
      }
  }
  SealerLock(const SealerLock&) = delete;
  SealerLock& operator=(const SealerLock&) = delete;
  bool mine() const { return mine_; }

 private:
  db::Connection& db_;
  bool mine_;
};

}  // namespace

struct Sealer::Impl {
  const crypto::KeyRing& keys;
  Anchor anchor;

  /// Writes to the anchor what the database has and it has not: after a crash in between, or on a new machine. If the
  /// database does not hold what the anchor saw last, notes the break.
  void catch_up(db::Connection& db, Instant now) {
    anchor.while_locked([&] {
      auto in_database = db.run(sql::last_seal).first();
      std::int64_t known = in_database ? in_database->integer("number") : 0;
      auto last = anchor.last();
      std::int64_t from = last ? last->number : std::max<std::int64_t>(known - 1, 0);
      if (last && last->kind == AnchorLine::Kind::seal) {
        auto same = db.run(sql::seal_numbered, db::Params::of(last->number)).first();
        if (!same || same->bytes("seal") != last->seal) {
          log::error("audit.log_set_back", {{"anchored", last->number}, {"found", known}});
          anchor.append_break(known, now, *keys.current(crypto::KeyUse::seal));
          from = known;
        }
      }
      for (;;) {
        std::vector<std::string> lines;
        for (const auto& row : db.run(sql::seal_values_after, db::Params::of(from, kMostLines))) {
          from = row.integer("number");
          lines.push_back(
              Anchor::seal_line(from, row.integer("until_xid"), row.instant("sealed_at"), row.bytes("seal")));
        }
        if (lines.empty()) return;
        anchor.append_seals(lines);
      }
    });
  }

  /// One seal; how many entries it closed.
  std::int64_t seal_once(db::Connection& db, Instant now) {
    auto last = db.run(sql::last_seal).first();
    std::int64_t from = last ? last->integer("until_xid") : 0;
    std::int64_t until = db.run(sql::horizon)[0].integer("xid");
    if (until <= from) return 0;
    std::size_t count = 0;
    auto rows = entries_from(db, from, until, count);
    if (count == 0) return 0;
    BatchBuilder builder;
    for (std::size_t i = 0; i < count; ++i) builder.add(rows[i]);
    auto key = keys.current(crypto::KeyUse::seal);
    Seal seal{.number = last ? last->integer("number") + 1 : 1,
              .from_xid = from,
              .until_xid = until,
              .sealed_us = now.time_since_epoch().count(),
              .key_id = key->id,
              .batch = builder.finish()};
    auto signature = sign(sealing_key(key->secret), seal, last ? last->bytes("seal") : no_seal());
    db.run(sql::add_seal, db::Params::of(seal.number, kForm, seal.from_xid, seal.until_xid, seal.batch.entries,
                                         db::Bytes{seal.batch.digest}, db::Bytes{seal.batch.marks}, now, key->id,
                                         db::Bytes{signature}));
    return seal.batch.entries;
  }
};

Sealer::Sealer(const crypto::KeyRing& keys, std::string anchor)
    : impl_(std::make_unique<Impl>(Impl{keys, Anchor(std::move(anchor))})) {}
Sealer::~Sealer() = default;

std::optional<std::int64_t> Sealer::seal(db::Connection& db, Instant now) {
  SealerLock lock(db);
  if (!lock.mine()) return std::nullopt;
  impl_->catch_up(db, now);
  std::int64_t total = 0;
  while (auto sealed = impl_->seal_once(db, now)) total += sealed;
  if (total > 0) impl_->catch_up(db, now);
  return total;
}

void open_months(db::Connection& db, Instant now) {
  auto day = std::chrono::year_month_day(std::chrono::floor<std::chrono::days>(now));
  for (int ahead = 0; ahead < 3; ++ahead) {
    auto first = LocalDate(std::chrono::local_days(day.year() / day.month() / 1 + std::chrono::months(ahead)));
    db.run(sql::open_month, db::Params::of(first));
  }
}

std::string latest_seal(db::Connection& db) {
  auto row = db.run(sql::last_seal).first();
  if (!row) return "";
  return fmt::format("{} {} {}", row->integer("number"), row->integer("until_xid"), crypto::to_hex(row->bytes("seal")));
}

void accept_break(const crypto::KeyRing& keys, const std::string& path, std::string_view reason, Instant now) {
  Anchor anchor(path);
  anchor.while_locked([&] {
    auto last = anchor.last();
    anchor.append_accept(last ? last->number : 0, now, *keys.current(crypto::KeyUse::seal), tidied(reason));
  });
}

}  // namespace linli::audit
