#include "tests/support/world.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <fstream>
#include <sstream>

namespace linli {
namespace json = boost::json;

std::string Answer::code() const {
  if (status < 400) return "";
  const json::value problem = json();
  const json::value* code = problem.is_object() ? problem.get_object().if_contains("code") : nullptr;
  return code && code->is_string() ? std::string(code->get_string()) : "?";
}

std::string Answer::header(std::string_view name) const {
  std::istringstream lines(head);
  for (std::string line; std::getline(lines, line);) {
    const auto colon = line.find(':');
    if (colon != name.size()) continue;
    if (!std::equal(name.begin(), name.end(), line.begin(), [](char a, char b) { return a == std::tolower(b); }))
      continue;
    const auto value = line.substr(line.find_first_not_of(' ', colon + 1));
    return value.substr(0, value.find('\r'));
  }
  return "";
}

World::World(Instant now, const std::function<void(app::Context&)>& prepare, const std::string& size) : clock_(now) {
  app::Config config;
  config.data_dir = folder_.path();
  config.listen = "127.0.0.1:0";
  config.database_url = database_.conninfo();
  config.demo = size;
  config.write_workers = config.read_workers = 2;
  config.trusted_proxies = {"127.0.0.1"};
  program_ = std::make_unique<server::Program>(config, clock_);
  if (prepare) prepare(program_->context());
  program_->start();
  std::ifstream in(folder_.path() + "/demo-accounts.json");
  std::stringstream text;
  text << in.rdbuf();
  const json::value known = json::parse(text.str());
  open311_key_ = known.at("open311_api_key").as_string();
  for (const json::value& account : known.at("accounts").as_array())
    if (account.at("role").as_string() == "grid_worker")
      grids_.push_back(std::string(account.at("username").as_string()).substr(5));
}

World::~World() { program_->stop(); }

Answer World::ask(const std::string& method, const std::string& who, const std::string& path, const std::string& body,
                  const std::string& type, const std::string& token) {
  const std::string url = program_->url();
  const int port = std::stoi(url.substr(url.rfind(':') + 1));
  const int fd = socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in to{};
  to.sin_family = AF_INET;
  to.sin_port = htons(static_cast<std::uint16_t>(port));
  to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  Answer answer;
  if (::connect(fd, reinterpret_cast<sockaddr*>(&to), sizeof to) == 0) {
    std::string request = method + " " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nX-Linli: 1\r\n";
    if (!token.empty()) request += "Authorization: Bearer " + token + "\r\n";
    if (!who.empty()) request += "Cookie: " + cookies_[who] + "\r\n";
    if (!address_.empty()) request += "X-Forwarded-For: " + address_ + "\r\n";
    if (!body.empty()) request += "Content-Type: " + type + "\r\n";
    request += "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
    for (std::size_t sent = 0; sent < request.size();) {
      const ssize_t n = ::send(fd, request.data() + sent, request.size() - sent, MSG_NOSIGNAL);
      if (n <= 0) break;
      sent += static_cast<std::size_t>(n);
    }
    std::string all;
    char buffer[16384];
    for (ssize_t n; (n = recv(fd, buffer, sizeof buffer, 0)) > 0;) all.append(buffer, static_cast<std::size_t>(n));
    if (const auto cookie = all.find("linli_session="); cookie != std::string::npos)
      cookies_[who] = all.substr(cookie, all.find(';', cookie) - cookie);
    if (all.size() > 12) answer.status = std::stoi(all.substr(9, 3));
    if (const auto end = all.find("\r\n\r\n"); end != std::string::npos) {
      answer.head = all.substr(0, end + 2);
      answer.text = all.substr(end + 4);
    }
  }
  close(fd);
  return answer;
}

void World::sign_in(const std::string& who) {
  if (who.empty() || cookies_.contains(who)) return;
  cookies_[who] = "";
  const Answer answer = ask("POST", who, "/api/v1/sessions",
                            json::serialize(json::object{{"username", who}, {"password", "linli-demo-2026"}}));
  EXPECT_EQ(answer.status, 201) << who << ": " << answer.text;
}

Answer World::get(const std::string& who, const std::string& path) {
  sign_in(who);
  return ask("GET", who, path, "");
}

Answer World::post(const std::string& who, const std::string& path, const json::object& body) {
  sign_in(who);
  return ask("POST", who, path, json::serialize(body));
}

Answer World::del(const std::string& who, const std::string& path) {
  sign_in(who);
  return ask("DELETE", who, path, "");
}

Answer World::upload(const std::string& who, const std::string& bytes) {
  sign_in(who);
  return ask("POST", who, who.empty() ? "/api/v1/public/files" : "/api/v1/files", bytes, "application/octet-stream");
}

Answer World::post_bytes(const std::string& who, const std::string& path, const std::string& bytes) {
  sign_in(who);
  return ask("POST", who, path, bytes, "application/octet-stream");
}

Answer World::as_token(const std::string& token, const std::string& method, const std::string& path,
                       const json::object& body) {
  return ask(method, "", path, method == "GET" ? "" : json::serialize(body), "application/json", token);
}

void World::give_second_factor(const std::string& who) {
  sign_in(who);
  connect().query(
      "update access.session set second_factor = true where account = (select id from access.account where username = "
      "$1)",
      db::Params::of(who));
}

json::value World::incident(const std::string& who, const std::string& id) {
  const Answer answer = get(who, "/api/v1/incidents/" + id);
  EXPECT_EQ(answer.status, 200) << who << ": " << answer.text;
  return answer.json();
}

json::value World::act(const std::string& who, const std::string& id, const std::string& action, json::object fields) {
  const Answer answer = post(who, "/api/v1/incidents/" + id + "/actions",
                             {{"id", Uuid::v7(now()).text()},
                              {"action", action},
                              {"version", incident(who, id).at("version")},
                              {"fields", std::move(fields)}});
  EXPECT_EQ(answer.status, 200) << who << " " << action << ": " << answer.text;
  return answer.json();
}

std::string World::refused(const std::string& who, const std::string& id, const std::string& action,
                           json::object fields) {
  const Answer answer = post(who, "/api/v1/incidents/" + id + "/actions",
                             {{"id", Uuid::v7(now()).text()},
                              {"action", action},
                              {"version", incident(who, id).at("version")},
                              {"fields", std::move(fields)}});
  EXPECT_GE(answer.status, 400) << who << " " << action << " was let through";
  return answer.code();
}

json::value World::report(const std::string& matter, const std::string& words, json::object more) {
  const json::value grid = get("", "/api/v1/divisions/" + this->grid()).json();
  json::object body{{"id", Uuid::v7(now()).text()},
                    {"matter", matter},
                    {"description", words},
                    {"place",
                     {{"lon", grid.at("centre").at("lon")},
                      {"lat", grid.at("centre").at("lat")},
                      {"system", "wgs84"},
                      {"address", "18"}}},
                    {"reporter", {{"phone", "13000001234"}, {"consent", false}}}};
  for (const auto& member : more) body[member.key()] = member.value();
  const Answer answer = post("", "/api/v1/public/reports", body);
  EXPECT_EQ(answer.status, 201) << answer.text;
  return answer.json();
}

void World::dispatch(const std::string& id, const std::string& kind, json::object limit) {
  act(worker(), id, "acknowledge");
  act(worker(), id, "submit");
  act("dispatcher-1", id, "accept");
  const json::value units = get("dispatcher-1", "/api/v1/units?kind=" + kind).json();
  json::object fields{{"unit", units.at("items").at(0).at("id")}};
  if (!limit.empty()) fields["limit"] = std::move(limit);
  act("dispatcher-1", id, "dispatch", std::move(fields));
}

json::array World::photo(const std::string& stage) {
  if (digest_.empty()) {
    db::Connection db = connect();
    digest_ = db.query("select digest from files.file order by digest limit 1")[0].text("digest");
  }
  return {json::object{{"digest", digest_}, {"stage", stage}}};
}

}  // namespace linli
