#include "kernel/text.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace linli {
namespace {

using testing::ElementsAre;

TEST(Text, CleanUtf8HasNoBrokenBytesAndNoControls) {
  EXPECT_TRUE(is_clean_utf8(""));
  EXPECT_TRUE(is_clean_utf8("line\nnext\ttab \u90bb\u91cc \U00020000"));
  for (auto text : {"\x80", "\xc0\xaf", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xe9\x82", "bell\a", "\x1b[31m", "\r",
                    "\x7f", "\xc2\x85"}) {
    EXPECT_FALSE(is_clean_utf8(text)) << testing::PrintToString(text);
  }
  EXPECT_FALSE(is_clean_utf8(std::string_view("a\0b", 3)));
}

TEST(Text, CountsCharactersNotBytes) {
  EXPECT_EQ(character_count(""), 0u);
  EXPECT_EQ(character_count("a\u90bb\U00020000"), 3u);
}

TEST(Text, TidiesWhiteSpaceOfEveryKind) {
  EXPECT_EQ(tidied("\u3000 \u90bb\u3000\u3000\u91cc \n"), "\u90bb \u91cc");
  EXPECT_EQ(tidied(" \t\n"), "");
  EXPECT_EQ(tidied("a  b\u00a0c"), "a b c");
}

TEST(Text, GramsAreOneAndTwoCharactersOnce) {
  EXPECT_THAT(grams("\u90bb\u91cc\u90bb"), ElementsAre("\u90bb", "\u91cc", "\u90bb\u91cc", "\u91cc\u90bb"));
  EXPECT_THAT(grams("AB a"), ElementsAre("a", "b", "ab"));  // a pair never reaches over white space
  EXPECT_THAT(grams(""), ElementsAre());
}

TEST(Text, PinyinKnowsSurnamesAndTypesUmlautAsV) {
  auto zhang = pinyin("\u5f20\u4e09");
  EXPECT_EQ(zhang.full, "zhangsan");
  EXPECT_EQ(zhang.initials, "zs");
  EXPECT_EQ(pinyin("\u5355\u4e8c").full, "shaner");  // as a surname shan, elsewhere dan
  EXPECT_EQ(pinyin("\u5415\u5e03").full, "lvbu");
  EXPECT_EQ(pinyin("Li \u56db").full, "lisi");
  EXPECT_EQ(pinyin("Li \u56db").initials, "ls");
  EXPECT_EQ(pinyin("M\u00fcller").full, "muller");
  EXPECT_EQ(pinyin("").full, "");
}

TEST(Text, MasksKeepTheFirstCharacterOfANameAndTheEndsOfAPhone) {
  EXPECT_EQ(masked_name("\u5f20\u4e09"), "\u5f20*");
  EXPECT_EQ(masked_name("\u6b27\u9633\u4e09\u56db"), "\u6b27**");
  EXPECT_EQ(masked_name(""), "");
  EXPECT_EQ(masked_phone("13800002201"), "138****2201");
  EXPECT_EQ(masked_phone("02012345678"), "020****5678");
  EXPECT_EQ(masked_phone("81234567"), "****567");
  EXPECT_EQ(masked_phone("12345"), "****");
}

}  // namespace
}  // namespace linli
