#include "platform/http/server.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <thread>

#include "platform/testing/shows.hpp"
#include "test_server.hpp"

namespace linli::http {
namespace {

using ::testing::HasSubstr;

struct Note {
  std::string text;
};

const Descriptor& note_descriptor() {
  static const Descriptor none{"Note", {}};
  return none;
}

std::vector<Route> routes(Gate& gate) {
  std::vector<Route> all;
  all.push_back({Method::get, "/hello", "sayHello", "", Pool::read, [](Call&) { return text_answer("hello"); }});
  all.push_back(
      {Method::get, "/long", "sayMuch", "", Pool::read, [](Call&) { return text_answer(std::string(5000, 'a')); }});
  all.push_back({Method::get, "/items/{id}", "getItem", "", Pool::read, [](Call& call) {
                   Response response =
                       text_answer(call.request.params.at("id") + "|" + call.request.query_value("q").value_or("-"));
                   response.headers["etag"] = "\"7\"";
                   return response;
                 }});
  all.back().query = {{"q"}, {"limit", FieldType::integer}, {"on", FieldType::date}};
  all.push_back(
      {Method::post, "/items", "addItem", "", Pool::write, [](Call& call) { return text_answer(call.request.body); }});
  all.back().body = &note_descriptor();
  all.back().body_limit = 4096;
  all.push_back({Method::post, "/uploads", "upload", "signed_in", Pool::slow,
                 [](Call& call) { return text_answer(std::to_string(call.request.body.size())); }});
  all.back().raw_body = true;
  all.back().body_limit = 8 << 20;
  all.push_back({Method::get, "/refused", "beRefused", "", Pool::read, [](Call&) -> Response {
                   throw Refused(std::vector<FieldError>{{"place.lon", "required", {}}, {"place.lat", "required", {}}});
                 }});
  all.push_back({Method::get, "/broken", "beBroken", "", Pool::read,
                 [](Call&) -> Response { throw std::runtime_error("secret words"); }});
  all.push_back({Method::get, "/gate", "waitAtGate", "", Pool::read, [&gate](Call&) {
                   gate.wait();
                   return text_answer("through");
                 }});
  all.push_back({Method::get, "/kept/{name}", "showKept", "", Pool::read, [&gate](Call&) {
                   gate.wait();
                   return text_answer("made");
                 }});
  all.back().at_hand = [](const Request& request) -> std::optional<Response> {
    if (request.params.at("name") == "nonsense") throw Refused("not_found");
    if (request.params.at("name") != "known") return std::nullopt;
    Response response = text_answer("kept");
    response.headers["etag"] = "\"7\"";
    return response;
  };
  return all;
}

class ServerTest : public ::testing::Test {
 protected:
  Server& start(ServerConfig config = test_config()) {
    server_ = std::make_unique<Server>(std::move(config), routes(gate_));
    server_->start();
    return *server_;
  }
  unsigned short port() { return server_->port(); }
  ~ServerTest() override { gate_.open(); }

  Gate gate_;
  std::unique_ptr<Server> server_;
};

TEST_F(ServerTest, AnswersWhatIsAtHandWhileEveryWorkerIsBusy) {
  ServerConfig config = test_config();
  config.read_workers = 1;
  start(std::move(config));
  std::thread waiting([this] { EXPECT_EQ(RawClient(port()).get("/kept/other").body, "made"); });
  gate_.wait_for(1);
  RawClient client(port());
  EXPECT_EQ(client.get("/kept/known").body, "kept");
  EXPECT_EQ(client.get("/kept/known", "If-None-Match: \"7\"\r\n").status, 304);
  EXPECT_EQ(client.get("/kept/nonsense").status, 404);
  gate_.open();
  waiting.join();
}

TEST_F(ServerTest, HasNothingAtHandOfWhatNotEverybodyMaySee) {
  Route secret{Method::get, "/secret", "showSecret", "signed_in"};
  secret.at_hand = [](const Request&) -> std::optional<Response> { return std::nullopt; };
  EXPECT_THROW(Server(test_config(), {secret}), std::logic_error);
}

TEST_F(ServerTest, AnswersWithSecurityHeadersAndRequestId) {
  start();
  RawClient client(port());
  auto answer = client.get("/hello", "X-Request-Id: abcd-1234\r\n");
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.body, "hello");
  EXPECT_EQ(answer.header("x-request-id"), "abcd-1234");
  EXPECT_EQ(answer.header("x-content-type-options"), "nosniff");
  EXPECT_EQ(answer.header("strict-transport-security"), "");
  EXPECT_THAT(answer.header("content-security-policy"), HasSubstr("frame-ancestors 'none'"));
  EXPECT_EQ(client.get("/hello", "X-Request-Id: not sane!\r\n").header("x-request-id").size(), 36u);
}

TEST_F(ServerTest, KeepsAliveAndAnswersPipelinedRequestsInOrder) {
  start();
  RawClient client(port());
  std::string many;
  for (int i = 0; i < 50; ++i) many += "GET /items/" + std::to_string(i) + " HTTP/1.1\r\nHost: t\r\n\r\n";
  client.send(many);
  for (int i = 0; i < 50; ++i) EXPECT_EQ(client.read().body, std::to_string(i) + "|-");
}

TEST_F(ServerTest, ClosesWhenAsked) {
  start();
  RawClient client(port());
  EXPECT_EQ(client.get("/hello", "Connection: close\r\n").header("connection"), "close");
  EXPECT_TRUE(client.closed());
  RawClient old(port());
  EXPECT_EQ(old.ask("GET /hello HTTP/1.0\r\n\r\n").status, 200);
  EXPECT_TRUE(old.closed());
}

TEST_F(ServerTest, AnswersHeadWithoutBody) {
  start();
  RawClient client(port());
  client.send("HEAD /hello HTTP/1.1\r\nHost: t\r\n\r\n");
  auto answer = client.read(true);
  EXPECT_EQ(answer.header("content-length"), "5");
  EXPECT_EQ(client.get("/hello").body, "hello");
}

TEST_F(ServerTest, DecodesPathAndQueryAndRefusesUnknownParameters) {
  start();
  RawClient client(port());
  EXPECT_EQ(client.get("/items/a%20b?q=1+2").body, "a b|1 2");
  EXPECT_EQ(client.get("/items/x?q=").body, "x|-");
  auto answer = client.get("/items/x?w=1&limit=many&on=2026-02-30");
  EXPECT_EQ(answer.status, 400);
  const auto problem = json::parse(answer.body).as_object();
  EXPECT_EQ(problem.at("errors").as_array().size(), 3u);
  EXPECT_EQ(client.get("/items/x?q=1&q=2").status, 400);
  EXPECT_EQ(client.get("/items/%zz").status, 400);
  EXPECT_EQ(client.get("/items/%00").status, 400);
  EXPECT_EQ(client.get("/items/a%2fb").status, 400);
}

TEST_F(ServerTest, Answers404And405) {
  start();
  RawClient client(port());
  EXPECT_EQ(client.get("/none").status, 404);
  auto answer = client.ask("DELETE /items/3 HTTP/1.1\r\nHost: t\r\n\r\n");
  EXPECT_EQ(answer.status, 405);
  EXPECT_EQ(answer.header("allow"), "GET, HEAD");
}

TEST_F(ServerTest, ProblemsNameEveryMistakeInChinese) {
  start();
  RawClient client(port());
  auto answer = client.get("/refused");
  EXPECT_EQ(answer.status, 422);
  EXPECT_EQ(answer.header("content-type"), "application/problem+json");
  EXPECT_EQ(answer.header("content-language"), "zh-CN");
  const auto problem = json::parse(answer.body).as_object();
  EXPECT_EQ(problem.at("type"), "/problems/invalid_input");
  EXPECT_EQ(problem.at("code"), "invalid_input");
  EXPECT_EQ(problem.at("status"), 422);
  EXPECT_EQ(problem.at("request_id"), json::string(answer.header("x-request-id")));
  EXPECT_EQ(problem.at("errors").as_array().size(), 2u);
  EXPECT_EQ(problem.at("errors").at(0).at("field"), "place.lon");
  EXPECT_EQ(problem.at("title").as_string(), shipped_problems()->messages().text("zh-CN", "refusal.invalid_input"));
}

TEST_F(ServerTest, HidesWhatWentWrongInside) {
  start();
  RawClient client(port());
  auto answer = client.get("/broken");
  EXPECT_EQ(answer.status, 500);
  EXPECT_EQ(answer.body.find("secret"), std::string::npos);
  EXPECT_THAT(answer.body, HasSubstr(answer.header("x-request-id")));
}

TEST_F(ServerTest, ChecksBodiesBeforeReadingThem) {
  start();
  EXPECT_EQ(RawClient(port()).post("/items", "{\"text\":1}").body, "{\"text\":1}");
  EXPECT_EQ(RawClient(port()).post("/items", std::string(5000, 'x')).status, 413);
  EXPECT_EQ(RawClient(port())
                .ask("POST /items HTTP/1.1\r\nHost: t\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\nab")
                .status,
            415);
  EXPECT_EQ(RawClient(port()).ask("GET /hello HTTP/1.1\r\nHost: t\r\nContent-Length: 2\r\n\r\nab").status, 400);
  const std::string chunked =
      "POST /items HTTP/1.1\r\nHost: t\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n";
  EXPECT_EQ(RawClient(port()).ask(chunked + "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n").body, "abcde");
  EXPECT_EQ(RawClient(port()).ask(chunked + "1388\r\n" + std::string(5000, 'x') + "\r\n0\r\n\r\n").status, 413);
}

TEST_F(ServerTest, AsksWhoIsSendingBeforeALongBody) {
  start();
  RawClient client(port());
  auto answer = client.ask("POST /uploads HTTP/1.1\r\nHost: t\r\nContent-Length: 5000000\r\n\r\n");
  EXPECT_EQ(answer.status, 401);
}

TEST_F(ServerTest, ReadsALongBodyFromSomebodyAllowed) {
  ServerConfig config = test_config();
  config.authorise = [](const Route&, const Request&, const access::Principal&) {};
  start(std::move(config));
  RawClient client(port());
  client.send("POST /uploads HTTP/1.1\r\nHost: t\r\nContent-Length: 5000000\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_THAT(client.read_until("\r\n\r\n"), HasSubstr("100 Continue"));
  EXPECT_EQ(client.ask(std::string(5'000'000, 'x')).body, "5000000");
  EXPECT_EQ(client.get("/hello").body, "hello");
}

TEST_F(ServerTest, SurvivesMalformedRequests) {
  start();
  const std::string bad[] = {
      "\r\n\r\n\r\n",
      "GET\r\n\r\n",
      "GET /hello HTTP/9.9\r\n\r\n",
      "GET hello HTTP/1.1\r\nHost: t\r\n\r\n",
      "GET /hello HTTP/1.1\r\n\r\n",
      "GET /hello HTTP/1.1\r\nHost : t\r\n\r\n",
      "GET /hello HTTP/1.1\r\nHost: t\r\nContent-Length: -1\r\n\r\n",
      "POST /items HTTP/1.1\r\nHost: t\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
      "POST /items HTTP/1.1\r\nHost: t\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd",
      "POST /items HTTP/1.1\r\nHost: t\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
      std::string("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 11) + std::string(200, '\x01'),
      "TRACE /hello HTTP/1.1\r\nHost: t\r\n\r\n",
  };
  for (const std::string& bytes : bad) {
    RawClient client(port());
    auto answer = client.ask(bytes);
    EXPECT_TRUE(answer.status == 400 || answer.status == 405) << answer.status << " for " << bytes;
  }
  RawClient client(port());
  EXPECT_EQ(client.ask("GET /hello HTTP/1.1\r\nHost: t\r\nX: " + std::string(20'000, 'x') + "\r\n\r\n").status, 431);
  EXPECT_EQ(RawClient(port()).get("/hello").status, 200);
}

TEST_F(ServerTest, EndsSlowAndSilentClients) {
  ServerConfig config = test_config();
  config.limits.header = config.limits.body = config.limits.idle = std::chrono::milliseconds(200);
  start(std::move(config));
  RawClient half(port()), silent(port()), body(port());
  half.send("GET /hello HT");
  body.send("POST /items HTTP/1.1\r\nHost: t\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{");
  EXPECT_EQ(half.read().status, 408);
  EXPECT_EQ(body.read().status, 408);
  EXPECT_TRUE(silent.closed());
}

TEST_F(ServerTest, AnswersForAHandlerThatTakesTooLong) {
  ServerConfig config = test_config();
  config.limits.handler = std::chrono::milliseconds(200);
  start(std::move(config));
  RawClient client(port());
  auto answer = client.get("/gate");
  EXPECT_EQ(answer.status, 503);
  EXPECT_EQ(json::parse(answer.body).at("code"), "handler_timeout");
}

TEST_F(ServerTest, RefusesWhenTheQueueIsFull) {
  ServerConfig config = test_config();
  config.limits.queue = 1;
  start(std::move(config));
  RawClient first(port()), second(port()), third(port()), fourth(port());
  const std::string request = "GET /gate HTTP/1.1\r\nHost: t\r\n\r\n";
  first.send(request);
  gate_.wait_for(1);
  second.send(request);
  gate_.wait_for(2);
  third.send(request);  // waits in the queue of one
  RawClient::Answer refused;
  for (int i = 0; i < 1000 && refused.status != 503; ++i) {
    refused = {};
    RawClient more(port());
    more.send(request);
    // the first of these may itself be the one that fits
    refused = i == 0 ? RawClient::Answer{} : more.read();
  }
  EXPECT_EQ(refused.status, 503);
  EXPECT_EQ(refused.header("retry-after"), "2");
  gate_.open();
  EXPECT_EQ(first.read().body, "through");
  EXPECT_EQ(second.read().body, "through");
}

TEST_F(ServerTest, FinishesWhatItAcceptedWhenStopped) {
  start();
  RawClient busy(port()), queued(port()), idle(port()), other(port());
  const std::string request = "GET /gate HTTP/1.1\r\nHost: t\r\n\r\n";
  idle.get("/hello");
  busy.send(request);
  queued.send(request);
  gate_.wait_for(2);
  other.send(request);
  std::thread stopping([this] { server_->stop(); });
  EXPECT_TRUE(idle.closed());
  gate_.open();
  EXPECT_EQ(busy.read().body, "through");
  auto answer = queued.read();
  EXPECT_EQ(answer.body, "through");
  EXPECT_EQ(answer.header("connection"), "close");
  EXPECT_EQ(other.read().body, "through");
  stopping.join();
}

TEST_F(ServerTest, CompressesWhatIsWorthIt) {
  start();
  RawClient client(port());
  EXPECT_EQ(client.get("/long").body.size(), 5000u);
  auto answer = client.get("/long", "Accept-Encoding: br, gzip;q=0.8\r\n");
  EXPECT_EQ(answer.header("content-encoding"), "gzip");
  EXPECT_LT(answer.body.size(), 200u);
  EXPECT_EQ(answer.header("vary"), "Accept-Encoding");
  EXPECT_EQ(client.get("/long", "Accept-Encoding: gzip;q=0\r\n").header("content-encoding"), "");
  EXPECT_EQ(client.get("/hello", "Accept-Encoding: gzip\r\n").header("content-encoding"), "");
}

TEST_F(ServerTest, AnswersNotModified) {
  start();
  RawClient client(port());
  EXPECT_EQ(client.get("/items/1", "If-None-Match: \"6\", W/\"7\"\r\n").status, 304);
  EXPECT_EQ(client.get("/items/1", "If-None-Match: \"6\"\r\n").status, 200);
}

TEST_F(ServerTest, TellsHowItIs) {
  ServerConfig config = test_config();
  std::vector<FieldError> missing = {{"migrations", "not_ready", {}}};
  config.not_ready = [&](db::Connection&) { return missing; };
  config.gauges.push_back({"linli_test_figure", "A figure.", [] { return 4.5; }});
  start(std::move(config));
  RawClient client(port());
  EXPECT_EQ(client.get("/healthz").body, "ok\n");
  const auto not_yet = client.get("/readyz");
  EXPECT_EQ(not_yet.status, 503);
  EXPECT_EQ(not_yet.header("content-type"), "application/problem+json");
  EXPECT_THAT(not_yet.body, HasSubstr("\"field\":\"migrations\""));
  missing.clear();
  EXPECT_EQ(client.get("/readyz").body, "ready\n");
  client.get("/hello");
  auto metrics = client.get("/metrics").body;
  EXPECT_THAT(metrics, HasSubstr("linli_http_requests_total{operation=\"sayHello\",status=\"200\"} 1\n"));
  EXPECT_THAT(metrics, HasSubstr("linli_http_connections 1\n"));
  EXPECT_THAT(metrics, HasSubstr("linli_test_figure 4.5\n"));
}

TEST_F(ServerTest, SaysSoWhenTheDatabaseIsAway) {
  ServerConfig config = test_config();
  config.connect = []() -> std::unique_ptr<db::Connection> { throw db::Disconnected("gone"); };
  start(std::move(config));
  RawClient client(port());
  auto answer = client.get("/readyz");
  EXPECT_EQ(answer.status, 503);
  EXPECT_EQ(json::parse(answer.body).at("code"), "database_unavailable");
  EXPECT_EQ(client.get("/healthz").status, 200);
}

TEST_F(ServerTest, AsksHooksBeforeTheHandler) {
  ServerConfig config = test_config();
  config.authenticate = [](const Request& request, db::Connection&, Instant) {
    access::Principal who;
    if (request.header("authorization") == "Bearer good") who.permissions = {"signed_in"};
    return who;
  };
  config.authorise = [](const Route& route, const Request&, const access::Principal& who) {
    if (*route.permission && !who.may(route.permission)) throw Refused{"forbidden"};
  };
  start(std::move(config));
  RawClient client(port());
  const std::string upload = "POST /uploads HTTP/1.1\r\nHost: t\r\nContent-Length: 3\r\n";
  EXPECT_EQ(client.ask(upload + "\r\nabc").status, 403);
  EXPECT_EQ(client.ask(upload + "Authorization: Bearer good\r\n\r\nabc").body, "3");
}

TEST_F(ServerTest, TrustsForwardingOnlyFromItsProxies) {
  Request request;
  request.peer = "10.0.0.1";
  Gate gate;
  ServerConfig config = test_config();
  std::string seen;
  config.trusted_proxies = {"127.0.0.1"};
  config.authenticate = [&](const Request& r, db::Connection&, Instant) {
    seen = r.peer + (r.secure ? " secure" : "");
    return access::Principal{};
  };
  start(std::move(config));
  RawClient client(port());
  const std::string forwarded = "X-Forwarded-For: 1.1.1.1, 2.2.2.2\r\nX-Forwarded-Proto: https\r\n";
  client.get("/hello", forwarded);
  EXPECT_EQ(seen, "2.2.2.2 secure");
  server_->let_in({"2.2.0.0/16", "127.0.0.0/8"}, {});
  client.get("/hello", forwarded);
  EXPECT_EQ(seen, "1.1.1.1 secure") << "two proxies in a row";
  server_->let_in({"192.0.2.0/24"}, {});
  client.get("/hello", forwarded);
  EXPECT_EQ(seen, "127.0.0.1") << "nobody vouches for what the header says";
  EXPECT_EQ(refusal_of([&] { server_->let_in({"proxy"}, {}); }), "network_malformed");
}

TEST(ServerStart, RefusesClashingRoutesAndBadAddresses) {
  Gate gate;
  auto twice = routes(gate);
  twice.push_back(twice.front());
  EXPECT_THROW(Server(test_config(), twice), std::logic_error);
  for (const char* bad : {"nowhere", "127.0.0.1", "127.0.0.1:", "127.0.0.1:x", "127.0.0.1:65536", "host:80", ":80"}) {
    ServerConfig config = test_config();
    config.listen = bad;
    EXPECT_EQ(refusal_of([&] { Server(config, routes(gate)); }), "listen_malformed") << bad;
  }
}

TEST(ServerStart, RefusesAnAddressThatIsTakenOrNotOurs) {
  Gate gate;
  Server first(test_config(), routes(gate));
  first.start();
  ServerConfig config = test_config();
  config.listen = "127.0.0.1:" + std::to_string(first.port());
  EXPECT_EQ(refusal_of([&] { Server(config, routes(gate)).start(); }), "listen_in_use");
  config.listen = "192.0.2.1:0";
  EXPECT_EQ(refusal_of([&] { Server(config, routes(gate)).start(); }), "listen_impossible");
}

}  // namespace
}  // namespace linli::http
