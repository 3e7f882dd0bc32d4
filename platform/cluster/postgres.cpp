#include "platform/cluster/postgres.hpp"

#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "kernel/refusal.hpp"

namespace linli::cluster {
namespace fs = std::filesystem;
namespace {

constexpr int kOldest = 15;

/// What to type so that the newest installed server takes the cluster over, as root or as the cluster's own user.
std::string upgrade_command(const std::string& pg_folder, int has, const Postgres& to) {
  std::string old = std::to_string(has), fresh = pg_folder + "." + std::to_string(to.major);
  std::string work = to.program("initdb") + " -D " + fresh + " -U linli -E UTF8 --locale=C.UTF-8 -k && cd " + fresh +
                     " && " + to.program("pg_upgrade") + " -U linli -b /usr/lib/postgresql/" + old + "/bin -B " +
                     to.bin + " -d " + pg_folder + " -D " + fresh;
  struct stat s {};
  const passwd* owner = stat(pg_folder.c_str(), &s) == 0 ? getpwuid(s.st_uid) : nullptr;
  if (geteuid() == 0 && owner)
    work = "install -d -m 700 -o " + std::string(owner->pw_name) + " " + fresh + " && su " + owner->pw_name + " -c '" +
           work + "'";
  return "apt-get install postgresql-" + old + " postgresql-" + old + "-postgis-3 && " + work + " && mv " + pg_folder +
         " " + pg_folder + "." + old + " && mv " + fresh + " " + pg_folder;
}

Refused other_version(const std::string& pg_folder, int has) {
  auto all = installed_postgres();
  if (all.empty()) throw Refused{"no_postgresql"};
  return Refused{"other_postgresql",
                 {{"has", std::to_string(has)},
                  {"installed", std::to_string(all.back().major)},
                  {"command", upgrade_command(pg_folder, has, all.back())}}};
}

}  // namespace

std::vector<Postgres> installed_postgres() {
  std::vector<Postgres> found;
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator("/usr/lib/postgresql", ignored)) {
    std::string version = entry.path().filename().string();
    if (version.find_first_not_of("0123456789") != std::string::npos) continue;
    if (!fs::exists(entry.path() / "bin/postgres")) continue;
    found.push_back({std::stoi(version), (entry.path() / "bin").string(),
                     fs::exists("/usr/share/postgresql/" + version + "/extension/postgis.control")});
  }
  std::sort(found.begin(), found.end(), [](const Postgres& a, const Postgres& b) { return a.major < b.major; });
  return found;
}

Postgres newest_postgres() {
  auto all = installed_postgres();
  for (auto at = all.rbegin(); at != all.rend(); ++at)
    if (at->major >= kOldest && at->has_postgis) return *at;
  throw Refused{"no_postgresql"};
}

Postgres postgres_for(const std::string& pg_folder) {
  int has = 0;
  std::ifstream(pg_folder + "/PG_VERSION") >> has;
  for (const auto& server : installed_postgres())
    if (server.major == has) return server;
  throw other_version(pg_folder, has);
}

}  // namespace linli::cluster
