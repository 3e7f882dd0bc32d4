#include <sstream>

#include "platform/crypto/crypto.hpp"
#include "platform/testing/shows.hpp"
#include "tests/loop/fixture.hpp"

// Lists that leave the program: who may take them, what is in them, and the trace they leave (DAT-09).
namespace linli {
namespace {

namespace json = boost::json;

constexpr const char* kRoute = "/api/v1/incidents/exports";
constexpr const char* kPurpose = "monthly report";

class Export : public ::testing::Test {
 protected:
  static World& world() {
    static World* const kWorld = new World(parse_instant("2026-11-23T09:00:00+08:00"));
    return *kWorld;
  }
  static Answer take(const std::string& who, const std::string& filters = "", const std::string& purpose = kPurpose,
                     const Uuid& id = Uuid::v7(world().now())) {
    return world().post(who, kRoute + filters, {{"id", id.text()}, {"purpose", purpose}});
  }
  static std::vector<std::string> lines(const Answer& file) {
    std::vector<std::string> found;
    std::istringstream text(file.text);
    for (std::string line; std::getline(text, line);) found.push_back(line);
    return found;
  }
  /// "D-20261123-000001" of the file's name.
  static std::string number_of(const Answer& file) {
    const std::string name = file.header("content-disposition");
    const auto from = name.find("D-");
    return from == std::string::npos ? "" : name.substr(from, name.rfind(".csv") - from);
  }
  static json::array traces(const std::string& more = "") {
    world().give_second_factor("auditor-1");
    return world()
        .get("auditor-1", "/api/v1/audit?action=incidents.export&limit=200" + more)
        .json()
        .at("items")
        .as_array();
  }
  /// Copies of a case, as many as asked for, at an address of their own.
  static void copy_case(const std::string& id, int times, const std::string& address, const std::string& scope) {
    world().connect().query(
        "insert into incidents.incident select (jsonb_populate_record(i, jsonb_build_object('id', gen_random_uuid(), "
        "'number', $2::text || n, 'phone_code', '0', 'address', $2::text, 'filed_code', $3::text, 'scope_code', "
        "$3::text))).* from incidents.incident i, generate_series(1, $4::int) n where i.id = $1",
        db::Params::of(Uuid::parse(id), address, scope, times));
  }
};

TEST_F(Export, HoldsTheListAsItIsShownAndNothingOfReporters) {
  World& w = world();
  const json::value receipt = w.report("010102", "rubble beside the school");
  const Answer file = take("leader-1", "?state=reminded,verifying&order=changed");
  ASSERT_EQ(file.status, 200) << file.text;
  EXPECT_EQ(file.header("content-type"), "text/csv; charset=utf-8");
  EXPECT_TRUE(file.text.starts_with("\xEF\xBB\xBF")) << "WPS and Excel take it for another encoding";
  const json::value list =
      w.get("leader-1", "/api/v1/incidents?state=reminded,verifying&order=changed&limit=200").json();
  const json::array& rows = list.at("items").as_array();
  const std::vector<std::string> found = lines(file);
  ASSERT_EQ(found.size(), rows.size() + 2);  // headings before, the trace behind
  for (std::size_t i = 0; i < rows.size(); ++i)
    EXPECT_TRUE(found[i + 1].starts_with(std::string(rows[i].at("number").as_string()) + ",")) << found[i + 1];
  EXPECT_THAT(found[1], testing::HasSubstr(std::string(receipt.at("number").as_string())));
  for (const char* hidden : {"13000001234", "rubble beside"})
    EXPECT_THAT(file.text, testing::Not(testing::HasSubstr(hidden)));
  EXPECT_THAT(file.text, testing::Not(testing::HasSubstr("," + std::string(receipt.at("code").as_string()))))
      << "the code opens the resident's page";
  EXPECT_THAT(found.back(), testing::AllOf(testing::HasSubstr(number_of(file)), testing::HasSubstr("2026-11-23 09:00"),
                                           testing::HasSubstr(kPurpose)));
  LINLI_SHOWS("DAT-09");
}

TEST_F(Export, IsNotForThoseWithoutThePermission) {
  const std::size_t before = traces().size();
  for (const std::string& who :
       {world().worker(), std::string("dispatcher-1"), std::string("analyst-1"), std::string("street-sanitation-1")})
    EXPECT_EQ(take(who).code(), "forbidden") << who;
  EXPECT_EQ(take("").code(), "sign_in_needed");
  EXPECT_EQ(traces().size(), before);
  LINLI_SHOWS("DAT-09");
}

TEST_F(Export, GivesAStreetsLeaderThatStreetOnly) {
  World& w = world();
  const std::string id = id_of(w.report("010102", "ours"));
  const std::string neighbour = w.grid().substr(0, 6) + "099001001";
  copy_case(id, 3, "next-street-", neighbour);
  const Answer file = take("leader-1", "?order=changed");
  ASSERT_EQ(file.status, 200) << file.text;
  EXPECT_THAT(file.text, testing::Not(testing::HasSubstr("next-street-")));
  EXPECT_EQ(lines(take("leader-1", "?scope=" + neighbour)).size(), 2U) << "asking for it by name does not help";
  LINLI_SHOWS("DAT-09");
}

TEST_F(Export, KeepsAFormulaFromRunning) {
  World& w = world();
  const json::value centre = w.get("", "/api/v1/divisions/" + w.grid()).json().at("centre");
  for (const char* address : {"=HYPERLINK(\"http://x\",\"y\")", "+1+1", "-2+3", "@SUM(A1)"}) {
    const json::value receipt = w.report(
        "010102", "words",
        {{"place", {{"lon", centre.at("lon")}, {"lat", centre.at("lat")}, {"system", "wgs84"}, {"address", address}}}});
    const Answer file = take("leader-1", "?text=" + std::string(receipt.at("number").as_string()));
    ASSERT_EQ(lines(file).size(), 3U) << file.text;
    const std::string cell = std::string(address).starts_with("=") ? "\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\""
                                                                   : std::string("'") + address;
    EXPECT_THAT(lines(file)[1], testing::HasSubstr("," + cell + ","));
  }
  LINLI_SHOWS("DAT-09");
}

TEST_F(Export, LeavesATraceWithPurposeFiltersCountAndDigest) {
  world().report("010102", "words");
  const Answer file = take("leader-1", "?state=reminded&text=13000001234", "  figures for   the committee ");
  ASSERT_EQ(file.status, 200) << file.text;
  const json::array entries = traces("&object=export:" + number_of(file));
  ASSERT_EQ(entries.size(), 1U);
  const json::value& entry = entries.front();
  EXPECT_EQ(entry.at("purpose").as_string(), "figures for the committee");
  EXPECT_TRUE(entry.at("account").is_string());
  EXPECT_THAT(std::string(entry.at("scope_code").as_string()), testing::StartsWith("4401"));
  const json::value& detail = entry.at("detail");
  EXPECT_EQ(detail.at("rows").to_number<std::size_t>(), lines(file).size() - 2);
  EXPECT_EQ(detail.at("digest").as_string(), crypto::to_hex(crypto::sm3(file.text)));
  EXPECT_EQ(detail.at("filters").at("state").as_string(), "reminded");
  EXPECT_EQ(detail.at("filters").at("text").as_string(), "*") << "what was looked for may be a phone";
  LINLI_SHOWS("DAT-09");
}

TEST_F(Export, HoldsTheChosenCasesAndSaysWhichTheyWere) {
  World& w = world();
  std::vector<json::value> receipts;
  for (int i = 0; i < 3; ++i) receipts.push_back(w.report("010102", "words"));
  const auto take_cases = [&](const json::array& cases) {
    return w.post("leader-1", std::string(kRoute) + "?state=closed",
                  {{"id", Uuid::v7(w.now()).text()}, {"purpose", kPurpose}, {"cases", cases}});
  };
  const json::array chosen = {receipts[2].at("id"), receipts[0].at("id")};
  const Answer file = take_cases(chosen);
  ASSERT_EQ(file.status, 200) << file.text;
  const std::vector<std::string> found = lines(file);
  ASSERT_EQ(found.size(), 4U);
  EXPECT_TRUE(found[1].starts_with(std::string(receipts[2].at("number").as_string()) + ",")) << "in the order chosen";
  EXPECT_TRUE(found[2].starts_with(std::string(receipts[0].at("number").as_string()) + ","));
  const json::array entries = traces("&object=export:" + number_of(file));
  ASSERT_EQ(entries.size(), 1U);
  EXPECT_EQ(entries.front().at("detail").at("filters").at("cases").as_array(), chosen);
  copy_case(id_of(receipts[1]), 1, "beyond-", w.grid().substr(0, 6) + "099001001");
  const Uuid beyond = w.connect().query("select id from incidents.incident where address = 'beyond-'")[0].uuid("id");
  EXPECT_EQ(take_cases({receipts[0].at("id"), beyond.text()}).code(), "export_beyond_reach") << "all or none";
  LINLI_SHOWS("DAT-09");
}

TEST_F(Export, NeedsAPurposeAndServesARecordIdOnce) {
  const std::size_t before = traces().size();
  EXPECT_EQ(take("leader-1", "", "abc").code(), "invalid_input");
  EXPECT_EQ(take("leader-1", "", "a       b").code(), "invalid_input");
  EXPECT_EQ(take("leader-1", "", std::string(201, 'a')).code(), "invalid_input");
  EXPECT_EQ(take("leader-1", "?nonsense=1").code(), "unknown_parameter");
  const Uuid id = Uuid::v7(world().now());
  EXPECT_EQ(take("leader-1", "?state=reminded", kPurpose, id).status, 200);
  EXPECT_EQ(take("leader-1", "?state=reminded", kPurpose, id).code(), "export_made_already");
  EXPECT_EQ(traces().size(), before + 1);
  LINLI_SHOWS("DAT-09");
}

TEST_F(Export, OverTheLimitSaysHowManyAndLeavesNothing) {
  World& w = world();
  const std::string id = id_of(w.report("010102", "ours"));
  copy_case(id, 5000, "many-", w.grid());
  EXPECT_EQ(lines(take("leader-1", "?text=many-")).size(), 5002U);
  copy_case(id, 1, "many-more-", w.grid());
  const std::size_t before = traces().size();
  const Answer refused = take("leader-1", "?text=many-");
  EXPECT_EQ(refused.status, 422);
  EXPECT_EQ(refused.code(), "export_too_large");
  const std::string said(refused.json().at("title").as_string());
  EXPECT_THAT(said, testing::AllOf(testing::HasSubstr("5001"), testing::HasSubstr("5000")));
  EXPECT_EQ(traces().size(), before);
  LINLI_SHOWS("DAT-09");
}

}  // namespace
}  // namespace linli
