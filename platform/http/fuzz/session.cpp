// A whole connection fed with any bytes in any pieces: it answers, waits or closes; every answer is HTTP, and nothing
// is left of the memory set aside for bodies.
#include "platform/http/src/session.hpp"

#include <cstdint>
#include <cstdlib>
#include <string>

namespace {

using namespace linli;
using namespace linli::http;

class NoServer final : public Host {
 public:
  NoServer() {
    config.clock = &clock_;
    config.problems = std::make_shared<Problems>(text::Messages{}, text::RefusalTable{});
    config.limits.check_first = 64;
    config.limits.bodies_in_memory = 4096;
  }
  void post(std::function<void()> work) override { work(); }
  void session_ended(Session&) override { ended = true; }
  std::optional<Response> immediate(const Exchange& exchange) override {
    if (exchange.request.path != "/page") return std::nullopt;
    Response response;
    response.body = "page";
    return response;
  }
  std::optional<Response> at_hand(Exchange&) override { return std::nullopt; }
  WorkerPool& pool(Pool) override { return none_; }
  WorkerPool& file_pool() override { return none_; }
  void admit(Exchange&, Worker&) override {}
  Response answer(Exchange&, Worker&) override { return {}; }
  void answered(const Exchange&, int, std::size_t) override { ++answers; }
  const std::string& fixed_headers(bool, bool) override { return headers_; }
  const Router& router() const override { return router_; }
  bool ended = false;
  int answers = 0;

 private:
  static std::vector<Route> routes() {
    Route get{Method::get, "/items/{id}", "getItem", ""};
    Route post{Method::post, "/items", "addItem", "signed_in"};
    post.raw_body = true;
    post.body_limit = 256;
    return {get, post};
  }
  SystemClock clock_;
  std::string headers_;
  Router router_{routes()};
  WorkerPool none_{"none", 0, 0, {}};  // takes nothing: every request that gets so far is answered 503
};

class FedSession final : public Session {
 public:
  explicit FedSession(Host& host) : Session(host, "127.0.0.1", false) {}
  /// What the network would do next; false when the session waits for nothing any more.
  bool step(std::string_view& input, std::size_t piece) {
    if (writing_) {
      writing_ = false;
      on_written();
    } else if (reading_ && !input.empty()) {
      reading_ = false;
      const std::string_view part = input.substr(0, piece);
      input.remove_prefix(part.size());
      on_read(part);
    } else if (reading_) {
      reading_ = false;
      on_lost();
    } else {
      return false;
    }
    return true;
  }

 private:
  void async_handshake() override { on_handshake(); }
  void async_read() override {
    if (reading_) std::abort();
    reading_ = true;
  }
  void async_write(std::string_view head, std::string_view) override {
    if (writing_ || !head.starts_with("HTTP/1.1 ") || !head.ends_with("\r\n\r\n")) std::abort();
    writing_ = true;
  }
  void end_output() override {}
  void close() override { reading_ = writing_ = false; }
  bool input_waiting() override { return false; }
  bool reading_ = false, writing_ = false;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  NoServer host;
  auto session = std::make_shared<FedSession>(host);
  session->start();
  std::string_view input(reinterpret_cast<const char*>(data) + 1, size - 1);
  while (session->step(input, data[0] + 1u)) {
  }
  session->abort();
  if (!host.ended || host.counters.bodies_in_memory != 0) std::abort();
  return 0;
}
