#include "server/commands/instance.hpp"

#include <filesystem>
#include <system_error>

#include "kernel/refusal.hpp"
#include "platform/app/module.hpp"
#include "platform/disk/disk.hpp"

namespace linli::server {

cluster::Layout existing_layout(const std::string& data_dir) {
  cluster::Layout layout(data_dir);
  if (!std::filesystem::is_directory(layout.root)) throw Refused{"no_such_data_dir", {{"dir", layout.root}}};
  return layout;
}

std::string existing_file(const std::string& path) {
  try {
    if (auto text = disk::read(path)) return std::move(*text);
  } catch (const std::system_error& error) {
    throw Refused{"cannot_read", {{"path", path}, {"error", error.code().message()}}};
  }
  throw Refused{"no_such_file", {{"path", path}}};
}

Instance::Instance(const std::string& data_dir, const std::string& url, Missing missing)
    : conninfo_(url), external_(!url.empty()) {
  if (data_dir.empty()) {
    if (url.empty()) throw Refused{"data_dir_needed"};
    return;
  }
  layout_ = std::make_unique<cluster::Layout>(existing_layout(data_dir));
  if (external_) return;
  app::Config config;
  config.data_dir = layout_->root;
  config.read_file();
  if (!config.database_url.empty()) {
    external_ = true;
    conninfo_ = config.database_url;
  } else if (missing == Missing::refuse && !std::filesystem::exists(layout_->pg + "/PG_VERSION")) {
    throw Refused{"no_database_here", {{"dir", layout_->root}}};
  } else if (cluster::holder_of(*layout_) != 0) {
    conninfo_ = cluster::conninfo_of(*layout_);
  } else {
    own_ = std::make_unique<cluster::Cluster>(cluster::Settings{.directory = layout_->root});
    conninfo_ = own_->conninfo();
  }
}

const cluster::Layout& Instance::layout() const {
  if (!layout_) throw Refused{"data_dir_needed"};
  return *layout_;
}

}  // namespace linli::server
