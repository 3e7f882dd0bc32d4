#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "platform/testing/database.hpp"

namespace linli {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> queries() {
  std::vector<fs::path> found;
  for (const char* root : {"platform", "modules"})
    for (const fs::directory_entry& file : fs::recursive_directory_iterator(fs::path(source_dir()) / root))
      if (file.path().extension() == ".sql" && file.path().parent_path().filename() == "sql") found.push_back(file.path());
  std::sort(found.begin(), found.end());
  return found;
}

std::string text_of(const fs::path& path) {
  std::ifstream in(path);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

class Queries : public DatabaseTest {};

TEST_F(Queries, AllPrepareAgainstTheMigratedSchema) {
  const std::vector<fs::path> files = queries();
  ASSERT_GT(files.size(), 50U);
  int number = 0;
  for (const fs::path& file : files) {
    if (text_of(file).find("CREATE TABLE") != std::string::npos) continue;  // PostgreSQL prepares no DDL
    try {
      db().script("prepare q" + std::to_string(number++) + " as " + text_of(file));
    } catch (const db::Failure& failure) {
      ADD_FAILURE() << fs::relative(file, source_dir()).string() << ": " << failure.what();
    }
  }
}

}  // namespace
}  // namespace linli
