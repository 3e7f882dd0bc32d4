#include "platform/outbox/runner.hpp"

#include <atomic>
#include <boost/json.hpp>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

#include "consumer.hpp"
#include "outbox_sql.hpp"
#include "platform/log/log.hpp"
#include "worker.hpp"

namespace linli::outbox {
namespace {
constexpr const char* kPrune = "outbox.prune";
constexpr int kTailPage = 500;
constexpr auto kForgetConsumer = std::chrono::hours(24 * 30);  // not seen for so long: it holds back no pruning
}  // namespace

struct Runner::Impl {
  Impl(std::string conninfo, const Clock& clock, Pace pace)
      : conninfo(std::move(conninfo)), clock(clock), pace(pace), process(Uuid::v7(clock.now())) {}

  std::string conninfo;
  const Clock& clock;
  Pace pace;
  Uuid process;
  std::vector<std::unique_ptr<Consumer>> consumers;
  std::vector<std::function<void(const Event&)>> tails;
  std::atomic<std::int64_t> tailed = 0;  // up to here tails have been told, or are being told
  std::map<std::string, JobHandler> jobs;
  std::map<std::string, std::chrono::seconds> periods;
  struct Loop {
    std::string name;
    std::chrono::milliseconds pause;
    std::function<bool(db::Connection&)> step;
  };
  std::vector<Loop> loops;

  std::vector<std::thread> threads;
  std::mutex mutex;
  std::condition_variable woken;
  bool stopping = false;

  bool is_stopping() {
    std::lock_guard lock(mutex);
    return stopping;
  }
  void rest(std::chrono::milliseconds pause) {
    std::unique_lock lock(mutex);
    woken.wait_for(lock, pause, [&] { return stopping; });
  }

  /// Repeats `step` on a connection of its own until stopped; a lost connection is replaced, and `on_connect` told.
  void run(const std::string& name, std::chrono::milliseconds pause, const std::function<bool(db::Connection&)>& step,
           const std::function<void()>& on_connect = {}) {
    std::unique_ptr<db::Connection> db;
    while (!is_stopping()) {
      bool more = false;
      try {
        if (!db) {
          db = std::make_unique<db::Connection>(conninfo);
          if (on_connect) on_connect();
        }
        more = step(*db);
      } catch (const db::Disconnected&) {
        log::warning("background.disconnected", {{"loop", name}});
        db.reset();
        rest(std::chrono::seconds(1));
      } catch (const std::exception& error) {
        log::error("background.failed", {{"loop", name}, {"error", error.what()}});
        rest(std::chrono::seconds(1));
      }
      if (!more) rest(pause);
    }
  }

  void follow_tails() {
    std::optional<Reader> reader;
    run("tails", pace.poll, [&](db::Connection& db) {
      if (!reader) reader.emplace(tailed);
      if (!reader->advance(db)) return false;
      tailed = reader->settled();
      reader->read_page(db, "", kTailPage, [&](const Event& event) {
        for (const auto& tail : tails) tail(event);
      });
      return true;
    });
  }

  void keep_house(db::Connection& db) {
    auto now = clock.now();
    db.run(sql::renew_leases, db::Params::of(process, now + pace.lease));
    for (const auto& [name, period] : periods)
      db.run(sql::start_periodic, db::Params::of(name, now, static_cast<std::int64_t>(period.count())));
  }

  void prune(db::Connection& db, Instant now) {
    db::Batch batch;
    batch.add(sql::prune_events, db::Params::of(now - pace.keep_events, now - kForgetConsumer));
    batch.add(sql::prune_jobs, db::Params::of(now - pace.keep_jobs));
    db.commit(batch);
  }
};

Runner::Runner(std::string conninfo, const Clock& clock, Pace pace)
    : impl_(std::make_unique<Impl>(std::move(conninfo), clock, pace)) {
  job(kPrune, [this](db::Connection& db, const boost::json::value&, Instant now) { impl_->prune(db, now); });
  periodic(kPrune, std::chrono::hours(1));
}

Runner::~Runner() { stop(); }

void Runner::subscribe(std::string name, std::string topic_prefix, EventHandler handler) {
  impl_->consumers.push_back(std::make_unique<Consumer>(std::move(name), std::move(topic_prefix), std::move(handler),
                                                        impl_->clock, impl_->pace));
}

void Runner::tail(std::function<void(const Event&)> handler) { impl_->tails.push_back(std::move(handler)); }

void Runner::missed(db::Connection& db, std::int64_t after, int limit,
                    const std::function<void(const Event&)>& take) const {
  for (auto row : db.run(sql::read_events, db::Params::of(after, impl_->tailed.load(), "", limit))) {
    auto payload = row.document("payload");
    take(event_of(row, payload));
  }
}

void Runner::job(std::string name, JobHandler handler) { impl_->jobs[std::move(name)] = std::move(handler); }

void Runner::periodic(std::string name, std::chrono::seconds period) { impl_->periods[std::move(name)] = period; }

void Runner::loop(std::string name, std::chrono::milliseconds pause, std::function<bool(db::Connection&)> step) {
  impl_->loops.push_back({std::move(name), pause, std::move(step)});
}

void Runner::start() {
  auto& i = *impl_;
  {
    db::Connection db(i.conninfo);
    i.tailed = db.run(sql::newest_position)[0].integer("newest");
    for (auto& consumer : i.consumers) consumer->enrol(db);
  }
  for (auto& consumer : i.consumers)
    i.threads.emplace_back([&i, c = consumer.get()] {
      i.run(
          c->name(), i.pace.poll, [c](db::Connection& db) { return c->step(db); }, [c] { c->new_session(); });
    });
  if (!i.tails.empty()) i.threads.emplace_back([&i] { i.follow_tails(); });
  for (auto& loop : i.loops) i.threads.emplace_back([&i, &loop] { i.run(loop.name, loop.pause, loop.step); });
  for (int n = 0; n < i.pace.job_workers; ++n)
    i.threads.emplace_back([&i] {
      Worker worker(i.jobs, i.process, i.clock, i.pace);
      i.run("jobs", i.pace.poll, [&](db::Connection& db) { return worker.step(db); });
    });
  i.threads.emplace_back([&i] {
    i.run("housekeeping", std::chrono::seconds(1), [&](db::Connection& db) {
      i.keep_house(db);
      return false;
    });
  });
}

void Runner::stop() {
  {
    std::lock_guard lock(impl_->mutex);
    impl_->stopping = true;
  }
  impl_->woken.notify_all();
  for (auto& thread : impl_->threads) thread.join();
  impl_->threads.clear();
}

}  // namespace linli::outbox
