#include "platform/personal/erasure.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "kernel/refusal.hpp"
#include "platform/disk/disk.hpp"
#include "platform/personal/instance_keys.hpp"
#include "platform/testing/database.hpp"
#include "platform/testing/shows.hpp"

namespace linli::personal {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::string refusal_of(const std::function<void()>& work) {
  try {
    work();
  } catch (const Refused& refused) {
    return refused.code;
  }
  return "";
}

class ErasureTest : public DatabaseTest {
 protected:
  void SetUp() override {
    db().script("TRUNCATE personal.value, personal.subject, personal.erasure, personal.instance_key");
    vault = open_vault(db(), keys_folder, now);
  }
  Ref person(const std::string& name) {
    db::Batch batch;
    auto subject = vault->create(batch, now);
    Uuid record = Uuid::v7(now);
    vault->put(batch, subject, record, {{"name", name}, {"phone", "13912340375"}});
    db().commit(batch);
    return {subject.id(), record};
  }
  void erase(const Ref& ref) {
    db::Batch batch;
    vault->erase(batch, ref.subject, now);
    db().commit(batch);
  }
  /// The personal tables as a backup would hold them.
  void back_up() {
    db().script(
        "DROP SCHEMA IF EXISTS backup CASCADE; CREATE SCHEMA backup;"
        "CREATE TABLE backup.subject AS TABLE personal.subject; CREATE TABLE backup.value AS TABLE personal.value;"
        "CREATE TABLE backup.erasure AS TABLE personal.erasure;"
        "CREATE TABLE backup.instance_key AS TABLE personal.instance_key");
  }
  void restore() {
    db().script(
        "TRUNCATE personal.value, personal.subject, personal.erasure, personal.instance_key;"
        "INSERT INTO personal.subject SELECT * FROM backup.subject;"
        "INSERT INTO personal.value SELECT * FROM backup.value;"
        "INSERT INTO personal.erasure SELECT * FROM backup.erasure;"
        "INSERT INTO personal.instance_key SELECT * FROM backup.instance_key");
  }
  std::string wrap_key_of(const Ref& ref) {
    return db().query("SELECT wrap_key FROM personal.subject WHERE id = $1", db::Params::of(ref.subject))[0].text(
        "wrap_key");
  }

  Instant now = parse_instant("2026-11-22T03:00:00Z");
  TestFolder folder;
  std::string keys_folder = folder.path() + "/keys";
  std::shared_ptr<Vault> vault;
};

TEST_F(ErasureTest, LeavesNothingToOpenFindOrWriteTo) {
  auto gone = person("Li"), other = person("Li");
  auto unlocked_before = vault->unlock(db(), gone.subject);
  erase(gone);
  EXPECT_THAT(vault->open(db(), gone), IsEmpty());
  EXPECT_THAT(vault->find(db(), "phone", "0375"), ElementsAre(other));
  EXPECT_EQ(refusal_of([&] { vault->unlock(db(), gone.subject); }), "person_erased");
  db::Batch late;
  vault->put(late, unlocked_before, gone.record, {{"name", "Li"}});
  db().commit(late);
  EXPECT_EQ(db().query("SELECT count(*) AS n FROM personal.value WHERE subject = $1", db::Params::of(gone.subject))[0]
                .integer("n"),
            0);
  EXPECT_EQ(vault->open(db(), other).at("name"), "Li");
  erase(gone);  // again: nothing happens
  EXPECT_EQ(db().query("SELECT count(*) AS n FROM personal.erasure")[0].integer("n"), 1);
}

TEST_F(ErasureTest, IsDoneAgainAfterABackupIsRestored) {
  auto gone = person("Li"), other = person("Wang");
  back_up();
  erase(gone);
  EXPECT_EQ(journal_erasures(db(), vault->keys()), 1u);
  EXPECT_EQ(journal_erasures(db(), vault->keys()), 0u);
  restore();
  EXPECT_EQ(vault->open(db(), gone).at("name"), "Li");
  vault = open_vault(db(), keys_folder, now);
  EXPECT_THAT(vault->open(db(), gone), IsEmpty());
  EXPECT_THAT(vault->find(db(), "name", "li"), IsEmpty());
  EXPECT_EQ(vault->open(db(), other).at("name"), "Wang");
}

TEST_F(ErasureTest, ReachesTheJournalAtTheNextStartIfACrashCameFirst) {
  auto gone = person("Li");
  back_up();
  erase(gone);
  open_vault(db(), keys_folder, now);
  restore();
  EXPECT_EQ(reapply_erasures(db(), vault->keys(), now).subjects, 1u);
}

TEST_F(ErasureTest, JournalBearsATornLineAndRefusesAChangedOne) {
  auto first = person("Li"), second = person("Wang");
  back_up();
  erase(first);
  journal_erasures(db(), vault->keys());
  disk::append(journal_path(vault->keys()), "erased 0199", 0600);  // a crash in the middle of a line
  erase(second);
  EXPECT_EQ(journal_erasures(db(), vault->keys()), 1u);
  restore();
  EXPECT_EQ(reapply_erasures(db(), vault->keys(), now).subjects, 2u);

  auto text = *disk::read(journal_path(vault->keys()));
  text[10] = text[10] == '0' ? '1' : '0';
  disk::write(journal_path(vault->keys()), text, 0600);
  EXPECT_EQ(refusal_of([&] { open_vault(db(), keys_folder, now); }), "erasure_journal_damaged");
}

TEST_F(ErasureTest, RotationMovesTheLivingAndMakesOldBackupsUnreadable) {
  std::vector<Ref> people;
  for (int i = 0; i < 450; ++i) people.push_back(person("Li"));
  auto old_key = wrap_key_of(people[0]);
  back_up();
  erase(people[0]);
  auto new_key = rotate_wrap_key(db(), vault->keys(), now);
  auto late = person("Zhao");
  EXPECT_EQ(wrap_key_of(late), new_key);
  EXPECT_EQ(left_to_rewrap(db(), vault->keys()), 449);
  auto long_after = now + std::chrono::days(31);
  EXPECT_THAT(retire_wrap_keys(db(), vault->keys(), long_after, std::chrono::days(30)), IsEmpty()) << "still in use";
  while (rewrap(db(), vault->keys(), 250) > 0) {
  }
  EXPECT_EQ(left_to_rewrap(db(), vault->keys()), 0);
  EXPECT_EQ(vault->open(db(), people[449]).at("name"), "Li");

  EXPECT_THAT(retire_wrap_keys(db(), vault->keys(), now + std::chrono::days(29), std::chrono::days(30)), IsEmpty());
  EXPECT_THAT(retire_wrap_keys(db(), vault->keys(), now + std::chrono::minutes(59), std::chrono::seconds(0)),
              IsEmpty());
  EXPECT_THAT(retire_wrap_keys(db(), vault->keys(), long_after, std::chrono::days(30)), ElementsAre(old_key));
  EXPECT_EQ(vault->open(db(), people[449]).at("name"), "Li");
  for (const auto& file : fs::directory_iterator(keys_folder))
    EXPECT_EQ(file.path().string().find(old_key), std::string::npos) << file.path();

  restore();  // the erased person's key is in it, wrapped by a key that is nowhere any more
  EXPECT_EQ(refusal_of([&] { vault->open(db(), people[0]); }), "personal_key_missing");
  vault = open_vault(db(), keys_folder, now);
  EXPECT_THAT(vault->open(db(), people[0]), IsEmpty());
}

TEST_F(ErasureTest, StartIsRefusedWithoutTheKeysThisDatabaseKnows) {
  auto ref = person("Li");
  fs::rename(keys_folder, keys_folder + "-away");
  EXPECT_EQ(refusal_of([&] { open_vault(db(), keys_folder, now); }), "instance_keys_missing");
  EXPECT_FALSE(fs::exists(keys_folder)) << "no new keys in place of the lost ones";
  fs::rename(keys_folder + "-away", keys_folder);
  EXPECT_EQ(open_vault(db(), keys_folder, now)->open(db(), ref).at("name"), "Li");
}

TEST_F(ErasureTest, KeysAreReadableByTheirOwnerOnly) {
  EXPECT_EQ(fs::status(keys_folder).permissions(), fs::perms::owner_all);
  for (const auto& file : fs::directory_iterator(keys_folder))
    EXPECT_EQ(file.status().permissions(), fs::perms::owner_read | fs::perms::owner_write) << file.path();
  fs::permissions(keys_folder, fs::perms::owner_all | fs::perms::group_read);
  EXPECT_EQ(refusal_of([&] { open_vault(db(), keys_folder, now); }), "key_folder_open");
}

TEST_F(ErasureTest, KeyCopyBringsKeysAndJournalToAnotherMachine) {
  auto ref = person("Li"), gone = person("Wang");
  back_up();
  erase(gone);
  journal_erasures(db(), vault->keys());
  EXPECT_FALSE(keys_exported_at(vault->keys()));
  EXPECT_EQ(refusal_of([&] { export_keys(vault->keys(), "short", now); }), "passphrase_too_short");
  auto copy = export_keys(vault->keys(), "a long enough passphrase", now);
  EXPECT_EQ(keys_exported_at(vault->keys()), now);
  for (const auto& key : key_status(vault->keys())) EXPECT_TRUE(key.exported && key.current) << key.id;
  for (const auto& key : vault->keys().all())
    EXPECT_EQ(copy.find(crypto::to_base64url(key->secret.view()).substr(0, 20)), std::string::npos);

  crypto::KeyRing elsewhere(folder.path() + "/elsewhere");
  EXPECT_EQ(refusal_of([&] { import_keys(elsewhere, copy, "a wrong passphrase"); }), "passphrase_wrong");
  auto changed = copy;
  auto& letter = changed[changed.size() - 20];
  letter = letter == 'A' ? 'B' : 'A';
  EXPECT_EQ(refusal_of([&] { import_keys(elsewhere, changed, "a long enough passphrase"); }), "passphrase_wrong");
  EXPECT_EQ(refusal_of([&] { import_keys(elsewhere, copy.substr(0, 60), "a long enough passphrase"); }),
            "key_copy_damaged");
  EXPECT_THAT(elsewhere.all(), IsEmpty());

  import_keys(elsewhere, copy, "a long enough passphrase");
  import_keys(elsewhere, copy, "a long enough passphrase");  // again: nothing happens
  restore();
  auto there = open_vault(db(), elsewhere.folder(), now);
  EXPECT_EQ(there->open(db(), ref).at("name"), "Li");
  EXPECT_THAT(there->open(db(), gone), IsEmpty());

  rotate_wrap_key(db(), vault->keys(), now);
  EXPECT_EQ(refusal_of([&] { import_keys(vault->keys(), copy, "a long enough passphrase"); }), "other_keys_present");
  EXPECT_TRUE(
      std::ranges::any_of(key_status(vault->keys()), [](const auto& key) { return key.current && !key.exported; }));
}

TEST_F(ErasureTest, TwoProcessesSeeOneAnothersKeys) {
  crypto::KeyRing other(keys_folder);
  auto id = rotate_wrap_key(db(), vault->keys(), now);
  EXPECT_EQ(other.current(crypto::KeyUse::wrap)->id, id);
  EXPECT_NE(other.find(id), nullptr);
}

}  // namespace
}  // namespace linli::personal
