#include "platform/cluster/backup.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <functional>
#include <memory>

#include "kernel/refusal.hpp"
#include "platform/db/connection.hpp"
#include "platform/testing/database.hpp"

namespace linli::cluster {
namespace {

namespace fs = std::filesystem;
const Instant kNow = parse_instant("2026-11-22T02:00:00Z");

/// One running instance for all tests, and its backup.
class BackupTest : public ::testing::Test {
 protected:
  struct Source {
    TestFolder folder;
    std::string dir = folder.path() + "/data", copy = folder.path() + "/copy";
    Cluster cluster{settings_for(dir)};
    BackupSummary summary;
    Source() {
      db::Connection db(cluster.conninfo());
      db.script("CREATE TABLE public.kept (id int PRIMARY KEY)");
      db.script("INSERT INTO public.kept SELECT generate_series(1, 1000)");
      for (const char* sub : {"files/ab", "keys", "anchors"}) fs::create_directories(dir + "/" + sub);
      std::ofstream(dir + "/files/ab/abcd") << "a photo";
      std::ofstream(dir + "/keys/secret.key") << "secret";
      std::ofstream(dir + "/anchors/audit.anchor") << "seal 1";
      std::ofstream(dir + "/config.yaml") << "city: '4401'\n";
      summary = backup(cluster.layout(), cluster.conninfo(), copy, kNow);
      db.script("DELETE FROM public.kept WHERE id > 500");
    }
  };
  static inline std::unique_ptr<Source> source;
  static void SetUpTestSuite() { source = std::make_unique<Source>(); }
  static void TearDownTestSuite() { source.reset(); }

  TestFolder folder;
  std::string elsewhere = folder.path() + "/restored";

  static Settings settings_for(const std::string& directory) {
    return {.directory = directory, .durable = false, .max_connections = 20, .shared_buffers_mb = 16};
  }
  std::string refusal(const std::function<void()>& work) {
    try {
      work();
    } catch (const Refused& refused) {
      return refused.code;
    }
    return "";
  }
  std::string refused_restore(const std::string& from) {
    return refusal([&] { restore(from, settings_for(elsewhere)); });
  }
  void expect_restored(int rows) {
    Cluster cluster(settings_for(elsewhere));
    db::Connection db(cluster.conninfo());
    EXPECT_EQ(db.query("SELECT count(*) AS n FROM public.kept").first()->integer("n"), rows);
    EXPECT_TRUE(fs::exists(elsewhere + "/files/ab/abcd"));
    EXPECT_TRUE(fs::exists(elsewhere + "/anchors/audit.anchor"));
    EXPECT_TRUE(fs::exists(elsewhere + "/config.yaml"));
  }
  static int keys_in(const std::string& below) {
    int found = 0;
    for (const auto& entry : fs::recursive_directory_iterator(below))
      found += entry.path().filename().string().find("secret") != std::string::npos;
    return found;
  }
};

TEST_F(BackupTest, of_a_running_instance_brings_back_the_same_rows_and_files_without_keys) {
  EXPECT_EQ(source->summary.files, 1);
  EXPECT_EQ(last_backup(source->cluster.layout()), kNow);
  EXPECT_EQ(keys_in(source->dir), 1);
  EXPECT_EQ(keys_in(source->copy), 0);
  EXPECT_EQ(restore(source->copy, settings_for(elsewhere)).made_at, kNow);
  expect_restored(1000);
  EXPECT_EQ(keys_in(elsewhere), 0);
}

TEST_F(BackupTest, can_be_one_file_and_never_overwrites_one) {
  auto make = [&] { backup(source->cluster.layout(), source->cluster.conninfo(), folder.path() + "/b.tar.gz", kNow); };
  make();
  EXPECT_EQ(refusal(make), "backup_target_exists");
  restore(folder.path() + "/b.tar.gz", settings_for(elsewhere));
  expect_restored(500);
}

TEST_F(BackupTest, is_not_restored_over_anything) {
  fs::create_directories(elsewhere);
  std::ofstream(elsewhere + "/diary.txt") << "mine";
  EXPECT_EQ(refused_restore(source->copy), "restore_target_not_empty");
  EXPECT_TRUE(fs::exists(elsewhere + "/diary.txt"));
}

TEST_F(BackupTest, something_else_is_not_restored) {
  fs::create_directories(folder.path() + "/empty");
  EXPECT_EQ(refused_restore(folder.path() + "/empty"), "not_a_backup");
  EXPECT_EQ(refused_restore(folder.path() + "/none.tar"), "not_a_backup");
  EXPECT_FALSE(fs::exists(elsewhere));
}

TEST_F(BackupTest, a_changed_byte_is_noticed_and_nothing_is_restored) {
  const std::string damaged = folder.path() + "/damaged";
  fs::copy(source->copy, damaged, fs::copy_options::recursive);
  {
    std::fstream file(damaged + "/pg/global/pg_filenode.map", std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(100);
    file.put('x');
  }
  EXPECT_EQ(refused_restore(damaged), "backup_damaged");
  EXPECT_FALSE(fs::exists(elsewhere));
}

TEST_F(BackupTest, that_fails_leaves_nothing_under_its_name) {
  const std::string copy = folder.path() + "/copy";
  EXPECT_EQ(refusal([&] { backup(source->cluster.layout(), "host=/tmp/no/such user=linli", copy, kNow); }),
            "backup_failed");
  EXPECT_FALSE(fs::exists(copy));
  EXPECT_FALSE(fs::exists(copy + ".partial"));
}

}  // namespace
}  // namespace linli::cluster
