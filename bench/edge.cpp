// What the edge costs: keep-alive requests through a worker against a bare epoll loop with the same answer size, both
// driven by the same load generator in the same run; and what idle event streams take.
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include "kernel/time.hpp"
#include "platform/http/event_stream.hpp"
#include "platform/http/server.hpp"
#include "platform/log/log.hpp"
#include "platform/testing/database.hpp"

using namespace linli;
using Steady = std::chrono::steady_clock;

namespace {

constexpr int kConnections = 64;
constexpr std::chrono::seconds kRun{4};

double seconds_since(Steady::time_point start) { return std::chrono::duration<double>(Steady::now() - start).count(); }

int connect_to(unsigned short port) {
  const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const int yes = 1;
  setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
  if (fd < 0 || ::connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) {
    std::perror("connect");
    std::exit(1);
  }
  return fd;
}

double cpu_seconds(clockid_t clock) {
  timespec time{};
  clock_gettime(clock, &time);
  return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

/// CPU time of every thread but the load generator's.
double server_cpu() { return cpu_seconds(CLOCK_PROCESS_CPUTIME_ID) - cpu_seconds(CLOCK_THREAD_CPUTIME_ID); }

struct Cost {
  double per_second;  ///< requests
  double cpu_us;      ///< of the server, a request: what a busy machine does not change
};

/// Keep-alive connections, one request in flight on each. Answers end in `tail`.
Cost load(unsigned short port, const std::string& path, const std::string& tail) {
  const std::string request = "GET " + path + " HTTP/1.1\r\nHost: bench\r\n\r\n";
  const int poll = epoll_create1(EPOLL_CLOEXEC);
  std::vector<int> fds;
  for (int i = 0; i < kConnections; ++i) {
    fds.push_back(connect_to(port));
    epoll_event event{EPOLLIN, {.fd = fds.back()}};
    epoll_ctl(poll, EPOLL_CTL_ADD, fds.back(), &event);
    (void)!::write(fds.back(), request.data(), request.size());
  }
  const auto start = Steady::now();
  const double cpu = server_cpu();
  std::size_t answered = 0;
  char buffer[16 * 1024];
  while (Steady::now() - start < kRun) {
    epoll_event events[kConnections];
    const int ready = epoll_wait(poll, events, kConnections, 100);
    for (int i = 0; i < ready; ++i) {
      const ssize_t got = ::read(events[i].data.fd, buffer, sizeof buffer);
      if (got <= 0) continue;
      if (std::string_view(buffer, static_cast<std::size_t>(got)).ends_with(tail)) {
        ++answered;
        (void)!::write(events[i].data.fd, request.data(), request.size());
      }
    }
  }
  const Cost cost{static_cast<double>(answered) / seconds_since(start),
                  1e6 * (server_cpu() - cpu) / static_cast<double>(answered)};
  for (int fd : fds) ::close(fd);
  ::close(poll);
  return cost;
}

/// The least a server on one thread can do: read, write a fixed answer. Returns its port; ends with the process.
unsigned short bare_server(std::size_t answer_bytes) {
  const int listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  if (::bind(listener, reinterpret_cast<sockaddr*>(&address), size) != 0 || ::listen(listener, 128) != 0) std::exit(1);
  getsockname(listener, reinterpret_cast<sockaddr*>(&address), &size);
  std::thread([listener, answer_bytes] {
    std::string answer = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nX: ";
    answer += std::string(answer_bytes - answer.size() - 9, 'x') + "\r\n\r\nhello";
    const int poll = epoll_create1(EPOLL_CLOEXEC);
    epoll_event event{EPOLLIN, {.fd = listener}};
    epoll_ctl(poll, EPOLL_CTL_ADD, listener, &event);
    for (;;) {
      epoll_event events[128];
      const int ready = epoll_wait(poll, events, 128, -1);
      for (int i = 0; i < ready; ++i) {
        int fd = events[i].data.fd;
        if (fd == listener) {
          fd = ::accept4(listener, nullptr, nullptr, SOCK_CLOEXEC);
          epoll_event added{EPOLLIN, {.fd = fd}};
          epoll_ctl(poll, EPOLL_CTL_ADD, fd, &added);
          continue;
        }
        char buffer[4096];
        if (::read(fd, buffer, sizeof buffer) <= 0)
          ::close(fd);
        else
          (void)!::write(fd, answer.data(), answer.size());
      }
    }
  }).detach();
  return ntohs(address.sin_port);
}

std::size_t resident_bytes() {
  std::ifstream statm("/proc/self/statm");
  std::size_t total = 0, resident = 0;
  statm >> total >> resident;
  return resident * static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
}

/// Opens `count` streams from a process of its own (file limits are per process) and tells through `pipe` how many
/// broadcasts arrived.
pid_t listeners(unsigned short port, int count, int report) {
  const pid_t child = fork();
  if (child != 0) return child;
  rlimit limit{};
  getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
  const int poll = epoll_create1(EPOLL_CLOEXEC);
  const std::string request = "GET /stream HTTP/1.1\r\nHost: bench\r\n\r\n";
  for (int i = 0; i < count; ++i) {
    const int fd = connect_to(port);
    (void)!::write(fd, request.data(), request.size());
    epoll_event event{EPOLLIN, {.fd = fd}};
    epoll_ctl(poll, EPOLL_CTL_ADD, fd, &event);
  }
  int heard = 0;
  char buffer[4096];
  while (heard < count) {
    epoll_event events[512];
    const int ready = epoll_wait(poll, events, 512, 60'000);
    if (ready <= 0) break;
    for (int i = 0; i < ready; ++i) {
      const ssize_t got = ::read(events[i].data.fd, buffer, sizeof buffer);
      if (got > 0 &&
          std::string_view(buffer, static_cast<std::size_t>(got)).find("event: incident") != std::string_view::npos)
        ++heard;
    }
  }
  (void)!::write(report, &heard, sizeof heard);
  _exit(0);
}

}  // namespace

int main(int argc, char** argv) {
  const int streams = argc > 1 ? std::atoi(argv[1]) : 15'000;
  log::set_file("/dev/null");
  TestDatabase database("edge", TestDatabase::Schema::empty);
  SystemClock clock;
  char no_context;
  http::EventStream hub;
  http::ServerConfig config;
  config.clock = &clock;
  config.context = reinterpret_cast<app::Context*>(&no_context);
  config.problems = std::make_shared<http::Problems>(text::Messages{}, text::RefusalTable{});
  config.connect = [&] { return std::make_unique<db::Connection>(database.conninfo()); };
  config.limits.queue = 100'000;
  http::Server server(config, {{http::Method::get, "/hello", "sayHello", "", http::Pool::read,
                                [](http::Call&) {
                                  http::Response response;
                                  response.body = "hello";
                                  return response;
                                }},
                               {http::Method::get, "/stream", "listen", "", http::Pool::read, [&](http::Call& call) {
                                  return hub.open(
                                      call, [](const http::StreamEvent&) { return true; }, nullptr);
                                }}});
  server.start();

  const Cost bare = load(bare_server(900), "/hello", "hello");
  auto print = [&](const char* what, const Cost& cost) {
    std::printf("%-24s %8.0f requests/s %6.1f us of CPU each, %.2f of bare\n", what, cost.per_second, cost.cpu_us,
                bare.cpu_us / cost.cpu_us);
  };
  print("bare epoll loop", bare);
  print("edge, on the I/O thread", load(server.port(), "/healthz", "ok\n"));
  print("edge, through a worker", load(server.port(), "/hello", "hello"));

  int report[2];
  if (pipe(report) != 0) return 1;
  const std::size_t before = resident_bytes();
  const pid_t child = listeners(server.port(), streams, report[1]);
  while (hub.listeners() < static_cast<std::size_t>(streams))
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  std::printf("%d idle event streams: %.1f kB each\n", streams,
              static_cast<double>(resident_bytes() - before) / 1024 / streams);
  http::StreamEvent event;
  event.id = 1;
  event.name = "incident";
  event.data = "{\"id\":\"01a2014a-b142-7504-baf4-226f2884ba29\"}";
  const auto start = Steady::now();
  hub.broadcast(event);
  int heard = 0;
  (void)!::read(report[0], &heard, sizeof heard);
  std::printf("broadcast to %d of them: %.2f s\n", heard, seconds_since(start));
  waitpid(child, nullptr, 0);
  server.stop();
  return heard == streams ? 0 : 1;
}
