#include "platform/cluster/postgres.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "kernel/refusal.hpp"

namespace linli::cluster {
namespace fs = std::filesystem;
namespace {

constexpr int kOldest = 15;

Refused other_version(const std::string& pg_folder, int has) {
  auto all = installed_postgres();
  std::string major = std::to_string(has);
  std::map<std::string, std::string> values{{"has", major}, {"installed", "-"}};
  if (all.empty()) {
    values["command"] = "apt-get install postgresql-" + major + " postgresql-" + major + "-postgis-3";
  } else {
    const auto& now = all.back();
    std::string fresh = pg_folder + "." + std::to_string(now.major);
    values["installed"] = std::to_string(now.major);
    values["command"] = "apt-get install postgresql-" + major + " postgresql-" + major + "-postgis-3 && " +
                        now.program("initdb") + " -D " + fresh + " -U linli -E UTF8 --locale=C.UTF-8 -k && " +
                        now.program("pg_upgrade") + " -U linli -b /usr/lib/postgresql/" + major + "/bin -B " + now.bin +
                        " -d " + pg_folder + " -D " + fresh + " && mv " + pg_folder + " " + pg_folder + "." + major +
                        " && mv " + fresh + " " + pg_folder;
  }
  return Refused{"other_postgresql", std::move(values)};
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
