#include "incidents/channel.hpp"
#include "incidents/public_view.hpp"
#include "platform/testing/refusals.hpp"
#include "platform/testing/shows.hpp"
#include "territory/territory.hpp"
#include "tests/loop/fixture.hpp"

// Reports another module brings in through the facade, and what it may tell of cases to everybody.
namespace linli {
namespace {

namespace json = boost::json;
using incidents::ChannelReceipt;
using incidents::ChannelReport;
using incidents::Entry;

class Channel : public Loop {
 protected:
  static ChannelReport given() {
    World& w = world();
    ChannelReport report;
    report.id = Uuid::v7(w.now());
    report.source = "hotline";
    report.matter = "010102";
    report.words = "rubble at the back gate";
    report.place = w.context().get<territory::Territory>().find(w.grid())->centre;
    report.address = "back gate";
    report.reporter = incidents::ChannelReporter{"Chan", "13012345678", "chan@example.org", false};
    report.outside =
        incidents::OutsideOrder{"12345", "Hotline", "GZ-2026-0001", w.now() + std::chrono::hours(72), std::nullopt};
    return report;
  }
  static ChannelReceipt file(const ChannelReport& report, Entry entry = Entry::reminder) {
    World& w = world();
    db::Connection db = w.connect();
    http::Request request;
    request.id = "channel";
    const access::Principal nobody;
    http::Call call{request, db, nobody, w.now(), w.context()};
    return incidents::file_report(call, report, entry);
  }
};

TEST_F(Channel, FilesOnceAndKeepsTheOutsideNumber) {
  World& w = world();
  const ChannelReport report = given();
  const ChannelReceipt first = file(report);
  EXPECT_EQ(first.state, "reminded");
  EXPECT_EQ(first.grid, w.grid());
  EXPECT_EQ(file(report).number, first.number) << "a retry gives the first receipt";
  ChannelReport other = report;
  other.words = "something else";
  EXPECT_EQ(refusal_of([&] { file(other); }), "record_id_reused");

  db::Connection db = w.connect();
  const db::Rows rows =
      db.query("select source, outside_system, outside_number, outside_due from incidents.incident where id = $1",
               db::Params::of(first.id));
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows[0].text("source"), "hotline");
  EXPECT_EQ(rows[0].text("outside_number"), "GZ-2026-0001");
  EXPECT_EQ(rows[0].maybe_instant("outside_due"), w.now() + std::chrono::hours(72));
  LINLI_SHOWS("INC-15");
}

TEST_F(Channel, RefusesWhatTheInterfaceRefuses) {
  ChannelReport report = given();
  report.words = std::string(6001, 'x');
  EXPECT_EQ(refusal_of([&] { file(report); }), "too_long");
  report = given();
  report.address = std::string("a\0b", 3);
  EXPECT_EQ(refusal_of([&] { file(report); }), "unclean_text");
  report = given();
  report.matter = "999999";
  EXPECT_EQ(refusal_of([&] { file(report); }), "matter_unknown");
}

TEST_F(Channel, TellsEverybodyOfCasesAndSteps) {
  World& w = world();
  const ChannelReceipt receipt = file(given());
  w.advance(std::chrono::minutes(5));
  w.act(w.worker(), receipt.id.text(), "acknowledge");
  db::Connection db = w.connect();
  incidents::PublicFilter filter;
  filter.numbers = {receipt.number};
  const auto cases = incidents::public_cases(db, filter, w.now());
  ASSERT_EQ(cases.size(), 1U);
  EXPECT_EQ(cases[0].state, "verifying");
  EXPECT_EQ(cases[0].matter, "010102");
  EXPECT_TRUE(cases[0].due);
  EXPECT_FALSE(cases[0].overdue);
  EXPECT_TRUE(incidents::public_cases(db, filter, w.now() + std::chrono::hours(48))[0].overdue);
  const auto updates = incidents::public_updates(db, filter);
  ASSERT_EQ(updates.size(), 2U);
  EXPECT_EQ(updates[0].action, "public_report");
  EXPECT_EQ(updates[1].action, "acknowledge");
  EXPECT_EQ(updates[1].at, w.now());
  filter.closed = true;
  EXPECT_TRUE(incidents::public_cases(db, filter, w.now()).empty());
  filter = {};
  filter.sources = {"hotline"};
  filter.from = w.now() + std::chrono::seconds(1);
  EXPECT_TRUE(incidents::public_cases(db, filter, w.now()).empty());
}

}  // namespace
}  // namespace linli
