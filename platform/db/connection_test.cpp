#include "platform/db/connection.hpp"

#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <thread>

#include "kernel/refusal.hpp"
#include "platform/db/refusals.hpp"
#include "platform/testing/database.hpp"
#include "platform/testing/shows.hpp"

namespace linli::db {
namespace {

const Statement insert{"test.insert", "INSERT INTO public.item (id, parent, note) VALUES ($1, $2, $3)"};
const Statement select_all{"test.select_all", "SELECT * FROM public.item ORDER BY id"};
const Statement nonsense{"test.nonsense", "SELECT no_such_column"};

class ConnectionTest : public DatabaseTest {
 protected:
  void SetUp() override {
    db().script(
        "DROP TABLE IF EXISTS public.item; CREATE TABLE public.item (id bigint CONSTRAINT item_pkey PRIMARY KEY, "
        "parent bigint CONSTRAINT item_parent REFERENCES public.item DEFERRABLE INITIALLY DEFERRED, note text)");
  }
  std::size_t kept() { return db().run(select_all).size(); }
  /// SQLSTATE and constraint of the failure the batch gives.
  std::pair<std::string, std::string> failure_of(const Batch& batch) {
    try {
      db().commit(batch);
    } catch (const Failure& failure) {
      return {failure.sqlstate, failure.constraint};
    }
    return {};
  }
};

TEST_F(ConnectionTest, every_type_goes_and_comes_back) {
  auto at = parse_instant("2026-09-30T08:20:00.000001Z");
  auto day = parse_date("2026-10-10");
  auto id = Uuid::v7(at);
  std::string bytes("\0\x01\xff'\\", 5);
  std::vector<std::string> texts{"", "a,b", "\"q\"", "back\\slash", "{}", "NULL"};
  boost::json::value document{{"k", 1}};
  auto row = *db().query(
                      "SELECT $1::timestamptz AS at, $2::date AS day, $3::uuid AS id, $4::bytea AS bytes, "
                      "$5::text[] AS texts, $6::jsonb AS document, $7::bigint AS whole, $8::float8 AS real, "
                      "$9::boolean AS yes, $10::text AS nothing, cardinality($11::uuid[]) AS ids",
                      Params::of(at, day, id, Bytes{bytes}, texts, document, INT64_MIN, 0.1, true, nullptr,
                                 std::vector<Uuid>{id, id}))
                  .first();
  EXPECT_EQ(row.instant("at"), at);
  EXPECT_EQ(row.date("day"), day);
  EXPECT_EQ(row.uuid("id"), id);
  EXPECT_EQ(row.bytes("bytes"), bytes);
  EXPECT_EQ(row.texts("texts"), texts);
  EXPECT_EQ(row.document("document"), document);
  EXPECT_EQ(row.integer("whole"), INT64_MIN);
  EXPECT_EQ(row.number("real"), 0.1);
  EXPECT_TRUE(row.boolean("yes"));
  EXPECT_EQ(row.maybe_text("nothing"), std::nullopt);
  EXPECT_EQ(row.integer("ids"), 2);
  EXPECT_THROW(row.text("nothing"), std::logic_error);
  EXPECT_THROW(row.text("no_such_column"), std::logic_error);
}

TEST_F(ConnectionTest, a_zero_byte_is_refused_rather_than_cutting_the_text) {
  EXPECT_THROW(Params::of(std::string("a\0b", 3)), Failure);
}

TEST_F(ConnectionTest, sessions_run_in_utc_whatever_the_server_says) {
  db().script("ALTER DATABASE " + db().query("SELECT current_database() AS name").first()->text("name") +
              " SET timezone = 'Asia/Shanghai'");
  auto session = test_database().connect();
  EXPECT_EQ(session.query("SELECT current_setting('timezone') AS zone").first()->text("zone"), "UTC");
}

TEST_F(ConnectionTest, a_batch_is_kept_whole) {
  Batch batch;
  batch.add(insert, Params::of(1, nullptr, "one"));
  batch.add(insert, Params::of(2, 1, "two"));
  auto read = batch.add(select_all, {});
  auto rows = db().commit(batch);
  EXPECT_EQ(rows[0].affected(), 1);
  EXPECT_EQ(rows[read].size(), 2u);
  EXPECT_EQ(kept(), 2u);
}

TEST_F(ConnectionTest, an_error_anywhere_in_a_batch_leaves_nothing_and_a_usable_session) {
  for (int place = 0; place < 3; ++place) {
    Batch batch;
    for (int i = 0; i < 3; ++i)
      if (i == place)
        batch.add(nonsense, {});
      else
        batch.add(insert, Params::of(10 + i, nullptr, "x"));
    EXPECT_EQ(failure_of(batch).first, "42703");
    EXPECT_TRUE(db().alive());
    EXPECT_EQ(kept(), 0u);
  }
}

TEST_F(ConnectionTest, an_error_that_only_the_commit_finds_is_reported) {
  Batch batch;
  batch.add(insert, Params::of(1, 99, "an orphan"));
  batch.add(select_all, {});
  EXPECT_EQ(failure_of(batch), std::pair(std::string("23503"), std::string("item_parent")));
  EXPECT_TRUE(db().alive());
  EXPECT_EQ(kept(), 0u);
}

TEST_F(ConnectionTest, of_two_batches_that_expect_the_same_version_one_is_refused_whole) {
  db().script(
      "DROP TABLE IF EXISTS public.step; CREATE TABLE public.step (item bigint, seq bigint, "
      "CONSTRAINT step_pkey PRIMARY KEY (item, seq))");
  const Statement step{"test.step", "INSERT INTO public.step VALUES ($1, $2)"};
  auto transition = [&](std::int64_t version, std::int64_t id) {
    Batch batch;
    batch.add(insert, Params::of(id, nullptr, "effect"));
    batch.add(step, Params::of(7, version + 1));
    return batch;
  };
  db().commit(transition(0, 100));
  EXPECT_EQ(failure_of(transition(0, 101)), std::pair(std::string("23505"), std::string("step_pkey")));
  EXPECT_EQ(kept(), 1u);
  db().commit(transition(1, 102));
  EXPECT_EQ(kept(), 2u);
}

TEST_F(ConnectionTest, prepared_statements_survive_a_change_of_the_schema) {
  db().commit([&] {
    Batch b;
    b.add(insert, Params::of(1, nullptr, "x"));
    b.add(select_all, {});
    return b;
  }());
  auto other = test_database().connect();
  other.script("ALTER TABLE public.item ADD COLUMN added integer");
  EXPECT_EQ(db().run(select_all).size(), 1u);
  other.script("ALTER TABLE public.item ADD COLUMN added_too integer");
  Batch batch;
  batch.add(insert, Params::of(2, nullptr, "y"));
  batch.add(select_all, {});
  EXPECT_EQ(db().commit(batch)[1].size(), 2u);
}

TEST_F(ConnectionTest, a_failed_first_use_is_prepared_again_later) {
  const Statement later{"test.later", "SELECT id FROM public.made_later"};
  Batch batch;
  batch.add(nonsense, {});
  batch.add(later, {});
  EXPECT_EQ(failure_of(batch).first, "42703");
  db().script("DROP TABLE IF EXISTS public.made_later; CREATE TABLE public.made_later (id int)");
  EXPECT_TRUE(db().run(later).empty());
}

TEST_F(ConnectionTest, a_deadlock_is_tried_again) {
  db().script("INSERT INTO public.item VALUES (1), (2)");
  const Statement touch{"test.touch", "UPDATE public.item SET note = coalesce(note, '') || 'x' WHERE id = $1"};
  const Statement wait{"test.wait", "SELECT pg_sleep(0.05)"};
  auto both = [&](int first, int second) {
    Batch b;
    b.add(touch, Params::of(first));
    b.add(wait, {});
    b.add(touch, Params::of(second));
    return b;
  };
  db().script("ALTER DATABASE " + db().query("SELECT current_database() AS name").first()->text("name") +
              " SET deadlock_timeout = '20ms'");
  auto one = test_database().connect(), two = test_database().connect();
  std::thread rival([&] { one.commit(both(1, 2)); });
  two.commit(both(2, 1));
  rival.join();
  EXPECT_EQ(db().query("SELECT string_agg(note, '') AS notes FROM public.item").first()->text("notes"), "xxxx");
}

TEST_F(ConnectionTest, a_row_on_its_way_while_its_partition_is_attached_is_written_there) {
  db().script(
      "CREATE TABLE public.log (at date NOT NULL) PARTITION BY RANGE (at);"
      "CREATE TABLE public.log_other PARTITION OF public.log DEFAULT");
  const Statement put{"test.put", "INSERT INTO public.log VALUES ($1)"};
  auto writer = test_database().connect(), maker = test_database().connect();
  const auto write = [&](const char* day) {
    Batch b;
    b.add(put, Params::of(day));
    writer.commit(b);
  };
  write("2020-01-01");
  maker.script("BEGIN; CREATE TABLE public.log_may (LIKE public.log)");
  maker.script(
      "ALTER TABLE public.log ATTACH PARTITION public.log_may FOR VALUES FROM ('2026-05-01') TO ('2026-06-01')");
  std::thread rival([&] { EXPECT_NO_THROW(write("2026-05-04")); });
  const auto waits = [&] {
    return !db().query("SELECT 1 AS one FROM pg_locks WHERE NOT granted AND relation = 'public.log_other'::regclass")
                .empty();
  };
  const auto patience = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  bool waited = false;
  while (!(waited = waits()) && std::chrono::steady_clock::now() < patience) std::this_thread::yield();
  maker.script("COMMIT");
  rival.join();
  EXPECT_TRUE(waited);
  EXPECT_EQ(db().query("SELECT count(*) AS rows FROM public.log_may").first()->integer("rows"), 1);
}

TEST_F(ConnectionTest, a_transaction_rolls_back_on_an_exception) {
  EXPECT_THROW(db().transaction([&](Connection& t) {
    t.run(insert, Params::of(1, nullptr, "x"));
    throw std::runtime_error("changed our mind");
  }),
               std::runtime_error);
  EXPECT_EQ(kept(), 0u);
  EXPECT_TRUE(db().alive());
}

TEST_F(ConnectionTest, a_swallowed_error_does_not_let_a_transaction_pass_for_committed) {
  EXPECT_THROW(db().transaction([&](Connection& t) {
    try {
      t.run(nonsense);
    } catch (const Failure&) {
    }
  }),
               Failure);
}

TEST_F(ConnectionTest, copy_takes_what_it_is_given_or_nothing) {
  int left = 1000;
  auto line = [&](std::string& chunk) {
    if (left-- == 0) return false;
    chunk = std::to_string(left) + "\t\\N\tx\n";
    return true;
  };
  db().copy_in("COPY public.item FROM STDIN", line);
  EXPECT_EQ(kept(), 1000u);
  int sent = 0;
  EXPECT_THROW(db().copy_in("COPY public.item FROM STDIN",
                            [&](std::string& chunk) {
                              if (++sent == 3) throw std::runtime_error("the source broke");
                              chunk = std::to_string(5000 + sent) + "\t\\N\tx\n";
                              return true;
                            }),
               std::runtime_error);
  EXPECT_EQ(kept(), 1000u);
  EXPECT_THROW(db().copy_in("COPY public.item FROM STDIN",
                            [&, once = true](std::string& chunk) mutable {
                              chunk = "not a number\n";
                              return std::exchange(once, false);
                            }),
               Failure);
  EXPECT_TRUE(db().alive());
}

TEST_F(ConnectionTest, a_statement_that_takes_too_long_is_broken_off) {
  Connection hasty(test_database().conninfo(), {.statement_timeout = std::chrono::milliseconds(20)});
  try {
    hasty.query("SELECT pg_sleep(10)");
    FAIL();
  } catch (const Failure& failure) {
    EXPECT_EQ(failure.sqlstate, "57014");
    EXPECT_THROW(rethrow_as_refused(failure), Refused);
  }
}

TEST(Refusals, what_another_try_may_mend_is_told_with_the_seconds_to_wait) {
  const std::map<std::string, std::string> expected{{"53100", "no_room"},
                                                    {"53300", "database_unavailable"},
                                                    {"57P01", "database_unavailable"},
                                                    {"57P03", "database_unavailable"},
                                                    {"25006", "database_unavailable"}};
  for (const auto& [sqlstate, code] : expected) {
    try {
      rethrow_as_refused(Failure(sqlstate, "", "away", "s"));
      FAIL() << sqlstate;
    } catch (const Refused& refused) {
      EXPECT_EQ(refused.code, code) << sqlstate;
      EXPECT_TRUE(refused.values.contains("seconds"));
    }
  }
  EXPECT_THROW(rethrow_as_refused(Failure("42703", "", "no such column", "s")), Failure);
}

TEST(Refusals, an_unknown_constraint_stays_a_failure) {
  EXPECT_THROW(rethrow_as_refused(Failure("23505", "no_such_constraint", "duplicate", "s")), Failure);
}

void end_sessions_of(Connection& killer) {
  killer.query(
      "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity "
      "WHERE datname = current_database() AND pid <> pg_backend_pid() AND application_name = 'pooled'");
}

TEST(Pool, replaces_connections_that_died_while_idle) {
  auto killer = test_database().connect();
  Pool pool(test_database().conninfo() + " application_name=pooled", 3);
  { auto a = pool.take(), b = pool.take(), c = pool.take(); }
  end_sessions_of(killer);
  for (int i = 0; i < 3; ++i) EXPECT_EQ(pool.take()->query("SELECT 1 AS one").first()->integer("one"), 1);
}

TEST(Pool, drops_a_connection_that_died_in_use) {
  auto killer = test_database().connect();
  Pool pool(test_database().conninfo() + " application_name=pooled", 1);
  {
    auto lease = pool.take();
    end_sessions_of(killer);
    EXPECT_THROW(lease->query("SELECT 1"), Disconnected);
    Batch batch;
    batch.add(nonsense, {});
    EXPECT_THROW(lease->commit(batch), Disconnected);
  }
  EXPECT_EQ(pool.take()->query("SELECT 1 AS one").first()->integer("one"), 1);
}

TEST(Pool, a_session_left_inside_a_transaction_is_not_lent_again) {
  Pool pool(test_database().conninfo(), 1);
  pool.take()->script("BEGIN");
  EXPECT_TRUE(pool.take()->alive());
}

TEST(Pool, lends_no_more_than_its_size) {
  Pool pool(test_database().conninfo(), 1);
  auto held = pool.take();
  try {
    pool.take(std::chrono::milliseconds(1));
    FAIL();
  } catch (const Refused& refused) {
    EXPECT_EQ(refused.code, "busy");
  }
}

TEST(Pool, says_that_the_database_is_away) {
  Pool pool("host=/tmp/no/such/folder dbname=none", 1);
  EXPECT_THROW(pool.take(), Disconnected);
  EXPECT_THROW(pool.take(std::chrono::milliseconds(1)), Disconnected);  // and its place is free again
}

}  // namespace
}  // namespace linli::db
