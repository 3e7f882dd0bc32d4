// linli_test_cluster DIR: serves the throw-away cluster in DIR until no test program has held DIR.users for a while.
// Then it ends the cluster and removes DIR, so that whatever went wrong in it is gone next time.
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <filesystem>
#include <thread>

#include "kernel/refusal.hpp"
#include "platform/cluster/cluster.hpp"

using namespace std::chrono_literals;

int main(int argc, char** argv) try {
  if (argc != 2) return 2;
  const std::string directory = argv[1];
  const auto idle_limit = 10min;
  int start = open((directory + ".start").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  int users = open((directory + ".users").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  // A predecessor that left something did not end the clean way below.
  linli::cluster::end_orphan(linli::cluster::Layout(directory));
  std::filesystem::remove_all(directory);
  {
    linli::cluster::Cluster cluster(
        {.directory = directory, .durable = false, .max_connections = 600, .shared_buffers_mb = 256});
    auto used = std::chrono::steady_clock::now();
    for (;;) {
      std::this_thread::sleep_for(200ms);
      if (!std::filesystem::exists(directory)) return 0;
      if (flock(users, LOCK_EX | LOCK_NB) != 0) {
        used = std::chrono::steady_clock::now();
        continue;
      }
      flock(users, LOCK_UN);
      if (std::chrono::steady_clock::now() - used < idle_limit) continue;
      if (flock(start, LOCK_EX | LOCK_NB) != 0) continue;  // somebody is just coming
      if (flock(users, LOCK_EX | LOCK_NB) == 0) break;     // both are held until the end: whoever comes now waits
      flock(start, LOCK_UN);
    }
  }
  std::filesystem::remove_all(directory);
  return 0;
} catch (const linli::Refused& refused) {
  std::fprintf(stderr, "test cluster: %s", refused.what());
  for (const auto& [name, value] : refused.values) std::fprintf(stderr, " %s=%s", name.c_str(), value.c_str());
  std::fprintf(stderr, "\n");
  return 1;
}
