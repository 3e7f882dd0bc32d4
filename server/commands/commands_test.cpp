#include "server/commands/commands.hpp"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <filesystem>
#include <fstream>

#include "kernel/refusal.hpp"
#include "platform/cluster/backup.hpp"
#include "platform/crypto/key_ring.hpp"
#include "platform/db/connection.hpp"
#include "platform/testing/database.hpp"

namespace linli::server {
namespace {

namespace fs = std::filesystem;

/// What came of a command line: exit code, what was printed, or the refusal's code.
struct Result {
  int code = -1;
  std::string output, refusal;
};

Result run(std::vector<std::string> arguments) {
  CLI::App cli;
  cli.require_subcommand(1);
  Chosen chosen;
  add_maintenance(cli, chosen);
  std::reverse(arguments.begin(), arguments.end());  // as CLI11 takes them
  Result result;
  ::testing::internal::CaptureStdout();
  try {
    cli.parse(arguments);
    result.code = chosen();
  } catch (const Refused& refused) {
    result.refusal = refused.code;
  } catch (const CLI::ParseError& error) {
    result.refusal = "usage";
  }
  result.output = ::testing::internal::GetCapturedStdout();
  return result;
}

/// One instance for all tests: migrated, with keys, not served.
class CommandsTest : public ::testing::Test {
 protected:
  struct Made {
    TestFolder folder;
    std::string dir = folder.path() + "/data";
    Result first;
    Made() {
      fs::create_directories(dir);
      first = run({"migrate", "--data", dir});
      crypto::KeyRing(dir + "/keys").create_missing(SystemClock().now());
    }
  };
  static inline std::unique_ptr<Made> made;
  static void SetUpTestSuite() { made = std::make_unique<Made>(); }
  static void TearDownTestSuite() { made.reset(); }
  void SetUp() override { setenv("LINLI_KEY_PASSPHRASE", "correct horse battery", 1); }

  TestFolder folder;
  const std::string& dir = made->dir;

  /// Levels by finding.
  static std::map<std::string, std::string> diagnosis(const std::string& data_dir) {
    std::map<std::string, std::string> found;
    auto json = boost::json::parse(run({"doctor", "--json", "--data", data_dir}).output);
    for (const auto& item : json.at("items").as_array())
      found[std::string(item.at("what").as_string())] = item.at("level").as_string();
    return found;
  }
};

TEST_F(CommandsTest, migrate_brings_a_new_folder_up_to_date_and_says_so_the_second_time) {
  EXPECT_EQ(made->first.code, 0);
  EXPECT_NE(made->first.output.find("incidents 0001"), std::string::npos);
  auto second = run({"migrate", "--data", dir});
  EXPECT_EQ(second.code, 0);
  EXPECT_EQ(second.output.find("incidents"), std::string::npos);
}

TEST_F(CommandsTest, migrate_takes_a_database_elsewhere) {
  TestDatabase elsewhere("elsewhere", TestDatabase::Schema::empty);
  EXPECT_EQ(run({"migrate", "--database", elsewhere.conninfo()}).code, 0);
  EXPECT_EQ(run({"migrate"}).refusal, "data_dir_needed");
}

TEST_F(CommandsTest, a_folder_that_does_not_exist_is_not_made) {
  for (std::vector<std::string> command :
       {std::vector<std::string>{"migrate"}, {"backup", "--to", "/tmp/x"}, {"keys", "list"}}) {
    command.insert(command.end(), {"--data", folder.path() + "/none"});
    EXPECT_EQ(run(command).refusal, "no_such_data_dir");
  }
  EXPECT_FALSE(fs::exists(folder.path() + "/none"));
}

TEST_F(CommandsTest, a_folder_whose_database_is_elsewhere_is_not_backed_up_as_if_it_were_empty) {
  const std::string bare = folder.path() + "/bare";
  fs::create_directories(bare + "/files");
  EXPECT_EQ(run({"backup", "--data", bare, "--to", folder.path() + "/b"}).refusal, "no_database_here");
  EXPECT_FALSE(fs::exists(bare + "/pg"));
}

TEST_F(CommandsTest, backup_restore_and_the_keys_that_were_brought_make_a_whole_instance) {
  const std::string copy = folder.path() + "/backup.tar", keys = folder.path() + "/keys.txt",
                    fresh = folder.path() + "/new";
  ASSERT_EQ(run({"backup", "--data", dir, "--to", copy}).code, 0);
  ASSERT_EQ(run({"keys", "export", "--data", dir, "--to", keys}).code, 0);
  ASSERT_EQ(run({"restore", "--from", copy, "--data", fresh}).code, 0);
  EXPECT_FALSE(fs::exists(fresh + "/keys"));
  EXPECT_EQ(diagnosis(fresh)["keys.none"], "warning");
  ASSERT_EQ(run({"keys", "import", "--data", fresh, "--from", keys}).code, 0);
  EXPECT_EQ(crypto::KeyRing(fresh + "/keys").all().size(), crypto::KeyRing(dir + "/keys").all().size());
  auto found = diagnosis(fresh);
  EXPECT_EQ(found["schema.current"], "well");
  EXPECT_EQ(found["audit.empty"], "well");
  EXPECT_EQ(run({"restore", "--from", copy, "--data", fresh}).refusal, "restore_target_not_empty");
}

TEST_F(CommandsTest, keys_leave_only_under_a_passphrase_that_no_argument_shows) {
  const std::string to = folder.path() + "/keys.txt";
  EXPECT_EQ(run({"keys", "export", "--data", dir, "--to", to, "--passphrase", "x"}).refusal, "usage");
  unsetenv("LINLI_KEY_PASSPHRASE");
  EXPECT_EQ(run({"keys", "export", "--data", dir, "--to", to}).refusal, "passphrase_needed");
  const std::string file = folder.path() + "/passphrase";
  std::ofstream(file) << "short\n";
  EXPECT_EQ(run({"keys", "export", "--data", dir, "--to", to, "--passphrase-file", file}).refusal,
            "passphrase_too_short");
  EXPECT_FALSE(fs::exists(to));
  std::ofstream(file) << "long enough to be kept\n";
  EXPECT_EQ(run({"keys", "export", "--data", dir, "--to", to, "--passphrase-file", file}).code, 0);
  EXPECT_EQ(fs::status(to).permissions(), fs::perms(0600));
  EXPECT_EQ(run({"keys", "export", "--data", dir, "--to", to, "--passphrase-file", file}).refusal,
            "backup_target_exists");
  std::ofstream(file) << "another passphrase\n";
  EXPECT_EQ(run({"keys", "import", "--data", dir, "--from", to, "--passphrase-file", file}).refusal,
            "passphrase_wrong");
}

TEST_F(CommandsTest, doctor_names_what_is_wrong_and_its_exit_code_says_how_bad) {
  auto dead = "INSERT INTO outbox.job (name, arguments, due, dead_at, error) VALUES ('x', '{}', $1, $1, 'no')";
  const std::string sick = folder.path() + "/sick";
  fs::copy(dir, sick, fs::copy_options::recursive);
  {
    cluster::Cluster cluster({.directory = sick});
    db::Connection db(cluster.conninfo());
    db.query(dead, db::Params::of(SystemClock().now()));
    EXPECT_EQ(diagnosis(sick)["jobs.dead"], "warning");
    EXPECT_EQ(diagnosis(sick).count("served"), 1u);
    db.script("DELETE FROM meta.migration WHERE part = 'incidents'");
    EXPECT_EQ(diagnosis(sick)["schema.behind"], "fault");
    EXPECT_EQ(run({"doctor", "--data", sick}).code, 2);
    db.script("UPDATE meta.migration SET checksum = 'other' WHERE part = 'outbox'");
    EXPECT_EQ(diagnosis(sick)["refused"], "fault");
  }
  EXPECT_EQ(diagnosis(sick)["tls.none"], "well");
  ASSERT_EQ(run({"tls", "self-signed", "--data", sick, "city.example"}).code, 0);
  EXPECT_EQ(run({"tls", "self-signed", "--data", sick, "city.example"}).refusal, "tls_exists");
  EXPECT_EQ(diagnosis(sick)["tls.valid"], "well");
  fs::permissions(sick + "/keys", fs::perms(0755));
  EXPECT_EQ(diagnosis(sick)["refused"], "fault");
  EXPECT_EQ(diagnosis(dir).count("not_served"), 1u);
}

}  // namespace
}  // namespace linli::server
