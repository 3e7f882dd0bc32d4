#include "platform/audit/verify.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "anchor.hpp"
#include "audit_sql.hpp"
#include "form.hpp"
#include "platform/text/messages.hpp"

namespace linli::audit {
namespace {

constexpr std::size_t kMostFindings = 100;
constexpr std::int64_t kPortion = 20'000;  // entries read at a time
constexpr int kSeals = 500;                // seals read at a time

using AnchoredSeal = std::pair<std::int64_t, std::string>;  // number, seal

/// What the anchor says: seals by rising number, without those that a later break or an accepted one made void.
struct Anchored {
  std::vector<AnchoredSeal> seals;
  std::vector<Finding> findings;
  std::vector<std::string> explained;
};

Anchored read_anchor(const Anchor& anchor, std::int64_t bytes, const crypto::KeyRing& keys) {
  Anchored out;
  bool damaged_at_end = false;
  anchor.each(bytes, keys, [&](const AnchorLine& line) {
    auto& seals = out.seals;
    auto first_after = [&](std::int64_t number) {
      return std::ranges::upper_bound(seals, number, {}, &AnchoredSeal::first);
    };
    switch (line.kind) {
      case AnchorLine::Kind::seal:
        damaged_at_end = false;  // a torn line before it: this one confirms all that it would have
        if (seals.empty() || seals.back().first < line.number)
          seals.emplace_back(line.number, line.seal);
        else if (auto at = first_after(line.number);
                 at == seals.begin() || *std::prev(at) != AnchoredSeal(line.number, line.seal))
          out.findings.push_back({.kind = "anchor_damaged", .seal = line.number});
        break;
      case AnchorLine::Kind::broken:
        if (auto lost = first_after(line.number); lost != seals.end()) {
          out.findings.push_back({.kind = "set_back", .seal = lost->first, .until = seals.back().first});
          seals.erase(lost, seals.end());
        }
        break;
      case AnchorLine::Kind::accepted:
        seals.clear();
        out.findings.clear();
        out.explained.push_back(line.reason);
        break;
      case AnchorLine::Kind::damaged:
        damaged_at_end = true;
    }
  });
  if (damaged_at_end) out.findings.push_back({.kind = "anchor_damaged"});
  return out;
}

struct StoredSeal {
  Seal seal;
  int form = 0;
  std::string signature;
};

StoredSeal read_seal(const db::Row& row) {
  StoredSeal out;
  out.seal = {.number = row.integer("number"),
              .from_xid = row.integer("from_xid"),
              .until_xid = row.integer("until_xid"),
              .sealed_us = row.integer("sealed_us"),
              .key_id = row.text("key_id"),
              .batch = {.digest = row.bytes("digest"), .marks = row.bytes("marks"), .entries = row.integer("entries")}};
  out.form = static_cast<int>(row.integer("form"));
  out.signature = row.bytes("seal");
  return out;
}

std::string_view mark_at(const std::string& marks, std::size_t i) {
  return std::string_view(marks).substr(i * kMark, kMark);
}

class Verifier {
 public:
  Verifier(db::Connection& db, const crypto::KeyRing& keys, const Anchor& anchor) : db_(db), keys_(keys) {
    if (anchor.exists())
      anchored_ = read_anchor(anchor, anchor_bytes_ = anchor.bytes(), keys);
    else
      anchored_.findings.push_back({.kind = "anchor_missing"});
    next_anchored_ = anchored_.seals.begin();
  }

  Verdict run() {
    db_.transaction([&](db::Connection& db) {
      db.script("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY");
      for (auto seals = next_seals(); !seals.empty(); seals = next_seals()) check(seals);
      auto unsealed = db.run(sql::unsealed, db::Params::of(until_xid_))[0];
      verdict_.unsealed = unsealed.integer("entries");
      verdict_.oldest_unsealed = unsealed.maybe_instant("oldest");
    });
    if (next_anchored_ != anchored_.seals.end() && anchored_.seals.back().first > number_)
      found({.kind = "truncated",
             .position = verdict_.last_position + 1,
             .seal = std::max(number_ + 1, next_anchored_->first),
             .until = anchored_.seals.back().first});
    for (auto& finding : anchored_.findings) found(std::move(finding));
    verdict_.explained = std::move(anchored_.explained);
    return std::move(verdict_);
  }

 private:
  void found(Finding finding) {
    if (verdict_.findings.size() < kMostFindings) verdict_.findings.push_back(std::move(finding));
  }

  /// The next seals, as many as make a portion of entries.
  std::vector<StoredSeal> next_seals() {
    std::vector<StoredSeal> seals;
    std::int64_t entries = 0;
    for (const auto& row : db_.run(sql::seals_after, db::Params::of(number_, kSeals))) {
      seals.push_back(read_seal(row));
      entries += seals.back().seal.batch.entries;
      if (entries >= kPortion) break;
    }
    return seals;
  }

  void check(const std::vector<StoredSeal>& seals) {
    auto rows = db_.run(sql::entries_between,
                        db::Params::of(until_xid_, std::max(until_xid_, seals.back().seal.until_xid), nullptr));
    std::size_t next = 0;
    for (const auto& stored : seals) {
      check_chain(stored);
      BatchBuilder builder;
      for (; next < rows.size() && rows[next].integer("xid") < stored.seal.until_xid; ++next) builder.add(rows[next]);
      auto actual = builder.finish();
      verdict_.entries += actual.entries;
      compare(stored.seal, actual);
      ++verdict_.seals;
      number_ = stored.seal.number;
      until_xid_ = std::max(until_xid_, stored.seal.until_xid);
      previous_ = stored.signature;
    }
  }

  void check_chain(const StoredSeal& stored) {
    const Seal& seal = stored.seal;
    bool follows = seal.number == number_ + 1;
    if (!follows)
      found({.kind = "seal_removed",
             .position = verdict_.last_position + 1,
             .seal = number_ + 1,
             .until = seal.number - 1});
    auto key = keys_.find(seal.key_id);
    if (!key) {
      found({.kind = "seal_key_missing", .seal = seal.number});
    } else if (follows) {  // after a gap the one before is not known
      bool right = stored.form == kForm && seal.from_xid == until_xid_ &&
                   crypto::equal(sign(prepared(*key), seal, previous_), stored.signature);
      if (!right) found({.kind = "seal_damaged", .position = first_position(seal), .seal = seal.number});
    }
    while (next_anchored_ != anchored_.seals.end() && next_anchored_->first < seal.number) ++next_anchored_;
    if (next_anchored_ == anchored_.seals.end() || next_anchored_->first != seal.number) return;
    if (crypto::equal(next_anchored_->second, stored.signature))
      verdict_.anchored_to = seal.number;
    else
      found({.kind = "rewritten", .position = first_position(seal), .seal = seal.number});
    ++next_anchored_;
  }

  static std::int64_t first_position(const Seal& seal) {
    return seal.batch.marks.size() < kMark ? 0 : position_of(mark_at(seal.batch.marks, 0));
  }

  /// Names the entries that are not as the seal knows them.
  void compare(const Seal& seal, const Batch& actual) {
    const auto& expected = seal.batch;
    for (std::size_t i = 0; i < actual.marks.size() / kMark; ++i)
      verdict_.last_position = std::max(verdict_.last_position, position_of(mark_at(actual.marks, i)));
    if (actual.digest == expected.digest && actual.marks == expected.marks && actual.entries == expected.entries)
      return;
    std::map<std::int64_t, std::string_view> left;
    for (std::size_t i = 0; i < actual.marks.size() / kMark; ++i)
      left.emplace(position_of(mark_at(actual.marks, i)), mark_at(actual.marks, i));
    bool told = false;
    auto tell = [&](const char* kind, std::int64_t position) {
      told = true;
      found({.kind = kind, .position = position, .seal = seal.number});
    };
    for (std::size_t i = 0; i < expected.marks.size() / kMark; ++i) {
      auto mark = mark_at(expected.marks, i);
      auto found_mark = left.find(position_of(mark));
      if (found_mark == left.end())
        tell("removed", position_of(mark));
      else if (found_mark->second != mark)
        tell("changed", position_of(mark));
      if (found_mark != left.end()) left.erase(found_mark);
    }
    for (const auto& [position, mark] : left) tell("inserted", position);
    if (!told) tell("batch_damaged", first_position(seal));
  }

  const crypto::MacKey& prepared(const crypto::Key& key) {
    auto known = prepared_.find(key.id);
    if (known == prepared_.end()) known = prepared_.emplace(key.id, sealing_key(key.secret)).first;
    return known->second;
  }

  db::Connection& db_;
  const crypto::KeyRing& keys_;
  std::int64_t anchor_bytes_ = 0;
  Anchored anchored_;
  std::vector<AnchoredSeal>::const_iterator next_anchored_;
  std::map<std::string, crypto::MacKey> prepared_;
  Verdict verdict_;
  std::int64_t number_ = 0;     // of the last seal read
  std::int64_t until_xid_ = 0;  // where it ended
  std::string previous_ = no_seal();
};

}  // namespace

Verdict verify(db::Connection& db, const crypto::KeyRing& keys, const std::string& anchor) {
  // The anchor is read first: what it holds, the database held before.
  return Verifier(db, keys, Anchor(anchor)).run();
}

std::vector<std::string> in_words(const Verdict& verdict, const text::Messages& messages, std::string_view language) {
  std::vector<std::string> lines;
  auto say = [&](const std::string& key, const std::map<std::string, std::string>& values) {
    lines.push_back(messages.text(language, "audit_verify." + key, values));
  };
  for (const auto& finding : verdict.findings)
    say(finding.kind, {{"position", std::to_string(finding.position)},
                       {"seal", std::to_string(finding.seal)},
                       {"until", std::to_string(finding.until)}});
  for (const auto& reason : verdict.explained) say("explained", {{"reason", reason}});
  say(verdict.intact() ? "intact" : "not_intact", {{"entries", std::to_string(verdict.entries)},
                                                   {"seals", std::to_string(verdict.seals)},
                                                   {"anchored_to", std::to_string(verdict.anchored_to)},
                                                   {"findings", std::to_string(verdict.findings.size())}});
  if (verdict.unsealed > 0)
    say("unsealed", {{"entries", std::to_string(verdict.unsealed)}, {"oldest", to_text(*verdict.oldest_unsealed)}});
  return lines;
}

}  // namespace linli::audit
