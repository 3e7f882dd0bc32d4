#pragma once
#include <any>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <typeindex>
#include <unordered_map>
#include <vector>

#include "kernel/refusal.hpp"
#include "platform/http/call.hpp"
#include "platform/outbox/outbox.hpp"

namespace linli::workflow {
class Engine;
}
namespace linli::personal {
class Vault;
}
namespace linli::files {
class Store;
}
namespace linli::http {
class EventStream;
}

namespace linli::app {

/// Configuration of a running instance: DIR/config.yaml (unknown keys are fatal), over which the command line wins.
/// docs/howto/configure-an-instance.md says what each key means.
struct Config {
  std::string data_dir;
  std::string listen = "127.0.0.1:8080";
  std::string database_url;  ///< empty: the private cluster in data_dir
  std::string demo;          ///< "", "community", "street", "district", "city"
  std::string time_zone = "Asia/Shanghai";
  std::string tls_certificate, tls_key;      ///< PEM files; both empty: plain HTTP
  std::string log_file;                      ///< empty: standard error
  std::vector<std::string> trusted_proxies;  ///< addresses and networks whose X-Forwarded-For is believed
  std::vector<std::string> map_origins;      ///< origins outside basemaps come from
  std::string city = "4401";
  int write_workers = 16, read_workers = 4, slow_workers = 2;
  /// Reads DIR/config.yaml over `*this` if it exists; relative paths in it start at DIR. Without configured TLS files
  /// DIR/tls is used if `linli tls self-signed` made one. Throws Refused{"config_invalid"} {path} with a field for each
  /// unknown key and wrong value, Refused{"config_unreadable"} {path}.
  void read_file();
};

/// Keys that differ and that a running program cannot take over.
std::vector<std::string> restart_needed(const Config& running, const Config& wanted);

/// What every part of the running program shares. Set up once, then read-only but for the caches inside.
class Context {
 public:
  Context(Config config, const Clock& clock);
  ~Context();
  const Config& config() const { return config_; }
  const Clock& clock() const { return *clock_; }
  const CityZone& zone() const { return zone_; }

  /// Services offered by platform engines and modules, found by their type: provide<territory::Territory>(...).
  template <class T>
  void provide(std::shared_ptr<T> service) {
    services_[std::type_index(typeid(T))] = std::move(service);
  }
  template <class T>
  T& get() const {
    auto found = services_.find(std::type_index(typeid(T)));
    if (found == services_.end()) throw std::logic_error(std::string("no service ") + typeid(T).name());
    return *std::any_cast<const std::shared_ptr<T>&>(found->second);
  }
  template <class T>
  bool has() const {
    return services_.count(std::type_index(typeid(T))) > 0;
  }
  db::Pool& database() const;

 private:
  Config config_;
  const Clock* clock_;
  CityZone zone_;
  std::unordered_map<std::type_index, std::any> services_;
};

/// Taken from the outbox in order per `key`, at least once (platform/outbox/outbox.hpp).
using Event = outbox::Event;
using EventHandler = std::function<void(Context&, db::Connection&, const Event&)>;
using JobHandler = std::function<void(Context&, db::Connection&, const json::value& arguments, Instant now)>;

/// Puts records of a freshly created demo city; called in USES order when the database is empty and --demo is given.
/// `size` is "community", "street", "district" or "city". Its past is built with the given clock, not the machine's.
using DemoFiller = std::function<void(Context&, db::Connection&, const std::string& size)>;
/// May this person see the file with this digest? Asked of every module until one says yes.
using FileViewer = std::function<bool(Context&, db::Connection&, const access::Principal&, const std::string& digest)>;

/// What a module registers; filled once at start by linli::<module>::register_module(Registry&).
class Registry {
 public:
  explicit Registry(Context& shared) : context(shared) {}
  Context& context;
  std::vector<http::Route> routes;
  struct Subscription {
    std::string name;
    std::string topic_prefix;
    EventHandler handle;
  };
  std::vector<Subscription> subscriptions;
  std::unordered_map<std::string, JobHandler> jobs;
  /// Jobs the scheduler starts by itself: name and period in seconds.
  std::vector<std::pair<std::string, int>> periodic;
  std::vector<const Descriptor*> record_types;
  /// Runs once after migrations, before the first request: load caches.
  std::vector<std::function<void(Context&, db::Connection&)>> on_start;
  /// Runs once after the last request and the last job, before the database goes: end threads of one's own.
  std::vector<std::function<void()>> on_stop;
  /// Says what keeps this part from serving, for /readyz: the thing, a code with a text, its values. Asked often.
  std::vector<std::function<std::optional<FieldError>(Context&, db::Connection&)>> readiness;
  std::vector<DemoFiller> demo;
  std::vector<FileViewer> file_viewers;
};

}  // namespace linli::app
