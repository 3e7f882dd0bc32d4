#include "platform/http/event_stream.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "test_server.hpp"

namespace linli::http {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

StreamEvent event(std::int64_t id, const std::string& scope = "440104001") {
  StreamEvent e;
  e.id = id;
  e.name = "incident";
  e.data = "{\"n\":" + std::to_string(id) + "}";
  e.scope_code = scope;
  return e;
}

class EventStreamTest : public ::testing::Test {
 protected:
  void start(EventStream::Limits stream_limits = {}, std::chrono::milliseconds heartbeat = std::chrono::seconds(20)) {
    stream_ = std::make_unique<EventStream>(stream_limits);
    ServerConfig config = test_config();
    config.limits.heartbeat = heartbeat;
    config.authenticate = [](const Request& request, db::Connection&, Instant) {
      access::Principal who;
      who.display = request.header("authorization");
      who.grants = {{"dispatcher", "440104", "", {}}};
      return who;
    };
    std::vector<Route> routes;
    routes.push_back({Method::get, "/stream", "listen", "", Pool::read, [this](Call& call) {
                        return stream_->open(call, filter_by_grants(call.who), [this](std::int64_t after) {
                          std::vector<StreamEvent> found;
                          for (std::int64_t id = after + 1; id <= stored_; ++id) found.push_back(event(id));
                          if (during_resume_) during_resume_();
                          return found;
                        });
                      }});
    server_ = std::make_unique<Server>(std::move(config), std::move(routes));
    server_->start();
  }
  std::unique_ptr<RawClient> listen(const std::string& headers = "") {
    auto client = std::make_unique<RawClient>(server_->port());
    client->send("GET /stream HTTP/1.1\r\nHost: t\r\n" + headers + "\r\n");
    EXPECT_THAT(client->read_until("retry: 2000\n\n"), HasSubstr("Content-Type: text/event-stream\r\n"));
    return client;
  }

  std::int64_t stored_ = 0;
  std::function<void()> during_resume_;
  std::unique_ptr<EventStream> stream_;
  std::unique_ptr<Server> server_;
};

TEST_F(EventStreamTest, BroadcastsToThoseItConcerns) {
  start();
  auto client = listen();
  stream_->broadcast(event(1, "440105001"));
  stream_->broadcast(event(2));
  const std::string got = client->read_until("{\"n\":2}\n\n");
  EXPECT_THAT(got, HasSubstr("id: 2\nevent: incident\ndata: {\"n\":2}\n\n"));
  EXPECT_THAT(got, Not(HasSubstr("id: 1\n")));
}

TEST_F(EventStreamTest, ResumesWithoutLossOrRepetition) {
  start();
  stored_ = 5;
  during_resume_ = [this] {  // both happen between registering and the end of the reading
    stream_->broadcast(event(5));
    stream_->broadcast(event(6));
  };
  RawClient client(server_->port());
  client.send("GET /stream HTTP/1.1\r\nHost: t\r\nLast-Event-ID: 3\r\n\r\n");
  const std::string got = client.read_until("{\"n\":6}\n\n");
  EXPECT_THAT(
      got, HasSubstr("id: 4\nevent: incident\ndata: {\"n\":4}\n\nid: 5\nevent: incident\ndata: {\"n\":5}\n\nid: 6\n"));
  EXPECT_THAT(got, Not(HasSubstr("id: 3\n")));
}

TEST_F(EventStreamTest, KeepsQuietStreamsAlive) {
  start({}, std::chrono::milliseconds(100));
  auto client = listen();
  EXPECT_THAT(client->read_until(":\n\n:\n\n"), HasSubstr(":\n\n:\n\n"));
}

TEST_F(EventStreamTest, EndsStreamsThatAreNoLongerAllowed) {
  start();
  auto kept = listen("Authorization: kept\r\n"), revoked = listen("Authorization: revoked\r\n");
  EXPECT_EQ(stream_->listeners(), 2u);
  stream_->close_if([](const access::Principal& who) { return who.display == "revoked"; });
  EXPECT_TRUE(revoked->closed());
  stream_->broadcast(event(1));
  EXPECT_THAT(kept->read_until("{\"n\":1}\n\n"), HasSubstr("id: 1\n"));
  EXPECT_EQ(stream_->listeners(), 1u);
}

TEST_F(EventStreamTest, DropsAListenerWhoDoesNotRead) {
  EventStream::Limits limits;
  limits.waiting_messages = 8;
  limits.waiting_bytes = 100'000'000;
  start(limits);
  auto deaf = listen();
  StreamEvent big = event(0);
  big.data = std::string(512 * 1024, 'x');
  for (int i = 0; i < 10'000 && stream_->listeners() > 0; ++i) stream_->broadcast(big);
  EXPECT_EQ(stream_->listeners(), 0u);
}

TEST_F(EventStreamTest, EndsWithTheServerAndWithTheClient) {
  start();
  auto first = listen(), second = listen();
  first.reset();
  while (stream_->listeners() != 1) std::this_thread::yield();
  server_->stop();
  EXPECT_TRUE(second->closed());
}

}  // namespace
}  // namespace linli::http
