#include <gmock/gmock.h>

#include <boost/json.hpp>
#include <set>

#include "platform/testing/shows.hpp"
#include "world.hpp"

namespace linli::expected {
namespace {

/// Refusals that say: this is not for you, or not there for you.
bool denied(const Reply& reply) {
  static const std::set<std::string> kDenials = {"sign_in_needed",       "forbidden",     "no_real_name",
                                                 "second_factor_needed", "token_refused", "page_header_missing",
                                                 "session_needed",       "not_found",     "incident_not_found"};
  return kDenials.contains(reply.code());
}
/// Denials of the edge, before any record was looked for.
bool denied_at_the_door(const Reply& reply) {
  return denied(reply) && reply.code() != "not_found" && reply.code() != "incident_not_found";
}

std::string said(const Caller& caller, const Operation& operation, const Reply& reply) {
  return caller.name + " " + operation.operation + " -> " + std::to_string(reply.status) + " " + reply.code();
}

class RoutesTable : public ::testing::Test {
 protected:
  World& world = World::instance();
  Rights rights = read_rights();
  std::vector<Operation> operations = read_operations();

  /// The path with something in every place of it.
  std::string target(std::string path, const Uuid& id = {}) {
    const std::string some_id = (id.is_nil() ? world.new_id() : id).text();
    const std::map<std::string, std::string> values = {{"{id}", some_id},
                                                       {"{grant}", world.grant.text()},
                                                       {"{record}", world.contact.text()},
                                                       {"{secret}", "nothing"},
                                                       {"{digest}", std::string(64, '0')},
                                                       {"{number}", "E-440104-20261122-999999"},
                                                       {"{code}", "440104001001001"},
                                                       {"{token}", "E-440104-20261122-999999"},
                                                       {"{layer}", "grids"},
                                                       {"{z}", "14"},
                                                       {"{x}", "13347"},
                                                       {"{y}", "7105"}};
    for (const auto& [name, value] : values)
      if (const auto at = path.find(name); at != std::string::npos) path.replace(at, name.size(), value);
    return path;
  }

  Reply ask(const Caller& caller, const Operation& operation) {
    return world.ask(caller, operation.method, target(operation.path),
                     world.takes_body(operation.operation) ? "{}" : "");
  }

  bool may(const std::string& role, const Operation& operation, bool whole_city) {
    return operation.permission.empty() || operation.permission == "signed_in" ||
           rights.holds(operation.permission, role, whole_city);
  }
};

TEST_F(RoutesTable, NamesEveryRouteWithItsPermission) {
  std::set<std::string> there, expected;
  for (const http::Route& route : world.routes())
    there.insert(std::string(route.operation) + " " + http::name_of(route.method) + " " + route.pattern + " " +
                 route.permission);
  for (const Operation& o : operations)
    expected.insert(o.operation + " " + o.method + " " + o.path + " " + o.permission);
  for (const std::string& route : there)
    EXPECT_TRUE(expected.contains(route)) << "not expected in routes.csv: " << route;
  for (const std::string& route : expected)
    EXPECT_TRUE(there.contains(route)) << "expected, but no such route: " << route;
}

TEST_F(RoutesTable, VisitorsPassOnlyOpenDoors) {
  for (const Operation& o : operations) {
    const Reply reply = ask(world.visitor(), o);
    if (o.permission.empty())
      EXPECT_FALSE(denied_at_the_door(reply)) << said(world.visitor(), o, reply);
    else
      EXPECT_EQ(reply.code(), "sign_in_needed") << said(world.visitor(), o, reply);
  }
  LINLI_SHOWS("DAT-09");
}

TEST_F(RoutesTable, EveryRolePassesExactlyItsDoors) {
  for (const bool whole_city : {false, true})
    for (const std::string& role : rights.roles)
      for (const Operation& o : operations) {
        const Caller caller = o.operation == "signOut" ? world.sign_in(role + ".own")
                              : whole_city             ? world.over_city(role)
                                                       : world.at_home(role);
        const Reply reply = ask(caller, o);
        if (may(role, o, whole_city))
          EXPECT_FALSE(denied_at_the_door(reply)) << said(caller, o, reply);
        else
          EXPECT_EQ(reply.code(), "forbidden") << said(caller, o, reply);
      }
  LINLI_SHOWS("DAT-09");
}

TEST_F(RoutesTable, WithoutRealNameNobodyActs) {
  const Caller unnamed = world.sign_in("unnamed");
  for (const Operation& o : operations) {
    if (o.permission.empty() || o.permission == "signed_in") continue;
    const Reply reply = ask(unnamed, o);
    EXPECT_EQ(reply.code(), "no_real_name") << said(unnamed, o, reply);
  }
  LINLI_SHOWS("WRK-01");
}

TEST_F(RoutesTable, WithoutSecondFactorAnAdministratorIsNone) {
  const Caller weak = world.sign_in("administrator.own", false);
  for (const Operation& o : operations) {
    if (o.permission.empty() || o.permission == "signed_in") continue;
    const Reply reply = ask(weak, o);
    EXPECT_EQ(reply.code(), rights.holds(o.permission, "administrator", false) ? "second_factor_needed" : "forbidden")
        << said(weak, o, reply);
  }
}

TEST_F(RoutesTable, WritesByCookieNeedThePagesHeader) {
  for (const Operation& o : operations) {
    if (o.method == "GET") continue;
    Caller forged = world.at_home("administrator");
    forged.headers.erase("X-Linli");
    const Reply reply = ask(forged, o);
    if (o.path.starts_with("/open311/"))  // tells refusals in its own form
      EXPECT_EQ(reply.status, 403) << o.operation;
    else
      EXPECT_EQ(reply.code(), "page_header_missing") << o.operation;
  }
}

TEST_F(RoutesTable, ATokenPassesOnlyTheDoorsOfItsScopes) {
  const Caller token = world.token();
  for (const Operation& o : operations) {
    if (o.permission.empty() || o.permission == "signed_in") continue;
    const Reply reply = ask(token, o);
    if (o.permission == "figures.view")
      EXPECT_FALSE(denied(reply)) << said(token, o, reply);
    else
      EXPECT_EQ(reply.code(), "forbidden") << said(token, o, reply);
  }
}

/// Real requests for one record of each kind, by callers who stand to it in one relation each.
class RecordRoutes : public RoutesTable {
 protected:
  std::string body_of(const Operation& o) {
    namespace json = boost::json;
    json::object body{{"id", world.new_id().text()}};
    const std::string& name = o.operation;
    if (name == "changeAccountState") {
      body["state"] = "active";  // as it is: judged, and nothing changes
      body["reason"] = "return";
    } else if (name == "giveGrant") {
      body["role"] = "grid_worker";
      body["prefix"] = "440104001";
    } else if (name == "revealPersonalData") {
      body["subject"] = world.subject.text();
      body["record"] = world.person.text();
      body["fields"] = json::array{"staff_name"};
      body["purpose"] = "roster";
    } else if (name == "reportIncident") {
      body["matter"] = "010102";
      body["description"] = "rubble";
      body["place"] =
          json::object{{"lon", World::kLon}, {"lat", World::kLat}, {"system", "wgs84"}, {"address", "1 Road"}};
    } else if (name == "actOnIncident") {
      body["action"] = "note";
      body["version"] = world.incident_version();
      body["fields"] = json::object{{"text", "seen"}};
    } else if (name == "askAssist") {
      body["unit"] = world.new_id().text();
      body["reason"] = "help";
    } else if (name == "handOn") {
      body["person"] = world.new_id().text();
      body["text"] = "clear it";
    } else if (name == "makeFirmLink") {
      body["firm"] = "Clearers";
      body["contact"] = "Somebody";
      body["phone"] = "13012340001";
      body["text"] = "clear it";
    } else if (name == "fileAfterOrder") {
      body["acted_at"] = "2026-11-20T23:40:00+08:00";
      body["allowed_by"] = world.new_id().text();
      body["result"] = "cordoned";
    } else if (name == "revealContact") {
      body = {{"purpose", "call back"}};
    } else if (name == "printPaper") {
      body["kind"] = "dispatch_slip";
    } else if (name == "keepSignedPaper") {
      body["digest"] = std::string(64, '0');
    } else if (name == "exportIncidents") {
      body["purpose"] = "monthly report";
    }
    return o.method == "POST" ? json::serialize(body) : "";
  }

  Uuid id_of(const Operation& o) {
    return o.record.starts_with("account") ? world.account : o.record.starts_with("incident") ? world.incident : Uuid{};
  }

  /// Did the caller get at the record: in a list, by its id; else by not being refused?
  bool reached(const Operation& o, const Reply& reply) {
    if (o.operation == "exportIncidents") return reply.body.find(world.incident_number) != std::string::npos;
    if (o.record.ends_with('s')) return reply.body.find(id_of(o).text()) != std::string::npos;
    // Whose turn it is in a case is the workflow's further judgement (its own golden table); where somebody may begin
    // one is the reach of the permission.
    return !denied(reply) && !(o.record == "place" && reply.code() == "not_yours");
  }

  Reply ask_for_record(const Caller& caller, const Operation& o) {
    if (o.operation == "takeGrant") world.restore_grant();
    const std::string whole_list = o.record == "accounts" ? "?limit=200" : "";
    return world.ask(caller, o.method, target(o.path, id_of(o)) + whole_list, body_of(o));
  }

  static bool is_kind(Relation relation, const std::string& record) {
    if (relation == Relation::own) return false;
    return relation != Relation::participant || record.starts_with("incident");
  }
};

TEST_F(RecordRoutes, EachRelationReachesWhatTheTableSays) {
  int asked = 0;
  for (const Operation& o : operations) {
    if (o.record.empty()) continue;
    for (const std::string& role : rights.roles)
      for (const Relation relation : kRelations) {
        if (!is_kind(relation, o.record)) continue;
        const Caller& caller = world.related(role, relation);
        const Reply reply = ask_for_record(caller, o);
        EXPECT_EQ(reached(o, reply), rights.reaches(o.permission, role, relation, false)) << said(caller, o, reply);
        ++asked;
      }
  }
  EXPECT_GT(asked, 200);
  LINLI_SHOWS("DAT-09");
}

}  // namespace
}  // namespace linli::expected
