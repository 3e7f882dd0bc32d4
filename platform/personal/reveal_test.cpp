#include "platform/personal/reveal.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "kernel/refusal.hpp"
#include "platform/personal/instance_keys.hpp"
#include "platform/testing/database.hpp"
#include "platform/testing/shows.hpp"

namespace linli::personal {
namespace {

using ::testing::ElementsAre;

class RevealTest : public DatabaseTest {
 protected:
  void SetUp() override {
    db().script("TRUNCATE personal.value, personal.subject, personal.erasure, personal.instance_key");
    vault = open_vault(db(), folder.path() + "/keys", now);
    db::Batch batch;
    auto subject = vault->create(batch, now);
    wanted.ref = {subject.id(), Uuid::v7(now)};
    wanted.object = "incident:" + wanted.ref.record.text();
    wanted.request_id = "reveal-" + wanted.ref.record.text();
    vault->put(batch, subject, wanted.ref.record, {{"name", "Li"}, {"phone", "13912340375"}});
    db().commit(batch);
  }
  db::Rows trace() {
    return db().query("SELECT purpose, object, detail::text AS detail FROM audit.entry WHERE request_id = $1",
                      db::Params::of(wanted.request_id));
  }

  Instant now = parse_instant("2026-11-22T03:00:00Z");
  TestFolder folder;
  std::shared_ptr<Vault> vault;
  access::Principal who;
  Reveal wanted;
};

TEST_F(RevealTest, ShowsTheAskedFieldsAndLeavesATraceWithoutThem) {
  wanted.fields = {"phone"};
  wanted.purpose = "ask again, other number 13900001111";
  EXPECT_THAT(reveal(db(), *vault, who, wanted, now), ElementsAre(std::pair{"phone", "13912340375"}));
  auto traces = trace();
  ASSERT_EQ(traces.size(), 1u);
  EXPECT_EQ(traces[0].text("purpose"), "ask again, other number 139******11");
  EXPECT_EQ(traces[0].text("object"), wanted.object);
  EXPECT_NE(traces[0].text("detail").find("\"fields\":[\"phone\"]"), std::string::npos);
  EXPECT_EQ(traces[0].text("detail").find("13912340375"), std::string::npos);
  LINLI_SHOWS("DAT-09");
}

TEST_F(RevealTest, NeedsAPurpose) {
  wanted.purpose = " \t ";
  EXPECT_THROW(reveal(db(), *vault, who, wanted, now), Refused);
  EXPECT_EQ(trace().size(), 0u);
}

TEST_F(RevealTest, LeavesATraceEvenWhenThereIsNothingLeftToShow) {
  db::Batch batch;
  vault->erase(batch, wanted.ref.subject, now);
  db().commit(batch);
  wanted.purpose = "task";
  EXPECT_THROW(reveal(db(), *vault, who, wanted, now), Refused);
  EXPECT_EQ(trace().size(), 1u);
}

}  // namespace
}  // namespace linli::personal
