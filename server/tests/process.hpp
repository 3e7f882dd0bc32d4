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

/// A `linli` that serves until it is told to end.
class Running {
 public:
  /// Returns when it says `ready`; fails the test when it does not.
  explicit Running(const std::vector<std::string>& arguments);
  ~Running();
  Running(const Running&) = delete;

  /// What it said after `ready`.
  const std::string& ready() const { return ready_; }
  /// The port of what it serves; 0 when it is not ready.
  unsigned short port() const;
  /// The rest of the line on standard output that begins so; empty when none comes within a while.
  std::string says(const std::string& beginning) const;
  void signal(int number) const;
  /// Exit code after a signal that ends it.
  int wait();
  /// Everything logged so far.
  std::string log() const;
  /// Whether the log comes to hold `text` within a while.
  bool comes_to_log(const std::string& text) const;

 private:
  TestFolder folder_;
  pid_t pid_ = 0;
  std::string ready_;
};

/// `linli serve` on a free port of the loopback, on a database of its own.
class Served {
 public:
  explicit Served(const std::string& data_dir);
  const std::string& url() const { return program_.ready(); }
  unsigned short port() const { return program_.port(); }
  db::Connection connect() const { return database_.connect(); }
  const std::string& conninfo() const { return database_.conninfo(); }
  Running* operator->() { return &program_; }

 private:
  TestDatabase database_{"serve"};
  Running program_;
};

struct Reply {
  int status = 0;
  std::string head, body;
  /// Of a problem document; else empty.
  std::string code() const;
};

/// One keep-alive connection to a server on the loopback, plain or over TLS.
class Line {
 public:
  Line(unsigned short port, bool tls);
  ~Line();
  Line(const Line&) = delete;
  /// Status 0 when the connection is gone.
  Reply get(const std::string& path, const std::string& headers = {});
  /// `headers` are whole lines.
  Reply ask(const std::string& method, const std::string& path, const std::string& headers, const std::string& body);
  /// SHA-256 of the server's certificate, hex; empty without one.
  std::string certificate() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace linli
