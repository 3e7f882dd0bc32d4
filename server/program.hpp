#pragma once
#include <memory>
#include <string>

#include "platform/app/module.hpp"

namespace linli::http {
class Server;
}

namespace linli::server {

/// The whole program put together: database (its own or one that exists), schema, keys, engines, modules, edge.
/// Used by `linli serve`, and by tests that want all of it in one process.
class Program {
 public:
  /// `clock` must outlive the program. `build_demo` false leaves an empty database empty.
  Program(app::Config config, const Clock& clock);
  ~Program();

  /// Starts in order: data directory and cluster, migrations, keys and erasures, engines, modules, demo city (if asked
  /// for and the database is empty), caches, background work, edge. Throws Refused with a sentence for the operator.
  void start();
  /// Takes over what may change while it runs (certificate, log file, trusted proxies, origins of maps) and says in the
  /// log which other changes need a restart. Throws Refused and then keeps everything as it was.
  void reload(const app::Config& wanted);
  /// Finishes what was accepted, then stops background work, then the database. Idempotent.
  void stop();

  std::string url() const;
  app::Context& context();
  app::Registry& registry();
  const std::string& conninfo() const;
  /// The address at which the first administrator signs up; empty when there is an account already.
  std::string first_administrator_link() const;

  struct Parts;  // defined in program.cpp

 private:
  std::unique_ptr<Parts> parts_;
};

/// The OpenAPI document of all routes there are, without a database: what docs/openapi.json holds.
std::string openapi_document();
/// A workflow as the table "state x action x role", or as a Mermaid diagram; without a database. Throws
/// std::logic_error if there is none of that name.
std::string workflow_document(const std::string& name, bool as_diagram);

}  // namespace linli::server
