#include "platform/pdf/document.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <stdexcept>

#include "platform/testing/pdf_text.hpp"

namespace linli::pdf {
namespace {

using testing::HasSubstr;
using testing::Not;

const Instant kAt = parse_instant("2026-11-22T14:05:00+08:00");

Frame frame() { return {"Dispatch slip", "P-20261122-000001", "printed 14:05 by L**", "{page} of {pages}", "", kAt}; }

std::string paragraph(const std::string& text) { return pdf_text(Document(frame()).paragraph(text).bytes()); }

TEST(Pdf, RareCharactersAndNamesOfMinoritiesReadBack) {
  // U+20BB7, U+3400, U+9FA6, a middle dot in a Uyghur name, U+4DAE.
  const std::string text = paragraph(
      "\xf0\xa0\xae\xb7\xe9\x87\x8e\xe5\xae\xb6 \xe3\x90\x80 "
      "\xe9\x98\xbf\xe5\x87\xa1\xe6\x8f\x90\xc2\xb7\xe4\xb9\xb0\xe4\xb9\xb0\xe6\x8f\x90");
  EXPECT_THAT(text, HasSubstr("\xf0\xa0\xae\xb7\xe9\x87\x8e\xe5\xae\xb6"));
  EXPECT_THAT(text, HasSubstr("\xe3\x90\x80"));
  EXPECT_THAT(text, HasSubstr("\xe9\x98\xbf\xe5\x87\xa1\xe6\x8f\x90\xc2\xb7\xe4\xb9\xb0\xe4\xb9\xb0\xe6\x8f\x90"));
}

TEST(Pdf, WhatNoFontCanDrawStandsByItsNumber) {
  EXPECT_THAT(paragraph("a\xf0\xb1\x8d\x90z"), HasSubstr("a[U+31350]z"));
  EXPECT_THAT(paragraph("a\xee\x80\x80z"), HasSubstr("a[U+E000]z"));
}

TEST(Pdf, ALongParagraphGoesOnOverPages) {
  std::string text;
  for (int i = 0; i < 10'000; ++i) text += i % 100 == 99 ? "\xe3\x80\x82" : "\xe5\x8a\x9e";
  const std::string pdf = Document(frame()).paragraph(text).closing("the end").bytes();
  const std::string read = pdf_text(pdf);
  std::size_t characters = 0;
  for (std::size_t at = 0; (at = read.find("\xe5\x8a\x9e", at)) != std::string::npos; at += 3) ++characters;
  EXPECT_EQ(characters, 9'900U);
  for (const char* words : {"the end", "1 of 6", "6 of 6", "Dispatch slip"})
    EXPECT_NE(read.find(words), std::string::npos) << words;
}

TEST(Pdf, ALongCellGoesOnToo) {
  std::string text;
  for (int i = 0; i < 3'000; ++i) text += "\xe5\x8a\x9e";
  const std::string read = pdf_text(Document(frame()).fields({{"label", text, true}, {"next", "after"}}).bytes(), true);
  EXPECT_THAT(read, HasSubstr("after"));
  std::size_t characters = 0;
  for (std::size_t at = 0; (at = read.find("\xe5\x8a\x9e", at)) != std::string::npos; at += 3) ++characters;
  EXPECT_EQ(characters, 3'000U);
}

TEST(Pdf, NothingHiddenGetsOnPaper) {
  // NUL, escape, right-to-left override, zero width space, byte order mark, isolates, tag characters.
  const std::string hostile = std::string("pay\0 10", 7) + "\x1b[31m" + "\xe2\x80\xae" + "001" + "\xe2\x80\x8b" +
                              "\xef\xbb\xbf" + "\xe2\x81\xa6" + "x" + "\xe2\x81\xa9" + "\xf3\xa0\x81\xa1" + "\xff" +
                              "end";
  const std::string read = paragraph(hostile);
  EXPECT_THAT(read, HasSubstr("[31m001x"));
  EXPECT_THAT(read, HasSubstr("end"));
  for (const char* hidden : {"\xe2\x80\xae", "\xe2\x80\x8b", "\xef\xbb\xbf", "\xe2\x81\xa6", "\x1b"})
    EXPECT_THAT(read, Not(HasSubstr(hidden)));
  std::string piled = "o";
  for (int i = 0; i < 200; ++i) piled += "\xcc\x81";
  EXPECT_LT(paragraph(piled).size(), 200U) << "at most three marks on a letter";
  EXPECT_THAT(paragraph(""), HasSubstr("1 of 1"));
}

TEST(Pdf, TheSameDocumentGivesTheSameBytes) {
  const auto make = [](Instant at) {
    Frame f = frame();
    f.at = at;
    f.watermark = "grid-1 2026-11-22 14:05";
    return Document(f)
        .subtitle("to the station")
        .code("http://127.0.0.1/field/tasks/1", "scan")
        .fields({{"a", "1"}, {"b", "2"}, {"c", "3", true}})
        .signing("signed for", {"by", "on"}, "words")
        .bytes();
  };
  const std::string once = make(kAt);
  EXPECT_EQ(make(kAt), once);
  EXPECT_NE(make(kAt + std::chrono::seconds(1)), once);
  const std::string read = pdf_text(once);
  for (const char* words : {"Dispatch slip", "P-20261122-000001", "to the station", "signed for", "grid-1 2026-11-22"})
    EXPECT_THAT(read, HasSubstr(words));
}

TEST(Pdf, APictureThatIsNoneLeavesItsCaption) {
  const std::string read =
      pdf_text(Document(frame()).photos({{"no jpeg", "before, 09:12"}, {"\xff\xd8\xff", "b"}}).bytes());
  EXPECT_THAT(read, HasSubstr("before, 09:12"));
}

TEST(Pdf, ACodeIsNotEndless) { EXPECT_THROW(Document(frame()).code(std::string(1001, 'x'), ""), std::length_error); }

}  // namespace
}  // namespace linli::pdf
