#include "platform/outbox/outbox.hpp"

#include <atomic>
#include <boost/json.hpp>
#include <mutex>
#include <thread>

#include "consumer.hpp"
#include "kernel/refusal.hpp"
#include "outbox_sql.hpp"
#include "platform/testing/database.hpp"
#include "worker.hpp"

namespace linli::outbox {
namespace {

namespace json = boost::json;
using namespace std::chrono_literals;

constexpr Instant kStart{std::chrono::sys_days{std::chrono::year{2026} / 3 / 2}};

/// Waits for something another thread does; false after a generous while.
bool eventually(const std::function<bool()>& holds) {
  for (int i = 0; i < 3000; ++i, std::this_thread::sleep_for(10ms))
    if (holds()) return true;
  return false;
}

/// Each test speaks under a topic of its own: the database is shared by the program's tests.
class Outbox : public DatabaseTest {
 protected:
  Outbox() : clock_(kStart), topic_(Uuid::v7(kStart).text() + ".") {}

  void say(db::Connection& db, const std::string& key, int number) {
    db::Batch batch;
    publish(batch, topic_ + "said", key, json::value(number), "440104", "r", clock_.now());
    db.commit(batch);
  }
  void say(const std::string& key, int number) { say(db(), key, number); }

  std::unique_ptr<Consumer> consumer(EventHandler handler) {
    auto c = std::make_unique<Consumer>(topic_, topic_, std::move(handler), clock_, pace_);
    c->enrol(db());
    return c;
  }
  /// Remembers what came, as "key number".
  EventHandler remember() {
    return [this](db::Connection&, const Event& event) {
      std::lock_guard lock(mutex_);
      heard_.push_back(event.key + " " + std::to_string(event.payload->as_int64()));
    };
  }
  /// Takes everything published so far. The cluster is shared with other test programs, whose transactions hold back
  /// what counts as settled: they are waited for.
  void drain(Consumer& c, db::Connection& db) {
    auto newest = db.run(sql::newest_position)[0].integer("newest");
    EXPECT_TRUE(eventually([&] {
      drain_settled(c, db);
      return db.run(sql::read_position, db::Params::of(topic_))[0].integer("position") >= newest;
    }));
  }
  static void drain_settled(Consumer& c, db::Connection& db) {
    while (c.step(db)) {
    }
  }
  std::vector<std::string> heard() {
    std::lock_guard lock(mutex_);
    return heard_;
  }

  SetClock clock_;
  Pace pace_;
  std::string topic_;
  std::mutex mutex_;
  std::vector<std::string> heard_;
};

using Heard = std::vector<std::string>;

TEST_F(Outbox, DeliversInOrderAndOnlyWhatIsNew) {
  say("a", 1);
  auto c = consumer(remember());
  say("a", 2);
  drain(*c, db());
  EXPECT_EQ(heard(), (Heard{"a 1", "a 2"}));
  drain(*c, db());
  say("b", 3);
  drain(*c, db());
  EXPECT_EQ(heard(), (Heard{"a 1", "a 2", "b 3"}));
}

TEST_F(Outbox, TheTransactionThatFailsSaysNothing) {
  auto c = consumer(remember());
  db::Batch batch;
  publish(batch, topic_ + "said", "a", json::value(1), "", "", kStart);
  static const db::Statement broken{"test.broken", "select 1/0"};
  batch.add(broken, {});
  EXPECT_THROW(db().commit(batch), db::Failure);
  drain(*c, db());
  EXPECT_TRUE(heard().empty());
}

/// The sequence gave the first number to the one that commits last.
TEST_F(Outbox, AnEventThatCommitsLateIsNotMissed) {
  auto c = consumer(remember());
  auto late = test_database().connect();
  late.script("begin");
  db::Batch batch;
  late.run(sql::publish, db::Params::of(topic_ + "said", "late", json::value(1), "", "", kStart));
  say("soon", 2);
  drain_settled(*c, db());
  EXPECT_TRUE(heard().empty()) << "what began before is waited for";
  late.script("commit");
  drain(*c, db());
  EXPECT_EQ(heard(), (Heard{"late 1", "soon 2"}));
}

/// One takes its transaction id first, but the row second: the events of the row must come as the row was changed.
TEST_F(Outbox, EventsOfOneKeyComeInTheOrderOfTheRowTheyBelongTo) {
  db().script("create table if not exists public.turn (n int)");
  db().script("truncate public.turn; insert into public.turn values (0)");
  auto c = consumer(remember());
  auto first = test_database().connect(), second = test_database().connect();
  second.script("begin");
  second.query("select pg_current_xact_id()");  // the smaller transaction id
  first.script("begin");
  first.query("update public.turn set n = 1");
  first.run(sql::publish, db::Params::of(topic_ + "said", "k", json::value(1), "", "", kStart));
  std::thread waits([&] {
    second.query("update public.turn set n = 2");  // waits for `first`
    second.run(sql::publish, db::Params::of(topic_ + "said", "k", json::value(2), "", "", kStart));
    second.script("commit");
  });
  first.script("commit");
  drain_settled(*c, db());
  waits.join();
  drain(*c, db());
  EXPECT_EQ(heard(), (Heard{"k 1", "k 2"}));
}

/// As before, with a third transaction whose id stands between the two and which ends last.
TEST_F(Outbox, AThirdTransactionBetweenTwoOfOneKeyDoesNotReverseThem) {
  auto c = consumer(remember());
  auto first = test_database().connect(), second = test_database().connect(), third = test_database().connect();
  for (auto* one : {&second, &third, &first}) {
    one->script("begin");
    one->query("select pg_current_xact_id()");
  }
  auto publish_in = [&](db::Connection& in, int n) {
    in.run(sql::publish, db::Params::of(topic_ + "said", "k", json::value(n), "", "", kStart));
    in.script("commit");
  };
  publish_in(first, 1);
  publish_in(second, 2);
  drain_settled(*c, db());
  EXPECT_TRUE(heard().empty()) << "the third may still say something earlier";
  third.script("commit");
  drain(*c, db());
  EXPECT_EQ(heard(), (Heard{"k 1", "k 2"}));
}

TEST_F(Outbox, ConcurrentPublishersKeepTheOrderPerKey) {
  constexpr int kThreads = 4, kEach = 60, kKeys = 3;
  db().script("create table if not exists public.counted (key int primary key, n int)");
  db().script("truncate public.counted; insert into public.counted select k, 0 from generate_series(0, 2) k");
  auto c = consumer(remember());
  std::atomic<int> running = kThreads;
  std::vector<std::thread> publishers;
  for (int t = 0; t < kThreads; ++t)
    publishers.emplace_back([&, t] {
      auto db = test_database().connect();
      for (int i = 0; i < kEach; ++i) {
        int key = (t + i) % kKeys;
        db.script("begin");
        auto n =
            db.query("update public.counted set n = n + 1 where key = $1 returning n", db::Params::of(key))[0].integer(
                "n");
        db.run(sql::publish, db::Params::of(topic_ + "said", std::to_string(key), json::value(n), "", "", kStart));
        db.script("commit");
      }
      --running;
    });
  while (running > 0) c->step(db());
  for (auto& p : publishers) p.join();
  drain(*c, db());
  ASSERT_EQ(heard().size(), static_cast<std::size_t>(kThreads * kEach));
  std::map<char, int> last;
  for (const auto& one : heard()) EXPECT_EQ(std::stoi(one.substr(2)), ++last[one[0]]) << one;
}

TEST_F(Outbox, AFailureHoldsBackItsOwnKeyOnly) {
  bool broken = true;
  auto c = consumer([&](db::Connection& db, const Event& event) {
    if (broken && event.key == "a") throw Refused{"not_now"};
    remember()(db, event);
  });
  say("a", 1);
  say("b", 2);
  say("a", 3);
  drain(*c, db());
  EXPECT_EQ(heard(), Heard{"b 2"});
  say("a", 4);
  broken = false;
  drain(*c, db());
  EXPECT_EQ(heard(), Heard{"b 2"}) << "rests first";
  clock_.advance(2s);
  drain(*c, db());
  EXPECT_EQ(heard(), (Heard{"b 2", "a 1", "a 3", "a 4"}));
  say("a", 5);
  drain(*c, db());
  EXPECT_EQ(heard().back(), "a 5");
}

TEST_F(Outbox, WhatAHandlerWroteBeforeItFailedIsTakenBackAlone) {
  bool broken = true;
  auto c = consumer([&](db::Connection& db, const Event& event) {
    db::Batch batch;
    enqueue(batch, topic_ + event.key, json::value(), clock_.now());
    db.commit(batch);
    if (broken && event.key == "b") throw Refused{"not_now"};
  });
  const auto written = [&](const std::string& key) {
    return db().query("select count(*) as n from outbox.job where name = $1", db::Params::of(topic_ + key))[0].integer(
        "n");
  };
  say("a", 1);
  say("b", 2);
  say("c", 3);
  drain(*c, db());
  EXPECT_EQ(written("a"), 1);
  EXPECT_EQ(written("b"), 0);
  EXPECT_EQ(written("c"), 1);
  broken = false;
  clock_.advance(2s);
  drain(*c, db());
  EXPECT_EQ(written("a"), 1);
  EXPECT_EQ(written("b"), 1);
}

TEST_F(Outbox, PausesGrowAndThenTheLetterIsDeadAndItsKeyWaits) {
  pace_.attempts = 4;
  int tried = 0;
  bool broken = true;
  auto c = consumer([&](db::Connection& db, const Event& event) {
    if (event.key == "a") ++tried;
    if (broken && event.key == "a") throw std::runtime_error("the other side is away");
    remember()(db, event);
  });
  say("a", 1);
  say("a", 2);
  drain(*c, db());
  EXPECT_EQ(std::exchange(tried, 1), 2) << "with its whole page, then by itself";
  for (auto [pause, tries] : {std::pair{1s, 1}, {1s, 2}, {5s, 2}, {1s, 3}, {17s, 3}, {1s, 4}, {1000s, 4}}) {
    clock_.advance(pause);
    drain(*c, db());
    EXPECT_EQ(tried, tries) << clock_.now() - kStart;
  }
  auto letters = dead_letters(db(), 100);
  auto mine = std::find_if(letters.begin(), letters.end(), [&](const DeadLetter& l) { return l.name == topic_; });
  ASSERT_NE(mine, letters.end());
  EXPECT_EQ(mine->key, "a");
  EXPECT_EQ(mine->attempts, 4);
  EXPECT_EQ(mine->waiting, 1);
  EXPECT_EQ(mine->error, "the other side is away");
  say("a", 3);
  say("b", 4);
  drain(*c, db());
  EXPECT_EQ(heard(), Heard{"b 4"}) << "order per key holds behind a dead letter";

  broken = false;
  db::Batch retry;
  retry_dead(db(), retry, mine->id, clock_.now());
  db().commit(retry);
  drain(*c, db());
  EXPECT_EQ(heard(), (Heard{"b 4", "a 1", "a 2", "a 3"}));
  EXPECT_THROW(retry_dead(db(), retry, mine->id, clock_.now()), Refused);
}

TEST_F(Outbox, ADiscardedLetterLetsItsKeyGoOn) {
  pace_.attempts = 1;
  auto c = consumer([&](db::Connection& db, const Event& event) {
    if (event.payload->as_int64() == 1) throw Refused{"never"};
    remember()(db, event);
  });
  say("a", 1);
  say("a", 2);
  drain(*c, db());
  EXPECT_TRUE(heard().empty());
  for (const auto& letter : dead_letters(db(), 100)) {
    if (letter.name != topic_) continue;
    EXPECT_EQ(letter.error, "refused never");
    db::Batch batch;
    discard_dead(db(), batch, letter.id, clock_.now());
    db().commit(batch);
  }
  drain(*c, db());
  EXPECT_EQ(heard(), Heard{"a 2"});
  for (const char* id : {"", "job-", "job-x", "job-999999", "event-1", "event-1-nobody", "event-x-y", "mail-1"}) {
    db::Batch batch;
    EXPECT_THROW(discard_dead(db(), batch, id, clock_.now()), Refused) << id;
  }
}

TEST_F(Outbox, OfTwoProcessesOneDeliversAndTheOtherTakesOverWhenItDies) {
  auto one = consumer(remember()), two = consumer(remember());
  auto db_one = std::make_unique<db::Connection>(test_database().connect());
  auto db_two = test_database().connect();
  drain(*one, *db_one);  // nothing yet, but now it holds the subscription
  say("a", 1);
  drain_settled(*two, db_two);
  EXPECT_TRUE(heard().empty());
  drain(*one, *db_one);
  EXPECT_EQ(heard(), Heard{"a 1"});
  say("a", 2);
  db_one.reset();  // killed before it could take the second
  EXPECT_TRUE(eventually([&] {
    drain_settled(*two, db_two);
    return heard() == Heard{"a 1", "a 2"};
  }));
}

TEST_F(Outbox, WhatWasTakenButNotRememberedComesAgain) {
  bool die = true;
  auto handler = [&](db::Connection& db, const Event& event) {
    remember()(db, event);
    if (die && event.payload->as_int64() == 2) throw db::Disconnected("killed");
  };
  auto c = consumer(handler);
  say("a", 1);
  say("a", 2);
  {
    auto connection = test_database().connect();
    EXPECT_THROW(drain(*c, connection), db::Disconnected);
  }
  die = false;
  auto next = consumer(handler);
  EXPECT_TRUE(eventually([&] {
    drain_settled(*next, db());
    return heard().size() == 4;
  }));
  EXPECT_EQ(heard(), (Heard{"a 1", "a 2", "a 1", "a 2"})) << "at least once, in order";
}

TEST_F(Outbox, LongWindowsAreReadPageByPage) {
  db::Batch batch;
  for (int i = 0; i < 450; ++i) publish(batch, topic_ + "said", "k", json::value(i), "", "", kStart);
  db().commit(batch);
  auto c = consumer(remember());
  drain(*c, db());
  ASSERT_EQ(heard().size(), 450u);
  for (int i = 0; i < 450; ++i) EXPECT_EQ(heard()[static_cast<std::size_t>(i)], "k " + std::to_string(i));
}

/// Streams: delivery order is the same on every process, and one resumes where another left off.
TEST_F(Outbox, AStreamThatResumesElsewhereMissesNothing) {
  pace_.poll = 5ms;
  using Positions = std::vector<std::int64_t>;
  Positions one, two;
  auto collect = [&](Positions& list) {
    return [&](const Event& event) {
      std::lock_guard lock(mutex_);
      if (event.topic.starts_with(topic_)) list.push_back(event.position);
    };
  };
  Runner first(test_database().conninfo(), clock_, pace_), second(test_database().conninfo(), clock_, pace_);
  first.tail(collect(one));
  second.tail(collect(two));
  first.start();
  second.start();
  auto late = test_database().connect();
  late.script("begin");
  late.run(sql::publish, db::Params::of(topic_ + "said", "late", json::value(2), "", "", kStart));
  for (int i = 4; i < 9; ++i) say("k", i);
  late.script("commit");
  EXPECT_TRUE(eventually([&] {
    std::lock_guard lock(mutex_);
    return one.size() == 6 && two.size() == 6;
  }));
  first.stop();
  second.stop();
  EXPECT_EQ(one, two);
  EXPECT_TRUE(std::is_sorted(one.begin(), one.end()));
  for (std::size_t i = 0; i < one.size(); ++i) {
    Positions missed;
    second.missed(db(), one[i], 100, collect(missed));
    EXPECT_EQ(missed, Positions(one.begin() + static_cast<long>(i) + 1, one.end()));
  }
}

TEST_F(Outbox, OldEventsArePrunedOnceAllHaveThem) {
  auto c = consumer(remember());
  say("a", 1);
  auto prune = [&] { db().run(sql::prune_events, db::Params::of(clock_.now() - 24h, clock_.now() - 24h * 30)); };
  auto kept = [&] {
    return db().query("select count(*) as n from outbox.event where topic ^@ $1", db::Params::of(topic_))[0].integer(
        "n");
  };
  clock_.advance(48h);
  prune();
  EXPECT_EQ(kept(), 1) << "not yet taken";
  drain(*c, db());
  db().query("delete from outbox.subscription where name <> $1", db::Params::of(topic_));
  EXPECT_TRUE(eventually([&] {
    drain(*c, db());
    prune();
    return kept() == 0;
  }));
  say("a", 2);
  forget_before(db(), clock_.now() + 1h);
  EXPECT_EQ(kept(), 0);
}

class Jobs : public Outbox {
 protected:
  Jobs() : name_("job." + topic_) {}
  void add(json::value arguments, Instant due, std::string_view once = {}) {
    db::Batch batch;
    enqueue(batch, name_, arguments, due, once);
    db().commit(batch);
  }
  /// A worker of a process of its own, whose jobs run `handle`.
  struct Process {
    Process(Jobs& t, JobHandler handle) : jobs{{t.name_, std::move(handle)}}, worker(jobs, id, t.clock_, t.pace_) {}
    std::map<std::string, JobHandler> jobs;
    Uuid id = Uuid::v7(kStart);
    Worker worker;
  };
  int drain_jobs(Process& p) {
    int n = 0;
    while (p.worker.step(db())) ++n;
    return n;
  }
  JobHandler note() {
    return [this](db::Connection&, const json::value& arguments, Instant) {
      std::lock_guard lock(mutex_);
      heard_.push_back(json::serialize(arguments));
    };
  }
  std::string name_;
};

TEST_F(Jobs, RunWhenDueAndOnce) {
  Process p(*this, note());
  add(1, kStart + 1h);
  add(2, kStart);
  EXPECT_EQ(drain_jobs(p), 1);
  clock_.advance(1h);
  EXPECT_EQ(drain_jobs(p), 1);
  EXPECT_EQ(drain_jobs(p), 0);
  EXPECT_EQ(heard(), (Heard{"2", "1"}));
}

TEST_F(Jobs, AOnceKeyIsEnqueuedOnceEvenAfterItRan) {
  Process p(*this, note());
  add(1, kStart, name_ + "k");
  add(2, kStart, name_ + "k");
  drain_jobs(p);
  add(3, kStart, name_ + "k");
  add(4, kStart);
  add(5, kStart);
  drain_jobs(p);
  EXPECT_EQ(heard(), (Heard{"1", "4", "5"}));
}

TEST_F(Jobs, AFailedJobComesBackAndDiesAtLast) {
  pace_.attempts = 3;
  bool broken = true;
  Process p(*this, [&](db::Connection& db, const json::value& a, Instant now) {
    note()(db, a, now);
    if (broken) db.query("select 1/0");
  });
  add(1, kStart);
  EXPECT_EQ(drain_jobs(p), 1);
  clock_.advance(2s);
  EXPECT_EQ(drain_jobs(p), 1);
  clock_.advance(6s);
  EXPECT_EQ(drain_jobs(p), 1);
  clock_.advance(24h);
  EXPECT_EQ(drain_jobs(p), 0);
  auto letters = dead_letters(db(), 100);
  auto mine = std::find_if(letters.begin(), letters.end(), [&](const DeadLetter& l) { return l.name == name_; });
  ASSERT_NE(mine, letters.end());
  EXPECT_EQ(mine->error.substr(0, 14), "database 22012");
  broken = false;
  db::Batch batch;
  retry_dead(db(), batch, mine->id, clock_.now());
  db().commit(batch);
  EXPECT_EQ(drain_jobs(p), 1);
  EXPECT_EQ(heard().size(), 4u);
}

TEST_F(Jobs, ADiscardedJobIsGone) {
  pace_.attempts = 1;
  Process p(*this, [](db::Connection&, const json::value&, Instant) { throw Refused{"never"}; });
  add(1, kStart);
  drain_jobs(p);
  for (const auto& letter : dead_letters(db(), 100)) {
    if (letter.name != name_) continue;
    db::Batch batch;
    discard_dead(db(), batch, letter.id, clock_.now());
    db().commit(batch);
  }
  for (const auto& letter : dead_letters(db(), 100)) EXPECT_NE(letter.name, name_);
}

TEST_F(Jobs, AJobOfAWorkerThatDiedIsTakenOverWhenItsLeaseEnds) {
  Process dead(*this, [](db::Connection&, const json::value&, Instant) { throw db::Disconnected("killed"); });
  Process other(*this, note());
  add(1, kStart);
  EXPECT_THROW(dead.worker.step(db()), db::Disconnected);
  EXPECT_EQ(drain_jobs(other), 0) << "leased";
  clock_.advance(59s);
  db().run(sql::renew_leases, db::Params::of(dead.id, clock_.now() + pace_.lease));
  clock_.advance(59s);
  EXPECT_EQ(drain_jobs(other), 0) << "renewed";
  clock_.advance(1s);
  EXPECT_EQ(drain_jobs(other), 1);
  EXPECT_EQ(heard(), Heard{"1"});
}

TEST_F(Jobs, AJobThatKillsItsWorkerEachTimeDies) {
  pace_.attempts = 2;
  Process dies(*this, [](db::Connection&, const json::value&, Instant) { throw db::Disconnected("killed"); });
  add(1, kStart);
  for (int i = 0; i < 2; ++i) {
    EXPECT_THROW(dies.worker.step(db()), db::Disconnected);
    clock_.advance(61s);
  }
  EXPECT_EQ(drain_jobs(dies), 1);
  auto letters = dead_letters(db(), 100);
  EXPECT_TRUE(std::any_of(letters.begin(), letters.end(), [&](const DeadLetter& l) {
    return l.name == name_ && l.error == "the worker was lost each time";
  }));
}

TEST_F(Jobs, ALateWorkerDoesNotFinishWhatAnotherTookOver) {
  Process late(*this, [&](db::Connection&, const json::value&, Instant) { clock_.advance(61s); });
  Process other(*this, note());
  late.jobs[name_] = [&](db::Connection&, const json::value&, Instant) {
    clock_.advance(61s);
    auto db = test_database().connect();
    EXPECT_TRUE(other.worker.step(db));
  };
  add(1, kStart);
  EXPECT_EQ(drain_jobs(late), 1);
  EXPECT_EQ(db().query("select worker from outbox.job where name = $1", db::Params::of(name_))[0].uuid("worker"),
            other.id);
}

TEST_F(Jobs, APeriodicJobComesBackUnlessTheOneBeforeIsUnfinished) {
  Process p(*this, note());
  auto tick = [&] { db().run(sql::start_periodic, db::Params::of(name_, clock_.now(), 60)); };
  tick();
  tick();
  EXPECT_EQ(drain_jobs(p), 1);
  clock_.advance(59s);
  tick();
  EXPECT_EQ(drain_jobs(p), 0);
  clock_.advance(1s);
  tick();
  clock_.advance(60s);
  tick();
  EXPECT_EQ(drain_jobs(p), 1) << "not piled up";
}

TEST_F(Outbox, TheRunnerDoesItAllAndStopsGracefully) {
  Pace pace;
  pace.poll = 5ms;
  std::atomic<int> jobs = 0, tailed = 0, looped = 0;
  std::atomic<bool> started = false, finished = false;
  {
    Runner runner(test_database().conninfo(), clock_, pace);
    runner.subscribe(topic_, topic_, remember());
    runner.tail([&](const Event&) { ++tailed; });
    runner.job(topic_ + "job", [&](db::Connection&, const json::value&, Instant) { ++jobs; });
    runner.job(topic_ + "slow", [&](db::Connection&, const json::value&, Instant) {
      started = true;
      std::this_thread::sleep_for(50ms);
      finished = true;
    });
    runner.periodic(topic_ + "job", 1h);
    runner.loop("loop", 5ms, [&](db::Connection&) { return ++looped % 3 != 0; });
    runner.start();
    EXPECT_TRUE(eventually([&] { return jobs == 1 && looped > 5; }));
    EXPECT_TRUE(eventually([&] {
      say("a", 1);
      return tailed > 0 && !heard().empty();
    }));
    db::Batch batch;
    enqueue(batch, topic_ + "slow", json::value(1), clock_.now());
    db().commit(batch);
    EXPECT_TRUE(eventually([&] { return started.load(); }));
    runner.stop();
    EXPECT_TRUE(finished) << "what runs is finished";
  }
  EXPECT_EQ(jobs, 1);
}

}  // namespace
}  // namespace linli::outbox
