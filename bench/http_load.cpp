// Sends requests over keep-alive connections, one in flight on each: the load of the benches that measure over HTTP.
//   http_load PORT SECONDS CONNECTIONS FILE [gzip]       gzip: compressed answers are asked for
// FILE: requests that follow one another, one a line: METHOD PATH COOKIE LON_E7 LAT_E7 BODY with tabs between; an empty
// line ends a sequence. Each connection takes a sequence by chance and sends it to its end. In paths and bodies @id@
// becomes an id that is fresh for the sequence, @record@ one fresh for the request, @lon@ and @lat@ a point up to
// kReach beside the given one, the same for the whole sequence. Prints one JSON object: accepted (requests), sequences,
// refused, seconds, cpu_us (of this program, a request), bytes received, and the 50th and 99th percentile of a request
// in milliseconds.
#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
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

struct Request {
  std::string method, path, head;  // head: from after the path up to the value of Content-Length
  int lon_e7 = 0, lat_e7 = 0;
  std::string body;
};
using Sequence = std::vector<Request>;

struct Connection {
  int fd = -1;
  const Sequence* sequence = nullptr;
  std::size_t step = 0;
  std::string id, lon, lat;
  Steady::time_point sent;
  std::string answer;
  std::size_t wanted = 0;  // bytes of the answer, once its head is there
};

std::vector<Sequence> read_sequences(const char* path, bool compressed) {
  std::vector<Sequence> all(1);
  std::ifstream in(path);
  for (std::string line; std::getline(in, line);) {
    if (line.empty()) {
      if (!all.back().empty()) all.emplace_back();
      continue;
    }
    std::vector<std::string> parts;
    for (std::size_t at = 0; parts.size() < 5; at = line.find('\t', at) + 1)
      parts.push_back(line.substr(at, line.find('\t', at) - at));
    std::size_t body = 0;
    for (int i = 0; i < 5; ++i) body = line.find('\t', body) + 1;
    std::string head = " HTTP/1.1\r\nHost: bench\r\nX-Linli: 1\r\nContent-Type: application/json\r\n";
    if (compressed) head += "Accept-Encoding: gzip\r\n";
    if (!parts[2].empty()) head += "Cookie: " + parts[2] + "\r\n";
    all.back().push_back(
        {parts[0], parts[1], head + "Content-Length: ", std::stoi(parts[3]), std::stoi(parts[4]), line.substr(body)});
  }
  if (all.back().empty()) all.pop_back();
  if (all.empty()) {
    std::fprintf(stderr, "no requests in %s\n", path);
    std::exit(2);
  }
  return all;
}

void replace(std::string& text, std::string_view what, const std::string& by) {
  for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size()))
    text.replace(at, what.size(), by);
}

class Load {
 public:
  Load(unsigned short port, std::vector<Sequence> sequences, std::size_t connections)
      : sequences_(std::move(sequences)), connections_(connections), poll_(epoll_create1(EPOLL_CLOEXEC)) {
    for (std::size_t i = 0; i < connections; ++i) connect(i, port);
  }

  void run(std::chrono::duration<double> length) {
    const auto start = Steady::now();
    for (Connection& c : connections_) begin(c);
    while (Steady::now() - start < length) {
      epoll_event events[64];
      const int ready = epoll_wait(poll_, events, 64, 100);
      for (int i = 0; i < ready; ++i) receive(connections_[events[i].data.u64]);
    }
    seconds_ = std::chrono::duration<double>(Steady::now() - start).count();
  }

  void print() {
    std::sort(waits_.begin(), waits_.end());
    timespec cpu{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &cpu);
    const double cpu_us = 1e6 * static_cast<double>(cpu.tv_sec) + 1e-3 * static_cast<double>(cpu.tv_nsec);
    const auto at = [&](double share) {
      return waits_.empty() ? 0 : waits_[static_cast<std::size_t>(share * static_cast<double>(waits_.size() - 1))];
    };
    fmt::print(
        "{{\"accepted\":{},\"sequences\":{},\"refused\":{},\"seconds\":{:.3f},\"cpu_us\":{:.1f},\"bytes\":{},"
        "\"p50\":{:.3f},\"p99\":{:.3f}}}\n",
        waits_.size(), done_, refused_, seconds_, cpu_us / std::max(1.0, static_cast<double>(waits_.size())), bytes_,
        at(0.5), at(0.99));
    if (refused_ > 0) fmt::print(stderr, "{}\n", last_refusal_);
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

  void begin(Connection& c) {
    c.sequence = &sequences_[random_() % sequences_.size()];
    c.step = 0;
    c.id = linli::Uuid::v7(clock_.now()).text();
    std::uniform_int_distribution beside(-kReach, kReach);
    c.lon = fmt::format("{:.7f}", (c.sequence->front().lon_e7 + beside(random_)) / 1e7);
    c.lat = fmt::format("{:.7f}", (c.sequence->front().lat_e7 + beside(random_)) / 1e7);
    send(c);
  }

  void send(Connection& c) {
    const Request& r = (*c.sequence)[c.step];
    std::string path = r.path, body = r.body;
    for (std::string* text : {&path, &body}) {
      replace(*text, "@id@", c.id);
      replace(*text, "@lon@", c.lon);
      replace(*text, "@lat@", c.lat);
    }
    if (body.find("@record@") != std::string::npos) replace(body, "@record@", linli::Uuid::v7(clock_.now()).text());
    const std::string request = r.method + " " + path + r.head + std::to_string(body.size()) + "\r\n\r\n" + body;
    c.answer.clear();
    c.wanted = 0;
    c.sent = Steady::now();
    (void)!::write(c.fd, request.data(), request.size());
  }

  void receive(Connection& c) {
    char buffer[64 * 1024];
    const ssize_t got = ::read(c.fd, buffer, sizeof buffer);
    if (got <= 0) {
      std::fputs("the server closed a connection\n", stderr);
      std::exit(1);
    }
    c.answer.append(buffer, static_cast<std::size_t>(got));
    if (c.wanted == 0) {
      const auto end = c.answer.find("\r\n\r\n");
      if (end == std::string::npos) return;
      c.wanted = end + 4 + length_in(std::string_view(c.answer).substr(0, end));
    }
    if (c.answer.size() < c.wanted) return;
    bytes_ += c.answer.size();
    const std::string_view status = std::string_view(c.answer).substr(9, 3);
    if (status == "200" || status == "201") {
      waits_.push_back(std::chrono::duration<double, std::milli>(Steady::now() - c.sent).count());
    } else {
      ++refused_;
      last_refusal_ = (*c.sequence)[c.step].body + "\n" + c.answer;
      return begin(c);
    }
    if (++c.step < c.sequence->size()) return send(c);
    ++done_;
    begin(c);
  }

  static std::size_t length_in(std::string_view head) {
    static constexpr std::string_view kName = "\r\ncontent-length:";
    const auto at = std::search(head.begin(), head.end(), kName.begin(), kName.end(),
                                [](char a, char b) { return std::tolower(static_cast<unsigned char>(a)) == b; });
    if (at == head.end()) return 0;
    const char* digits = &*at + kName.size();
    while (*digits == ' ') ++digits;
    std::size_t length = 0;
    std::from_chars(digits, digits + 12, length);
    return length;
  }

  std::vector<Sequence> sequences_;
  std::vector<Connection> connections_;
  int poll_;
  std::mt19937 random_{std::random_device{}()};
  linli::SystemClock clock_;
  std::vector<double> waits_;
  std::size_t refused_ = 0, done_ = 0, bytes_ = 0;
  std::string last_refusal_;
  double seconds_ = 0;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc != 5 && !(argc == 6 && std::string_view(argv[5]) == "gzip")) {
    std::fputs("http_load PORT SECONDS CONNECTIONS FILE [gzip]\n", stderr);
    return 2;
  }
  Load load(static_cast<unsigned short>(std::atoi(argv[1])), read_sequences(argv[4], argc == 6),
            static_cast<std::size_t>(std::atoi(argv[3])));
  load.run(std::chrono::duration<double>(std::atof(argv[2])));
  load.print();
}
