#include "world.hpp"

#include <boost/json.hpp>
#include <stdexcept>

#include "territory/import.hpp"
#include "territory/territory.hpp"

namespace linli::expected {
namespace {

constexpr const char* kPassword = "correct horse 1";
constexpr const char* kName = "\xe6\x9d\x8e\xe6\x98\x8e";

app::Config config_for(const std::string& data_dir) {
  app::Config config;
  config.data_dir = data_dir;
  config.listen = "127.0.0.1:0";
  config.database_url = test_database().conninfo();
  config.write_workers = 2;
  config.read_workers = 2;
  return config;
}

/// One square of 0.01 degree.
std::string square(const std::string& code, double west, double south) {
  const auto at = [&](double x, double y) {
    return "[" + std::to_string(west + x) + "," + std::to_string(south + y) + "]";
  };
  return R"({"type":"Feature","properties":{"code":")" + code + R"("},"geometry":{"type":"Polygon","coordinates":[[)" +
         at(0, 0) + "," + at(0.01, 0) + "," + at(0.01, 0.01) + "," + at(0, 0.01) + "," + at(0, 0) + "]]}}";
}

std::string collection(const std::string& home, const std::string& elsewhere) {
  return R"({"type":"FeatureCollection","features":[)" + square(home, 113.265, 23.125) + "," +
         square(elsewhere, 113.275, 23.125) + "]}";
}

}  // namespace

World::World() : db_(test_database().connect()) {
  program_ = std::make_unique<server::Program>(config_for(folder_.path()), clock_);
  program_->start();
  build_territory();
  build_people();
  report_incident();
}

World::~World() { program_->stop(); }

World& World::instance() {
  static std::unique_ptr<World> world;
  class AtEnd : public ::testing::EmptyTestEventListener {
    void OnEnvironmentsTearDownStart(const ::testing::UnitTest&) override { world.reset(); }
  };
  if (!world) {
    world = std::make_unique<World>();
    ::testing::UnitTest::GetInstance()->listeners().Append(new AtEnd);
  }
  return *world;
}

bool World::takes_body(const std::string& operation) {
  return std::ranges::any_of(routes(), [&](const http::Route& route) {
    return route.operation == operation && (route.body || route.raw_body);
  });
}

void World::build_territory() {
  territory::Act act;
  act.now = clock_.now();
  act.as_of = parse_date("2026-01-01");
  territory::import_divisions(
      db_,
      "code,name,level,kind\n4401,City,city,\n"
      "440104,Home,district,\n440104001,Home 1,street,\n440104001001,Home 1.1,community,\n"
      "440104001001001,Home 1.1.1,grid,residential\n"
      "440106,Elsewhere,district,\n440106001,Elsewhere 1,street,\n"
      "440106001001,Elsewhere 1.1,community,\n440106001001001,Elsewhere 1.1.1,grid,residential\n",
      "test", false, act);
  for (const auto& [level, suffix] : std::map<std::string, std::string>{
           {"district", ""}, {"street", "001"}, {"community", "001001"}, {"grid", "001001001"}})
    territory::import_outlines(db_, collection("440104" + suffix, "440106" + suffix), "wgs84", "4401", level, true,
                               act);
  program_->context().get<territory::Territory>().refresh(db_, parse_date("2026-11-22"));
}

void World::build_people() {
  home_unit_ = new_id();
  other_unit_ = new_id();
  access::make_units(db_,
                     {{home_unit_, "Home centre", "street_centre", "440104001", {}},
                      {other_unit_, "Other", "department", "440106001", {}}},
                     clock_.now());
  std::vector<access::AccountToMake> accounts;
  int phones = 0;
  const auto add = [&](const std::string& username, const Uuid& unit, access::Grant grant, std::string phone = "") {
    if (phone.empty()) phone = "130" + std::to_string(10000000 + ++phones);
    accounts.push_back({new_id(), username, kPassword, kName, phone, unit, {std::move(grant)}});
    return accounts.back().id;
  };
  const std::string collector_phone = "13099999999";
  account = add("target", home_unit_, {"grid_worker", "440104001", "", {}});
  add("collector", home_unit_, {"grid_worker", "440104001", "", {}}, collector_phone);
  add("unnamed", home_unit_, {"grid_worker", "440104001", "", {}});
  for (const std::string& role : read_rights().roles) {
    add(role + ".city", other_unit_, {role, "4401", "", other_unit_});
    add(role + ".inside", other_unit_, {role, "440104", "", other_unit_});
    add(role + ".outside", other_unit_, {role, "440106", "", other_unit_});
    add(role + ".unit", other_unit_, {role, "440106", "", home_unit_});
    add(role + ".participant", other_unit_, {role, "440106", "", other_unit_}, collector_phone);
    add(role + ".own", other_unit_, {role, "440106", "", other_unit_});
  }
  for (access::AccountToMake& a : accounts) std::ranges::replace(a.username, '_', '-');
  access::make_accounts(program_->context().get<access::Access>(), db_, accounts, parse_date("2026-11-01"),
                        clock_.now());
  db_.query(
      "UPDATE access.person SET registered_at = NULL FROM access.account a WHERE a.person = person.id AND "
      "a.username = 'unnamed'");
  const db::Row row = db_.query(
      "SELECT g.id, a.person, p.subject FROM access.account a "
      "JOIN access.assignment g ON g.account = a.id JOIN access.person p ON p.id = a.person "
      "WHERE a.username = 'target'")[0];
  grant = row.uuid("id");
  person = row.uuid("person");
  subject = row.uuid("subject");
}

void World::report_incident() {
  incident = new_id();
  boost::json::object report{{"id", incident.text()},
                             {"matter", "010102"},
                             {"description", "rubble"},
                             {"place", {{"lon", kLon}, {"lat", kLat}, {"system", "wgs84"}, {"address", "1 Road"}}},
                             {"reporter", {{"name", kName}, {"phone", "13012340000"}, {"consent", false}}}};
  const Reply filed = ask(caller("collector"), "POST", "/api/v1/incidents", boost::json::serialize(report));
  if (filed.status != 201) throw std::runtime_error("incident not filed: " + filed.body);
  incident_number = std::string(boost::json::parse(filed.body).at("number").as_string());
  const Reply shown = ask(caller("collector"), "GET", "/api/v1/incidents/" + incident.text());
  const auto reporters = boost::json::parse(shown.body).at("reporters").as_array();
  contact = Uuid::parse(reporters.at(0).at("id").as_string());
}

std::int64_t World::incident_version() {
  const Reply shown = ask(caller("collector"), "GET", "/api/v1/incidents/" + incident.text());
  return boost::json::parse(shown.body).at("version").as_int64();
}

void World::restore_grant() {
  db_.query("UPDATE access.assignment SET ended_at = NULL WHERE id = $1", db::Params::of(grant));
}

Reply World::ask(const Caller& caller, const std::string& method, const std::string& target, const std::string& body) {
  const std::string url = program_->url();
  auto headers = caller.headers;
  if (!body.empty()) headers["Content-Type"] = "application/json";
  return send(static_cast<unsigned short>(std::stoi(url.substr(url.rfind(':') + 1))), method, target, headers, body);
}

Caller World::sign_in(const std::string& name, bool second_factor) {
  std::string username = name;
  std::ranges::replace(username, '_', '-');
  const Reply reply = ask(visitor(), "POST", "/api/v1/sessions",
                          R"({"username":")" + username + R"(","password":")" + kPassword + R"("})");
  if (reply.status != 201) throw std::runtime_error("cannot sign in as " + username + ": " + reply.body);
  const std::string cookie = reply.headers.at("set-cookie");
  if (second_factor)  // as if the code had been asked for
    db_.query(
        "UPDATE access.session SET second_factor = true WHERE account = (SELECT id FROM access.account WHERE username "
        "= $1)",
        db::Params::of(username));
  return {name, {{"Cookie", cookie.substr(0, cookie.find(';'))}, {"X-Linli", "1"}}};
}

const Caller& World::caller(const std::string& username) {
  const auto known = callers_.find(username);
  return known != callers_.end() ? known->second : callers_.emplace(username, sign_in(username)).first->second;
}

Caller World::token() {
  const Reply made = ask(at_home("analyst"), "POST", "/api/v1/tokens",
                         R"({"id":")" + new_id().text() + R"(","name":"t","permissions":["figures.view"]})");
  if (made.status != 201) throw std::runtime_error("no token: " + made.body);
  const auto secret = boost::json::parse(made.body).at("token").as_string();
  return {"token", {{"Authorization", "Bearer " + std::string(secret)}}};
}

}  // namespace linli::expected
