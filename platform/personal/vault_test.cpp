#include "platform/personal/vault.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "kernel/refusal.hpp"
#include "platform/personal/instance_keys.hpp"
#include "platform/testing/database.hpp"
#include "platform/testing/shows.hpp"

namespace linli::personal {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

std::string refusal_of(const std::function<void()>& work) {
  try {
    work();
  } catch (const Refused& refused) {
    return refused.code;
  }
  return "";
}

class VaultTest : public DatabaseTest {
 protected:
  /// A new person with these values in a new record.
  Ref person(const Values& values) {
    db::Batch batch;
    auto subject = vault->create(batch, now);
    Uuid record = Uuid::v7(now);
    vault->put(batch, subject, record, values);
    db().commit(batch);
    return {subject.id(), record};
  }
  void SetUp() override {
    // One database for all tests of this program, so every test starts with nobody in it.
    db().script("TRUNCATE personal.value, personal.subject, personal.erasure, personal.instance_key");
    vault = open_vault(db(), folder.path() + "/keys", now);
  }

  Instant now = parse_instant("2026-11-22T03:00:00Z");
  TestFolder folder;
  std::shared_ptr<Vault> vault;
};

const char* kZhang = "\xe5\xbc\xa0\xe4\xbc\x9f\xe6\x98\x8e";   // three characters: Zhang Weiming
const char* kZhang2 = "\xe5\xbc\xa0\xe6\x98\x8e\xe4\xbc\x9f";  // Zhang Mingwei: the same characters

TEST_F(VaultTest, GivesBackWhatWasPutAndNothingElse) {
  auto ref = person({{"name", kZhang}, {"phone", "13912340375"}, {"text", ""}});
  EXPECT_THAT(vault->open(db(), ref),
              ElementsAre(std::pair{"name", kZhang}, std::pair{"phone", "13912340375"}, std::pair{"text", ""}));
  EXPECT_THAT(vault->open(db(), {ref.subject, Uuid::v7(now)}), IsEmpty());
}

TEST_F(VaultTest, StoresNothingInClear) {
  person({{"name", kZhang}, {"phone", "13912340375"}, {"text", "call 13912340375"}});
  const db::Bytes phone{"1391234"}, name{kZhang};
  EXPECT_EQ(db().query("SELECT count(1) AS leaks FROM personal.value v WHERE position($1::bytea IN v.cipher) > 0 "
                       "OR position($2::bytea IN v.cipher) > 0 OR v.tokens::text LIKE '%1391234%' "
                       "OR v.tokens::text LIKE '%' || $3 || '%'",
                       db::Params::of(phone, name, kZhang))[0]
                .integer("leaks"),
            0);
  LINLI_SHOWS("DAT-09");
}

TEST_F(VaultTest, ReplacesValuesOfAnExistingPerson) {
  auto ref = person({{"name", kZhang}, {"phone", "13912340375"}});
  db::Batch batch;
  vault->put(batch, vault->unlock(db(), ref.subject), ref.record, {{"phone", "020-81234567"}});
  db().commit(batch);
  EXPECT_EQ(vault->open(db(), ref).at("phone"), "020-81234567");
  EXPECT_EQ(vault->open(db(), ref).at("name"), kZhang);
  EXPECT_THAT(vault->find(db(), "phone", "13912340375"), IsEmpty());
  EXPECT_THAT(vault->find(db(), "phone", "4567"), ElementsAre(ref));
}

TEST_F(VaultTest, OpensAListInOneQuery) {
  auto a = person({{"name", "a"}}), b = person({{"name", "b"}});
  auto all = vault->open_many(db(), {a, b, {a.subject, b.record}});
  EXPECT_EQ(all.size(), 2u);
  EXPECT_EQ(all[a].at("name"), "a");
  EXPECT_EQ(all[b].at("name"), "b");
}

TEST_F(VaultTest, RefusesATamperedCiphertext) {
  auto ref = person({{"name", kZhang}});
  for (int byte : {0, 1, 8, 9, 20, 30, 40}) {
    auto cipher = db().query("SELECT cipher FROM personal.value")[0].bytes("cipher");
    auto changed = cipher;
    changed[static_cast<std::size_t>(byte)] = static_cast<char>(changed[static_cast<std::size_t>(byte)] ^ 1);
    db().query("UPDATE personal.value SET cipher = $1", db::Params::of(db::Bytes{changed}));
    EXPECT_EQ(refusal_of([&] { vault->open(db(), ref); }), "personal_value_damaged") << byte;
    db().query("UPDATE personal.value SET cipher = $1", db::Params::of(db::Bytes{cipher}));
  }
  EXPECT_EQ(vault->open(db(), ref).at("name"), kZhang);
}

TEST_F(VaultTest, RefusesAValueMovedToAnotherFieldRecordOrPerson) {
  auto a = person({{"name", "a"}}), b = person({{"name", "b"}});
  db().script("UPDATE personal.value SET field = 'phone'");
  EXPECT_EQ(refusal_of([&] { vault->open(db(), a); }), "personal_value_damaged");
  db().script("UPDATE personal.value SET field = 'name'");
  Uuid other = Uuid::v7(now);
  db().query("UPDATE personal.value SET record = $1 WHERE subject = $2", db::Params::of(other, a.subject));
  EXPECT_EQ(refusal_of([&] { vault->open(db(), {a.subject, other}); }), "personal_value_damaged");
  db().query("UPDATE personal.value SET record = $1 WHERE subject = $2", db::Params::of(a.record, a.subject));
  EXPECT_EQ(vault->open(db(), a).at("name"), "a");
  db().query(
      "UPDATE personal.value v SET cipher = o.cipher FROM personal.value o WHERE o.subject = $2 AND v.subject = $1",
      db::Params::of(a.subject, b.subject));
  EXPECT_EQ(refusal_of([&] { vault->open(db(), a); }), "personal_value_damaged");
}

TEST_F(VaultTest, RefusesAKeySwappedBetweenPersons) {
  auto a = person({{"name", "a"}}), b = person({{"name", "b"}});
  db().query("UPDATE personal.subject s SET wrapped = o.wrapped FROM personal.subject o WHERE s.id = $1 AND o.id = $2",
             db::Params::of(a.subject, b.subject));
  EXPECT_EQ(refusal_of([&] { vault->open(db(), a); }), "personal_value_damaged");
}

TEST_F(VaultTest, OpensNothingWithTheKeysOfAnotherInstance) {
  auto ref = person({{"name", kZhang}});
  auto others = std::make_shared<crypto::KeyRing>(folder.path() + "/others");
  others->create_missing(now);
  Vault other(others);
  EXPECT_EQ(refusal_of([&] { other.open(db(), ref); }), "personal_key_missing");
  EXPECT_THAT(other.find(db(), "name", kZhang), IsEmpty());
}

TEST_F(VaultTest, FindsNamesByAnyPartAndByPinyin) {
  auto zhang = person({{"name", kZhang}}), other = person({{"name", kZhang2}});
  EXPECT_THAT(vault->find(db(), "name", "\xe5\xbc\xa0"), UnorderedElementsAre(zhang, other));
  EXPECT_THAT(vault->find(db(), "name", "\xe4\xbc\x9f\xe6\x98\x8e"), ElementsAre(zhang));
  EXPECT_THAT(vault->find(db(), "name", kZhang), ElementsAre(zhang));
  EXPECT_THAT(vault->find(db(), "name", "zhangweiming"), ElementsAre(zhang));
  EXPECT_THAT(vault->find(db(), "name", "Zhang Weiming"), ElementsAre(zhang));
  EXPECT_THAT(vault->find(db(), "name", "zmw"), ElementsAre(other));
  EXPECT_THAT(vault->find(db(), "name", "  "), IsEmpty());
  EXPECT_THAT(vault->find(db(), "text", kZhang), IsEmpty());
}

TEST_F(VaultTest, ReadsASurnameAsASurnameAndOnlyThere) {
  // The same character: Shan as a surname, dan elsewhere.
  auto surname = person({{"name", "\xe5\x8d\x95\xe6\x98\x8e"}}), given = person({{"name", "\xe6\x98\x8e\xe5\x8d\x95"}});
  auto mixed = person({{"name", "Ma \xe5\x8d\x95"}});
  EXPECT_THAT(vault->find(db(), "name", "shanming"), ElementsAre(surname));
  EXPECT_THAT(vault->find(db(), "name", "mingdan"), ElementsAre(given));
  EXPECT_THAT(vault->find(db(), "name", "mashan"), ElementsAre(mixed));
}

TEST_F(VaultTest, ChecksTheOrderOfFragments) {
  // Holds both pairs of the query, but not the query.
  auto lure = person({{"name", std::string(kZhang).substr(0, 6) + "x" + std::string(kZhang).substr(3)}});
  EXPECT_THAT(vault->find(db(), "name", kZhang), IsEmpty());
  EXPECT_THAT(vault->find(db(), "name", std::string(kZhang).substr(3)), ElementsAre(lure));
}

TEST_F(VaultTest, FindsPhonesWholeOrByTheLastFourDigits) {
  auto ref = person({{"phone", "139 1234-0375"}});
  EXPECT_THAT(vault->find(db(), "phone", "13912340375"), ElementsAre(ref));
  EXPECT_THAT(vault->find(db(), "phone", "0375"), ElementsAre(ref));
  EXPECT_THAT(vault->find(db(), "phone", "1391234"), IsEmpty());
  EXPECT_THAT(vault->find(db(), "name", "0375"), IsEmpty());
}

TEST_F(VaultTest, TokensOfEqualPhonesAreEqualAndOfOtherFieldsAreNot) {
  EXPECT_EQ(vault->token("phone", "13912340375"), vault->token("phone", "139-1234-0375"));
  EXPECT_NE(vault->token("phone", "13912340375"), vault->token("phone", "13912340376"));
  EXPECT_NE(vault->token("phone", "13912340375"), vault->token("name", "13912340375"));
  EXPECT_EQ(vault->token("phone", "13912340375").size(), 22u);
}

TEST(Masked, HidesByKindOfField) {
  EXPECT_EQ(masked("name", kZhang), "\xe5\xbc\xa0**");
  EXPECT_EQ(masked("staff_phone", "13912340375"), "139****0375");
  EXPECT_EQ(masked("id_number", "44010319800101123X"), "440*************3X");
  EXPECT_EQ(masked("text", "call 13912340375 or 110, room 1203"), "call 139******75 or 110, room 1203");
  EXPECT_EQ(masked("text", "1234567"), "123**67");
  EXPECT_EQ(masked("text", ""), "");
}

}  // namespace
}  // namespace linli::personal
