#pragma once
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "host.hpp"

namespace linli::http {

class FileBody;

/// One connection, plain or TLS: reads requests one after the other (pipelined ones wait in `input_`), hands them to a
/// worker, writes the answers in order. All of it runs on the I/O thread. Time limits are one deadline a state, looked
/// at by the server's ticks.
class Session : public std::enable_shared_from_this<Session> {
 public:
  using Clock = std::chrono::steady_clock;
  Session(Host& host, std::string peer, bool secure);
  virtual ~Session();

  void start();
  /// Whether a time limit has passed, which tick() then acts on.
  bool due(Clock::time_point now) const { return now >= deadline_; }
  void tick(Clock::time_point now);
  /// Graceful stop: an idle connection ends now, a busy one after its answer.
  void drain();
  /// Closes at once.
  void abort();

 protected:
  // What a transport provides. Each async_ call leads to exactly one of the on_ calls, on the I/O thread.
  virtual void async_handshake() = 0;
  virtual void async_read() = 0;
  /// `head` then `body`; both stay valid until on_written.
  virtual void async_write(std::string_view head, std::string_view body) = 0;
  /// Tells the peer that nothing follows; the connection still reads.
  virtual void end_output() = 0;
  virtual void close() = 0;
  virtual bool input_waiting() = 0;

  void on_handshake();
  void on_read(std::string_view data);  ///< `data` is only valid during the call
  void on_written();
  void on_lost();  ///< peer closed, reset or broke the protocol of the transport

  Host& host_;

 private:
  enum class State { handshake, idle, head, admitting, body, working, writing, file, streaming, lingering, closed };
  struct Parser;

  void next_request();
  void consume();
  void read_more();
  void head_complete();
  void read_body();
  void continue_body();
  void dispatch();
  void post_job(Pool pool, std::function<void(Worker&)> run);
  void refuse(const Refused& refused, bool keep_alive);
  void send(Response response);
  void open_file(Response& response);
  void send_file_part();
  void start_stream(Response& response);
  void flush_stream();
  void linger();
  void finish_close();
  void release_body_budget();
  std::chrono::milliseconds transfer_time(std::size_t bytes) const;
  void set(State state, std::chrono::milliseconds limit);

  std::string peer_;
  bool secure_;
  State state_ = State::handshake;
  Clock::time_point deadline_;
  std::string input_;  ///< received, not yet parsed
  std::unique_ptr<Parser> parser_;
  std::shared_ptr<Exchange> exchange_;
  std::uint64_t generation_ = 0;  ///< of answers: a late one of a worker is dropped
  std::size_t reserved_ = 0;      ///< of the memory budget for bodies
  std::size_t received_ = 0;      ///< bytes of the body, or while lingering
  bool draining_ = false;
  Response answer_;
  std::string head_;
  std::unique_ptr<FileBody> file_;
  friend class Subscription;
  std::shared_ptr<Subscription> stream_;
  std::string outgoing_;
};

}  // namespace linli::http
