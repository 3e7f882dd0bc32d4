#include <filesystem>
#include <fstream>
#include <sstream>

#include "platform/app/module.hpp"
#include "platform/yaml/strict.hpp"

namespace linli::app {

void Config::read_file() {
  const std::filesystem::path path = std::filesystem::path(data_dir) / "config.yaml";
  if (!std::filesystem::exists(path)) return;
  std::ifstream in(path);
  std::stringstream text;
  text << in.rdbuf();
  const YAML::Node root = yaml::load(text.str());
  if (root.IsNull()) return;
  yaml::Mistakes mistakes;
  mistakes.only_keys(root, "",
                     {"listen", "database_url", "time_zone", "city", "tls_certificate", "tls_key", "write_workers",
                      "read_workers", "slow_workers"});
  listen = mistakes.text_or(root, "listen", listen);
  database_url = mistakes.text_or(root, "database_url", database_url);
  time_zone = mistakes.text_or(root, "time_zone", time_zone);
  city = mistakes.text_or(root, "city", city);
  tls_certificate = mistakes.text_or(root, "tls_certificate", tls_certificate);
  tls_key = mistakes.text_or(root, "tls_key", tls_key);
  if (tls_certificate.empty() != tls_key.empty()) mistakes.add("tls_key", "config_tls_pair");
  for (auto [key, value] : {std::pair{"write_workers", &write_workers}, std::pair{"read_workers", &read_workers},
                            std::pair{"slow_workers", &slow_workers}}) {
    if (!root[key]) continue;
    *value = static_cast<int>(mistakes.integer(root, "", key));
    if (*value < 1 || *value > 256) mistakes.add(key, "config_worker_count");
  }
  mistakes.done();
}

}  // namespace linli::app
