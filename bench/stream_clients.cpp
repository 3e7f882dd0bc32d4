// Idle listeners of the event stream, many in one process: the load of bench/streams.mjs.
//   stream_clients PORT COUNT SOURCE COOKIE       SOURCE: the loopback address the connections come from
// Prints `open N` when every stream has its answer's head. Then reads a word from standard input, waits until each
// stream has brought it, and prints `heard N MILLISECONDS`, the wall clock's milliseconds when the last one did.
#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

namespace {

constexpr int kPatienceMs = 120'000;
constexpr std::size_t kOpeningAtOnce = 256;

struct Stream {
  int fd = -1;
  std::string tail;  // of what came, where a word may be cut in two
  bool there = false;
};

int connect_from(const std::string& source, unsigned short port) {
  const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in from{}, to{};
  from.sin_family = to.sin_family = AF_INET;
  inet_pton(AF_INET, source.c_str(), &from.sin_addr);
  to.sin_port = htons(port);
  to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const int yes = 1;
  setsockopt(fd, IPPROTO_IP, 24 /* IP_BIND_ADDRESS_NO_PORT */, &yes, sizeof yes);
  if (fd < 0 || ::bind(fd, reinterpret_cast<sockaddr*>(&from), sizeof from) != 0 ||
      ::connect(fd, reinterpret_cast<sockaddr*>(&to), sizeof to) != 0) {
    std::perror("connect");
    std::exit(1);
  }
  return fd;
}

/// Reads until `count` streams have brought `word`; how many did.
std::size_t wait_for(int poll, std::vector<Stream>& streams, std::string_view word, std::size_t count) {
  std::size_t there =
      static_cast<std::size_t>(std::count_if(streams.begin(), streams.end(), [](const Stream& s) { return s.there; }));
  std::vector<epoll_event> events(1024);
  char buffer[16 * 1024];
  while (there < count) {
    const int ready = epoll_wait(poll, events.data(), static_cast<int>(events.size()), kPatienceMs);
    if (ready <= 0) break;
    for (int i = 0; i < ready; ++i) {
      Stream& s = streams[events[static_cast<std::size_t>(i)].data.u64];
      const ssize_t got = ::read(s.fd, buffer, sizeof buffer);
      if (got <= 0) {
        std::fprintf(stderr, "a stream ended: %.200s\n", s.tail.c_str());
        std::exit(1);
      }
      if (s.there) continue;
      s.tail.append(buffer, static_cast<std::size_t>(got));
      if (s.tail.find(word) != std::string::npos) {
        s.there = true;
        ++there;
        s.tail = {};
      } else if (s.tail.size() > 256) {
        s.tail.erase(0, s.tail.size() - 256);
      }
    }
  }
  return there;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 5) {
    std::fputs("stream_clients PORT COUNT SOURCE COOKIE\n", stderr);
    return 2;
  }
  rlimit limit{};
  getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
  const auto port = static_cast<unsigned short>(std::atoi(argv[1]));
  std::vector<Stream> streams(static_cast<std::size_t>(std::atoi(argv[2])));
  const std::string request =
      std::string("GET /api/v1/stream HTTP/1.1\r\nHost: bench\r\nCookie: ") + argv[4] + "\r\n\r\n";
  const int poll = epoll_create1(EPOLL_CLOEXEC);
  for (std::size_t i = 0; i < streams.size(); ++i) {
    streams[i].fd = connect_from(argv[3], port);
    epoll_event event{EPOLLIN, {.u64 = i}};
    epoll_ctl(poll, EPOLL_CTL_ADD, streams[i].fd, &event);
    if (::write(streams[i].fd, request.data(), request.size()) < 0) std::perror("write");
    if ((i + 1) % kOpeningAtOnce == 0 || i + 1 == streams.size()) wait_for(poll, streams, "text/event-stream", i + 1);
  }
  std::printf("open %zu\n", streams.size());
  std::fflush(stdout);
  for (Stream& s : streams) s.there = false;
  std::string word;
  std::cin >> word;
  const std::size_t heard = wait_for(poll, streams, word, streams.size());
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  std::printf("heard %zu %lld\n", heard,
              static_cast<long long>(std::chrono::duration_cast<std::chrono::milliseconds>(now).count()));
  return heard == streams.size() ? 0 : 1;
}
