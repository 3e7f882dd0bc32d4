#include "app/entries.hpp"

#include <gtest/gtest.h>

#include "platform/testing/database.hpp"

namespace linli::__NAME__ {
namespace {

class EntriesTest : public DatabaseTest {
 protected:
  Instant at = parse_instant("2026-11-22T02:43:08Z");
  Entry entry(const char* title) {
    at += std::chrono::seconds(1);
    return {Uuid::v7(at), title, at};
  }
};

TEST_F(EntriesTest, AreListedInTheOrderTheyCamePageByPage) {
  const Entry first = entry("first"), second = entry("second"), third = entry("third");
  for (const Entry& one : {second, third, first}) add_entry(db(), one);
  const std::vector<Entry> page = list_entries(db(), Uuid{}, 2);
  ASSERT_EQ(page.size(), 2u);
  EXPECT_EQ(page[0].title, "first");
  EXPECT_EQ(page[1].title, "second");
  const std::vector<Entry> rest = list_entries(db(), page[1].id, 2);
  ASSERT_EQ(rest.size(), 1u);
  EXPECT_EQ(rest[0].title, "third");
  EXPECT_EQ(rest[0].created_at, third.created_at);
}

TEST_F(EntriesTest, AreThereOnceWhenSentTwice) {
  const Entry twice = entry("twice");
  const std::size_t before = list_entries(db(), Uuid{}, 100).size();
  add_entry(db(), twice);
  add_entry(db(), twice);
  EXPECT_EQ(list_entries(db(), Uuid{}, 100).size(), before + 1);
}

}  // namespace
}  // namespace linli::__NAME__
