#include "domain/matter_lists.hpp"

#include <gtest/gtest.h>

#include "platform/testing/shows.hpp"

namespace linli::incidents {
namespace {

LocalDate day(const char* text) { return parse_date(text); }

MatterList list(std::int64_t version, const char* from, std::vector<std::string> matters) {
  MatterList made;
  made.district = "440104";
  made.version = version;
  made.valid_from = day(from);
  for (const std::string& matter : matters) made.entries.push_back({matter, "", "", "", {}, {}});
  return made;
}

TEST(MatterLists, WithoutAListTheCataloguesMattersAreAllAdmitted) {
  const MatterLists lists({list(1, "2026-03-01", {"010101"})});
  EXPECT_TRUE(lists.admits("440106", "070301", day("2026-11-23")));
  EXPECT_TRUE(lists.admits("440104", "070301", day("2026-02-28"))) << "the day before the first list";
  EXPECT_FALSE(lists.admits("440104", "070301", day("2026-03-01")));
  EXPECT_TRUE(lists.admits("440104", "010101", day("2026-03-01")));
  LINLI_SHOWS("INC-03");
}

TEST(MatterLists, TheListThatBeganLastIsInForce) {
  const MatterLists lists({list(1, "2026-01-01", {"010101"}), list(2, "2026-12-01", {"010102"}),
                           list(3, "2026-06-01", {"010103"}), list(4, "2026-06-01", {"010201"})});
  EXPECT_EQ(lists.in_force("440104", day("2026-05-31"))->version, 1);
  EXPECT_EQ(lists.in_force("440104", day("2026-06-01"))->version, 4) << "of one day the newest";
  EXPECT_EQ(lists.in_force("440104", day("2026-12-01"))->version, 2);
  LINLI_SHOWS("INC-02");
}

TEST(MatterLists, AListAndItsEntriesEndOnTheirLastDay) {
  MatterList ends = list(1, "2026-01-01", {"010101", "010102"});
  ends.valid_to = day("2026-06-30");
  ends.entries[1].valid_from = day("2026-02-01");
  ends.entries[1].valid_to = day("2026-03-31");
  const MatterLists lists({ends});
  EXPECT_FALSE(lists.admits("440104", "010102", day("2026-01-31")));
  EXPECT_TRUE(lists.admits("440104", "010102", day("2026-02-01")));
  EXPECT_TRUE(lists.admits("440104", "010102", day("2026-03-31")));
  EXPECT_FALSE(lists.admits("440104", "010102", day("2026-04-01")));
  EXPECT_FALSE(lists.admits("440104", "070301", day("2026-06-30")));
  EXPECT_TRUE(lists.admits("440104", "070301", day("2026-07-01"))) << "after it the catalogue is whole again";
  LINLI_SHOWS("INC-03");
}

}  // namespace
}  // namespace linli::incidents
