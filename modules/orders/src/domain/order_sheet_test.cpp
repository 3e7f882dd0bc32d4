#include "domain/order_sheet.hpp"

#include <gmock/gmock.h>

#include "platform/resources.hpp"
#include "platform/testing/refusals.hpp"
#include "platform/testing/shows.hpp"

namespace linli::orders {
namespace {

System some_system() {
  System s;
  s.code = "urban";
  s.position = "wgs84";
  s.sheet = {{"number", "no"}, {"matter", "kind"}, {"words", "text"}, {"address", "where"},   {"lon", "x"},
             {"lat", "y"},     {"name", "who"},    {"phone", "tel"},  {"received_at", "got"}, {"due", "until"}};
  s.matters = {{"lamp", "020201"}};
  return s;
}
const xlsx::Row kHeading = {"no", "kind", " text ", "x", "y", "got", "until", "more"};
const xlsx::Row kGood = {"7", "lamp", "dark", "113.26", "23.13", "2026/11/22 08:30", "2026-11-24", "?"};

xlsx::Row with(std::size_t column, const std::string& value) {
  xlsx::Row row = kGood;
  row[column] = value;
  return row;
}

std::vector<SheetLine> lines_of(const std::vector<xlsx::Row>& rows, std::size_t most = 10) {
  static const CityZone kZone;
  return read_sheet(some_system(), rows, kZone, most);
}

TEST(OrderSheet, ReadsByTheSystemsOwnHeadings) {
  const auto lines = lines_of({kHeading, kGood, {}, {" ", ""}, with(0, "8")});
  ASSERT_EQ(lines.size(), 2U);
  EXPECT_TRUE(lines[0].mistakes.empty());
  EXPECT_EQ(lines[0].line, 2U);
  EXPECT_EQ(lines[1].line, 5U);
  const GivenOrder& order = lines[0].order;
  EXPECT_EQ(order.matter, "020201") << "by the system's own word";
  EXPECT_EQ(order.received_at, parse_instant("2026-11-22T08:30:00+08:00")) << "the city's time";
  EXPECT_EQ(order.due, parse_instant("2026-11-24T23:59:59+08:00")) << "until the end of the day";
  EXPECT_EQ(order.place, Wgs84Point::of(113.26, 23.13));
  EXPECT_FALSE(order.phone);
  LINLI_SHOWS("INC-15");
}

TEST(OrderSheet, NamesEachMistakeByItsHeading) {
  const auto mistake = [](const xlsx::Row& row) {
    std::string found;
    const std::vector<SheetLine> lines = lines_of({kHeading, row});
    for (const FieldError& error : lines[0].mistakes) found += error.field + " " + error.code + ";";
    return found;
  };
  EXPECT_EQ(mistake(with(0, "")), "no required;");
  EXPECT_EQ(mistake(with(1, " ")), "kind required;");
  EXPECT_EQ(mistake(with(3, "east")), "x not_number;");
  EXPECT_EQ(mistake(with(4, "99")), "x position_out_of_range;");
  EXPECT_EQ(mistake(with(5, "soon")), "got order_moment;");
  EXPECT_EQ(mistake(with(6, "2026-11-21")), "until order_due_before;");
  EXPECT_EQ(mistake(with(6, "2026-02-30 10:00")), "until order_moment;");
  EXPECT_EQ(mistake({"7"}), "text required;kind required;x required;y required;got required;until required;");
  EXPECT_EQ(lines_of({kHeading, kGood, kGood})[1].mistakes.at(0).code, "order_twice");
}

TEST(OrderSheet, RefusesWhatIsNoSuchSheet) {
  EXPECT_EQ(refusal_of([] { lines_of({}); }), "order_sheet_empty");
  EXPECT_EQ(refusal_of([] { lines_of({kHeading, {}}); }), "order_sheet_empty");
  EXPECT_EQ(refusal_of([] { lines_of({{"no", "kind"}, kGood}); }), "order_sheet_columns");
  EXPECT_EQ(refusal_of([] { lines_of({kHeading, kGood, with(0, "8"), with(0, "9")}, 2); }), "order_sheet_long");
}

TEST(Systems, AreReadStrictly) {
  const Systems shipped = Systems::parse(resources::get("policy/orders.yaml"));
  EXPECT_EQ(shipped.find("12345").source, "hotline");
  EXPECT_EQ(refusal_of([&] { shipped.find("none"); }), "order_system_unknown");
  EXPECT_EQ(shipped.find("12345").matter_of("nothing we know"), "nothing we know");
  EXPECT_EQ(shipped.name_of("gone"), "gone");
  EXPECT_EQ(refusal_of([] { Systems::parse("systems: [{code: a}]\nsheet_rows: 1\n"); }), "yaml_missing");
  EXPECT_EQ(refusal_of([] { Systems::parse("systems: []\nsheet_rows: 0\n"); }), "yaml_not_positive");
}

}  // namespace
}  // namespace linli::orders
