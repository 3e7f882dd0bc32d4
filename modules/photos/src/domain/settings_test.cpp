#include "domain/settings.hpp"

#include <gmock/gmock.h>

#include "kernel/refusal.hpp"
#include "platform/resources.hpp"

namespace linli::photos {
namespace {

std::string policy(int minutes, int bits) {
  return "gallery: {after_minutes: " + std::to_string(minutes) + ", why: ours}\nalike: {bits: " + std::to_string(bits) +
         ", why: ours}\n";
}
std::string mistake(const std::string& text) {
  try {
    Settings::parse(text);
  } catch (const Refused& refused) {
    return refused.fields.empty() ? refused.code : refused.fields[0].field;
  }
  return "";
}

TEST(PhotoSettings, AreTheCitysFigures) {
  const Settings shipped = Settings::parse(resources::get("policy/photos.yaml"));
  EXPECT_EQ(shipped.gallery_after_minutes, 10);
  EXPECT_EQ(shipped.alike_bits, 3);
  const Settings s = Settings::parse(policy(25, 2));
  EXPECT_EQ(s.gallery_after_minutes, 25);
  EXPECT_EQ(s.alike_bits, 2);
}

TEST(PhotoSettings, RefuseWhatTheIndexesCannotFind) {
  EXPECT_EQ(mistake(policy(10, 3)), "");
  EXPECT_EQ(mistake(policy(10, 4)), "alike.bits");
  EXPECT_EQ(mistake(policy(1, 0)), "");
  EXPECT_EQ(mistake(policy(0, 0)), "gallery.after_minutes");
}

}  // namespace
}  // namespace linli::photos
