#include <gmock/gmock.h>

#include "expected.hpp"
#include "platform/access/access.hpp"
#include "platform/personal/vault.hpp"
#include "platform/resources.hpp"
#include "platform/testing/database.hpp"
#include "platform/testing/shows.hpp"

namespace linli::expected {
namespace {

constexpr const char* kCity = "4401";
constexpr const char* kHome = "440104";
constexpr const char* kElsewhere = "440106";

class RightsTable : public ::testing::Test {
 protected:
  void SetUp() override {
    auto keys = std::make_shared<crypto::KeyRing>(folder.path() + "/keys");
    keys->create_missing(parse_instant("2026-11-22T03:00:00Z"));
    vault = std::make_shared<personal::Vault>(keys);
    access = std::make_unique<access::Access>(access::Roles::parse(resources::get("policy/roles.yaml"), kCity), *vault,
                                              zone, access::Options{});
  }

  access::Principal holding(const std::string& role, const std::string& prefix) {
    access::Principal who = access->principal_of({{role, prefix, "", unit}}, true, true);
    who.person = Uuid::parse("0191e0f0-0000-7000-8000-0000000000aa");
    return who;
  }

  access::Relation record(Relation relation) {
    access::Relation r;
    r.scope_code = relation == Relation::inside ? kHome : kElsewhere;
    if (relation == Relation::unit) r.unit = unit;
    r.participates = relation == Relation::participant;
    r.own = relation == Relation::own;
    return r;
  }

  TestFolder folder;
  CityZone zone;
  std::shared_ptr<personal::Vault> vault;
  std::unique_ptr<access::Access> access;
  Uuid unit = Uuid::parse("0191e0f0-0000-7000-8000-0000000000bb");
  Rights rights = read_rights();
};

TEST_F(RightsTable, NamesEveryRoleAndPermissionThereIs) {
  std::vector<std::string> roles, permissions, expected_permissions;
  for (const auto& [code, role] : access->roles().all()) roles.push_back(code);
  for (const auto& [code, name] : access->roles().permissions()) permissions.push_back(code);
  for (const auto& [code, letters] : rights.letters) expected_permissions.push_back(code);
  EXPECT_THAT(rights.roles, ::testing::UnorderedElementsAreArray(roles));
  EXPECT_THAT(expected_permissions, ::testing::UnorderedElementsAreArray(permissions));
}

TEST_F(RightsTable, EveryRoleReachesWhatTheTableSaysAndNothingElse) {
  int compared = 0;
  for (const bool whole_city : {false, true})
    for (const std::string& role : rights.roles) {
      const access::Principal who = holding(role, whole_city ? kCity : kHome);
      for (const auto& [permission, letters] : rights.letters) {
        EXPECT_EQ(who.may(permission), rights.holds(permission, role, whole_city))
            << role << " " << permission << (whole_city ? " over the city" : " over a district");
        for (const Relation relation : kRelations) {
          EXPECT_EQ(access->covers(who, permission, record(relation)),
                    rights.reaches(permission, role, relation, whole_city))
              << role << " " << permission << " " << name_of(relation)
              << (whole_city ? " over the city" : " over a district");
          ++compared;
        }
      }
    }
  EXPECT_EQ(compared, 2 * 11 * 33 * 5);
  LINLI_SHOWS("DAT-09");
}

}  // namespace
}  // namespace linli::expected
