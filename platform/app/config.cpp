#include <filesystem>
#include <fstream>
#include <sstream>

#include "kernel/refusal.hpp"
#include "platform/app/module.hpp"
#include "platform/http/outside.hpp"
#include "platform/yaml/strict.hpp"

namespace linli::app {
namespace {

namespace fs = std::filesystem;

/// Each text of a list; what is no list of texts is a mistake.
std::vector<std::string> texts(const YAML::Node& root, const char* key, yaml::Mistakes& mistakes) {
  std::vector<std::string> all;
  const YAML::Node list = root[key];
  if (!list || list.IsNull()) return all;
  if (!list.IsSequence()) mistakes.add(key, "yaml_not_a_list");
  for (std::size_t i = 0; list.IsSequence() && i < list.size(); ++i) {
    if (list[i].IsScalar() && !list[i].Scalar().empty())
      all.push_back(list[i].Scalar());
    else
      mistakes.add(key + ("[" + std::to_string(i) + "]"), "not_text");
  }
  return all;
}

/// Adds what `check` refuses as a mistake of the key.
void check(const char* key, yaml::Mistakes& mistakes, const std::function<void()>& check) {
  try {
    check();
  } catch (const Refused& refused) {
    mistakes.add(key, refused.code, refused.values);
  }
}

void read(Config& config, const YAML::Node& root, const fs::path& folder) {
  yaml::Mistakes mistakes;
  if (!mistakes.only_keys(root, "",
                          {"listen", "database_url", "time_zone", "city", "tls_certificate", "tls_key", "log_file",
                           "trusted_proxies", "map_origins", "write_workers", "read_workers", "slow_workers"}))
    mistakes.done();
  for (auto [key, value] : {std::pair{"listen", &config.listen}, std::pair{"database_url", &config.database_url},
                            std::pair{"time_zone", &config.time_zone}, std::pair{"city", &config.city}})
    if (root[key]) *value = mistakes.text(root, "", key);
  for (auto [key, value] : {std::pair{"tls_certificate", &config.tls_certificate},
                            std::pair{"tls_key", &config.tls_key}, std::pair{"log_file", &config.log_file}})
    if (root[key]) *value = (folder / mistakes.text(root, "", key)).lexically_normal().string();
  if (config.tls_certificate.empty() != config.tls_key.empty()) mistakes.add("tls_key", "config_tls_pair");
  config.trusted_proxies = texts(root, "trusted_proxies", mistakes);
  check("trusted_proxies", mistakes, [&] { http::Networks{config.trusted_proxies}; });
  config.map_origins = texts(root, "map_origins", mistakes);
  for (const std::string& origin : config.map_origins)
    check("map_origins", mistakes, [&] { http::check_origin(origin); });
  check("time_zone", mistakes, [&] { CityZone{config.time_zone}; });
  for (auto [key, value] :
       {std::pair{"write_workers", &config.write_workers}, std::pair{"read_workers", &config.read_workers},
        std::pair{"slow_workers", &config.slow_workers}}) {
    if (!root[key]) continue;
    *value = static_cast<int>(mistakes.integer(root, "", key));
    if (*value < 1 || *value > 256) mistakes.add(key, "config_worker_count");
  }
  mistakes.done();
}

}  // namespace

void Config::read_file() {
  const fs::path folder = fs::absolute(data_dir), path = folder / "config.yaml";
  if (fs::exists(path)) {
    std::ifstream in(path);
    std::stringstream text;
    text << in.rdbuf();
    if (!in) throw Refused{"config_unreadable", {{"path", path.string()}}};
    try {
      const YAML::Node root = yaml::load(text.str());
      if (!root.IsNull()) read(*this, root, folder);
    } catch (Refused& refused) {
      refused.code = "config_invalid";
      refused.values["path"] = path.string();
      throw;
    }
  }
  const fs::path own = folder / "tls/certificate.pem";  // where `linli tls self-signed` puts it
  if (tls_certificate.empty() && fs::exists(own)) {
    tls_certificate = own.string();
    tls_key = (folder / "tls/key.pem").string();
  }
}

std::vector<std::string> restart_needed(const Config& running, const Config& wanted) {
  std::vector<std::string> keys;
  auto compare = [&](const char* key, const auto& a, const auto& b) {
    if (a != b) keys.push_back(key);
  };
  compare("listen", running.listen, wanted.listen);
  compare("database_url", running.database_url, wanted.database_url);
  compare("time_zone", running.time_zone, wanted.time_zone);
  compare("city", running.city, wanted.city);
  compare("read_workers", running.read_workers, wanted.read_workers);
  compare("write_workers", running.write_workers, wanted.write_workers);
  compare("slow_workers", running.slow_workers, wanted.slow_workers);
  if (running.tls_certificate.empty() != wanted.tls_certificate.empty()) keys.push_back("tls_certificate");
  return keys;
}

}  // namespace linli::app
