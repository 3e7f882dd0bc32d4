#pragma once
#include <boost/json.hpp>
#include <functional>
#include <map>
#include <memory>
#include <string>

#include "platform/testing/database.hpp"
#include "server/program.hpp"

namespace linli {

/// An answer of the running program.
struct Answer {
  int status = 0;
  std::string text, head;  ///< body; status line and headers
  boost::json::value json() const { return text.empty() ? boost::json::value() : boost::json::parse(text); }
  /// A header by its name in lower case, or "".
  std::string header(std::string_view name) const;
  /// The problem's code, or "".
  std::string code() const;
};

/// A demo (a community, unless told) in one process, whose clock the test sets: everything is asked over real HTTP.
class World {
 public:
  /// The demo's year ends at `now`. `prepare` sees the context before the start.
  explicit World(Instant now, const std::function<void(app::Context&)>& prepare = {},
                 const std::string& size = "community");
  ~World();
  /// Moves to another day: sessions of the day before are over.
  void set(Instant at) {
    clock_.set(at);
    cookies_.clear();
    advanced_ = {};
  }
  /// Sessions that rested too long meanwhile are opened anew.
  void advance(std::chrono::microseconds by) {
    clock_.advance(by);
    advanced_ += by;
    if (advanced_ < std::chrono::minutes(50)) return;  // those with a one-time code rest an hour at most
    cookies_.clear();
    advanced_ = {};
  }
  Instant now() const { return clock_.now(); }

  /// Requests from here on come from this address, as a proxy in front would say; "" for the machine itself.
  void from(const std::string& address) { address_ = address; }

  /// As a member of staff by user name, or as a visitor for "".
  Answer get(const std::string& who, const std::string& path);
  Answer post(const std::string& who, const std::string& path, const boost::json::object& body);
  Answer del(const std::string& who, const std::string& path);
  /// As an outside program without a session sends it.
  Answer send(const std::string& method, const std::string& path, const std::string& body = "",
              const std::string& type = "application/octet-stream") {
    return ask(method, "", path, body, type);
  }
  /// Any request as it is, by a member of staff or, for "", a visitor.
  Answer request(const std::string& method, const std::string& who, const std::string& path, const std::string& body,
                 const std::string& type = "application/json") {
    sign_in(who);
    return ask(method, who, path, body, type);
  }
  const std::vector<http::Route>& routes() { return program_->registry().routes; }
  /// As an outside program sends it with an API token.
  Answer as_token(const std::string& token, const std::string& method, const std::string& path,
                  const boost::json::object& body = {});
  /// The demo's key for Open311.
  const std::string& open311_key() const { return open311_key_; }
  /// A file as it is, sent by a visitor ("") or a member of staff.
  Answer upload(const std::string& who, const std::string& bytes);
  /// Bytes as they are to any route, by a member of staff.
  Answer post_bytes(const std::string& who, const std::string& path, const std::string& bytes);
  /// As if the member of staff had also given a one-time code.
  void give_second_factor(const std::string& who);
  /// One step of a case on its present version; fails the test unless it is let through. Gives the case after it.
  boost::json::value act(const std::string& who, const std::string& id, const std::string& action,
                         boost::json::object fields = {});
  /// The same, expected to be refused: the problem's code.
  std::string refused(const std::string& who, const std::string& id, const std::string& action,
                      boost::json::object fields = {});
  boost::json::value incident(const std::string& who, const std::string& id);
  /// A public report in the demo's first grid, with other members replaced; its receipt.
  boost::json::value report(const std::string& matter, const std::string& words, boost::json::object more = {});
  /// From acknowledged to dispatched to the unit of `kind`, by the demo's staff.
  void dispatch(const std::string& id, const std::string& kind, boost::json::object limit = {});
  /// A photo of the demo as an attachment of `stage`.
  boost::json::array photo(const std::string& stage);
  std::string grid() const { return grids_.front(); }
  const std::vector<std::string>& grids() const { return grids_; }
  std::string worker() const { return "grid-" + grid(); }
  app::Context& context() { return program_->context(); }
  db::Connection connect() { return db::Connection(program_->conninfo()); }

 private:
  Answer ask(const std::string& method, const std::string& who, const std::string& path, const std::string& body,
             const std::string& type = "application/json", const std::string& token = "");
  void sign_in(const std::string& who);

  SetClock clock_;
  TestFolder folder_;
  TestDatabase database_{"world"};
  std::unique_ptr<server::Program> program_;
  std::chrono::microseconds advanced_{};
  std::map<std::string, std::string> cookies_;
  std::vector<std::string> grids_;  // each has a worker
  std::string digest_, address_, open311_key_;
};

}  // namespace linli
