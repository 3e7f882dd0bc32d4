#pragma once
#include <memory>
#include <string>

#include "platform/cluster/cluster.hpp"

namespace linli::server {

/// The database a maintenance command works on: the one given by URL (argument, or DIR/config.yaml), that of the
/// program which serves DIR now, or DIR's own cluster, started for as long as this object lives.
class Instance {
 public:
  enum class Missing { refuse, create };
  /// `data_dir` may be empty if `url` is not. A DIR without a cluster may belong to a program that was started with
  /// --database: it is refused unless told to create one. Throws Refused{"no_such_data_dir"} {dir},
  /// {"no_database_here"} {dir}, and what Cluster throws.
  Instance(const std::string& data_dir, const std::string& url, Missing missing = Missing::refuse);
  const std::string& conninfo() const { return conninfo_; }
  bool is_external() const { return external_; }
  /// Throws Refused{"data_dir_needed"} if only a URL was given.
  const cluster::Layout& layout() const;

 private:
  std::unique_ptr<cluster::Layout> layout_;
  std::unique_ptr<cluster::Cluster> own_;
  std::string conninfo_;
  bool external_ = false;
};

/// The layout of an instance that exists; throws Refused{"no_such_data_dir"} {dir}.
cluster::Layout existing_layout(const std::string& data_dir);

/// The text of a file that exists; throws Refused{"no_such_file"} {path} or {"cannot_read"} {path, error}.
std::string existing_file(const std::string& path);

}  // namespace linli::server
