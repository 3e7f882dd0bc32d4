#include "platform/app/rates.hpp"

#include <gtest/gtest.h>

#include "kernel/refusal.hpp"
#include "platform/app/rate.hpp"

namespace linli::app {
namespace {

const std::string kLocate = "locate: {count: 600, seconds: 60, why: ours}\n";
const std::string kOthers =
    "follow_report: {count: 240, seconds: 3600}\nwrong_codes: {count: 60, seconds: 3600}\n"
    "public_uploads: {count: 40, seconds: 600}\nduplicates: {count: 600, seconds: 600}\n"
    "open311_reads: {count: 600, seconds: 60}\nopen311_requests: {count: 120, seconds: 60}\n"
    "open311_wrong_keys: {count: 30, seconds: 600}\n";

std::vector<std::string> mistakes_in(const std::string& text) {
  std::vector<std::string> found;
  try {
    Rates::parse(text);
  } catch (const Refused& refused) {
    for (const FieldError& error : refused.fields) found.push_back(error.field + " " + error.code);
  }
  return found;
}

TEST(Rates, AreReadStrictly) {
  const Rates rates = Rates::parse(kLocate + kOthers);
  EXPECT_EQ(rates.locate.count, 600);
  EXPECT_EQ(rates.wrong_codes.period, std::chrono::hours(1));
  using Found = std::vector<std::string>;
  EXPECT_EQ(mistakes_in("locate: {count: 0, seconds: 60}\n" + kOthers), Found{"locate.count yaml_not_positive"});
  EXPECT_EQ(mistakes_in("locat: {}\n" + kLocate + kOthers), Found{"locat yaml_unknown_key"});
  EXPECT_EQ(mistakes_in(kOthers), Found{"locate yaml_missing"});
}

TEST(Rates, OfOthersAreReadByName) {
  const std::string text = kLocate + "open311_reads: {count: 7, seconds: 60}\nbad: {count: 0, seconds: 1}\n";
  EXPECT_EQ(rate_named(text, "open311_reads").count, 7);
  for (const char* name : {"bad", "missing"}) EXPECT_THROW(rate_named(text, name), Refused) << name;
}

}  // namespace
}  // namespace linli::app
