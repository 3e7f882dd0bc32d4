#include <fstream>
#include <sstream>

#include <gmock/gmock.h>
#include "domain/place_history.hpp"
#include "domain/rates.hpp"
#include "domain/settings.hpp"
#include "domain/sheet.hpp"
#include "domain/spot_check.hpp"
#include "incidents/matters.hpp"
#include "kernel/refusal.hpp"

#include "platform/testing/shows.hpp"

namespace linli::incidents {
namespace {

std::string file(const std::string& path) {
  std::ifstream in(std::string(LINLI_SOURCE_DIR) + "/" + path);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

std::vector<std::string> mistakes_of(const std::string& yaml) {
  std::vector<std::string> found;
  try {
    Catalogue::parse(yaml);
  } catch (const Refused& refused) {
    for (const FieldError& e : refused.fields) found.push_back(e.field + " " + e.code);
  }
  return found;
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const auto at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

TEST(Catalogue, HasTenMajorAndFortySevenMiddleCategoriesAndAVersion) {
  const Catalogue catalogue = Catalogue::parse(file("policy/matters/example.yaml"));
  EXPECT_EQ(catalogue.majors(), 10U);
  EXPECT_EQ(catalogue.middles(), 47U);
  EXPECT_EQ(catalogue.version(), "example-2026");
  EXPECT_TRUE(catalogue.example());
  const Matter* wiring = catalogue.find("030101");
  ASSERT_NE(wiring, nullptr);
  EXPECT_TRUE(wiring->self_handled);
  EXPECT_EQ(wiring->default_unit_kind, "fire_rescue");
  EXPECT_EQ(wiring->limit, (LegalDuration{1, DurationUnit::working_days}));
  EXPECT_EQ(catalogue.find("999999"), nullptr);
  LINLI_SHOWS("INC-01");
}

TEST(Catalogue, NamesEveryMistakeOfAFileAtOnce) {
  const std::string good = file("policy/matters/example.yaml");
  EXPECT_THAT(mistakes_of(replaced(good, "\"0102\"", "\"0202\"")),
              testing::Contains("majors[0].middles[1].code matter_code"));
  EXPECT_THAT(mistakes_of(replaced(good, "\"010102\"", "\"010101\"")),
              testing::Contains("majors[0].middles[0].matters[1].code matter_code_doubled"));
  const auto both = mistakes_of(
      replaced(replaced(good, "urgent: false", "urgent: maybe"), "unit: working_hours", "unit: fortnights"));
  EXPECT_THAT(both, testing::Contains("majors[0].middles[0].matters[0].urgent yaml_not_a_flag"));
  EXPECT_THAT(both, testing::Contains("majors[0].middles[0].matters[0].limit.unit yaml_unknown_unit"));
  EXPECT_THAT(mistakes_of(replaced(good, "label:", "lable:")), testing::Contains("lable yaml_unknown_key"));
  EXPECT_THAT(mistakes_of(replaced(good, "evidence: [photo]", "evidence: [photo, film]")),
              testing::ElementsAre("majors[0].middles[0].matters[0].evidence not_among"));
}

TEST(Settings, AreReadWithTheirUnits) {
  const Settings settings = Settings::parse(file("policy/incidents.yaml"));
  EXPECT_EQ(settings.acknowledge_urgent, (LegalDuration{30, DurationUnit::natural_minutes}));
  EXPECT_EQ(settings.repeat_limit, 2);
  EXPECT_THROW(Settings::parse(replaced(file("policy/incidents.yaml"), "rework_limit: 2", "rework_limit: two")),
               Refused);
  EXPECT_THROW(Settings::parse(replaced(file("policy/incidents.yaml"), "row_limit: 5000", "row_limit: 50001")),
               Refused);
}

TEST(Sheet, QuotesWhatCsvNeedsAndDisarmsFormulas) {
  EXPECT_EQ(sheet_cell("18 Road"), "18 Road");
  EXPECT_EQ(sheet_cell(""), "");
  EXPECT_EQ(sheet_cell("a,b \"c\"\nd"), "\"a,b \"\"c\"\"\nd\"");
  for (const char* formula : {"=1+1", "+1", "-1", "@A1", "\t=1"})
    EXPECT_EQ(sheet_cell(formula), std::string("'") + formula);
  EXPECT_EQ(sheet_cell("\r=1"), "\"'\r=1\"");
  Sheet sheet;
  sheet.add_row({"a", "=b"});
  EXPECT_EQ(sheet.take(),
            "\xEF\xBB\xBF"
            "a,'=b\r\n");
}

TEST(Rates, RoundHalfUpAndSayNothingOfNothing) {
  EXPECT_EQ(per_cent(1832085, 1845000), "99.3");
  EXPECT_EQ(per_cent(1, 2000), "0.1");
  EXPECT_EQ(per_cent(1, 2001), "0.0");
  EXPECT_EQ(per_cent(5, 5), "100.0");
  EXPECT_EQ(per_cent(0, 0), std::nullopt);
}

TEST(PlaceHistory, CountsOnlyWhatIsNearAndRecent) {
  const Instant now = parse_instant("2026-11-24T00:00:00Z");
  const Wgs84Point here = Wgs84Point::of(113.2644, 23.1291);
  const auto at = [&](double lon, const char* when) {
    return EarlierCase{Wgs84Point::of(lon, 23.1291), true, parse_instant(when)};
  };
  const std::vector<EarlierCase> earlier = {at(113.2644, "2026-11-20T00:00:00Z"), at(113.26465, "2026-10-20T00:00:00Z"),
                                            at(113.2660, "2026-11-20T00:00:00Z"), at(113.2644, "2026-08-01T00:00:00Z")};
  EXPECT_EQ(at_same_place(earlier, here, 30, 90, now).size(), 2U);
  const Box box = box_around(here, 30);
  EXPECT_GT(distance_m({box.west, here.lat_e7}, here), 30);
  EXPECT_GT(distance_m({here.lon_e7, box.north}, here), 30);
}

TEST(SpotCheck, IsDrawnByTheDigestAlone) {
  EXPECT_TRUE(drawn("AAAAAAAAxyz", 1));   // ticket 0
  EXPECT_FALSE(drawn("AAAAAAAAxyz", 0));  // nobody is drawn of none in a hundred
  EXPECT_FALSE(drawn("AAAAAABj", 99));    // 99
  EXPECT_TRUE(drawn("AAAAAABi", 99));     // 98
  EXPECT_TRUE(drawn("AAAAAABkrest", 1));  // 100: a ticket of 0 again
  EXPECT_EQ(drawn("________", 10), (281474976710655ULL % 100) < 10);
}

}  // namespace
}  // namespace linli::incidents
