#include <algorithm>
#include <filesystem>
#include <thread>

#include "incidents/module.hpp"
#include "platform/audit/verify.hpp"
#include "tests/support/world.hpp"

// A demo district is written in bulk. Here the same small city is written twice, with the same keys and by the same
// chance: by the product's commands, step by step, and in bulk. Nobody can tell which is which.
namespace linli {
namespace {

namespace fs = std::filesystem;

std::function<void(app::Context&)> filled(bool in_bulk, const std::string& keys_of) {
  return [=](app::Context& context) {
    auto how = std::make_shared<incidents::DemoFill>();
    how->in_bulk = in_bulk;
    context.provide(how);
    if (!keys_of.empty()) fs::copy(keys_of + "/keys", context.config().data_dir + "/keys", fs::copy_options::recursive);
  };
}

class Bulk : public ::testing::Test {
 protected:
  static constexpr const char* kNow = "2026-11-23T09:00:00+08:00";
  static World& by_commands() {
    static World* const kWorld = new World(parse_instant(kNow), filled(false, ""));
    return *kWorld;
  }
  static World& in_bulk() {
    static World* const kWorld =
        new World(parse_instant(kNow), filled(true, by_commands().context().config().data_dir));
    return *kWorld;
  }
  static std::vector<std::string> lines(World& world, const std::string& query) {
    db::Connection db = world.connect();
    std::vector<std::string> found;
    for (const db::Row row : db.query("select line::text as line from (" + query + ") l(line)"))
      found.push_back(row.text("line"));
    std::sort(found.begin(), found.end());
    return found;
  }
  /// The same lines in both; how many.
  static std::size_t same(const std::string& query) {
    const std::vector<std::string> a = lines(by_commands(), query), b = lines(in_bulk(), query);
    std::vector<std::string> missing, added;
    std::set_difference(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(missing));
    std::set_difference(b.begin(), b.end(), a.begin(), a.end(), std::back_inserter(added));
    for (std::size_t i = 0; i < std::min<std::size_t>(missing.size(), 3); ++i)
      ADD_FAILURE() << "only by commands: " << missing[i];
    for (std::size_t i = 0; i < std::min<std::size_t>(added.size(), 3); ++i)
      ADD_FAILURE() << "only in bulk: " << added[i];
    return a.size();
  }
};

// Ids of accounts, persons, units and vault subjects are random; the names that stand beside them are not.
TEST_F(Bulk, CasesAreTheSameRowForRow) {
  EXPECT_GT(same("select (to_jsonb(i) - '{subject,phone_code,collector,collector_unit,owner_unit,owner_person,"
                 "handler_unit,centre_unit,worker_person,first_asked}'::text[]) || jsonb_build_object('c', i.collector "
                 "is null, 'cu', "
                 "i.collector_unit is null, 'ou', i.owner_unit is null, 'op', i.owner_person is null, 'h', "
                 "i.handler_unit is null, 'ce', i.centre_unit is null, 'w', i.worker_person is null, 'fa', "
                 "i.first_asked is null) "
                 "from incidents.incident i"),
            300U);
  same(
      "select to_jsonb(r) - '{id,subject,person}'::text[] || jsonb_build_object('p', r.person is null) "
      "from incidents.reporter r");
  same(
      "select to_jsonb(a) - '{person}'::text[] || jsonb_build_object('p', a.person is null) "
      "from incidents.attachment a");
  same("select to_jsonb(r) from files.reference r");
  same(
      "select row(district, day, street, source, figure, sum(total)) from (select district, day, street, source, "
      "figure, total from incidents.counter union all select district, day, street, source, figure, delta from "
      "incidents.counter_delta) c group by district, day, street, source, figure having sum(total) <> 0");
}

TEST_F(Bulk, HistoriesAreTheSameStepForStep) {
  EXPECT_GT(
      same("select (to_jsonb(h) - '{account,person,unit,digest,fields}'::text[]) || jsonb_build_object('f', h.fields "
           "- 'unit' - 'proper_unit', 'fu', h.fields ? 'unit', 'a', h.account is null, 'p', h.person is null, 'u', "
           "h.unit is null) "
           "from workflow.history h"),
      1500U);
  same(
      "select (to_jsonb(i) - '{owner_unit,owner_person}'::text[]) || jsonb_build_object('u', i.owner_unit is null, "
      "'p', "
      "i.owner_person is null) from workflow.instance i");
  same("select row(root_case, district, is_unit, duties, conflict) from workflow.participation");
  EXPECT_GT(same("select to_jsonb(t) from workflow.timer t"), 5U);
  EXPECT_EQ(lines(in_bulk(), "select 1 from workflow.timer where fire_at < timestamptz '" + std::string(kNow) + "'"),
            std::vector<std::string>{});
}

TEST_F(Bulk, LogEventsAndVaultAreTheSameInNumberAndForm) {
  EXPECT_GT(same("select to_jsonb(e) - '{xid,position,account}'::text[] || jsonb_build_object('a', e.account is null) "
                 "from audit.entry e where object like 'incident:%'"),
            1500U);
  EXPECT_GT(same("select (to_jsonb(e) - '{position,payload}'::text[]) || jsonb_build_object('p', e.payload - "
                 "'{by,owner_unit,tell}'::text[]) from outbox.event e where topic like 'incidents.%' and at >= "
                 "timestamptz '" +
                 std::string(kNow) + "' - interval '7 days'"),
            50U);
  same(
      "select row(v.field, v.tokens, octet_length(v.cipher), coalesce(h.seq, 0), h.case_id) from personal.value v left "
      "join workflow.history h on h.record_id = v.record where v.field not in ('staff_name')");
  same("select count(1) from personal.subject");
}

TEST_F(Bulk, EveryStateOfTheLoopIsThere) {
  const std::vector<std::string> states = lines(in_bulk(), "select distinct to_state from workflow.history");
  for (const char* state :
       {"reminded", "verifying", "collected", "returned", "accepted", "dispatched", "handling", "suspended", "done",
        "checked", "fed_back", "callback", "closed", "self_closed", "cancelled", "withdrawn"})
    EXPECT_TRUE(std::binary_search(states.begin(), states.end(), state)) << state;
}

TEST_F(Bulk, ACaseOpensGoesOnAndTheLogStillHolds) {
  World& w = in_bulk();
  const boost::json::value list = w.get("dispatcher-1", "/api/v1/incidents?state=accepted").json();
  ASSERT_FALSE(list.at("items").as_array().empty());
  const std::string id(list.at("items").at(0).at("id").as_string());
  const boost::json::value seen = w.incident("dispatcher-1", id);
  EXPECT_FALSE(seen.at("description").as_string().empty()) << "its words open";
  EXPECT_EQ(w.act("dispatcher-1", id, "note", {{"text", "seen"}}).at("version").as_int64(),
            seen.at("version").as_int64() + 1);
  const boost::json::value receipt = w.report("010102", "after the year");
  EXPECT_EQ(receipt.at("state").as_string(), "reminded") << "its number was not given before";

  db::Connection db(w.context().get<db::Pool>().conninfo(),
                    {.statement_timeout = {}, .lock_timeout = {}, .idle_in_transaction = {}});
  audit::Verdict verdict;
  for (int wait = 0; wait < 100; ++wait) {  // the sealer is at it
    verdict =
        audit::verify(db, w.context().get<crypto::KeyRing>(), w.context().config().data_dir + "/anchors/audit.anchor");
    if (verdict.unsealed == 0 || !verdict.intact()) break;
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  }
  EXPECT_TRUE(verdict.intact());
  EXPECT_EQ(verdict.unsealed, 0);
  EXPECT_GT(verdict.entries, 1500);
}

TEST_F(Bulk, FiguresEqualARecount) {
  World& w = in_bulk();
  const boost::json::value figures = w.get("leader-1", "/api/v1/figures/loop").json();
  db::Connection db = w.connect();
  const auto count = [&](const std::string& where) {
    return db
        .query("select count(1) as n from incidents.incident where reported_at < timestamptz '" + std::string(kNow) +
               "' and " + where)[0]
        .integer("n");
  };
  EXPECT_EQ(figures.at("closed").at("numerator").as_int64(), count("state = 'closed'"));
  EXPECT_EQ(figures.at("self_handled").as_int64(), count("state = 'self_closed'"));
  EXPECT_EQ(figures.at("cancelled").as_int64(), count("state = 'cancelled'"));
  EXPECT_EQ(figures.at("withdrawn").as_int64(), count("state = 'withdrawn'"));
  EXPECT_EQ(figures.at("solved").at("numerator").as_int64(), count("state = 'closed' and outcome <> 'explained'"));
  EXPECT_EQ(figures.at("spot_checked").at("numerator").as_int64(), count("spot_check in ('passed', 'rejected')"));
  EXPECT_EQ(figures.at("spot_drawn").as_int64(), count("spot_check is not null"));
}

}  // namespace
}  // namespace linli
