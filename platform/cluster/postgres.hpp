#pragma once
#include <string>
#include <vector>

namespace linli::cluster {

/// An installed PostgreSQL server: its major version and the folder of its programs.
struct Postgres {
  int major = 0;
  std::string bin;
  bool has_postgis = false;
  std::string program(const std::string& name) const { return bin + "/" + name; }
};

/// Every PostgreSQL server of this machine, oldest first (Debian's /usr/lib/postgresql/*/bin, then PATH).
std::vector<Postgres> installed_postgres();

/// The server for a new cluster: the newest (15 or later) that has PostGIS. Throws Refused{"no_postgresql"}.
Postgres newest_postgres();

/// The server for the cluster in `pg_folder`: of the same major version. Throws Refused{"other_postgresql"} (values:
/// has, installed, command) with the command that upgrades it.
Postgres postgres_for(const std::string& pg_folder);

}  // namespace linli::cluster
