#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <sys/socket.h>
#include <unistd.h>

#include <boost/json.hpp>
#include <deque>
#include <map>
#include <mutex>
#include <thread>

#include "collector.hpp"
#include "endpoints.hpp"
#include "kernel/refusal.hpp"
#include "platform/app/module.hpp"
#include "platform/outbox/runner.hpp"
#include "platform/personal/instance_keys.hpp"
#include "platform/testing/database.hpp"
#include "platform/testing/refusals.hpp"
#include "platform/testing/shows.hpp"
#include "platform/text/messages.hpp"
#include "platform/webhooks/module.hpp"
#include "platform/webhooks/signature.hpp"
#include "sender.hpp"

namespace linli::webhooks {
namespace {

namespace json = boost::json;
using testing::ElementsAre;

const Instant kNow = parse_instant("2026-03-02T01:00:00Z");

/// "field code" of the one field that is refused.
std::string field_refusals_of(const std::function<void()>& work) {
  try {
    work();
  } catch (const Refused& refused) {
    return refused.fields.size() == 1 ? refused.fields[0].field + " " + refused.fields[0].code : refused.code;
  }
  return "";
}

/// A department's system: keeps what it was sent, answers what it was told to (200 when nothing is left to say).
class Receiver {
 public:
  struct Got {
    std::map<std::string, std::string> headers;
    std::string body;
    json::value event() const { return json::parse(body); }
    std::string type() const { return std::string(event().at("type").as_string()); }
  };

  Receiver() : listener_(socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    if (bind(listener_, reinterpret_cast<sockaddr*>(&address), size) != 0 || listen(listener_, 16) != 0)
      throw std::runtime_error("no port");
    getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this] {
      for (int link = accept(listener_, nullptr, nullptr); link >= 0; link = accept(listener_, nullptr, nullptr))
        serve(link);
    });
  }
  ~Receiver() {
    shutdown(listener_, SHUT_RDWR);
    thread_.join();
    close(listener_);
  }
  std::string url() const { return "http://127.0.0.1:" + std::to_string(port_) + "/events"; }
  void will_answer(std::initializer_list<std::string> answers) {
    std::lock_guard lock(mutex_);
    answers_.insert(answers_.end(), answers.begin(), answers.end());
  }
  std::vector<Got> got() {
    std::lock_guard lock(mutex_);
    return got_;
  }

 private:
  void serve(int link) {
    std::string text;
    char piece[4096];
    std::size_t head = std::string::npos, wanted = 0;
    for (ssize_t n = 0; head == std::string::npos || text.size() < head + 4 + wanted;) {
      if ((n = read(link, piece, sizeof piece)) <= 0) break;
      text.append(piece, static_cast<std::size_t>(n));
      if (head != std::string::npos || (head = text.find("\r\n\r\n")) == std::string::npos) continue;
      if (const auto at = text.find("Content-Length: "); at < head) wanted = std::stoul(text.substr(at + 16));
    }
    Got got;
    got.body = text.substr(head + 4);
    for (std::size_t at = text.find("\r\n") + 2; at < head;) {
      const auto end = text.find("\r\n", at), colon = text.find(": ", at);
      if (colon < end) got.headers[text.substr(at, colon - at)] = text.substr(colon + 2, end - colon - 2);
      at = end + 2;
    }
    std::string answer = "200 OK";
    {
      std::lock_guard lock(mutex_);
      got_.push_back(std::move(got));
      if (!answers_.empty()) {
        answer = answers_.front();
        answers_.pop_front();
      }
    }
    answer = "HTTP/1.1 " + answer + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    static_cast<void>(!write(link, answer.data(), answer.size()));
    close(link);
  }

  int listener_;
  unsigned port_ = 0;
  std::thread thread_;
  std::mutex mutex_;
  std::deque<std::string> answers_;
  std::vector<Got> got_;
};

class Webhooks : public DatabaseTest {
 protected:
  Webhooks() : registry_(context_) {
    auto ring = std::make_shared<crypto::KeyRing>(keys_.path() + "/keys");
    ring->create_missing(kNow);
    context_.provide(std::make_shared<personal::Vault>(ring));
    context_.provide(outside_);
    context_.provide(std::make_shared<outbox::Runner>(test_database().conninfo(), clock_));
    auto messages = std::make_shared<text::Messages>();
    messages->add("zh-CN", "t.yaml", "notice:\n  incidents:\n    accept: case {number}\n    dispatch: case {number}\n");
    context_.provide(messages);
    register_engine(registry_);
    settings_.attempts = 3;
    db().script("truncate webhooks.endpoint cascade");
    who_.kind = access::Principal::Kind::staff;
  }

  http::Response ask(const std::string& operation, const json::value& body = nullptr,
                     std::map<std::string, std::string> params = {}, std::string version = "") {
    http::Request request;
    request.id = "request-1";
    request.params = std::move(params);
    if (!body.is_null()) request.body = json::serialize(body);
    if (!version.empty()) request.headers["If-Match"] = "\"" + version + "\"";
    http::Call call{request, db(), who_, clock_.now(), context_};
    for (auto& route : registry_.routes)
      if (route.operation == operation) return route.handle(call);
    throw std::logic_error(operation);
  }
  json::object endpoint(const std::string& url, json::array kinds = {"incidents.*"}) {
    return {{"id", Uuid::v7(clock_.now()).text()}, {"name", "Greening office"}, {"url", url}, {"kinds", kinds}};
  }
  json::value open(const json::object& body) { return json::parse(ask("openWebhook", body).body); }
  /// An event of a case, as the outbox gives it.
  void happens(std::int64_t position, const std::string& key, const std::string& action,
               const std::string& scope = "440104001002003", const Uuid& unit = {}) {
    json::object payload{{"workflow", "incident"}, {"case", key},      {"to", "accepted"},
                         {"number", "E-1"},        {"by", "somebody"}, {"tell", json::array{}}};
    if (!unit.is_nil()) payload["owner_unit"] = unit.text();
    const json::value value = payload;
    Collector(settings_).take(db(), {position, "incidents." + action, key, &value, scope, "r", clock_.now()},
                              clock_.now());
  }
  Sender sender() { return {settings_, *outside_, context_.get<personal::Vault>(), "4401"}; }
  /// Sends until nothing is due.
  void send() {
    for (auto one = sender(); one.step(db(), clock_);) {
    }
  }
  std::vector<std::string> types(Receiver& receiver) {
    std::vector<std::string> all;
    for (const auto& got : receiver.got())
      all.push_back(got.type() + " " + std::string(got.event().at("subject").as_string()));
    return all;
  }
  json::array deliveries(const std::string& id) {
    return json::parse(ask("listWebhookDeliveries", nullptr, {{"id", id}}).body).at("items").as_array();
  }
  json::value first_delivery(const std::string& id) {
    for (const json::value& one : deliveries(id))
      if (text(one, "kind") == "incidents.accept" && text(one, "key") == "case-1") return one;
    throw std::logic_error("no delivery");
  }
  std::string text(const json::value& value, const char* key) { return std::string(value.at(key).as_string()); }

  SetClock clock_{kNow};
  TestFolder keys_;
  app::Context context_{{}, clock_};
  app::Registry registry_;
  std::shared_ptr<outgoing::Settings> outside_ =
      std::make_shared<outgoing::Settings>(outgoing::Settings{outgoing::Origins({"http://127.0.0.1:*"}), {}});
  Settings settings_ = Settings::parse(
      "attempts: 3\nfirst_pause_seconds: 10\nlongest_pause_seconds: 60\ntimeout_seconds: 5\nkept_days: 90\n"
      "most_endpoints: 3\ndata: [workflow, case, number, to, owner_unit]\n");
  access::Principal who_;
};

TEST_F(Webhooks, CarryAnEventSignedAndWithoutPeople) {
  Receiver receiver;
  const auto opened = open(endpoint(receiver.url()));
  const auto secret = text(opened, "secret");
  happens(7, "case-1", "accept");
  send();
  ASSERT_EQ(receiver.got().size(), 1u);
  const auto got = receiver.got()[0];
  const auto event = got.event();
  EXPECT_EQ(got.headers.at("Content-Type"), "application/cloudevents+json; charset=utf-8");
  EXPECT_EQ(text(event, "specversion"), "1.0");
  EXPECT_EQ(text(event, "type"), "linli.incidents.accept");
  EXPECT_EQ(text(event, "source"), "urn:linli:4401");
  EXPECT_EQ(text(event, "sequence"), "00000000000000000007");
  EXPECT_EQ(text(event.at("data"), "number"), "E-1");
  EXPECT_EQ(event.at("data").as_object().count("by"), 0u) << "who acted stays inside";
  EXPECT_EQ(event.at("data").as_object().count("tell"), 0u);
  EXPECT_EQ(got.headers.at("webhook-id"), text(event, "id"));
  EXPECT_EQ(got.headers.at("webhook-signature"), signature(secret, text(event, "id"), clock_.now(), got.body));
  EXPECT_NE(got.headers.at("webhook-signature"), signature(new_secret(), text(event, "id"), clock_.now(), got.body));
}

// Expected value from the openssl program: HMAC-SHA256 over "id.timestamp.body" with the base64-decoded secret.
TEST(Signature, IsThatOfStandardWebhooks) {
  EXPECT_EQ(signature("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo=", "msg_p5jXN8AQM9LWM0D4loKWxJek",
                      parse_instant("2021-02-25T03:13:50Z"), R"({"test": 2432232314})"),
            "v1,0Yd7V29fYBEnYofgtVvTi/NMmHu1zwqBTpb+MyVu/T0=");
  EXPECT_NE(new_secret(), new_secret());
}

TEST_F(Webhooks, AreTriedAgainInTheOrderOfTheirCase) {
  Receiver receiver;
  const auto id = text(open(endpoint(receiver.url())), "id");
  receiver.will_answer({"400 Bad Request"});
  happens(1, "case-1", "accept");
  happens(2, "case-1", "dispatch");
  happens(3, "case-2", "accept");
  send();
  EXPECT_THAT(types(receiver), ElementsAre("linli.incidents.accept case-1", "linli.incidents.accept case-2"))
      << "the other case goes on, the later event of the refused one waits";
  clock_.advance(std::chrono::seconds(11));
  send();
  EXPECT_THAT(types(receiver), ElementsAre("linli.incidents.accept case-1", "linli.incidents.accept case-2",
                                           "linli.incidents.accept case-1", "linli.incidents.dispatch case-1"));
  EXPECT_EQ(receiver.got()[0].headers.at("webhook-id"), receiver.got()[2].headers.at("webhook-id"));
  EXPECT_NE(receiver.got()[0].headers.at("webhook-timestamp"), receiver.got()[2].headers.at("webhook-timestamp"));
  const auto log = first_delivery(id);
  const auto& calls = log.at("calls").as_array();
  ASSERT_EQ(calls.size(), 2u);
  EXPECT_EQ(text(calls[0], "outcome"), "delivered");
  EXPECT_EQ(text(calls[1], "outcome"), "refused");
  EXPECT_EQ(calls[1].at("status").as_int64(), 400);
}

TEST_F(Webhooks, ASystemThatIsAwayIsLeftAloneForAWhile) {
  Receiver receiver;
  open(endpoint(receiver.url()));
  receiver.will_answer({"503 Service Unavailable"});
  happens(1, "case-1", "accept");
  happens(2, "case-2", "accept");
  send();
  EXPECT_EQ(receiver.got().size(), 1u) << "the next message would fare no better";
  clock_.advance(std::chrono::seconds(9));
  send();
  EXPECT_EQ(receiver.got().size(), 1u);
  clock_.advance(std::chrono::seconds(2));
  send();
  EXPECT_EQ(receiver.got().size(), 3u);
}

TEST_F(Webhooks, GivenUpTheyHoldTheirCaseUntilSomebodyDecides) {
  Receiver receiver;
  const auto id = text(open(endpoint(receiver.url())), "id");
  receiver.will_answer({"400 No", "400 No", "400 No"});
  happens(1, "case-1", "accept");
  happens(2, "case-1", "dispatch");
  for (int i = 0; i < 5; ++i) {
    send();
    clock_.advance(std::chrono::minutes(5));
  }
  EXPECT_EQ(receiver.got().size(), 3u);
  const auto dead = first_delivery(id);
  EXPECT_EQ(text(dead, "state"), "dead");
  EXPECT_EQ(ask("retryWebhookDelivery", nullptr, {{"id", text(dead, "id")}}).status, 204);
  send();
  EXPECT_EQ(receiver.got().size(), 5u) << "the one given up, then the next of its case";
  EXPECT_EQ(refusal_of([&] {
              ask("retryWebhookDelivery", nullptr, {{"id", text(dead, "id")}});
            }),
            "no_such_dead_letter");
  EXPECT_EQ(db().query("select count(*) as n from audit.entry where action = 'webhooks.retry' and object = $1",
                       db::Params::of("webhook_delivery:" + text(dead, "id")))[0]
                .integer("n"),
            1);
}

TEST_F(Webhooks, DiscardedTheyLetTheNextOfTheirCaseGoOn) {
  Receiver receiver;
  const auto id = text(open(endpoint(receiver.url())), "id");
  receiver.will_answer({"410 Gone", "410 Gone", "410 Gone"});
  happens(1, "case-1", "accept");
  happens(2, "case-1", "dispatch");
  for (int i = 0; i < 4; ++i) {
    send();
    clock_.advance(std::chrono::minutes(5));
  }
  ask("discardWebhookDelivery", nullptr, {{"id", text(first_delivery(id), "id")}});
  send();
  EXPECT_EQ(types(receiver).back(), "linli.incidents.dispatch case-1");
}

TEST_F(Webhooks, AnEventIsSentOnceHoweverOftenTheOutboxGivesIt) {
  Receiver receiver;
  open(endpoint(receiver.url()));
  for (int i = 0; i < 3; ++i) happens(7, "case-1", "accept");
  send();
  EXPECT_EQ(receiver.got().size(), 1u);
}

TEST_F(Webhooks, OneProcessAtATimeCallsASystem) {
  Receiver receiver;
  const auto id = text(open(endpoint(receiver.url())), "id");
  happens(1, "case-1", "accept");
  std::optional<db::Connection> other(test_database().connect());
  ASSERT_TRUE(other
                  ->query("select pg_try_advisory_lock(hashtextextended('webhooks.endpoint:' || $1, 0)) as held",
                          db::Params::of(id))[0]
                  .boolean("held"));
  send();
  EXPECT_EQ(receiver.got().size(), 0u);
  other.reset();  // the process dies, and its session with it
  for (int i = 0; i < 500 && receiver.got().empty(); ++i) send();
  EXPECT_EQ(receiver.got().size(), 1u);
}

TEST_F(Webhooks, HearOfTheirKindsAndPlaceOnly) {
  Receiver receiver;
  auto body = endpoint(receiver.url(), {"incidents.dispatch"});
  body["scope_code"] = "440104";
  open(body);
  happens(1, "case-1", "accept");
  happens(2, "case-1", "dispatch");
  happens(3, "case-2", "dispatch", "440105001002003");
  send();
  EXPECT_THAT(types(receiver), ElementsAre("linli.incidents.dispatch case-1"));
}

TEST_F(Webhooks, OfAUnitFollowACaseFromWhereItCameToTheUnit) {
  Receiver receiver;
  const auto unit = Uuid::v7(kNow);
  db().query(
      "insert into access.unit (id, name, kind, prefix, opened_at) values ($1, 'Greening', 'department', '440104', $2)",
      db::Params::of(unit, kNow));
  auto body = endpoint(receiver.url());
  body["unit"] = unit.text();
  open(body);
  happens(1, "case-1", "accept");
  happens(2, "case-1", "dispatch", "440104001002003", unit);
  happens(3, "case-1", "accept");
  happens(4, "case-2", "accept");
  send();
  EXPECT_THAT(types(receiver), ElementsAre("linli.incidents.dispatch case-1", "linli.incidents.accept case-1"));
}

TEST_F(Webhooks, CallOnlyWhereConfigurationAllows) {
  Receiver receiver;
  const auto id = text(open(endpoint(receiver.url())), "id");
  happens(1, "case-1", "accept");
  outside_->origins = outgoing::Origins({"https://zhcg.example.gov.cn"});
  send();
  EXPECT_EQ(receiver.got().size(), 0u);
  EXPECT_EQ(text(deliveries(id)[0].at("calls").at(0), "outcome"), "host_not_allowed");
  for (const std::string url : {"http://127.0.0.1:80/", "https://zhcg.example.gov.cn.evil.example/",
                                "http://zhcg.example.gov.cn/", "https://zhcg.example.gov.cn:8443/"})
    EXPECT_EQ(field_refusals_of([&] { open(endpoint(url)); }), "url webhook_host_not_allowed") << url;
  for (const std::string url : {"file:///etc/passwd", "https://a@zhcg.example.gov.cn/", "zhcg", "gopher://127.0.0.1/"})
    EXPECT_EQ(field_refusals_of([&] { open(endpoint(url)); }), "url outgoing_url_malformed") << url;
}

TEST_F(Webhooks, RefuseGarbageByItsField) {
  const auto refused = [&](const char* key, const json::value& value) {
    auto body = endpoint("http://127.0.0.1:9/");
    body[key] = value;
    return field_refusals_of([&] { open(body); });
  };
  EXPECT_EQ(refused("kinds", json::array{"incidents.fly"}), "kinds[0] webhook_kind_unknown");
  EXPECT_EQ(refused("kinds", json::array{"nothing.*"}), "kinds[0] webhook_kind_unknown");
  EXPECT_EQ(refused("kinds", json::array{}), "kinds too_few");
  EXPECT_EQ(refused("kinds", "incidents.*"), "kinds not_list");
  EXPECT_EQ(refused("scope_code", "44x"), "scope_code webhook_scope_form");
  EXPECT_EQ(refused("unit", json::value_from(Uuid::v7(kNow).text())), "unit unit_not_open");
  EXPECT_EQ(refused("unit", "me"), "unit invalid_id");
  EXPECT_EQ(refused("name", " "), "name required");
  EXPECT_EQ(refused("secret", "whsec_x"), "secret unknown_key");
}

TEST_F(Webhooks, GiveTheSecretOnceAndANewOneOnRequest) {
  Receiver receiver;
  const auto body = endpoint(receiver.url());
  const auto opened = open(body);
  EXPECT_TRUE(opened.at("secret").is_string());
  EXPECT_TRUE(open(body).at("secret").is_null()) << "sent again after a lost answer";
  auto other = body;
  other["name"] = "Another";
  EXPECT_EQ(refusal_of([&] { open(other); }), "record_id_reused");
  const auto listed = json::parse(ask("listWebhooks").body);
  EXPECT_TRUE(listed.at("items").at(0).at("secret").is_null());
  const auto renewed =
      text(json::parse(ask("renewWebhookSecret", nullptr, {{"id", text(opened, "id")}}).body), "secret");
  EXPECT_NE(renewed, text(opened, "secret"));
  const auto ping = json::parse(ask("testWebhook", nullptr, {{"id", text(opened, "id")}}).body);
  EXPECT_EQ(ping.at("status").as_int64(), 200);
  const auto got = receiver.got().at(0);
  EXPECT_EQ(got.type(), "linli.ping");
  EXPECT_EQ(got.headers.at("webhook-signature"), signature(renewed, got.headers.at("webhook-id"), kNow, got.body));
  EXPECT_EQ(db().query("select count(*) as n from personal.value where position($1::bytea in cipher) > 0",
                       db::Params::of(renewed))[0]
                .integer("n"),
            0);
}

TEST_F(Webhooks, PausedTheyCollectAndRemovedTheyEnd) {
  Receiver receiver;
  auto body = endpoint(receiver.url());
  const auto id = text(open(body), "id");
  body.erase("id");
  body["state"] = "paused";
  EXPECT_EQ(refusal_of([&] { ask("changeWebhook", body, {{"id", id}}, "7"); }), "changed_meanwhile");
  ask("changeWebhook", body, {{"id", id}}, "1");
  happens(1, "case-1", "accept");
  send();
  EXPECT_EQ(receiver.got().size(), 0u);
  body["state"] = "active";
  ask("changeWebhook", body, {{"id", id}}, "2");
  send();
  EXPECT_EQ(receiver.got().size(), 1u);
  ask("removeWebhook", nullptr, {{"id", id}});
  happens(2, "case-1", "dispatch");
  send();
  EXPECT_EQ(receiver.got().size(), 1u);
  EXPECT_EQ(refusal_of([&] { ask("removeWebhook", nullptr, {{"id", id}}); }), "not_found");
}

}  // namespace
}  // namespace linli::webhooks
