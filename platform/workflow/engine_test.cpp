#include <atomic>
#include <thread>

#include "fixture_test.hpp"
#include "platform/db/refusals.hpp"
#include "src/impl.hpp"

namespace linli::workflow {
namespace {

const Uuid kUnit = Uuid::parse("0192aaaa-0000-7000-8000-000000000001");

/// The shipped workflow on a real database; a module that is nothing but facts in memory.
class EngineTest : public DatabaseTest {
 protected:
  EngineTest() : clock_(at("2026-03-02 09:00")) { engine_ = make_engine(); }

  std::unique_ptr<Engine> make_engine() {
    auto e = std::make_unique<Engine>(Engine::Setup{calendar_2026(), &city(), incident_names().roles,
                                                    [](std::string_view t) { return "d:" + std::string(t); }});
    register_incident(*e);
    Cases cases;
    cases.answer = [this](std::span<const db::Rows>, Snapshot& s) {
      s.scope_code = kGrid;
      s.line = "010101";
      s.facts = facts_;
      return true;
    };
    cases.foresee = [](Snapshot& s, const Attempt& a) {
      if (a.has("urgency")) s.facts.set("urgent", a.text("urgency") != "normal");
    };
    cases.follow = [this](const Snapshot&, const Attempt&, const Settled& s, db::Batch&) { followed_ = s; };
    e->cases("incident", cases);
    constexpr const char* path = "modules/incidents/workflows/incident.yaml";
    e->load(path, file_text(path));
    e->synchronise(db(), clock_.now());
    return e;
  }

  Uuid start(const access::Principal& who, const char* how = "report", std::vector<Participation> others = {}) {
    auto s = case_in("");
    auto attempt = attempt_of(engine_->definition("incident"), how, who, clock_.now());
    attempt.as_reporter = who.kind == access::Principal::Kind::anonymous;
    db::Batch batch;
    engine_->start(db(), batch, "incident", s, attempt, others);
    db().commit(batch);
    return s.case_id;
  }

  Attempt attempt(const std::string& action, const access::Principal& who, json::object fields = {}) {
    auto a = attempt_of(engine_->definition("incident"), action, who, clock_.now());
    auto form = std::make_shared<json::object>(a.fields ? *a.fields : json::object{});
    for (auto& item : fields) (*form)[item.key()] = item.value();
    a.fields = form;
    a.as_reporter = who.kind == access::Principal::Kind::anonymous;
    return a;
  }
  Outcome act(const Uuid& id, const std::string& action, const access::Principal& who, json::object fields = {}) {
    return engine_->act(db(), "incident", id, attempt(action, who, std::move(fields)));
  }
  std::string refusal(const Uuid& id, const Attempt& a) {
    try {
      engine_->act(db(), "incident", id, a);
      return "";
    } catch (const Refused& refused) {
      return refused.code;
    }
  }
  /// Brings a fresh case to `dispatched` to kUnit.
  Uuid dispatched() {
    auto id = start(worker_);
    act(id, "accept", dispatcher_);
    act(id, "dispatch", dispatcher_, {{"unit", kUnit.text()}});
    return id;
  }
  Uuid done() {
    auto id = dispatched();
    act(id, "sign", handler_);
    act(id, "report_done", handler_);
    return id;
  }
  std::int64_t count(const std::string& sql, const Uuid& id) {
    return db().query(sql, db::Params::of(id))[0].integer("n");
  }
  Snapshot now_of(const Uuid& id) { return *engine_->load_case(db(), "incident", id); }
  void fire_all() {
    while (engine_->fire_due(db(), clock_.now())) {
    }
  }

  SetClock clock_;
  Facts facts_ = case_in("").facts;
  std::unique_ptr<Engine> engine_;
  Settled followed_;
  access::Principal worker_ = somebody("grid_worker"), dispatcher_ = somebody("dispatcher"),
                    handler_ = somebody_of("department", kUnit), checker_ = somebody("checker"),
                    caller_ = somebody("caller"), resident_;
};

TEST_F(EngineTest, TheWholeLoopWithOneReworkIsWritten) {
  facts_.set("has_reporter", true);
  auto id = start(resident_, "public_report");
  act(id, "acknowledge", worker_);
  act(id, "submit", worker_);
  act(id, "accept", dispatcher_);
  act(id, "dispatch", dispatcher_, {{"unit", kUnit.text()}});
  act(id, "sign", handler_);
  act(id, "report_done", handler_);
  act(id, "fail", checker_);
  act(id, "report_done", handler_);
  EXPECT_EQ(act(id, "pass", checker_).to, "checked");
  EXPECT_EQ(refusal(id, attempt("rate", resident_)), "not_from_here") << "not closed without feedback";
  act(id, "record_attempt", caller_);
  act(id, "feed_back", caller_);
  act(id, "rate", resident_, {{"score", "dissatisfied"}});
  EXPECT_EQ(now_of(id).state, "callback");
  act(id, "rework", caller_);
  EXPECT_EQ(now_of(id).owner_unit, kUnit) << "the rework reaches the handler";
  act(id, "sign", handler_);
  act(id, "report_done", handler_);
  act(id, "pass", checker_);
  act(id, "feed_back", dispatcher_);
  auto last = act(id, "rate", resident_, {{"score", "basically"}});
  EXPECT_EQ(last.to, "closed");
  EXPECT_EQ(followed_.outcome, "closed");
  auto history = engine_->history(db(), id);
  EXPECT_EQ(history.size(), 19u);
  EXPECT_EQ(history.back().seq, last.version);
  EXPECT_EQ(history.back().fields, R"({"score": "basically"})");
  EXPECT_EQ(history[4].duty, "dispatcher");
  for (const auto& row : history) EXPECT_EQ(row.fields.find("words"), std::string::npos) << "no words in history";
  EXPECT_EQ(count("select count(*) as n from workflow.timer where case_id = $1", id), 0);
  EXPECT_EQ(count("select count(*) as n from outbox.event where key = $1::text", id), 19);
  LINLI_SHOWS("INC-07");
  LINLI_SHOWS("INC-14");
}

TEST_F(EngineTest, HistoryCannotBeChangedOrDeleted) {
  auto id = start(worker_);
  for (const char* sql :
       {"update workflow.history set who = 'x' where case_id = $1", "delete from workflow.history where case_id = $1"})
    try {
      db().query(sql, db::Params::of(id));
      ADD_FAILURE() << sql;
    } catch (const db::Failure& failure) {
      EXPECT_EQ(failure.constraint, "history_is_append_only");
    }
  LINLI_SHOWS("INC-19");
}

TEST_F(EngineTest, AReplayAnswersTheFirstOutcomeEvenAfterTheCaseMovedOn) {
  auto id = start(worker_);
  auto accept = attempt("accept", dispatcher_, {{"note", "n"}});
  accept.seen_version = 1;
  auto first = engine_->act(db(), "incident", id, accept);
  act(id, "dispatch", dispatcher_, {{"unit", kUnit.text()}});
  auto again = engine_->act(db(), "incident", id, accept);
  EXPECT_TRUE(again.replayed);
  EXPECT_EQ(again.version, first.version);
  EXPECT_EQ(again.to, "accepted");
  EXPECT_EQ(again.due, first.due);
  auto other = accept;
  other.fields = std::make_shared<json::object>(json::object{{"note", "m"}});
  EXPECT_EQ(refusal(id, other), "record_id_reused");
  auto somebody_else = accept;
  auto colleague = somebody("dispatcher");
  somebody_else.who = &colleague;
  EXPECT_EQ(refusal(id, somebody_else), "record_id_reused");
  EXPECT_EQ(refusal(start(worker_), accept), "record_id_reused") << "an id is used once, whatever the case";
  EXPECT_EQ(engine_->history(db(), id).size(), 3u);
}

TEST_F(EngineTest, TwoAccountsOfOnePersonAreOnePerson) {
  auto id = dispatched();
  auto second_account = somebody_of("department", kUnit);
  second_account.person = worker_.person;
  EXPECT_EQ(refusal(id, attempt("sign", second_account)), "separation");
  act(id, "sign", handler_);
  act(id, "report_done", handler_);
  auto third_account = somebody("checker");
  third_account.person = handler_.person;
  EXPECT_EQ(refusal(id, attempt("pass", third_account)), "separation");
  third_account.person = worker_.person;
  EXPECT_EQ(refusal(id, attempt("pass", third_account)), "separation");
  EXPECT_EQ(refusal(id, attempt("pass", checker_)), "");
  LINLI_SHOWS("INC-04");
}

TEST_F(EngineTest, ReassigningDoesNotMakeADutyForgotten) {
  auto id = dispatched();
  act(id, "return_to_centre", handler_);
  act(id, "first_response", handler_);
  act(id, "grant_return", dispatcher_);
  auto other_unit = new_id();
  act(id, "dispatch", dispatcher_, {{"unit", other_unit.text()}});
  auto second = somebody_of("department", other_unit);
  act(id, "sign", second);
  act(id, "report_done", second);
  auto checks = somebody("checker");
  checks.person = handler_.person;
  EXPECT_EQ(refusal(id, attempt("fail", checks)), "separation") << "who once signed for it never checks it";
  LINLI_SHOWS("INC-04");
}

TEST_F(EngineTest, StaffWhoReportAsResidentsDoNotHandleTheirOwnReport) {
  auto id = start(resident_, "public_report", {{handler_.person, false, "reporter"}});
  act(id, "acknowledge", worker_);
  act(id, "submit", worker_);
  act(id, "accept", dispatcher_);
  act(id, "dispatch", dispatcher_, {{"unit", kUnit.text()}});
  EXPECT_EQ(refusal(id, attempt("sign", handler_)), "separation");
  LINLI_SHOWS("INC-04");
}

TEST_F(EngineTest, UnitsAreSeparatedWhereSet) {
  auto collector = worker_;
  collector.grants[0].unit = kUnit;
  auto id = start(collector);
  act(id, "accept", dispatcher_);
  act(id, "dispatch", dispatcher_, {{"unit", kUnit.text()}});
  facts_.set("separate_units", true);
  EXPECT_EQ(refusal(id, attempt("sign", handler_)), "separation_of_units");
  facts_.set("separate_units", false);
  EXPECT_EQ(refusal(id, attempt("sign", handler_)), "");
  LINLI_SHOWS("INC-04");
}

/// Runs all at one moment, each with a connection of its own.
std::vector<std::string> at_once(const std::vector<std::function<void(db::Connection&)>>& acts) {
  std::vector<std::string> results(acts.size());
  std::vector<std::thread> threads;
  std::atomic<std::size_t> ready = 0;
  for (std::size_t i = 0; i < acts.size(); ++i)
    threads.emplace_back([&, i] {
      auto db = test_database().connect();
      ++ready;
      while (ready < acts.size()) {
      }
      try {
        acts[i](db);
      } catch (const Refused& refused) {
        results[i] = refused.code;
      } catch (const db::Failure& failure) {
        results[i] = failure.constraint;
      }
    });
  for (auto& thread : threads) thread.join();
  return results;
}

/// The key itself, without the friendly check before it: one person, two accounts, two duties, one moment.
TEST_F(EngineTest, TheParticipationKeyHoldsAtTheSameMoment) {
  const auto& d = engine_->definition("incident");
  for (int round = 0; round < 40; ++round) {
    auto s = case_in("done", kUnit);
    auto gain = [&](const char* duty) {
      return [&, duty](db::Connection& db) {
        db::Batch batch;
        Attempt a;
        Passed p;
        Plan plan;
        write_duty(batch, {d, s, a, p, plan, ""}, {handler_.person, false, duty});
        db.commit(batch);
      };
    };
    auto results = at_once({gain("handler"), gain("checker")});
    std::sort(results.begin(), results.end());
    ASSERT_EQ(results, (std::vector<std::string>{"", "participation_separation"}));
    ASSERT_EQ(count("select count(*) as n from workflow.participation where root_case = $1", s.case_id), 1);
  }
  LINLI_SHOWS("INC-04");
}

/// Two cases merged into one: handling one and checking the other at the same moment, through the whole engine.
TEST_F(EngineTest, OnePersonHandlesAndChecksMergedCasesAtTheSameMoment) {
  auto checks = somebody("checker");
  checks.person = handler_.person;
  for (int round = 0; round < 12; ++round) {
    auto other = somebody_of("department", kUnit);
    auto one = dispatched();
    auto two = dispatched();
    act(two, "sign", other);
    act(two, "report_done", other);
    db::Batch merge;
    engine_->merge(merge, now_of(two), now_of(one));
    db().commit(merge);
    auto a = attempt("sign", handler_), b = attempt("fail", checks);
    auto results = at_once({[&](db::Connection& db) { engine_->act(db, "incident", one, a); },
                            [&](db::Connection& db) { engine_->act(db, "incident", two, b); }});
    std::sort(results.begin(), results.end());
    ASSERT_EQ(results, (std::vector<std::string>{"", "separation"}));
  }
  LINLI_SHOWS("INC-04");
}

TEST_F(EngineTest, MergingCasesOfOnePersonsConflictingDutiesIsRefused) {
  auto one = done();
  auto two = start(handler_ = [&] {
    auto p = somebody("grid_worker");
    p.person = handler_.person;
    return p;
  }());
  db::Batch batch;
  engine_->merge(batch, now_of(two), now_of(one));
  try {
    db().commit(batch);
    ADD_FAILURE();
  } catch (const db::Failure& failure) {
    EXPECT_EQ(failure.constraint, "participation_separation");
  }
  EXPECT_EQ(now_of(two).root_case, two);
  auto three = start(somebody("grid_worker"));
  db::Batch sound;
  engine_->merge(sound, now_of(three), now_of(one));
  db().commit(sound);
  EXPECT_EQ(now_of(three).root_case, one);
  EXPECT_EQ(now_of(three).participants.size(), now_of(one).participants.size());
  LINLI_SHOWS("INC-04");
}

TEST_F(EngineTest, OfTwoAtTheSameMomentOneWins) {
  for (int round = 0; round < 12; ++round) {
    auto id = start(worker_);
    auto colleague = somebody("dispatcher");
    auto a = attempt("accept", dispatcher_), b = attempt("cancel", colleague);
    a.seen_version = b.seen_version = 1;
    auto results = at_once({[&](db::Connection& db) { engine_->act(db, "incident", id, a); },
                            [&](db::Connection& db) { engine_->act(db, "incident", id, b); }});
    std::sort(results.begin(), results.end());
    ASSERT_EQ(results, (std::vector<std::string>{"", "changed_meanwhile"}));
    ASSERT_EQ(engine_->history(db(), id).size(), 2u);
  }
}

TEST_F(EngineTest, TheSameActSentTwiceAtOnceIsWrittenOnce) {
  for (int round = 0; round < 12; ++round) {
    auto id = start(worker_);
    auto a = attempt("accept", dispatcher_);
    a.seen_version = 1;
    std::atomic<int> replayed = 0;
    auto send = [&](db::Connection& db) { replayed += engine_->act(db, "incident", id, a).replayed; };
    ASSERT_EQ(at_once({send, send, send}), (std::vector<std::string>{"", "", ""}));
    ASSERT_EQ(replayed, 2);
    ASSERT_EQ(engine_->history(db(), id).size(), 2u);
  }
}

TEST_F(EngineTest, NotesOfManyDoNotRefuseOneAnotherNorAnOpenForm) {
  auto id = start(worker_);
  auto accept = attempt("accept", dispatcher_);
  accept.seen_version = 1;
  std::vector<Attempt> notes;
  std::vector<access::Principal> people;
  for (int i = 0; i < 3; ++i) people.push_back(somebody("grid_worker"));
  for (auto& p : people) notes.push_back(attempt("note", p, {{"text", "t"}}));
  std::vector<std::function<void(db::Connection&)>> acts;
  for (auto& n : notes) acts.push_back([&](db::Connection& db) { engine_->act(db, "incident", id, n); });
  EXPECT_EQ(at_once(acts), (std::vector<std::string>{"", "", ""}));
  EXPECT_EQ(engine_->act(db(), "incident", id, accept).version, 5);
}

TEST_F(EngineTest, TimersWarnThenEscalateAsTheSystem) {
  auto id = start(resident_, "public_report");
  clock_.set(at("2026-03-02 10:29"));
  fire_all();
  EXPECT_EQ(engine_->history(db(), id).size(), 1u);
  clock_.set(at("2026-03-02 10:30"));
  fire_all();
  EXPECT_EQ(engine_->history(db(), id).back().action, "warn_due");
  EXPECT_EQ(engine_->history(db(), id).back().role, "system");
  clock_.set(at("2026-03-02 11:00"));
  fire_all();
  fire_all();
  EXPECT_EQ(now_of(id).state, "collected");
  EXPECT_EQ(engine_->history(db(), id).size(), 3u);
}

TEST_F(EngineTest, ATimerOfALeftStateIsVoid) {
  auto id = start(resident_, "public_report");
  DueTimer old{id, 1, "over", "440104", "incident", "escalate", at("2026-03-02 11:00")};
  clock_.set(at("2026-03-02 10:00"));
  act(id, "acknowledge", worker_);
  db().query(
      "insert into workflow.timer (case_id, visit, kind, district, workflow, action, fire_at, refused) "
      "values ($1, 1, 'over', '440104', 'incident', 'escalate', $2, '')",
      db::Params::of(id, old.fire_at));
  clock_.set(at("2026-03-02 11:05"));
  fire_all();
  EXPECT_EQ(now_of(id).state, "verifying");
  EXPECT_EQ(count("select count(*) as n from workflow.timer where case_id = $1 and visit = 1", id), 0);
}

TEST_F(EngineTest, WithTwoSchedulersEveryTimerFiresExactlyOnce) {
  std::vector<Uuid> ids;
  for (int i = 0; i < 60; ++i) ids.push_back(start(resident_, "public_report"));
  auto now = at("2026-03-02 10:30");
  auto run = [&](db::Connection& db) {
    while (engine_->fire_due(db, now)) {
    }
  };
  at_once({run, run});
  fire_all();
  for (const auto& id : ids) EXPECT_EQ(engine_->history(db(), id).size(), 2u);
}

TEST_F(EngineTest, ATimerClaimedByAProcessThatDiedFiresAfterItsLease) {
  auto id = start(resident_, "public_report");
  auto now = at("2026-03-02 10:30");
  db().query("update workflow.timer set lease_until = $2 where case_id = $1",
             db::Params::of(id, now + std::chrono::minutes(1)));  // claimed, then killed before the commit
  engine_->fire_due(db(), now);
  EXPECT_EQ(engine_->history(db(), id).size(), 1u);
  clock_.set(now + std::chrono::minutes(1));
  fire_all();
  EXPECT_EQ(engine_->history(db(), id).size(), 2u);
}

TEST_F(EngineTest, ATimerKilledAfterItsCommitIsNotFiredAgain) {
  auto id = start(resident_, "public_report");
  auto fire_at =
      db().query("select fire_at from workflow.timer where case_id = $1 and kind = 'warn'", db::Params::of(id))[0]
          .instant("fire_at");
  clock_.set(fire_at);
  fire_all();
  ASSERT_EQ(engine_->history(db(), id).size(), 2u);
  db().query(
      "insert into workflow.timer (case_id, visit, kind, district, workflow, action, fire_at, refused) "
      "values ($1, 1, 'warn', '440104', 'incident', 'warn_due', $2, '')",
      db::Params::of(id, fire_at));
  fire_all();
  EXPECT_EQ(engine_->history(db(), id).size(), 2u) << "the same timer has the same record id";
  EXPECT_EQ(count("select count(*) as n from workflow.timer where case_id = $1 and kind = 'warn'", id), 0);
}

TEST_F(EngineTest, ATimerARuleRefusesIsKeptToBeSeen) {
  auto id = start(resident_, "public_report");
  db().query("update workflow.timer set action = 'acknowledge', kind = 'over' where case_id = $1 and kind = 'over'",
             db::Params::of(id));
  clock_.set(at("2026-03-02 11:00"));
  fire_all();
  EXPECT_EQ(
      db().query("select refused from workflow.timer where case_id = $1 and kind = 'over'", db::Params::of(id))[0].text(
          "refused"),
      "not_yours");
}

TEST_F(EngineTest, TimersOfAMadePastAreForgotten) {
  auto id = start(resident_, "public_report");
  clock_.set(at("2026-06-01 09:00"));
  engine_->forget_past_timers(db(), clock_.now());
  fire_all();
  EXPECT_EQ(engine_->history(db(), id).size(), 1u);
}

TEST_F(EngineTest, AProvisionalDeadlineIsRecountedWhenTheYearIsImported) {
  clock_.set(at("2026-12-31 17:00"));
  auto id = start(worker_);
  auto before = now_of(id);
  EXPECT_TRUE(before.clock->provisional);
  EXPECT_EQ(before.clock->due, at("2027-01-01 10:00")) << "a Friday, as far as anybody knows";
  EXPECT_EQ(engine_->recount_provisional(db(), clock_.now()), 0u) << "still no calendar";
  auto calendar = std::make_shared<WorkingCalendar>(*calendar_2026());
  calendar->import_csv("date,kind,name\n2027-01-01,holiday,x\n");
  engine_->use_calendar(calendar);
  EXPECT_GE(engine_->recount_provisional(db(), clock_.now()), 1u);
  auto after = now_of(id);
  EXPECT_FALSE(after.clock->provisional);
  EXPECT_EQ(after.clock->due, at("2027-01-04 10:00"));
  EXPECT_EQ(after.settled, before.settled) << "open forms are not disturbed";
  EXPECT_EQ(engine_->history(db(), id).back().action, "recount_deadline");
  EXPECT_EQ(
      count("select count(*) as n from workflow.timer where case_id = $1 and fire_at = '2027-01-04 02:00+00'", id), 1);
  EXPECT_EQ(followed_.clock->due, after.clock->due);
}

TEST_F(EngineTest, AnExtensionMovesTheTimer) {
  auto id = dispatched();
  act(id, "sign", handler_);
  auto due = *now_of(id).clock;
  act(id, "ask_extension", handler_);
  act(id, "extend", dispatcher_, {{"extra", {{"count", 1}, {"unit", "working_days"}}}});
  EXPECT_EQ(now_of(id).clock->due, engine_->due_after(due.from, {3, DurationUnit::working_days}).due);
  EXPECT_EQ(count("select count(*) as n from workflow.timer where case_id = $1 and kind = 'over'", id), 1);
}

TEST_F(EngineTest, ARunningCaseKeepsItsVersionAndANewOneIsForNewCases) {
  auto old_case = start(worker_);
  auto yaml = file_text("modules/incidents/workflows/incident.yaml");
  auto accept = yaml.find("  accept:\n    arrows:");
  yaml.replace(yaml.find("[{from: collected, to: accepted}]", accept), 33, "[{from: collected, to: dispatched}]");
  engine_->load("incident.yaml", yaml);
  engine_->synchronise(db(), clock_.now());
  auto new_case = start(worker_);
  EXPECT_EQ(act(old_case, "accept", dispatcher_).to, "accepted");
  EXPECT_NE(now_of(old_case).version_hash, now_of(new_case).version_hash);
  auto fresh = make_engine();  // another process that never loaded the changed file
  EXPECT_EQ(fresh->act(db(), "incident", new_case, attempt("accept", dispatcher_)).to, "dispatched");
}

TEST_F(EngineTest, AProgramWithoutAGuardOfARunningCaseDoesNotStart) {
  auto yaml = file_text("modules/incidents/workflows/incident.yaml");
  engine_->guard("only_on_sundays", [](const Snapshot&, const Attempt&) { return std::nullopt; });
  auto place = yaml.find("was_collected]");
  yaml.replace(place, 14, "only_on_sundays]");
  engine_->load("incident.yaml", yaml);
  engine_->synchronise(db(), clock_.now());
  auto id = start(worker_);
  try {
    make_engine();
    ADD_FAILURE();
  } catch (const Refused& refused) {
    EXPECT_EQ(refused.code, "definition_in_use");
    EXPECT_EQ(refused.values.at("missing"), "actions.return_to_collector.guards guard=only_on_sundays");
  }
  act(id, "cancel", dispatcher_);
  EXPECT_NO_THROW(make_engine()) << "no case under way needs it any more";
}

TEST_F(EngineTest, AnUnknownCaseIsRefused) {
  EXPECT_EQ(refusal(new_id(), attempt("accept", dispatcher_)), "no_such_case");
}

}  // namespace
}  // namespace linli::workflow
