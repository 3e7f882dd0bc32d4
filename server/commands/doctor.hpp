#pragma once
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "platform/cluster/data_dir.hpp"
#include "platform/db/connection.hpp"

namespace linli::server {

/// What was found out about one thing. Its texts are `cli.doctor.<what>.found` and `.mend`.
struct Symptom {
  enum class Level { well, warning, fault };
  Level level = Level::well;
  std::string what;  ///< "disk.low", "keys.not_copied" ...
  std::map<std::string, std::string> values;
};
using Symptoms = std::vector<Symptom>;

/// What can be seen without the database: folders and their rights, PostgreSQL's programs and version, disk space, keys
/// and their copies, the age of the last backup, clock, limit of open files, the end of the TLS `certificate` ("" for
/// none).
Symptoms examine_machine(const cluster::Layout& layout, Instant now, const std::string& certificate);
/// What the database says: damaged pages, migrations, dead letters, connections, known calendar years, territory, and,
/// unless `quick`, the audit log's seals from the first entry on.
Symptoms examine_database(db::Connection& db, const cluster::Layout& layout, Instant now, const CityZone& zone,
                          bool quick);

}  // namespace linli::server
