// Reports incidents over keep-alive connections, one request in flight on each: the load of bench/intake.mjs.
//   report_load PORT SECONDS CONNECTIONS FILE    FILE: one sender a line: COOKIE, tab, lon_e7, tab, lat_e7, tab, BODY
// In a body @id@ becomes a fresh id and @lon@, @lat@ a point up to kReach beside the sender's. Prints one JSON object:
// accepted, refused, seconds, cpu_us (of this program, a request) and the 50th and 99th percentile in milliseconds.
#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <fstream>
#include <random>
#include <string>
#include <vector>

#include "kernel/time.hpp"
#include "kernel/uuid.hpp"

using Steady = std::chrono::steady_clock;

namespace {

constexpr int kReach = 20'000;  // E7 degrees, some 200 m; bench/intake.mjs gives pgbench the same

struct Sender {
  std::string head;  // of the request, up to the value of Content-Length
  int lon_e7 = 0, lat_e7 = 0;
  std::string body;
};

struct Connection {
  int fd = -1;
  Steady::time_point sent;
  std::string answer;
};

std::vector<Sender> read_senders(const char* path) {
  std::vector<Sender> senders;
  std::ifstream in(path);
  for (std::string cookie, lon, lat, body; std::getline(in, cookie, '\t') && std::getline(in, lon, '\t') &&
                                           std::getline(in, lat, '\t') && std::getline(in, body);)
    senders.push_back(
        {"POST /api/v1/incidents HTTP/1.1\r\nHost: bench\r\nX-Linli: 1\r\nContent-Type: "
         "application/json\r\nCookie: " +
             cookie + "\r\nContent-Length: ",
         std::stoi(lon), std::stoi(lat), body});
  return senders;
}

void replace(std::string& text, std::string_view what, const std::string& by) {
  if (const auto at = text.find(what); at != std::string::npos) text.replace(at, what.size(), by);
}

class Load {
 public:
  Load(unsigned short port, std::vector<Sender> senders, std::size_t connections)
      : senders_(std::move(senders)), connections_(connections), poll_(epoll_create1(EPOLL_CLOEXEC)) {
    for (std::size_t i = 0; i < connections; ++i) connect(i, port);
  }

  void run(std::chrono::duration<double> length) {
    const auto start = Steady::now();
    for (Connection& c : connections_) send(c);
    while (Steady::now() - start < length) {
      epoll_event events[64];
      const int ready = epoll_wait(poll_, events, 64, 100);
      for (int i = 0; i < ready; ++i) receive(connections_[events[i].data.u64]);
    }
    seconds_ = std::chrono::duration<double>(Steady::now() - start).count();
  }

  void print() {
    timespec cpu{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &cpu);
    std::sort(waits_.begin(), waits_.end());
    const auto percentile = [&](double part) {
      return waits_.empty() ? 0.0 : waits_[static_cast<std::size_t>(part * static_cast<double>(waits_.size() - 1))];
    };
    fmt::print(
        "{{\"accepted\":{},\"refused\":{},\"seconds\":{:.3f},\"cpu_us\":{:.2f},\"p50\":{:.2f},\"p99\":{:.2f}}}\n",
        waits_.size(), refused_, seconds_,
        (static_cast<double>(cpu.tv_sec) * 1e6 + static_cast<double>(cpu.tv_nsec) / 1e3) /
            static_cast<double>(std::max<std::size_t>(waits_.size(), 1)),
        percentile(0.5), percentile(0.99));
    if (refused_ > 0) fmt::print(stderr, "refused: {}\n", last_refusal_);
  }

 private:
  void connect(std::size_t i, unsigned short port) {
    Connection& c = connections_[i];
    c.fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const int yes = 1;
    setsockopt(c.fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    if (c.fd < 0 || ::connect(c.fd, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) {
      std::perror("connect");
      std::exit(1);
    }
    epoll_event event{EPOLLIN, {.u64 = i}};
    epoll_ctl(poll_, EPOLL_CTL_ADD, c.fd, &event);
  }

  void send(Connection& c) {
    const Sender& sender = senders_[random_() % senders_.size()];
    std::uniform_int_distribution beside(-kReach, kReach);
    std::string body = sender.body;
    replace(body, "@id@", linli::Uuid::v7(clock_.now()).text());
    replace(body, "@lon@", fmt::format("{:.7f}", (sender.lon_e7 + beside(random_)) / 1e7));
    replace(body, "@lat@", fmt::format("{:.7f}", (sender.lat_e7 + beside(random_)) / 1e7));
    const std::string request = sender.head + std::to_string(body.size()) + "\r\n\r\n" + body;
    c.answer.clear();
    c.sent = Steady::now();
    (void)!::write(c.fd, request.data(), request.size());
  }

  void receive(Connection& c) {
    char buffer[8192];
    const ssize_t got = ::read(c.fd, buffer, sizeof buffer);
    if (got <= 0) {
      std::fputs("the server closed a connection\n", stderr);
      std::exit(1);
    }
    c.answer.append(buffer, static_cast<std::size_t>(got));
    if (!c.answer.ends_with('}')) return;  // an answer is one JSON object in one or two pieces
    if (c.answer.compare(9, 3, "201") == 0) {
      waits_.push_back(std::chrono::duration<double, std::milli>(Steady::now() - c.sent).count());
    } else {
      ++refused_;
      last_refusal_ = c.answer;
    }
    send(c);
  }

  std::vector<Sender> senders_;
  std::vector<Connection> connections_;
  int poll_;
  std::mt19937 random_{std::random_device{}()};
  linli::SystemClock clock_;
  std::vector<double> waits_;
  std::size_t refused_ = 0;
  std::string last_refusal_;
  double seconds_ = 0;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc != 5) {
    std::fputs("report_load PORT SECONDS CONNECTIONS FILE\n", stderr);
    return 2;
  }
  Load load(static_cast<unsigned short>(std::atoi(argv[1])), read_senders(argv[4]),
            static_cast<std::size_t>(std::atoi(argv[3])));
  load.run(std::chrono::duration<double>(std::atof(argv[2])));
  load.print();
}
