#include "platform/files/picture.hpp"
#include "platform/testing/pdf_text.hpp"
#include "platform/testing/shows.hpp"
#include "platform/text/messages.hpp"
#include "tests/loop/fixture.hpp"

// Paper of the loop, read back from the PDF: for those who have no phone, and what may stand on it.
namespace linli {
namespace {

namespace json = boost::json;
using testing::Contains;
using testing::HasSubstr;
using testing::Not;

constexpr const char* kHandler = "street-sanitation-1";
constexpr const char* kName = "\xe7\x8e\x8b\xe5\xb0\x8f\xe4\xb8\xab";  // three characters, the reporter's
constexpr const char* kPhone = "13000001234";

class Paper : public Loop {
 protected:
  static std::string prints_of(const std::string& id) { return "/api/v1/incidents/" + id + "/prints"; }
  static Answer print(const std::string& who, const std::string& id, const char* kind, json::object more = {}) {
    json::object body{{"id", Uuid::v7(world().now()).text()}, {"kind", kind}};
    for (const auto& member : more) body[member.key()] = member.value();
    return world().post(who, prints_of(id), body);
  }
  static std::string dispatched(bool consent) {
    const std::string id =
        id_of(world().report("010102", std::string("rubble, call ") + kPhone,
                             {{"reporter", {{"name", kName}, {"phone", kPhone}, {"consent", consent}}}}));
    world().dispatch(id, "street_sanitation");
    return id;
  }
  static std::string traces(const std::string& action) {
    world().give_second_factor("auditor-1");
    return world().get("auditor-1", "/api/v1/audit?limit=200&action=" + action).text;
  }
  static json::object notice() {
    return {{"addressee", "Shop 18, Mr Li"}, {"demand", "clear the fire lane"}, {"until", "2026-12-01"}};
  }
  static std::string number_of(const Answer& file) {
    const std::string name = file.header("content-disposition");
    const auto from = name.find("P-");
    return from == std::string::npos ? "" : name.substr(from, name.rfind(".pdf") - from);
  }
};

TEST_F(Paper, ADispatchSlipSaysWhatIsToBeDoneAndNothingOfWhoReportedWithoutConsent) {
  World& w = world();
  const json::value receipt = w.report("010102", "nothing yet");
  EXPECT_EQ(print("dispatcher-1", id_of(receipt), "dispatch_slip").code(), "print_without_unit");
  const std::string id = dispatched(false);
  const Answer file = print("dispatcher-1", id, "dispatch_slip");
  ASSERT_EQ(file.status, 200) << file.text;
  EXPECT_EQ(file.header("content-type"), "application/pdf");
  const std::string text = pdf_text(file.text, true);
  const json::value seen = w.incident("dispatcher-1", id);
  for (const json::value& words : {seen.at("number"), seen.at("matter").at("name"), seen.at("owner").at("unit_name"),
                                   seen.at("closing_standard"), json::value(number_of(file))})
    EXPECT_THAT(text, HasSubstr(std::string(words.as_string())));
  EXPECT_THAT(text, HasSubstr("rubble,call"));
  for (const char* hidden : {kPhone, kName, "1300000"}) EXPECT_THAT(text, Not(HasSubstr(hidden))) << hidden;
  EXPECT_THAT(pdf_text(print(kHandler, id, "dispatch_slip").text),
              HasSubstr(std::string(seen.at("number").as_string())));
  EXPECT_EQ(print("fire-rescue-1", id, "dispatch_slip").code(), "incident_not_found");
  LINLI_SHOWS("INC-05");
}

TEST_F(Paper, AsManyPicturesAsTheCityWantsAndNoMore) {
  World& w = world();
  const auto drawn = [&](int count) {
    json::array attached;
    for (int i = 0; i < count; ++i) {
      const std::string grey(64 * 64 * 3, static_cast<char>('a' + count + i));
      const json::value file = w.upload(w.worker(), files::encode_jpeg(grey, 64, 64)).json();
      attached.push_back(json::object{{"digest", file.at("digest")}, {"stage", "before"}});
    }
    const std::string id = id_of(w.report("010102", "rubble", {{"attachments", attached}}));
    w.dispatch(id, "street_sanitation");
    const std::string text = pdf_text(print("dispatcher-1", id, "dispatch_slip").text, true);
    const std::string label = w.context().get<text::Messages>().text("zh-CN", "stage.before");
    int found = 0;
    for (std::size_t at = text.find(label); at != std::string::npos; at = text.find(label, at + 1)) ++found;
    return found;
  };
  const int none = drawn(0);  // what else says so on the slip
  EXPECT_EQ(drawn(6) - none, 6);
  EXPECT_EQ(drawn(7) - none, 6) << "policy/incidents.yaml: paper.photos";
}

TEST_F(Paper, AConsentingReporterIsMaskedUnlessThePrinterMayRevealAndSaysWhy) {
  const std::string id = dispatched(true);
  const std::string masked = pdf_text(print("dispatcher-1", id, "dispatch_slip").text, true);
  EXPECT_THAT(masked, HasSubstr("130****1234"));
  EXPECT_THAT(masked, Not(HasSubstr(kName)));
  const json::object why{{"contact_purpose", "they wait at the gate"}};
  const std::string clear = pdf_text(print("dispatcher-1", id, "dispatch_slip", why).text, true);
  EXPECT_THAT(clear, HasSubstr(std::string(kName) + kPhone));
  EXPECT_THAT(traces("personal.reveal"), HasSubstr("they wait at the gate"));
  EXPECT_EQ(print(kHandler, id, "dispatch_slip", why).code(), "forbidden");
  LINLI_SHOWS("DAT-09");
}

TEST_F(Paper, EveryPrintIsOneAuditedNumber) {
  World& w = world();
  const std::string id = dispatched(false);
  const json::object record{{"id", Uuid::v7(w.now()).text()}};
  const Answer first = print("dispatcher-1", id, "dispatch_slip", record),
               again = print("dispatcher-1", id, "dispatch_slip");
  EXPECT_NE(number_of(first), number_of(again));
  EXPECT_EQ(print("dispatcher-1", id, "dispatch_slip", record).code(), "print_made_already");
  const std::string trace = traces("prints.issue");
  EXPECT_THAT(trace, HasSubstr(number_of(first)));
  EXPECT_THAT(trace, HasSubstr(number_of(again)));
  EXPECT_THAT(trace, HasSubstr("incident:" + id));
  const json::value listed = w.get("dispatcher-1", prints_of(id)).json();
  EXPECT_EQ(listed.at("items").as_array().size(), 2U);
  EXPECT_EQ(w.get("fire-rescue-1", prints_of(id)).code(), "incident_not_found");
  EXPECT_EQ(print("dispatcher-1", id, "poster").code(), "invalid_input");
}

TEST_F(Paper, ASupervisionLetterCarriesNumberReasonAndSigningColumn) {
  World& w = world();
  const std::string id = dispatched(false);
  w.act(kHandler, id, "sign");
  EXPECT_EQ(print("leader-1", id, "supervision_letter").code(), "print_without_letter");
  w.act("leader-1", id, "supervise", {{"grade", "listed"}, {"reason", "third time this month"}});
  const Answer file = print("leader-1", id, "supervision_letter");
  ASSERT_EQ(file.status, 200) << file.text;
  const std::string text = pdf_text(file.text, true);
  const json::value board = w.get("leader-1", "/api/v1/supervisions?limit=200").json();
  std::string number;
  for (const json::value& row : board.at("items").as_array())
    if (row.at("incident").as_string() == id) number = row.at("number").as_string();
  EXPECT_THAT(text, HasSubstr(number));
  EXPECT_THAT(text, HasSubstr("thirdtimethismonth"));
  for (const char* key : {"paper.sign.head", "paper.sign.answer", "paper.grade.listed"})
    EXPECT_THAT(text, HasSubstr(w.context().get<text::Messages>().text("zh-CN", key)));
  EXPECT_EQ(print("street-sanitation-head", id, "supervision_letter").status, 200) << "who must answer may print it";
  EXPECT_EQ(print("leader-1", id, "supervision_letter", {{"letter", Uuid::v7(w.now()).text()}}).code(),
            "print_without_letter");
  LINLI_SHOWS("DSP-05");
}

TEST_F(Paper, ANoticeIsServedOnPaperAndItsSignedCopyComesBackToTheCase) {
  World& w = world();
  const std::string id = dispatched(true);
  EXPECT_EQ(print("dispatcher-1", id, "rectification_notice").code(), "invalid_input");
  const Answer file = print("dispatcher-1", id, "rectification_notice", notice());
  ASSERT_EQ(file.status, 200) << file.text;
  const std::string text = pdf_text(file.text, true), number = number_of(file);
  for (const char* words : {"Shop18,MrLi", "clearthefirelane", "2026-12-01"}) EXPECT_THAT(text, HasSubstr(words));
  for (const char* hidden : {"rubble", kName, "130****"}) EXPECT_THAT(text, Not(HasSubstr(hidden))) << hidden;
  const std::string trace = traces("prints.issue");
  EXPECT_THAT(trace, Not(HasSubstr("Shop 18"))) << "words stay in the vault";
  EXPECT_EQ(w.get("dispatcher-1", prints_of(id)).json().at("items").at(0).at("addressee").as_string(),
            "Shop 18, Mr Li");

  const json::object copy{{"id", Uuid::v7(w.now()).text()}, {"digest", w.photo("x").at(0).at("digest")}};
  const auto keep = [&](const std::string& who, const std::string& of) {
    return w.post(who, prints_of(id) + "/" + of + "/signed", copy);
  };
  EXPECT_EQ(keep("dispatcher-1", "P-20260101-000001").code(), "print_not_found");
  EXPECT_EQ(keep("fire-rescue-1", number).code(), "incident_not_found");
  const Answer kept = keep("dispatcher-1", number);
  ASSERT_EQ(kept.status, 200) << kept.text;
  EXPECT_EQ(kept.json().at("items").at(0).at("signed_digest"), copy.at("digest"));
  EXPECT_THAT(json::serialize(w.incident(kHandler, id).at("attachments")), HasSubstr("\"stage\":\"paper\""));
  EXPECT_THAT(traces("prints.keep_signed"), HasSubstr(number));
  // Signed paper proves no work.
  w.act(kHandler, id, "sign");
  EXPECT_EQ(w.refused(kHandler, id, "report_done", {{"result", "done"}, {"attachments", w.photo("paper")}}),
            "evidence_missing");
  LINLI_SHOWS("DSP-07");
}

}  // namespace
}  // namespace linli
