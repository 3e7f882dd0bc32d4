#include "kernel/codes.hpp"

#include <gtest/gtest.h>

#include "kernel/refusal.hpp"
#include "platform/testing/shows.hpp"

namespace linli {
namespace {

TEST(DivisionCode, APrefixIsASubtree) {
  DivisionCode grid{"440104001002003"};
  EXPECT_TRUE(grid.is_grid());
  EXPECT_EQ(grid.community().text(), "440104001002");
  EXPECT_EQ(grid.street().text(), "440104001");
  EXPECT_EQ(grid.district().text(), "440104");
  EXPECT_TRUE(DivisionCode{"4401"}.contains(grid));
  EXPECT_TRUE(grid.contains(grid));
  EXPECT_FALSE(DivisionCode{"440104002"}.contains(grid));
  EXPECT_FALSE(grid.contains(grid.street()));
  EXPECT_TRUE(DivisionCode{}.contains(grid));
  EXPECT_TRUE(DivisionCode{"4401"}.district().empty());
  LINLI_SHOWS("TER-12");
}

TEST(DivisionCode, HasTheLengthOfALevel) {
  for (auto good : {"44", "4401", "440104", "440104001", "440104001002", "440104001002003"}) {
    EXPECT_EQ(DivisionCode{good}.text(), good);
  }
  for (auto bad : {"", "4", "440", "44010", "4401041", "44010400100200", "4401040010020034", "44010a", " 4401"}) {
    EXPECT_THROW(DivisionCode{bad}, Refused) << bad;
  }
}

TEST(CitizenNumber, TakesTheStandardsOwnExampleAndNoBirthDateThatNeverWas) {
  EXPECT_TRUE(is_valid_citizen_number("11010519491231002X"));  // example in GB 11643-1999
  EXPECT_TRUE(is_valid_citizen_number("11010519491231002x"));
  EXPECT_FALSE(is_valid_citizen_number("11010519491331002X"));
  EXPECT_FALSE(is_valid_citizen_number("110105194912310021"));
  EXPECT_FALSE(is_valid_citizen_number("1101051949123100X2"));
  EXPECT_FALSE(is_valid_citizen_number("110105491231002"));
  EXPECT_FALSE(is_valid_citizen_number(""));
  // A right check symbol does not make up for 29 February 2023.
  int right = 0;
  for (char check : std::string("0123456789X")) {
    right += is_valid_citizen_number("11010520240229002" + std::string(1, check));
    EXPECT_FALSE(is_valid_citizen_number("11010520230229002" + std::string(1, check)));
  }
  EXPECT_EQ(right, 1);
}

/// Every single wrong symbol must be noticed, and every swap of two neighbours.
void expect_slips_noticed(const std::string& good, const std::string& symbols, bool (*valid)(std::string_view)) {
  ASSERT_TRUE(valid(good));
  for (std::size_t i = 0; i < good.size(); ++i) {
    for (char c : symbols) {
      auto slip = good;
      slip[i] = c;
      EXPECT_EQ(valid(slip), slip == good) << slip;
    }
    auto swapped = good;
    if (i > 0) std::swap(swapped[i], swapped[i - 1]);
    EXPECT_EQ(valid(swapped), swapped == good) << swapped;
  }
}

TEST(CitizenNumber, NoticesEverySlip) {
  expect_slips_noticed("11010519491231002X", "0123456789", is_valid_citizen_number);
}

TEST(CreditCode, NoticesEverySlip) {
  // Example in GB 32100-2015.
  expect_slips_noticed("91350100M000100Y43", "0123456789ABCDEFGHJKLMNPQRTUWXY", is_valid_credit_code);
  for (auto bad : {"", "91350100M000100Y4", "91350100M000100Y433", "91350100m000100y43", "9135O100M000100Y43"}) {
    EXPECT_FALSE(is_valid_credit_code(bad)) << bad;
  }
}

TEST(Phone, TakesMobilesAndLandlinesWithSeparators) {
  for (auto good :
       {"13800002201", "138 0000 2201", "+86 138-0000-2201", "008613800002201", "(020) 8123-4567", "010-81234567",
        "0755-8123456", "0755 81234567", "\uff11\uff13\uff18\uff10\uff10\uff10\uff10\u3000\uff12\uff12\uff10\uff11"}) {
    EXPECT_TRUE(is_valid_phone(good)) << good;
  }
  for (auto bad : {"", "12345", "81234567", "12800002201", "1380000220", "138000022011", "020-1123456", "0755-11234567",
                   "011-81234567", "020-8123456", "1380000220a", "00"}) {
    EXPECT_FALSE(is_valid_phone(bad)) << bad;
  }
  EXPECT_EQ(normalised_phone("+86 (0)20"), "020");
}

}  // namespace
}  // namespace linli
