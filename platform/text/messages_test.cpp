#include "platform/text/messages.hpp"

#include <gtest/gtest.h>

#include "platform/text/refusal_table.hpp"

namespace linli::text {
namespace {

TEST(Messages, FillsNamedValuesAndShowsGaps) {
  Messages m;
  m.add("zh-CN", "a.yaml", "refusal:\n  busy: wait {seconds} s\n");
  EXPECT_EQ(m.text("zh-CN", "refusal.busy", {{"seconds", "5"}}), "wait 5 s");
  EXPECT_EQ(m.text("zh-CN", "refusal.none"), "refusal.none");
}

TEST(Messages, ShowsCodesInWords) {
  Messages m;
  m.add("zh-CN", "a.yaml", "refusal:\n  taken: you are {held|duty} here\nduty:\n  handler: the handler\n");
  EXPECT_EQ(m.text("zh-CN", "refusal.taken", {{"held", "handler"}}), "you are the handler here");
  EXPECT_EQ(m.text("zh-CN", "refusal.taken", {{"held", "other"}}), "you are duty.other here");
}

TEST(Messages, ShowsSeveralCodesInWords) {
  Messages m;
  m.add("zh-CN", "a.yaml", "yours: by {roles|role}\nrole:\n  a: Ann\n  b: Bob\nlist:\n  between: ' or '\n");
  EXPECT_EQ(m.text("zh-CN", "yours", {{"roles", "a,b"}}), "by Ann or Bob");
}

TEST(Messages, OtherLanguagesFallBackToChinese) {
  Messages m;
  m.add("zh-CN", "a.yaml", "one: zh1\ntwo: zh2\n");
  m.add("en", "b.yaml", "one: en1\n");
  EXPECT_EQ(m.text("en", "one"), "en1");
  EXPECT_EQ(m.text("en", "two"), "zh2");
}

TEST(Messages, NegotiatesByQuality) {
  Messages m;
  m.add("zh-CN", "a.yaml", "one: zh\n");
  m.add("en", "b.yaml", "one: en\n");
  EXPECT_EQ(m.negotiate(""), "zh-CN");
  EXPECT_EQ(m.negotiate("en-GB,en;q=0.9"), "en");
  EXPECT_EQ(m.negotiate("en;q=0.2, zh-Hans;q=0.8"), "zh-CN");
  EXPECT_EQ(m.negotiate("fr, de;q=0.9"), "zh-CN");
}

TEST(Messages, RefusesDuplicateKeysWithinAndAcrossFiles) {
  Messages m;
  EXPECT_THROW(m.add("zh-CN", "a.yaml", "one: a\none: b\n"), std::runtime_error);
  Messages n;
  n.add("zh-CN", "a.yaml", "one: a\n");
  EXPECT_THROW(n.add("zh-CN", "b.yaml", "one: b\n"), std::runtime_error);
}

TEST(RefusalTable, GivesStatusAndConstraintCodes) {
  RefusalTable t;
  t.add("a.yaml", "codes:\n  busy: 503\nconstraints:\n  account_username_key: username_taken\n");
  EXPECT_EQ(t.status("busy"), 503);
  EXPECT_EQ(t.status("unlisted"), 422);
  EXPECT_EQ(t.code_of_constraint("account_username_key"), "username_taken");
  EXPECT_EQ(t.code_of_constraint("other"), "");
  EXPECT_THROW(t.add("b.yaml", "codes:\n  busy: 500\n"), std::runtime_error);
  EXPECT_THROW(t.add("b.yaml", "codes:\n  late: soon\n"), std::runtime_error);
  EXPECT_THROW(t.add("b.yaml", "code:\n  late: 400\n"), std::runtime_error);
}

TEST(Shipped, EveryRefusalHasAChineseText) {
  const Messages messages = Messages::embedded();
  const RefusalTable table = RefusalTable::embedded();
  EXPECT_TRUE(table.knows("not_found"));
  for (const auto& [code, status] : table.statuses())
    EXPECT_TRUE(messages.has("zh-CN", "refusal." + code)) << code << " needs a text in policy/locale/zh-CN";
  for (const auto& [constraint, code] : table.constraints())
    EXPECT_TRUE(table.knows(code)) << constraint << " maps to " << code << ", which has no status";
}

}  // namespace
}  // namespace linli::text
