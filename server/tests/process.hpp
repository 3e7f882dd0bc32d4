#pragma once
#include <sys/types.h>

#include <optional>
#include <string>
#include <vector>

#include "platform/testing/database.hpp"

namespace linli {

/// What a command that ended left behind.
struct Ended {
  int code = -1;
  std::string output, errors;
};

/// Runs `linli ARGUMENTS...` to its end.
Ended linli_command(std::vector<std::string> arguments);

/// `linli serve` as a process of its own, on a free port of the loopback, on a database of its own.
class Served {
 public:
  /// Returns when it says `ready`; fails the test when it does not.
  explicit Served(const std::string& data_dir, std::vector<std::string> options = {});
  ~Served();
  Served(const Served&) = delete;

  const std::string& url() const { return url_; }
  unsigned short port() const;
  void signal(int number) const;
  /// Exit code after a signal that ends it.
  int wait();
  /// Everything logged so far.
  std::string log() const;
  /// Whether the log comes to hold `text` within a while.
  bool comes_to_log(const std::string& text) const;
  db::Connection connect() const { return database_.connect(); }
  const std::string& conninfo() const { return database_.conninfo(); }

 private:
  TestDatabase database_{"serve"};
  TestFolder folder_;
  pid_t pid_ = 0;
  std::string url_;
};

struct Reply {
  int status = 0;
  std::string head, body;
};

/// One keep-alive connection to a server on the loopback, plain or over TLS.
class Line {
 public:
  Line(unsigned short port, bool tls);
  ~Line();
  Line(const Line&) = delete;
  /// Status 0 when the connection is gone.
  Reply get(const std::string& path, const std::string& headers = {});
  /// SHA-256 of the server's certificate, hex; empty without one.
  std::string certificate() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace linli
