#include "demo/in_bulk.hpp"

#include <signal.h>

#include <algorithm>
#include <chrono>

#include "demo/bare_tables.hpp"
#include "demo/bulk_hand.hpp"
#include "demo/side_by_side.hpp"
#include "platform/log/log.hpp"

namespace linli::incidents {
namespace {

constexpr std::size_t kWrittenAtOnce = 1000;      // cases a transaction
constexpr std::size_t kEventsAtOnce = 5000;       // a transaction
constexpr std::size_t kCasesToldAfter = 100'000;  // a line of the log
// The largest last: it is begun first.
const std::vector<std::string> kTables = {"files.reference",    "incidents.counter",      "personal.subject",
                                          "incidents.reporter", "workflow.instance",      "incidents.attachment",
                                          "personal.value",     "workflow.participation", "incidents.incident",
                                          "audit.entry",        "workflow.history"};

using Steady = std::chrono::steady_clock;

// A program that fills for minutes is still to be stopped: `serve` takes these signals only when it is ready.
void stop_if_asked() {
  sigset_t waiting;
  sigpending(&waiting);
  if (sigismember(&waiting, SIGTERM) || sigismember(&waiting, SIGINT)) throw Refused("demo_interrupted");
}

struct Street {
  std::string code;
  std::vector<std::uint32_t> cases;  ///< of the year, in order of time
};

/// What the streets leave for the end, and how far they are.
struct Gathered {
  std::mutex mutex;
  std::size_t cases = 0, rows = 0, told = 0;
  std::vector<std::pair<std::string, db::Batch::Item>> events;
};

class Bulk {
 public:
  Bulk(const Setting& setting, const Year& year) : setting_(setting), year_(year) {}

  void write() {
    const unsigned threads = std::clamp(std::thread::hardware_concurrency(), 1U, 8U);
    const auto connect = [this] { return connection(); };
    db::Connection db = connect();
    BareTables bare(db, kTables);
    std::vector<Street> streets;
    for (auto& [code, cases] : year_.by_street()) streets.push_back({code, std::move(cases)});
    side_by_side<Street>(std::move(streets), threads, connect,
                         [this](db::Connection& one, const Street& street) { fill(one, street); });
    tell("demo.cases_written");
    bare.restore(connect, threads);
    write_events(db);
    db.script("analyze");
    tell("demo.keys_built");
  }

 private:
  db::Connection connection() const {
    db::Connection db(setting_.incidents.context().get<db::Pool>().conninfo(),
                      {.statement_timeout = {}, .lock_timeout = {}, .idle_in_transaction = {}});
    db.script("set synchronous_commit = off");
    return db;
  }

  void fill(db::Connection& db, const Street& street) {
    const std::vector<DemoUnit> units = units_near(setting_.units, street.code);
    std::set<Uuid> ids;
    for (const DemoUnit& unit : units) ids.insert(unit.id);
    const Staff staff = setting_.staff.of_street(street.code, ids);
    const Setting here{setting_.incidents, staff, units, setting_.script, setting_.pictures, setting_.until};
    BulkHand hand(setting_.incidents, db, units, staff, setting_.pictures.stored(), setting_.until);
    std::size_t rows = 0;
    for (std::size_t i = 0; i < street.cases.size(); ++i) {
      walk(here, year_.seed(street.cases[i]), hand);
      hand.end_case();
      if ((i + 1) % kWrittenAtOnce != 0 && i + 1 < street.cases.size()) continue;
      stop_if_asked();
      const std::size_t all = hand.ledger().write();
      count(i % kWrittenAtOnce + 1, all - rows);
      rows = all;
    }
    write_counters(db, hand.ledger().counters());
    std::lock_guard lock(gathered_.mutex);
    for (auto& event : hand.ledger().take_events()) gathered_.events.push_back(std::move(event));
  }

  void count(std::size_t cases, std::size_t rows) {
    std::lock_guard lock(gathered_.mutex);
    gathered_.cases += cases;
    gathered_.rows += rows;
    if (gathered_.cases / kCasesToldAfter == gathered_.told) return;
    gathered_.told = gathered_.cases / kCasesToldAfter;
    tell("demo.progress");
  }

  void tell(std::string_view what) const {
    log::info(what, {{"cases", gathered_.cases},
                     {"of", year_.size()},
                     {"rows", gathered_.rows},
                     {"seconds", std::chrono::duration<double>(Steady::now() - start_).count()}});
  }

  // Folded figures of a street.
  static void write_counters(db::Connection& db, const std::map<std::string, std::int64_t>& counters) {
    std::string lines;
    for (const auto& [key, total] : counters) lines += key + '\t' + std::to_string(total) + '\n';
    db.copy_in("copy incidents.counter (district, day, street, source, figure, total) from stdin",
               [&](std::string& chunk) {
                 chunk.swap(lines);
                 lines.clear();
                 return !chunk.empty();
               });
  }

  // Events of the last week, in order.
  void write_events(db::Connection& db) {
    std::stable_sort(gathered_.events.begin(), gathered_.events.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    db::Batch batch;
    for (auto& [at, item] : gathered_.events) {
      batch.add(*item.statement, std::move(item.params));
      if (batch.items().size() < kEventsAtOnce) continue;
      db.commit(batch);
      batch = {};
    }
    if (!batch.empty()) db.commit(batch);
  }

  const Setting& setting_;
  const Year& year_;
  Gathered gathered_;
  const Steady::time_point start_ = Steady::now();
};

}  // namespace

void write_in_bulk(const Setting& setting, const Year& year) { Bulk(setting, year).write(); }

}  // namespace linli::incidents
