#pragma once
#include <any>
#include <functional>
#include <memory>
#include <string>
#include <typeindex>
#include <unordered_map>
#include <vector>

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

/// Configuration of a running instance (command line, then DIR/config.yaml; unknown keys are fatal).
struct Config {
  std::string data_dir;
  std::string listen = "127.0.0.1:8080";
  std::string database_url;  ///< empty: the private cluster in data_dir
  std::string demo;          ///< "", "community", "street", "district"
  std::string time_zone = "Asia/Shanghai";
  std::string tls_certificate, tls_key;  ///< PEM files
  std::string city = "4401";
  int write_workers = 16, read_workers = 4, slow_workers = 2;
  /// Reads DIR/config.yaml over `*this` if it exists; unknown keys and wrong values are one Refused{fields}.
  void read_file();
};

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
/// `size` is "community", "street" or "district". Its past is built with the given clock, not the machine's.
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
  std::vector<DemoFiller> demo;
  std::vector<FileViewer> file_viewers;
};

}  // namespace linli::app
