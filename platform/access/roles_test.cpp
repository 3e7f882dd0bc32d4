#include "platform/access/roles.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "kernel/refusal.hpp"
#include "platform/resources.hpp"
#include "platform/testing/shows.hpp"

namespace linli::access {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::Not;

Roles shipped() { return Roles::parse(resources::get("policy/roles.yaml"), "4401"); }

std::vector<std::string> faults(std::string_view yaml) {
  std::vector<std::string> out;
  try {
    Roles::parse(yaml, "4401");
  } catch (const Refused& refused) {
    for (const FieldError& error : refused.fields) out.push_back(error.field + " " + error.code);
  }
  return out;
}

constexpr const char* kRest = R"(
unit_kinds: {city: C}
sessions: {ordinary: {idle_minutes: 1, absolute_hours: 1}, second_factor: {idle_minutes: 1, absolute_hours: 1}}
lockout:
  account: {failures: 5, first_seconds: 60, longest_seconds: 3600, forgotten_after_hours: 24}
  address: {failures: 9, first_seconds: 60, longest_seconds: 900, forgotten_after_hours: 1}
)";

TEST(Roles, ShippedFileHasTheElevenRoles) {
  const Roles roles = shipped();
  EXPECT_EQ(roles.all().size(), 11u);
  EXPECT_FALSE(roles.find("crew")->second_factor);
  EXPECT_TRUE(roles.find("administrator")->second_factor);
  EXPECT_FALSE(roles.find("grid_worker")->second_factor);
  EXPECT_EQ(roles.find("nobody"), nullptr);
}

TEST(Roles, GrantsGiveOnlyWhatTheyCanReach) {
  const Roles roles = shipped();
  const Uuid unit = Uuid::parse("0191e0f0-0000-7000-8000-000000000001");
  EXPECT_THAT(roles.permissions_of({"department", "", "", unit}), Contains("incidents.view"));
  EXPECT_THAT(roles.permissions_of({"grid_worker", "", "", {}}), Not(Contains("incidents.report")));
  // The instance's own settings need the whole city, not a part of it and not one line of work.
  EXPECT_THAT(roles.permissions_of({"administrator", "4401", "", {}}), Contains("territory.manage"));
  EXPECT_THAT(roles.permissions_of({"administrator", "44", "", {}}), Contains("territory.manage"));
  EXPECT_THAT(roles.permissions_of({"administrator", "440104", "", {}}), Not(Contains("territory.manage")));
  EXPECT_THAT(roles.permissions_of({"administrator", "4401", "03", {}}), Not(Contains("territory.manage")));
  EXPECT_TRUE(roles.reaches_records({"department", "", "", unit}));
  EXPECT_FALSE(roles.reaches_records({"department", "440104", "", {}}));
  EXPECT_FALSE(roles.reaches_records({"analyst", "", "", unit}));
  EXPECT_TRUE(roles.reaches_records({"analyst", "4401", "", {}}));
  LINLI_SHOWS("DAT-09");
}

TEST(Roles, EveryDefectOfTheFileIsNamed) {
  EXPECT_THAT(faults(std::string("permissions: {a: A}\nroles:\n  r:\n    name: R\n    colour: red\n    gives: [x]\n"
                                 "    permissions: {b: [territory], a: [moon, unit, unit]}\n") +
                     kRest),
              ElementsAre("roles.r.colour yaml_unknown_key", "roles.r.permissions.b unknown_permission",
                          "roles.r.permissions.a unknown_reach", "roles.r.permissions.a doubled_reach",
                          "roles.r.gives unknown_role"));
  EXPECT_THAT(faults(std::string("permissions: {a: A, a: B}\nroles: {}\n") + kRest),
              ElementsAre("permissions.a yaml_duplicate_key"));
  EXPECT_THAT(faults("permissions: {a: A}\n"), Contains("roles yaml_not_a_map"));
}

}  // namespace
}  // namespace linli::access
