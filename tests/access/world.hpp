#pragma once
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "client.hpp"
#include "expected.hpp"
#include "kernel/time.hpp"
#include "platform/access/setup.hpp"
#include "platform/testing/database.hpp"
#include "server/program.hpp"

namespace linli::expected {

/// Somebody who sends requests.
struct Caller {
  std::string name;
  std::map<std::string, std::string> headers;  ///< cookie or bearer, and the page's header
};

/// The whole program in this process over the test database, and a city of two districts with two small grids: a record
/// of each kind lies in the home district; for every role there are accounts that stand to these records in each
/// relation. Started once for all tests of the program.
class World {
 public:
  World();
  ~World();
  /// Made at first use, stopped when all tests are over.
  static World& instance();

  const std::vector<http::Route>& routes() { return program_->registry().routes; }
  bool takes_body(const std::string& operation);
  Reply ask(const Caller& caller, const std::string& method, const std::string& target, const std::string& body = "");

  Caller visitor() const { return {"visitor", {}}; }
  /// The role over the home district, with a unit of its own.
  const Caller& at_home(const std::string& role) { return caller(role + ".inside"); }
  const Caller& over_city(const std::string& role) { return caller(role + ".city"); }
  /// Stands to the records in this relation and no other.
  const Caller& related(const std::string& role, Relation relation) { return caller(role + "." + name_of(relation)); }
  /// By user name; signs in at first use, administrators and auditors as with a one-time code.
  const Caller& caller(const std::string& username);
  Caller sign_in(const std::string& username, bool second_factor = true);
  /// An analyst's token that holds figures.view only.
  Caller token();

  db::Connection& db() { return db_; }
  Uuid new_id() { return Uuid::v7(clock_.now()); }

  // Records, all in the home district.
  Uuid account, grant;  ///< of the home unit; the grant is put back by restore_grant
  void restore_grant();
  Uuid subject, person;    ///< where the account's name is
  Uuid incident, contact;  ///< reported by a grid worker; its reporter
  std::string incident_number;
  std::int64_t incident_version();
  static constexpr double kLon = 113.2705, kLat = 23.1305;

 private:
  void build_territory();
  void build_people();
  void report_incident();

  SetClock clock_{parse_instant("2026-11-22T03:00:00Z")};
  TestFolder folder_;
  std::unique_ptr<server::Program> program_;
  db::Connection db_;
  std::map<std::string, Caller> callers_;
  Uuid home_unit_, other_unit_;
};

}  // namespace linli::expected
