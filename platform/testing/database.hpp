#pragma once
#include <gtest/gtest.h>

#include <optional>
#include <string>

#include "platform/db/connection.hpp"

namespace linli {

/// A fresh database on the throw-away cluster that all test programs of this user share; it is started when first
/// needed and ends by itself. Dropped at the end, or kept if a test failed, with the command that opens it printed.
class TestDatabase {
 public:
  enum class Schema {
    migrated,  ///< all migrations of all parts: a copy of a template made once per state of the migrations
    empty,     ///< the extensions and nothing else
  };
  /// `name` tells people what it is for; unique names are made from it.
  explicit TestDatabase(const std::string& name = "extra", Schema schema = Schema::migrated);
  ~TestDatabase();
  TestDatabase(const TestDatabase&) = delete;
  TestDatabase& operator=(const TestDatabase&) = delete;

  const std::string& conninfo() const { return conninfo_; }
  db::Connection connect() const { return db::Connection(conninfo_); }

 private:
  std::string name_, kept_name_, conninfo_;
};

/// The one database of this test program, migrated, made on first use.
TestDatabase& test_database();

/// For fixtures: a connection to the program's database. Tests of one program share the database: use ids of your own.
class DatabaseTest : public ::testing::Test {
 protected:
  db::Connection& db() {
    if (!connection_ || !connection_->alive()) connection_.emplace(test_database().connect());
    return *connection_;
  }

 private:
  std::optional<db::Connection> connection_;
};

/// Folder of the project's source, without a trailing slash.
inline std::string source_dir() { return LINLI_SOURCE_DIR; }

/// An empty folder of this test's own, removed with the object.
class TestFolder {
 public:
  TestFolder();
  ~TestFolder();
  TestFolder(const TestFolder&) = delete;
  TestFolder& operator=(const TestFolder&) = delete;
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

}  // namespace linli
