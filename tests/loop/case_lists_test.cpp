#include <algorithm>
#include <set>

#include "tests/loop/fixture.hpp"

// Lists are read by different statements for different reaches, orders and filters (src/app/list_incidents.cpp).
// Whoever asks, in whatever order: the pages together are exactly the cases that person may see, each once, in order.
namespace linli {
namespace {

namespace json = boost::json;

class CaseLists : public Loop {
 protected:
  struct Whole {
    std::vector<std::string> ids;
    std::vector<std::string> keys;  // what the order goes by, as the row says it
    std::int64_t total = 0;
  };
  static Whole pages(const std::string& who, const std::string& query, const char* key) {
    Whole whole;
    std::string after;
    for (int page = 0; page < 200; ++page) {
      const Answer answer = world().get(who, "/api/v1/incidents?limit=40&" + query + after);
      EXPECT_EQ(answer.status, 200) << answer.text;
      const json::value list = answer.json();
      if (page == 0) whole.total = list.at("total").as_int64();
      for (const json::value& item : list.at("items").as_array()) {
        whole.ids.emplace_back(item.at("id").as_string());
        const json::value* value = item.as_object().if_contains(key);
        whole.keys.push_back(value && value->is_string() ? std::string(value->as_string()) : "~");
      }
      const json::value* next = list.as_object().if_contains("next");
      if (!next || !next->is_string()) return whole;
      after = "&after=" + std::string(next->as_string());
    }
    ADD_FAILURE() << "the pages do not end";
    return whole;
  }

  // What the rights say, without any of the product's statements.
  static std::set<std::string> visible(const std::string& who, const std::string& condition) {
    db::Connection db = world().connect();
    std::set<std::string> ids;
    for (const db::Row row : db.query(
             "with grants as (select a.prefix, a.unit, c.person, a.role from access.account c join access.assignment a "
             "on a.account = c.id where c.username = '" +
             who +
             "') select distinct i.id from incidents.incident i, grants g where ((g.role in ('grid_worker', "
             "'dispatcher', 'checker', 'caller', 'leader') and g.prefix <> '' and starts_with(i.scope_code, g.prefix)) "
             "or "
             "(g.role in ('dispatcher', 'department', 'unit_head') and g.unit in (i.owner_unit, i.handler_unit)) or "
             "(g.role <> 'leader' and g.person in (i.owner_person, i.collector))) and " +
             condition))
      ids.insert(row.uuid("id").text());
    return ids;
  }
};

TEST_F(CaseLists, PagesAreExactlyWhatOneMaySeeInEveryOrder) {
  struct Filter {
    const char *query, *condition;
  };
  const std::vector<Filter> filters = {{"", "true"},
                                       {"&open=true", "i.closed_at is null"},
                                       {"&state=handling,dispatched", "i.state in ('handling', 'dispatched')"},
                                       {"&state=closed", "i.state = 'closed'"},
                                       {"&source=public", "i.source = 'public'"}};
  std::size_t rows = 0;
  for (const std::string& who :
       {std::string("dispatcher-1"), std::string("street-sanitation-1"), world().worker(), std::string("leader-1"),
        std::string("district-leader-1"), std::string("city-leader-1"), std::string("checker-1")})
    for (const auto& [order, key] : {std::pair{"due", "due"}, std::pair{"changed", "changed_at"}})
      for (const Filter& filter : filters) {
        const Whole listed = pages(who, std::string("order=") + order + filter.query, key);
        const std::string what = who + " by " + order + filter.query;
        const std::set<std::string> once(listed.ids.begin(), listed.ids.end());
        EXPECT_EQ(once.size(), listed.ids.size()) << what << ": a case twice";
        EXPECT_EQ(once, visible(who, filter.condition)) << what;
        EXPECT_EQ(listed.total, static_cast<std::int64_t>(listed.ids.size())) << what;
        if (std::string_view(order) == "due")
          EXPECT_TRUE(std::is_sorted(listed.keys.begin(), listed.keys.end())) << what;
        else
          EXPECT_TRUE(std::is_sorted(listed.keys.rbegin(), listed.keys.rend())) << what;
        rows += listed.ids.size();
      }
  EXPECT_GT(rows, 3000U);
}

// The map and its total, as points or as figures of areas.
TEST_F(CaseLists, TheMapHoldsExactlyWhatOneMaySee) {
  std::size_t points = 0;
  for (const std::string& who :
       {std::string("dispatcher-1"), std::string("street-sanitation-1"), world().worker(), std::string("leader-1"),
        std::string("district-leader-1"), std::string("city-leader-1"), std::string("checker-1")}) {
    const json::value map = world().get(who, "/api/v1/incidents/map?open=true").json();
    const std::set<std::string> may_see = visible(who, "i.closed_at is null");
    EXPECT_EQ(map.at("total").as_int64(), static_cast<std::int64_t>(may_see.size())) << who;
    std::set<std::string> shown;
    for (const json::value& point : map.at("points").as_array()) shown.emplace(point.at("id").as_string());
    std::int64_t counted = 0;
    for (const json::value& area : map.at("clusters").as_array()) counted += area.at("total").as_int64();
    if (shown.empty())
      EXPECT_EQ(counted, static_cast<std::int64_t>(may_see.size())) << who;
    else
      EXPECT_EQ(shown, may_see) << who;
    points += shown.size();
  }
  EXPECT_GT(points, 50U);
}

}  // namespace
}  // namespace linli
