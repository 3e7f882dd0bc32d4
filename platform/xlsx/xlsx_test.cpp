#include "platform/xlsx/xlsx.hpp"

#include <gmock/gmock.h>
#include <zip.h>

#include "platform/testing/refusals.hpp"

namespace linli::xlsx {
namespace {

using testing::ElementsAre;
using Parts = std::vector<std::pair<std::string, std::string>>;

/// A zip package of these parts.
std::string zipped(const Parts& parts) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* to = zip_source_buffer_create(nullptr, 0, 0, &error);
  zip_source_keep(to);
  zip_t* archive = zip_open_from_source(to, ZIP_TRUNCATE, &error);
  for (const auto& [name, text] : parts)
    zip_file_add(archive, name.c_str(), zip_source_buffer(archive, text.data(), text.size(), 0), ZIP_FL_ENC_UTF_8);
  zip_close(archive);
  zip_source_open(to);
  zip_source_seek(to, 0, SEEK_END);
  std::string bytes(static_cast<std::size_t>(zip_source_tell(to)), '\0');
  zip_source_seek(to, 0, SEEK_SET);
  zip_source_read(to, bytes.data(), bytes.size());
  zip_source_close(to);
  zip_source_free(to);
  return bytes;
}

std::string book(const std::string& rows, const Parts& more = {}, const std::string& property = "") {
  Parts parts = {{"xl/workbook.xml", "<workbook xmlns:r=\"r\"><workbookPr " + property +
                                         "/><sheets><sheet name=\"a\" sheetId=\"1\" r:id=\"rId7\"/>"
                                         "<sheet name=\"b\" sheetId=\"2\" r:id=\"rId8\"/></sheets></workbook>"},
                 {"xl/_rels/workbook.xml.rels",
                  "<Relationships><Relationship Id=\"rId8\" Target=\"worksheets/b.xml\"/>"
                  "<Relationship Id=\"rId7\" Target=\"worksheets/a.xml\"/></Relationships>"},
                 {"xl/worksheets/a.xml", "<worksheet><sheetData>" + rows + "</sheetData></worksheet>"}};
  parts.insert(parts.end(), more.begin(), more.end());
  return zipped(parts);
}

const std::string kStyles =
    "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"yyyy\\-mm\\-dd\\ hh:mm\"/>"
    "<numFmt numFmtId=\"165\" formatCode=\"0.0&quot;d&quot;\"/></numFmts>"
    "<cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs>"
    "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"164\"/><xf "
    "numFmtId=\"165\"/></cellXfs></styleSheet>";

TEST(Xlsx, GivesBackWhatItWrote) {
  const std::string chinese = "\xE5\xB7\xA5\xE5\x8D\x95";
  const std::string bytes = write(chinese, {chinese, "b"}, {{"=1+1", "0012"}, {}, {"", "<&\"'\nx"}});
  EXPECT_TRUE(bytes.starts_with("PK"));
  EXPECT_THAT(read(bytes), ElementsAre(Row{chinese, "b"}, Row{"=1+1", "0012"}, Row{}, Row{"", "<&\"'\nx"}));
}

TEST(Xlsx, ReadsEveryKindOfCell) {
  const std::string rows =
      "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>1</v></c><c t=\"inlineStr\"><is><r><t>in</t></r><r><t>line</t></r>"
      "<rPh><t>no</t></rPh></is></c><c r=\"E1\" t=\"str\"><f>A1&amp;B1</f><v>kept</v></c></row>"
      "<row r=\"3\"><c r=\"A3\"><v>1.3800138000E10</v></c><c r=\"B3\"><v>0.10</v></c><c r=\"C3\" t=\"b\"><v>1</v></c>"
      "<c r=\"D3\" s=\"1\"><v>46348</v></c><c r=\"E3\" s=\"2\"><v>46348.354166666664</v></c><c r=\"F3\" "
      "s=\"3\"><v>2</v></c>"
      "<c r=\"G3\"/></row><row r=\"4\"><c r=\"A4\"/></row>";
  const std::string shared =
      "<sst><si><t>zero</t></si><si><r><t>o</t></r><r><t>ne</t></r><rPh><t>x</t></rPh></si></sst>";
  EXPECT_THAT(read(book(rows, {{"xl/sharedStrings.xml", shared}, {"xl/styles.xml", kStyles}})),
              ElementsAre(Row{"one", "inline", "", "", "kept"}, Row{},
                          Row{"13800138000", "0.1", "1", "2026-11-22", "2026-11-22T08:30:00", "2", ""}));
  EXPECT_THAT(read(book("<row><c s=\"1\"><v>44886</v></c></row>", {{"xl/styles.xml", kStyles}}, "date1904=\"1\"")),
              ElementsAre(Row{"2026-11-22"}));
}

TEST(Xlsx, RefusesWhatIsNoWorkbookOrTooLarge) {
  const auto of = [](const std::string& bytes, const Limits& limits = {}) {
    return refusal_of([&] { read(bytes, limits); });
  };
  const std::string good = write("a", {"b"}, {{"c"}});
  EXPECT_EQ(of(good), "");
  for (const std::string& bytes : {std::string(), std::string("PK\3\4"), std::string("a,b\n1,2\n"),
                                   good.substr(0, good.size() / 2), std::string(10000, '\0'), zipped({{"a.txt", "b"}})})
    EXPECT_EQ(of(bytes), "xlsx_unreadable");
  std::string damaged = good;
  for (std::size_t i = damaged.size() / 4; i < damaged.size() / 3; ++i)
    damaged[i] = static_cast<char>(damaged[i] ^ 0x55);
  EXPECT_EQ(of(damaged), "xlsx_unreadable");
  for (const char* rows : {"<row><c></row>", "<c><v>1</v></c>", "<c/>", "<row r=\"2\"/><row r=\"1\"/>",
                           "<row><c t=\"str\"><v>\x01</v></c></row>"})
    EXPECT_EQ(of(book(rows)), "xlsx_unreadable") << rows;
  for (const char* rows :
       {"<row><c t=\"s\"><v>0</v></c></row>", "<row><c><v>x</v></c></row>", "<row><c><v>nan</v></c></row>"})
    EXPECT_EQ(of(book(rows)), "xlsx_cell") << rows;
  EXPECT_EQ(of(book("<row r=\"99999999\"><c><v>1</v></c></row>")), "xlsx_rows");
  EXPECT_EQ(of(book("<row><c r=\"ZZZ1\"><v>1</v></c></row>")), "xlsx_columns");
  // A million rows end at the first one beyond the limit, before any is kept.
  std::string million;
  for (int i = 1; i <= 1'000'000; ++i) million += "<row r=\"" + std::to_string(i) + "\"/>";
  EXPECT_EQ(of(book(million)), "xlsx_rows");
  // Ten kilobytes that would be ten megabytes.
  const std::string bomb = book("<row><c t=\"str\"><v>" + std::string(10u << 20, 'x') + "</v></c></row>");
  EXPECT_LT(bomb.size(), 64u << 10);
  EXPECT_EQ(of(bomb, {.unpacked = 1u << 20}), "xlsx_too_large");
  // Entities are not read: neither a file of the server nor a laugh.
  const Parts parts = {
      {"xl/workbook.xml", "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><workbook>&b;</workbook>"}};
  EXPECT_EQ(of(zipped(parts)), "xlsx_unreadable");
  std::string laughs = "<!DOCTYPE a [<!ENTITY l0 \"ha\">";
  for (int i = 1; i < 20; ++i)
    laughs +=
        "<!ENTITY l" + std::to_string(i) + " \"&l" + std::to_string(i - 1) + ";&l" + std::to_string(i - 1) + ";\">";
  EXPECT_EQ(of(book("", {{"xl/sharedStrings.xml", laughs + "]><sst><si><t>&l19;</t></si></sst>"}})), "xlsx_unreadable");
}

TEST(Xlsx, NamesTheCellItCannotRead) {
  try {
    read(book("<row r=\"7\"><c r=\"AB7\"><v>1,5</v></c></row>"));
    FAIL() << "was read";
  } catch (const Refused& refused) {
    EXPECT_EQ(refused.code, "xlsx_cell");
    EXPECT_EQ(refused.values.at("row"), "7");
    EXPECT_EQ(refused.values.at("column"), "AB");
  }
}

}  // namespace
}  // namespace linli::xlsx
