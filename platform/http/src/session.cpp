#include "session.hpp"

#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

#include "file_body.hpp"
#include "platform/http/url.hpp"
#include "subscription.hpp"
#include "wire.hpp"

namespace linli::http {
namespace {

namespace bhttp = boost::beast::http;

constexpr std::chrono::milliseconds kLinger{2'000};  ///< to let a refused client read the answer
constexpr std::size_t kLingerBytes = 16u << 20;
constexpr std::size_t kKeptInput = 16 * 1024;  ///< capacity an idle connection may keep

std::optional<Method> method_of(bhttp::verb verb) {
  switch (verb) {
    case bhttp::verb::get:
    case bhttp::verb::head:
      return Method::get;
    case bhttp::verb::post:
      return Method::post;
    case bhttp::verb::put:
      return Method::put;
    case bhttp::verb::patch:
      return Method::patch;
    case bhttp::verb::delete_:
      return Method::del;
    default:
      return std::nullopt;
  }
}

std::string_view view(boost::beast::string_view text) { return {text.data(), text.size()}; }

bool has_body(const bhttp::request_parser<bhttp::string_body>& parser) {
  return parser.chunked() || parser.content_length().value_or(0) > 0;
}

Refused too_large(const Route& route) { return Refused{"too_large", {{"limit", readable_size(route.body_limit)}}}; }

}  // namespace

struct Session::Parser : bhttp::request_parser<bhttp::string_body> {
  bool head_seen = false;
};

Session::Session(Host& host, std::string peer, bool secure) : host_(host), peer_(std::move(peer)), secure_(secure) {}
Session::~Session() = default;

void Session::set(State state, std::chrono::milliseconds limit) {
  state_ = state;
  deadline_ = Clock::now() + limit;
}

std::chrono::milliseconds Session::transfer_time(std::size_t bytes) const {
  return std::chrono::milliseconds(bytes * 1000 / host_.config.limits.slowest_bytes_per_second);
}

void Session::start() {
  set(State::handshake, host_.config.limits.handshake);
  async_handshake();
}

void Session::on_handshake() { next_request(); }

// ---- reading a request

void Session::next_request() {
  parser_.reset();
  exchange_.reset();
  answer_ = {};
  head_.clear();
  if (input_.empty()) {
    if (input_.capacity() > kKeptInput) input_.shrink_to_fit();
    if (draining_ && !input_waiting()) return finish_close();
    set(State::idle, host_.config.limits.idle);
    return async_read();
  }
  set(State::head, host_.config.limits.header);
  consume();
}

void Session::on_read(std::string_view data) {
  switch (state_) {
    case State::idle:
      set(State::head, host_.config.limits.header);
      break;
    case State::lingering:
      received_ += data.size();
      return received_ > kLingerBytes ? abort() : async_read();
    case State::streaming:
      return abort();  // an event stream's client has nothing to say
    case State::head:
    case State::body:
      break;
    default:
      return;
  }
  input_.append(data);
  consume();
}

/// Feeds the parser until it needs more input or a request is complete.
void Session::consume() {
  if (!parser_) {
    parser_ = std::make_unique<Parser>();
    parser_->header_limit(static_cast<std::uint32_t>(host_.config.limits.header_bytes));
    parser_->body_limit(boost::none);  // set once the route is known
  }
  while (state_ == State::head || state_ == State::body) {
    if (parser_->head_seen && parser_->is_done()) return dispatch();
    if (input_.empty()) return read_more();
    boost::beast::error_code error;
    const std::size_t used = parser_->put(boost::asio::buffer(input_), error);
    input_.erase(0, used);
    if (state_ == State::body) received_ += used;
    if (error == bhttp::error::need_more) {
      if (!parser_->head_seen && input_.size() > host_.config.limits.header_bytes)
        return refuse(Refused{"headers_too_large"}, false);
      return read_more();
    }
    if (error == bhttp::error::header_limit) return refuse(Refused{"headers_too_large"}, false);
    if (error == bhttp::error::body_limit) return refuse(too_large(*exchange_->route), false);
    if (error) return refuse(Refused{"malformed_request"}, false);
    if (!parser_->head_seen && parser_->is_header_done()) {
      parser_->head_seen = true;
      head_complete();
    }
  }
}

void Session::read_more() {
  if (state_ == State::body)
    deadline_ = std::max(deadline_, exchange_->started + host_.config.limits.body + transfer_time(received_));
  async_read();
}

/// The header is read: finds the operation and decides whether the body is wanted.
void Session::head_complete() {
  const auto& message = parser_->get();
  exchange_ = std::make_shared<Exchange>();
  Exchange& exchange = *exchange_;
  exchange.started = Clock::now();
  exchange.keep_alive = parser_->keep_alive() && !draining_ && !host_.stopping;
  exchange.head_only = message.method() == bhttp::verb::head;
  Request& request = exchange.request;
  for (const auto& header : message) {
    auto [place, fresh] = request.headers.emplace(view(header.name_string()), view(header.value()));
    if (!fresh) (place->second += header.name() == bhttp::field::cookie ? "; " : ", ") += view(header.value());
  }
  request.secure = secure_;
  request.peer = peer_;
  apply_forwarding(request, host_.trusted);
  request.id = request_id(request.header("x-request-id"), host_.config.clock->now());
  const bool body_follows = has_body(*parser_);
  try {
    const auto target = split_target(view(message.target()));
    if (target) request.path = target->path;  // whose dialect a refusal is told in
    const auto path = target ? percent_decoded(target->path) : std::nullopt;
    if (!path || (message.version() >= 11 && request.headers.find("host") == request.headers.end()))
      throw Refused{"malformed_request"};
    request.path = *path;
    const auto method = method_of(message.method());
    if (!method) throw Refused{"method_not_allowed"};
    request.method = *method;
    Router::Match match = host_.router().match(*method, target->path);
    if (!match.route) {
      if (match.allowed.empty() && *method == Method::get && !body_follows &&
          !host_.config.problems->dialect_of(request))
        if (auto answer = host_.immediate(exchange)) return send(std::move(*answer));
      if (match.allowed.empty()) throw Refused{"not_found"};
      exchange.keep_alive = exchange.keep_alive && !body_follows;
      Response answer = host_.config.problems->of(Refused{"method_not_allowed"}, request);
      answer.headers["allow"] = allow_header(match.allowed);
      return send(std::move(answer));
    }
    exchange.route = match.route;
    exchange.operation = match.index + 1;
    request.params = std::move(match.params);
    request.query = checked_query(*match.route, target->query);
    check_body_kind(*match.route, request, body_follows);
  } catch (const Refused& refused) {
    return refuse(refused, !body_follows);
  }
  read_body();
}

void Session::read_body() {
  const Route& route = *exchange_->route;
  const Limits& limits = host_.config.limits;
  if (!has_body(*parser_)) return set(State::body, limits.body);  // the parser is done or about to be
  const std::size_t announced = parser_->content_length().value_or(route.body_limit);
  if (announced > route.body_limit && !parser_->chunked()) return refuse(too_large(route), false);
  parser_->body_limit(route.body_limit);
  if (host_.counters.bodies_in_memory + announced > limits.bodies_in_memory)
    return refuse(Refused{"busy", {{"seconds", "5"}}}, false);
  reserved_ = announced;
  host_.counters.bodies_in_memory += reserved_;
  if (announced <= limits.check_first || *route.permission == '\0') return continue_body();
  // A long body is only worth reading from somebody who may send it.
  set(State::admitting, limits.handler);
  post_job(Pool::read, [this, exchange = exchange_, generation = generation_](Worker& worker) {
    std::optional<Response> refusal;
    try {
      host_.admit(*exchange, worker);
    } catch (...) {
      refusal = host_.config.problems->of(std::current_exception(), exchange->request);
    }
    host_.post([self = shared_from_this(), generation, refusal = std::move(refusal)]() mutable {
      if (generation != self->generation_ || self->state_ != State::admitting) return;
      if (refusal) {
        self->exchange_->keep_alive = false;
        return self->send(std::move(*refusal));
      }
      self->continue_body();
      if (self->state_ == State::body) self->consume();
    });
  });
}

void Session::continue_body() {
  set(State::body, host_.config.limits.body);
  exchange_->started = Clock::now();
  if (exchange_->request.header("expect") == "100-continue" && input_.empty()) {
    set(State::writing, host_.config.limits.write);
    async_write("HTTP/1.1 100 Continue\r\n\r\n", {});
  }
}

// ---- working

void Session::dispatch() {
  exchange_->request.body = std::move(parser_->get().body());
  if (auto answer = host_.at_hand(*exchange_)) return send(std::move(*answer));
  const Limits& limits = host_.config.limits;
  const Pool pool = exchange_->route->pool;
  set(State::working, pool == Pool::slow ? limits.slow_handler : limits.handler);
  post_job(pool, [this, exchange = exchange_, generation = generation_](Worker& worker) {
    Response answer = host_.answer(*exchange, worker);
    host_.post([self = shared_from_this(), generation, answer = std::move(answer)]() mutable {
      if (generation == self->generation_ && self->state_ == State::working) self->send(std::move(answer));
    });
  });
}

void Session::post_job(Pool pool, std::function<void(Worker&)> run) {
  WorkerPool::Job job;
  job.queued = Clock::now();
  job.expires = deadline_;
  job.run = [self = shared_from_this(), run = std::move(run)](Worker& worker, bool expired) {
    if (!expired) run(worker);
  };
  if (host_.pool(pool).post(std::move(job))) return;
  ++host_.counters.queue_full;
  refuse(Refused{host_.stopping ? "stopping" : "busy", {{"seconds", "2"}}}, state_ == State::working);
}

// ---- answering

void Session::refuse(const Refused& refused, bool keep_alive) {
  if (!exchange_) {
    exchange_ = std::make_shared<Exchange>();
    exchange_->started = Clock::now();
    exchange_->request.id = request_id({}, host_.config.clock->now());
  }
  exchange_->keep_alive = exchange_->keep_alive && keep_alive;
  send(host_.config.problems->of(refused, exchange_->request));
}

void Session::send(Response response) {
  ++generation_;
  release_body_budget();
  answer_ = std::move(response);
  if (draining_ || host_.stopping) exchange_->keep_alive = false;
  if (!answer_.file.empty()) open_file(answer_);
  if (answer_.stream) return start_stream(answer_);
  const std::string_view body = answer_.shared ? std::string_view(*answer_.shared) : std::string_view(answer_.body);
  const std::size_t length = file_ ? file_->left() : body.size();
  head_ = head_text(answer_, host_.config.clock->now(), length, exchange_->keep_alive, exchange_->request.id,
                    host_.fixed_headers(is_page(answer_), exchange_->request.secure));
  host_.answered(*exchange_, answer_.status, length);
  parser_.reset();
  if (exchange_->head_only) file_.reset();
  const std::string_view sent = exchange_->head_only || file_ ? std::string_view() : body;
  set(State::writing, host_.config.limits.write + transfer_time(sent.size()));
  async_write(head_, sent);
}

void Session::on_written() {
  switch (state_) {
    case State::writing:
      if (parser_) {  // that was "100 Continue"
        set(State::body, host_.config.limits.body);
        return consume();
      }
      if (file_) return send_file_part();
      if (!exchange_->keep_alive) return linger();
      return next_request();
    case State::streaming:
      outgoing_.clear();
      return flush_stream();
    default:
      return;
  }
}

void Session::open_file(Response& response) {
  file_ = FileBody::open(response.file, exchange_->request, response);
  if (!file_ && response.status == 404)
    response = host_.config.problems->of(Refused{"not_found"}, exchange_->request.id,
                                         exchange_->request.header("accept-language"));
}

/// Reads the next part on a thread of its own, so that a slow disk holds up nobody else.
void Session::send_file_part() {
  if (file_->left() == 0) {
    file_.reset();
    return exchange_->keep_alive ? next_request() : linger();
  }
  set(State::file, host_.config.limits.slow_handler);
  WorkerPool::Job job;
  job.queued = Clock::now();
  job.expires = deadline_;
  job.run = [self = shared_from_this()](Worker&, bool) {
    const bool good = self->file_->read_part();
    self->host_.post([self, good] {
      if (self->state_ != State::file) return;
      if (!good) return self->abort();
      self->set(State::writing, self->host_.config.limits.write + self->transfer_time(self->file_->part().size()));
      self->async_write(self->file_->part(), {});
    });
  };
  if (!host_.file_pool().post(std::move(job))) abort();
}

// ---- event streams

void Session::start_stream(Response& response) {
  stream_ = std::move(response.stream);
  head_ = stream_head_text(response, host_.config.clock->now(), exchange_->request.id,
                           host_.fixed_headers(false, exchange_->request.secure));
  host_.answered(*exchange_, response.status, 0);
  parser_.reset();
  exchange_.reset();
  input_ = {};
  ++host_.counters.streams;
  set(State::streaming, host_.config.limits.heartbeat);
  outgoing_ = std::exchange(head_, {});
  async_write(outgoing_, {});
  async_read();
  stream_->attach([weak = weak_from_this(), &host = host_] {
    host.post([weak] {
      auto self = weak.lock();
      if (self && self->state_ == State::streaming) self->flush_stream();
    });
  });
}

void Session::flush_stream() {
  if (stream_->ended()) return abort();
  if (!outgoing_.empty()) return;
  stream_->take(outgoing_);
  if (outgoing_.empty()) {
    outgoing_.shrink_to_fit();
    return;
  }
  set(State::streaming, host_.config.limits.heartbeat);
  async_write(outgoing_, {});
}

// ---- ending

void Session::linger() {
  received_ = input_.size();
  input_.clear();
  set(State::lingering, kLinger);
  end_output();
  async_read();
}

void Session::release_body_budget() {
  host_.counters.bodies_in_memory -= reserved_;
  reserved_ = 0;
  received_ = 0;
}

void Session::finish_close() {
  if (state_ == State::closed) return;
  if (state_ == State::streaming) {
    --host_.counters.streams;
    stream_->detach();
  }
  release_body_budget();
  state_ = State::closed;
  ++generation_;
  close();
  host_.session_ended(*this);
}

void Session::on_lost() { finish_close(); }
void Session::abort() { finish_close(); }

void Session::drain() {
  draining_ = true;
  if (state_ == State::streaming || (state_ == State::idle && !input_waiting())) finish_close();
}

void Session::tick(Clock::time_point now) {
  if (now < deadline_ || state_ == State::closed) return;
  const Limits& limits = host_.config.limits;
  switch (state_) {
    case State::head:
    case State::body:
      ++host_.counters.timeouts;
      return refuse(Refused{"request_timeout"}, false);
    case State::admitting:
    case State::working:
      ++host_.counters.timeouts;
      return refuse(Refused{"handler_timeout", {{"seconds", "5"}}}, false);
    case State::streaming:
      if (!outgoing_.empty() || stream_->expired()) return abort();  // nothing got through since the last beat
      set(State::streaming, limits.heartbeat);
      outgoing_ = ":\n\n";
      return async_write(outgoing_, {});
    default:
      return abort();
  }
}

}  // namespace linli::http
