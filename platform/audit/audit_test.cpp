#include "platform/audit/audit.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <filesystem>
#include <thread>

#include "audit_sql.hpp"
#include "platform/audit/sealer.hpp"
#include "platform/audit/verify.hpp"
#include "platform/disk/disk.hpp"
#include "platform/testing/database.hpp"
#include "platform/testing/shows.hpp"
#include "platform/text/messages.hpp"

namespace linli::audit {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// A log of twelve entries under four seals, three each, in a database of its own.
class AuditTest : public ::testing::Test {
 protected:
  void SetUp() override {
    keys->create_missing(now);
    open_months(db, now);
    for (int batch = 0; batch < 4; ++batch) {
      for (int i = 0; i < 3; ++i) write("act." + std::to_string(3 * batch + i + 1));
      ASSERT_EQ(seal(), 3);
    }
  }
  void write(const std::string& action, Instant at = parse_instant("2026-11-22T03:00:00Z")) {
    boost::json::value detail = {{"z", 1}, {"a", "two"}};
    db::Batch batch;
    record(batch, {.at = at,
                   .who = &who,
                   .action = action,
                   .object = "incident:1",
                   .scope_code = "440104",
                   .request_id = "r",
                   .purpose = "",
                   .detail = &detail});
    db.commit(batch);
  }
  std::optional<std::int64_t> seal() {
    let_others_end();
    auto sealed = Sealer(*keys, anchor).seal(db, now);
    // A transaction of a neighbouring database that has just ended counts as ours until the server forgets it.
    for (int i = 0; i < 2000 && sealed == 0 && verdict().unsealed > 0; ++i) {
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
      sealed = Sealer(*keys, anchor).seal(db, now);
    }
    return sealed;
  }
  /// The server's own work in this database may hold the horizon back for a moment.
  void let_others_end() {
    auto newest = db.query("SELECT coalesce(max(xid), 0) AS xid FROM audit.entry")[0].integer("xid");
    for (int i = 0; i < 2000 && db.run(sql::horizon)[0].integer("xid") <= newest; ++i)
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  Verdict verdict() { return verify(db, *keys, anchor); }
  /// What somebody with all rights in the database can do.
  void tamper(const std::string& sql) {
    db.script("SET session_replication_role = replica;" + sql + "; SET session_replication_role = origin");
  }
  std::vector<std::string> findings() {
    std::vector<std::string> out;
    for (const auto& finding : verdict().findings) out.push_back(finding.kind + " " + std::to_string(finding.position));
    return out;
  }

  Instant now = parse_instant("2026-11-22T03:00:00Z");
  TestFolder folder;
  TestDatabase database{"audit"};
  db::Connection db = database.connect();
  access::Principal who;
  std::shared_ptr<crypto::KeyRing> keys = std::make_shared<crypto::KeyRing>(folder.path() + "/keys");
  std::string anchor = folder.path() + "/anchors/audit.anchor";
};

TEST_F(AuditTest, FindsAnUntouchedLogIntact) {
  auto found = verdict();
  EXPECT_TRUE(found.intact());
  EXPECT_EQ(found.entries, 12);
  EXPECT_EQ(found.seals, 4);
  EXPECT_EQ(found.anchored_to, 4);
  EXPECT_EQ(found.unsealed, 0);
  EXPECT_EQ(seal(), 0) << "nothing new, no seal";
  LINLI_SHOWS("DAT-09");
}

TEST_F(AuditTest, RefusesChangesThroughSql) {
  for (const char* sql : {"UPDATE audit.entry SET action = 'x'", "DELETE FROM audit.entry", "TRUNCATE audit.entry",
                          "TRUNCATE audit.entry_202611", "UPDATE audit.entry_202611 SET purpose = 'x'",
                          "UPDATE audit.seal SET entries = 1", "DELETE FROM audit.seal", "TRUNCATE audit.seal"}) {
    try {
      db.script(sql);
      ADD_FAILURE() << sql;
    } catch (const db::Failure& failure) {
      EXPECT_EQ(failure.constraint, "audit_append_only") << sql;
    }
  }
}

TEST_F(AuditTest, NamesAChangedEntryWhateverWasChanged) {
  for (const char* change :
       {"action = 'x'", "at = at + interval '1 microsecond'", "display = 'x'", "account = gen_random_uuid()",
        "object = 'x'", "scope_code = ''", "request_id = 'x'", "purpose = ' '", "detail = '{\"a\":\"two\",\"z\":1}'",
        "detail = NULL", "actor = 'system'"}) {
    tamper(std::string("CREATE TABLE kept AS TABLE audit.entry; UPDATE audit.entry SET ") + change +
           " WHERE position = 5");
    EXPECT_THAT(findings(), ElementsAre("changed 5")) << change;
    tamper("DELETE FROM audit.entry; INSERT INTO audit.entry SELECT * FROM kept; DROP TABLE kept");
    EXPECT_THAT(findings(), IsEmpty()) << change;
  }
}

TEST_F(AuditTest, NamesARemovedEntry) {
  tamper("DELETE FROM audit.entry WHERE position = 8");
  EXPECT_THAT(findings(), ElementsAre("removed 8"));
}

TEST_F(AuditTest, NamesAnInsertedEntry) {
  tamper(
      "INSERT INTO audit.entry SELECT xid, 100, at, actor, account, display, action, object, scope_code, request_id, "
      "purpose, detail FROM audit.entry WHERE position = 5");
  EXPECT_THAT(findings(), ElementsAre("inserted 100"));
}

TEST_F(AuditTest, NamesAnEntryMovedInTime) {
  tamper("UPDATE audit.entry SET xid = (SELECT xid FROM audit.entry WHERE position = 12) WHERE position = 2");
  EXPECT_THAT(findings(), ElementsAre("removed 2", "inserted 2"));
}

TEST_F(AuditTest, SeesEntriesThatChangedPlaces) {
  tamper(
      "UPDATE audit.entry e SET action = o.action FROM audit.entry o "
      "WHERE (e.position, o.position) IN ((4, 5), (5, 4))");
  EXPECT_THAT(findings(), ElementsAre("changed 4", "changed 5"));
}

TEST_F(AuditTest, SeesATailCutOffWithItsSeals) {
  tamper("DELETE FROM audit.entry WHERE position > 6; DELETE FROM audit.seal WHERE number > 2");
  auto found = verdict();
  ASSERT_EQ(found.findings.size(), 1u);
  EXPECT_EQ(found.findings[0].kind, "truncated");
  EXPECT_EQ(found.findings[0].position, 7);
  EXPECT_EQ(found.findings[0].seal, 3);
  EXPECT_EQ(found.findings[0].until, 4);
  tamper("DELETE FROM audit.entry; DELETE FROM audit.seal");
  EXPECT_THAT(findings(), ElementsAre("truncated 1"));
}

TEST_F(AuditTest, SeesATailCutOffAndGrownAnew) {
  tamper("DELETE FROM audit.entry WHERE position > 6; DELETE FROM audit.seal WHERE number > 2");
  for (int i = 0; i < 6; ++i) {
    write("new");
    seal();
  }
  auto found = verdict();
  ASSERT_FALSE(found.intact());
  EXPECT_EQ(found.findings[0].kind, "set_back");
  EXPECT_EQ(found.findings[0].seal, 3);
  accept_break(*keys, anchor, "restored from the backup of Sunday", now);
  EXPECT_TRUE(verdict().intact());
  EXPECT_THAT(verdict().explained, ElementsAre("restored from the backup of Sunday"));
  write("newer");
  seal();
  EXPECT_TRUE(verdict().intact());
  EXPECT_EQ(verdict().anchored_to, 9);
}

TEST_F(AuditTest, SeesRemovedAndChangedSeals) {
  tamper("CREATE TABLE kept AS TABLE audit.seal; DELETE FROM audit.seal WHERE number = 2");
  auto found = verdict();
  EXPECT_EQ(found.findings.at(0).kind, "seal_removed");
  EXPECT_EQ(found.findings.at(0).seal, 2);
  EXPECT_EQ(found.findings.at(0).position, 4);
  for (const char* change : {"entries = 4", "digest = sha256('x')", "until_xid = until_xid - 1", "marks = ''",
                             "sealed_at = sealed_at + interval '1 s'", "seal = sha256('x')", "form = 2"}) {
    tamper("DELETE FROM audit.seal; INSERT INTO audit.seal SELECT * FROM kept");
    ASSERT_TRUE(verdict().intact());
    tamper(std::string("UPDATE audit.seal SET ") + change + " WHERE number = 2");
    ASSERT_FALSE(verdict().intact()) << change;
    EXPECT_EQ(verdict().findings[0].seal, 2) << change;
  }
}

TEST_F(AuditTest, SeesAFullRewriteEvenWithTheSealKeyByAnAnchorKeptElsewhere) {
  auto elsewhere = folder.path() + "/copy-on-another-machine";
  fs::copy_file(anchor, elsewhere);
  tamper("UPDATE audit.entry SET action = 'other' WHERE position = 2; DELETE FROM audit.seal");
  fs::remove(anchor);
  ASSERT_EQ(seal(), 12);  // whoever has the host has the key
  EXPECT_TRUE(verdict().intact()) << "nothing on this host can tell";
  auto found = verify(db, *keys, elsewhere);
  ASSERT_FALSE(found.intact());
  EXPECT_EQ(found.findings[0].kind, "rewritten");
  EXPECT_EQ(found.findings[0].position, 1);
}

TEST_F(AuditTest, SeesAFullRewriteWithoutTheSealKey) {
  auto forger = std::make_shared<crypto::KeyRing>(folder.path() + "/forged");
  forger->create_missing(now);
  tamper("UPDATE audit.entry SET action = 'other' WHERE position = 2; DELETE FROM audit.seal");
  let_others_end();
  Sealer(*forger, folder.path() + "/forged.anchor").seal(db, now);
  auto found = verify(db, *keys, folder.path() + "/forged.anchor");
  ASSERT_FALSE(found.intact());
  EXPECT_EQ(found.findings[0].kind, "seal_key_missing");
  tamper("UPDATE audit.seal SET key_id = '" + keys->current(crypto::KeyUse::seal)->id + "'");
  EXPECT_EQ(verify(db, *keys, folder.path() + "/forged.anchor").findings.at(0).kind, "seal_damaged");
}

TEST_F(AuditTest, SaysSoWhenTheAnchorIsMissingOrDamaged) {
  auto text = *disk::read(anchor);
  fs::remove(anchor);
  EXPECT_THAT(findings(), ElementsAre("anchor_missing 0"));
  disk::write(anchor, text.substr(0, text.size() - 30), 0640);  // a crash while its last line was written
  EXPECT_TRUE(verdict().intact());
  EXPECT_EQ(verdict().anchored_to, 3);
  write("next");
  seal();
  EXPECT_TRUE(verdict().intact());
  EXPECT_EQ(verdict().anchored_to, 5);
  disk::write(anchor, text + "nonsense\n", 0640);
  EXPECT_THAT(findings(), ElementsAre("anchor_damaged 0"));
}

TEST_F(AuditTest, AnchorsAfterACrashWhatTheDatabaseAlreadyHolds) {
  auto before = *disk::read(anchor);
  write("next");
  seal();
  disk::write(anchor, before, 0640);  // killed between the two
  EXPECT_TRUE(verdict().intact());
  EXPECT_EQ(seal(), 0);
  EXPECT_EQ(verdict().anchored_to, 5);
}

TEST_F(AuditTest, LeavesEntriesOfOpenTransactionsForALaterSeal) {
  auto slow = database.connect();
  slow.script(
      "BEGIN; INSERT INTO audit.entry (at, actor, display, action, object, scope_code, request_id, purpose) "
      "VALUES ('2026-11-22T03:00:00Z', 'system', '', 'slow', '', '', '', '')");
  write("quick");  // a later position, committed earlier
  EXPECT_EQ(Sealer(*keys, anchor).seal(db, now), 0) << "the slow one may still come before it";
  EXPECT_EQ(verdict().unsealed, 1);
  slow.script("COMMIT");
  EXPECT_EQ(seal(), 2);
  EXPECT_TRUE(verdict().intact());
}

TEST_F(AuditTest, DoesNotWaitForOtherDatabasesOfTheServer) {
  TestDatabase neighbour{"audit_neighbour"};
  auto other = neighbour.connect();
  other.script("BEGIN; SELECT pg_current_xact_id()");
  write("next");
  EXPECT_EQ(seal(), 1);
  other.script("ROLLBACK");
}

TEST_F(AuditTest, SealsALargeTransactionWholeAndManyInPortions) {
  db.script(
      "INSERT INTO audit.entry (at, actor, display, action, object, scope_code, request_id, purpose) "
      "SELECT '2025-01-01T00:00:00Z', 'system', '', 'bulk', '', '', '', '' FROM generate_series(1, 20500)");
  for (int i = 0; i < 3; ++i) write("after");
  EXPECT_EQ(seal(), 20503);
  auto found = verdict();
  EXPECT_TRUE(found.intact());
  EXPECT_EQ(found.entries, 20515);
  EXPECT_EQ(found.seals, 6);
}

TEST_F(AuditTest, OneSealsAtATime) {
  auto other = database.connect();
  other.query("SELECT pg_advisory_lock(hashtextextended('audit.sealer', 0))");
  write("next");
  EXPECT_EQ(seal(), std::nullopt);
  other.query("SELECT pg_advisory_unlock(hashtextextended('audit.sealer', 0))");
  EXPECT_EQ(seal(), 1);
}

TEST_F(AuditTest, SaysItInWords) {
  auto messages = text::Messages();
  messages.add("zh-CN", "audit.yaml", *disk::read(source_dir() + "/policy/locale/zh-CN/audit.yaml"));
  for (const char* kind :
       {"changed", "removed", "inserted", "batch_damaged", "seal_removed", "seal_damaged", "seal_key_missing",
        "rewritten", "truncated", "set_back", "anchor_missing", "anchor_damaged"})
    EXPECT_TRUE(messages.has("zh-CN", std::string("audit_verify.") + kind)) << kind;
  tamper("DELETE FROM audit.entry WHERE position = 8");
  auto lines = in_words(verdict(), messages, "zh-CN");
  ASSERT_EQ(lines.size(), 2u);
  EXPECT_NE(lines[0].find("8"), std::string::npos);
}

}  // namespace
}  // namespace linli::audit
