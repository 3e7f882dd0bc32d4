#include "platform/testing/shows.hpp"
#include "tests/loop/fixture.hpp"

// What the page relies on when it acts on many cases (docs/decisions/0003-bulk-acts.md): the versions of the list's
// rows are good for the commands, each is written once however often it is sent, and each refusal says why in words.
namespace linli {
namespace {

namespace json = boost::json;

class BulkActs : public Loop {
 protected:
  void SetUp() override { next_monday(); }
  /// What the page keeps of a row, and the command it makes of it.
  struct Item {
    std::string incident;
    json::object command;
  };
  static std::vector<Item> items(const std::string& filters, const std::string& action, const json::object& fields) {
    std::vector<Item> found;
    const json::value list = world().get("dispatcher-1", "/api/v1/incidents?limit=200&" + filters).json();
    for (const json::value& row : list.at("items").as_array())
      found.push_back({id_of(row),
                       {{"id", Uuid::v7(world().now()).text()},
                        {"action", action},
                        {"version", row.at("version")},
                        {"fields", fields}}});
    return found;
  }
  static Answer send(const Item& item, const std::string& who = "dispatcher-1") {
    return world().post(who, "/api/v1/incidents/" + item.incident + "/actions", item.command);
  }
  /// A public report at an address of its own.
  static std::string report_at(const std::string& address) {
    const json::value centre = world().get("", "/api/v1/divisions/" + world().grid()).json().at("centre");
    return id_of(world().report(
        "010102", "words",
        {{"place",
          {{"lon", centre.at("lon")}, {"lat", centre.at("lat")}, {"system", "wgs84"}, {"address", address}}}}));
  }
  static long times(const std::string& id, const std::string& action) {
    const std::vector<std::string> history = history_of(world().incident("dispatcher-1", id));
    return std::count(history.begin(), history.end(), action);
  }
};

TEST_F(BulkActs, WriteEachCommandOnceHoweverOftenItIsSent) {
  World& w = world();
  std::vector<std::string> ids;
  for (int i = 0; i < 3; ++i) ids.push_back(report_at("bulk-urge"));
  w.act("dispatcher-2", ids[1], "urge");  // a moment ago
  const std::vector<Item> act = items("text=bulk-urge", "urge", {{"note", "please"}});
  ASSERT_EQ(act.size(), 3U);
  int refused = 0;
  for (int round = 0; round < 2; ++round)  // the second round is what follows a reload that forgot every answer
    for (const Item& item : act) {
      const Answer answer = send(item);
      if (answer.status == 200) continue;
      ++refused;
      EXPECT_EQ(item.incident, ids[1]);
      EXPECT_EQ(answer.code(), "urged_just_now");
      EXPECT_FALSE(answer.json().at("title").as_string().empty());
    }
  EXPECT_EQ(refused, 2);
  for (const std::string& id : ids) EXPECT_EQ(times(id, "urge"), 1) << id;
  LINLI_SHOWS("DSP-01");
}

TEST_F(BulkActs, ObeyTheRulesOfEachCase) {
  World& w = world();
  const std::string ready = report_at("bulk-send"), untouched = report_at("bulk-send"),
                    overtaken = report_at("bulk-send");
  for (const std::string& id : {ready, overtaken}) {
    w.act(w.worker(), id, "acknowledge");
    w.act(w.worker(), id, "submit", {{"attachments", w.photo("before")}});
    w.act("dispatcher-1", id, "accept");
  }
  const json::value units = w.get("dispatcher-1", "/api/v1/units?kind=street_sanitation").json();
  const json::object fields{{"unit", units.at("items").at(0).at("id")}};
  const std::vector<Item> act = items("text=bulk-send", "dispatch", fields);
  ASSERT_EQ(act.size(), 3U);
  w.act("dispatcher-2", overtaken, "dispatch", fields);  // meanwhile, by somebody else
  std::map<std::string, Answer> answers;
  for (const Item& item : act) answers[item.incident] = send(item);
  EXPECT_EQ(answers[ready].status, 200) << answers[ready].text;
  EXPECT_EQ(w.incident("dispatcher-1", ready).at("state").as_string(), "dispatched");
  EXPECT_EQ(answers[untouched].status, 409) << answers[untouched].text;
  EXPECT_EQ(answers[overtaken].code(), "changed_meanwhile");
  EXPECT_EQ(times(overtaken, "dispatch"), 1);
  EXPECT_EQ(send(act[0], "street-sanitation-1").status / 100, 4) << "whoever may not, may not in bulk";
  LINLI_SHOWS("DSP-02");
}

TEST_F(BulkActs, HoldNoMoreThanTheCityAllows) {
  const json::value views = world().get("dispatcher-1", "/api/v1/views").json();
  EXPECT_EQ(views.at("bulk").as_int64(), 200) << "policy/worklists.yaml";
}

}  // namespace
}  // namespace linli
