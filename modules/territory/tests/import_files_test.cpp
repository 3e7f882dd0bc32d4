#include <gmock/gmock.h>

#include "app/watch.hpp"
#include "kernel/refusal.hpp"
#include "platform/testing/database.hpp"
#include "platform/testing/refusals.hpp"
#include "territory/import.hpp"
#include "territory/territory.hpp"

namespace linli::territory {
namespace {

using ::testing::ElementsAre;
using ::testing::Pair;

const Instant kNow = parse_instant("2026-09-01T01:00:00Z");
constexpr LocalDate kToday{std::chrono::local_days(std::chrono::year(2026) / 9 / 1)};

std::string square(const std::string& properties, double west, double south) {
  auto at = [](double lon, double lat) { return "[" + std::to_string(lon) + "," + std::to_string(lat) + "]"; };
  const double east = west + 0.1, north = south + 0.1;
  return R"({"type":"Feature","properties":)" + properties + R"(,"geometry":{"type":"Polygon","coordinates":[[)" +
         at(west, south) + "," + at(east, south) + "," + at(east, north) + "," + at(west, north) + "," +
         at(west, south) + "]]}}";
}
std::string collection(const std::string& features, const std::string& more = {}) {
  return R"({"type":"FeatureCollection",)" + more + R"("features":[)" + features + "]}";
}

class ImportFiles : public DatabaseTest {
 protected:
  /// Place of each mistake and its code.
  std::vector<std::pair<std::string, std::string>> mistakes_of(const std::vector<ImportFile>& files,
                                                               ImportOptions options = {}) {
    std::vector<std::pair<std::string, std::string>> found;
    try {
      import_files(db(), files, options, act_);
    } catch (const Refused& refused) {
      for (const FieldError& error : refused.fields) found.emplace_back(error.field, error.code);
    }
    return found;
  }
  std::int64_t version() { return db().query("select number from territory.version")[0].integer("number"); }

  Act act_{kNow, kToday, nullptr, "test", "from the district's survey"};
};

TEST_F(ImportFiles, ComeTogetherAsOneChangeWithANote) {
  const std::int64_t before = version();
  const FilesImported done = import_files(
      db(),
      {{"a.csv", "code,name,level\n8801,City,city\n880101,West,district\n"},
       {"b.csv", "code,name,level\n880102,East,district\n880101001,Street,street\n"},
       {"streets.geojson",
        collection(square(R"({"code":"880101001"})", 100.0, 30.0), R"("coordinate_system":"wgs84",)")},
       {"districts.geojson",
        collection(square(R"({"name":"West"})", 100.0, 30.0) + "," + square(R"({"code":"880102"})", 100.1, 30.0))}},
      {.system = "wgs84"}, act_);
  EXPECT_EQ(done.divisions.added, 4u);
  EXPECT_EQ(done.outlines.at("districts.geojson").drawn, 2u);
  EXPECT_EQ(version(), before + 1) << "one change";
  EXPECT_EQ(version_notes(db(), 1)[0].note, "from the district's survey");
  Territory territory;
  EXPECT_TRUE(behind(territory, db(), kNow + std::chrono::minutes(1))) << "what /readyz says of a process that lags";
  EXPECT_FALSE(behind(territory, db(), kNow + std::chrono::seconds(1))) << "it still has time";
  territory.refresh(db(), kToday);
  EXPECT_FALSE(behind(territory, db(), kNow + std::chrono::minutes(1)));
  EXPECT_EQ(territory.locate_code(Wgs84Point::of(100.05, 30.05)), "880101001");
  EXPECT_EQ(territory.locate_code(Wgs84Point::of(100.15, 30.05)), "880102");
  EXPECT_TRUE(territory.find("8801")->drawn) << "the city is the union of its districts";
}

TEST_F(ImportFiles, AreRefusedTogetherWithEveryMistakeOfEveryFile) {
  const std::int64_t before = version();
  EXPECT_THAT(
      mistakes_of(
          {{"a.csv", "code,name,level\n8802,City,city\n880201,,district\n880202,Two,district\n"},
           {"b.csv", "code,name,level\n880202,Again,district\n880399001,Orphan,street\n"},
           {"c.geojson", collection(square(R"({"code":"880299"})", 100, 31))},
           {"d.geojson",
            collection(square(R"({"code":"880202"})", 100, 31) + "," + square(R"({"code":"880202001"})", 100, 31),
                       R"("coordinate_system":"wgs84",)")},
           {"e.geojson", collection(square(R"({"name":"Two"})", 100, 31), R"("coordinate_system":"bd09",)")},
           {"f.geojson", collection(square(R"({"code":"880277"})", 100, 31), R"("coordinate_system":"gcj02",)")},
           {"g.json", "{"},
           {"h.txt", ""}}),
      ElementsAre(Pair("a.csv lines[3].name", "required"), Pair("b.csv lines[2].code", "duplicate_in_files"),
                  Pair("c.geojson coordinate_system", "system_needed"),
                  Pair("d.geojson features[1].properties.code", "levels_mixed"), Pair("e.geojson", "level_needed"),
                  Pair("g.json", "invalid_json"), Pair("h.txt", "file_kind_unknown"),
                  Pair("b.csv lines[3].code", "parent_missing"),
                  Pair("f.geojson features[0].properties.code", "division_not_found")));
  EXPECT_EQ(version(), before);
}

TEST_F(ImportFiles, AreRefusedWhereNothingIsLeftOfAnOutline) {
  const ImportFile codes{"a.csv", "code,name,level\n8805,City,city\n880501,A,district\n880502,B,district\n"};
  const std::string same = square(R"({"code":"880501"})", 100, 32) + "," + square(R"({"code":"880502"})", 100, 32);
  EXPECT_THAT(mistakes_of({codes, {"same.geojson", collection(same)}}, {.system = "wgs84"}),
              ElementsAre(Pair("same.geojson features[1].geometry", "outline_empty")));
  EXPECT_THAT(mistakes_of({{"r.csv", "\xff\xfe,name\n1,2\n"}}), ElementsAre(Pair("r.csv lines[1]", "not_utf8")));
}

TEST_F(ImportFiles, TheTreeEndsOnlyBelowADivisionThereIs) {
  import_files(
      db(),
      {{"a.csv", "code,name,level\n8806,City,city\n880601,A,district\n880601001,S,street\n880601001001,C,community\n"}},
      {}, act_);
  EXPECT_EQ(refusal_of([&] { stop_at_level(db(), "880699", "street", act_); }), "division_not_found");
  EXPECT_EQ(refusal_of([&] { stop_at_level(db(), "88", "street", act_); }), "division_not_found");
  EXPECT_EQ(refusal_of([&] { stop_at_level(db(), "880601001001", "street", act_); }), "stop_above_itself");
  EXPECT_EQ(refusal_of([&] { stop_at_level(db(), "8806", "community", act_); }), "");
}

TEST_F(ImportFiles, CanBeCheckedWithoutKeepingAnything) {
  const std::int64_t before = version();
  const FilesImported done =
      import_files(db(), {{"a.csv", "code,name,level\n8803,City,city\n"}}, {.check_only = true}, act_);
  EXPECT_EQ(done.divisions.added, 1u);
  EXPECT_EQ(done.version, 0);
  EXPECT_EQ(version(), before);
  EXPECT_TRUE(db().query("select code from territory.division where code = '8803'").empty());
}

}  // namespace
}  // namespace linli::territory
