#include "kernel/descriptor.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "kernel/descriptor_fields.hpp"
#include "kernel/json_text.hpp"

namespace linli {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

struct Photo {
  std::string digest;
  std::int64_t bytes = 0;
};
struct Person {
  std::string name, phone;
};
struct Report {
  Uuid id;
  Id<struct Incident> incident;
  std::string title;
  std::string stage;
  bool urgent = false;
  int floor = 0;
  std::int64_t cost = 0;
  std::string area;
  double lon = 0;
  std::optional<Instant> seen_at;
  std::optional<LocalDate> day;
  std::optional<std::int64_t> minutes;
  std::vector<std::string> tags;
  std::optional<std::vector<std::int64_t>> rows;
  std::vector<Photo> attachments;
  std::optional<Person> reporter;
  json::value extra;
  std::string number;
};

const Descriptor& photo() {
  static const Descriptor d{"Photo",
                            {field("digest", &Photo::digest).needed().matches("[0-9a-f]{4}"),
                             field("bytes", &Photo::bytes).between(0, 1000).in("B")}};
  return d;
}
const Descriptor& person() {
  static const Descriptor d{"Person", {field("name", &Person::name).needed(), field("phone", &Person::phone)}};
  return d;
}
const Descriptor& report() {
  static const Descriptor d{
      "Report",
      {field("id", &Report::id).needed(), field("incident", &Report::incident),
       field("title", &Report::title).needed().length(2, 10), field("stage", &Report::stage).among({"before", "after"}),
       field("urgent", &Report::urgent), field("floor", &Report::floor).between(-3, 99),
       field("cost", &Report::cost).money(), field("area", &Report::area).decimal().between(0, 100),
       field("lon", &Report::lon).between(-180, 180), field("seen_at", &Report::seen_at), field("day", &Report::day),
       field("minutes", &Report::minutes), field("tags", &Report::tags).length(0, 3), field("rows", &Report::rows),
       field("attachments", &Report::attachments, photo()),
       field("reporter", &Report::reporter, person()).sensitive(Sensitivity::personal), field("extra", &Report::extra),
       field("number", &Report::number).answered()}};
  return d;
}

constexpr auto kId = "0198c0de-0000-7000-8000-000000000001";

/// `path: code` of every mistake in a report with the given members beside a good id and title.
std::vector<std::string> mistakes(const std::string& members) {
  auto text =
      std::string(R"({"id":")") + kId + R"(","title":"\u90bb\u91cc")" + (members.empty() ? "" : ",") + members + "}";
  std::vector<std::string> out;
  try {
    parse<Report>(report(), text);
  } catch (const Refused& refused) {
    EXPECT_EQ(refused.code, "invalid_input");
    for (const auto& e : refused.fields) out.push_back(e.field + ": " + e.code);
  }
  return out;
}

std::vector<std::string> mistakes_of_text(std::string_view text) {
  std::vector<std::string> out;
  try {
    parse<Report>(report(), text);
  } catch (const Refused& refused) {
    for (const auto& e : refused.fields) out.push_back(e.field + ": " + e.code);
  }
  return out;
}

TEST(Descriptor, ReadsEveryKindOfMemberAndWritesItBack) {
  auto r = parse<Report>(report(), R"({
    "id":"0198c0de-0000-7000-8000-000000000001","incident":"0198c0de-0000-7000-8000-000000000002",
    "title":" \u90bb \u91cc ","stage":"after","urgent":true,"floor":-1,"cost":12050,"area":"12.50","lon":113.25,
    "seen_at":"2026-09-30T16:20:00+08:00","day":"2026-10-10","minutes":3e1,"tags":["a","b"],"rows":[1,2],
    "attachments":[{"digest":"00ff","bytes":7},{"digest":"abcd"}],"reporter":{"name":"x"},"extra":{"k":[1,null]}})");
  EXPECT_EQ(r.title, " \u90bb \u91cc ");  // kept as it came
  EXPECT_EQ(r.incident.text(), "0198c0de-0000-7000-8000-000000000002");
  EXPECT_EQ(to_text(*r.seen_at), "2026-09-30T08:20:00Z");
  EXPECT_EQ(*r.minutes, 30);
  EXPECT_EQ(r.attachments.at(1).digest, "abcd");
  EXPECT_EQ(r.reporter->name, "x");
  r.number = "E-1";
  EXPECT_EQ(json::serialize(write_record(report(), &r)),
            R"({"id":"0198c0de-0000-7000-8000-000000000001","incident":"0198c0de-0000-7000-8000-000000000002",)"
            "\"title\":\" \u90bb \u91cc \","
            R"("stage":"after","urgent":true,"floor":-1,"cost":12050,"area":"12.50","lon":1.1325E2,)"
            R"("seen_at":"2026-09-30T08:20:00Z","day":"2026-10-10","minutes":30,"tags":["a","b"],"rows":[1,2],)"
            R"("attachments":[{"digest":"00ff","bytes":7},{"digest":"abcd","bytes":0}],)"
            R"("reporter":{"name":"x","phone":""},"extra":{"k":[1,null]},"number":"E-1"})");
}

TEST(Descriptor, WritesEmptyOptionalsAsNull) {
  Report r;
  auto out = write_record(report(), &r);
  EXPECT_TRUE(out.at("seen_at").is_null());
  EXPECT_TRUE(out.at("rows").is_null());
  EXPECT_TRUE(out.at("reporter").is_null());
  EXPECT_EQ(out.at("tags").as_array().size(), 0u);
}

TEST(Descriptor, LeavesWhatIsAbsentAndEmptiesOptionalsByNull) {
  Report r;
  r.floor = 4;
  r.minutes = 9;
  r.day = LocalDate{};
  parse_record(report(), std::string(R"({"id":")") + kId + R"(","title":"ab","minutes":null,"floor":null})", &r);
  EXPECT_EQ(r.floor, 4);
  EXPECT_EQ(r.minutes, std::nullopt);
  EXPECT_TRUE(r.day);
}

TEST(Descriptor, CollectsEveryMistakeWithItsPath) {
  EXPECT_THAT(mistakes_of_text(R"({"id":"1","title":"x","floor":100,"attachments":[{"digest":"0000"},{"bytes":-1}],
                                   "reporter":{"name":" ","nick":1},"colour":"red"})"),
              ElementsAre("id: invalid_id", "title: too_short", "floor: out_of_range",
                          "attachments[1].digest: required", "attachments[1].bytes: out_of_range",
                          "reporter.name: required", "reporter.nick: unknown_key", "colour: unknown_key"));
}

TEST(Descriptor, RequiresWhatIsNeeded) {
  EXPECT_THAT(mistakes(""), IsEmpty());
  EXPECT_THAT(mistakes_of_text("{}"), ElementsAre("id: required", "title: required"));
  EXPECT_THAT(mistakes_of_text(R"({"id":null,"title":"\u3000 \n"})"), ElementsAre("id: required", "title: required"));
  EXPECT_THAT(mistakes_of_text(R"({"id":"00000000-0000-0000-0000-000000000000","title":"ab"})"),
              ElementsAre("id: required"));
}

TEST(Descriptor, NamesWrongTypes) {
  EXPECT_THAT(mistakes(R"("stage":1,"urgent":"true","floor":"1","cost":1.5,"lon":"x","seen_at":1,"tags":"a",
                          "rows":["x"],"attachments":[1],"reporter":[])"),
              ElementsAre("stage: not_text", "urgent: not_boolean", "floor: not_integer", "cost: not_integer",
                          "lon: not_number", "seen_at: not_text", "tags: not_list", "rows[0]: not_integer",
                          "attachments[0]: not_object", "reporter: not_object"));
  EXPECT_THAT(mistakes_of_text("[]"), ElementsAre(": not_object"));
}

TEST(Descriptor, ChecksRangesOnBothSides) {
  EXPECT_THAT(mistakes(R"("floor":-3)"), IsEmpty());
  EXPECT_THAT(mistakes(R"("floor":-4)"), ElementsAre("floor: out_of_range"));
  EXPECT_THAT(mistakes(R"("lon":180.0000001)"), ElementsAre("lon: out_of_range"));
  EXPECT_THAT(mistakes(R"("lon":1e999)"), ElementsAre("lon: out_of_range"));
  EXPECT_THAT(mistakes(R"("cost":9223372036854775807)"), IsEmpty());
  EXPECT_THAT(mistakes(R"("cost":9223372036854775808)"), ElementsAre("cost: out_of_range"));
  EXPECT_THAT(mistakes(R"("cost":1e30)"), ElementsAre("cost: out_of_range"));
  EXPECT_THAT(mistakes(R"("area":"100.01")"), ElementsAre("area: out_of_range"));
  for (auto bad : {"1e2", "", ".5", "5.", "+1", "--1", "0x10"}) {
    EXPECT_THAT(mistakes(std::string(R"("area":")") + bad + '"'), ElementsAre("area: invalid_decimal")) << bad;
  }
  try {
    parse<Report>(report(), std::string(R"({"id":")") + kId + R"(","title":"ab","floor":100})");
    FAIL();
  } catch (const Refused& refused) {
    EXPECT_EQ(refused.fields.at(0).values.at("min"), "-3");
    EXPECT_EQ(refused.fields.at(0).values.at("max"), "99");
  }
}

TEST(Descriptor, ChecksLengthFormAndChoice) {
  EXPECT_THAT(mistakes(R"("tags":["","b","c","d"])"), ElementsAre("tags: too_many"));
  EXPECT_THAT(mistakes(R"("stage":"during")"), ElementsAre("stage: not_among"));
  EXPECT_THAT(mistakes(R"("stage":"")"), IsEmpty());
  EXPECT_THAT(mistakes(R"("attachments":[{"digest":"00FF"},{"digest":"0000\n"}])"),
              ElementsAre("attachments[0].digest: wrong_form", "attachments[1].digest: wrong_form"));
  EXPECT_THAT(mistakes_of_text(std::string(R"({"id":")") + kId + R"(","title":"0123456789a"})"),
              ElementsAre("title: too_long"));
}

TEST(Descriptor, RefusesControlCharactersAnywhere) {
  EXPECT_THAT(mistakes(R"("stage":"a\u0000")"), ElementsAre("stage: unclean_text"));
  EXPECT_THAT(mistakes(R"("extra":{"deep":["\u001b[31m"]})"), ElementsAre("extra: unclean_text"));
  EXPECT_THAT(mistakes("\"stage\":\"\xff\""), ElementsAre(": invalid_json"));
  EXPECT_THAT(mistakes(R"("stage":"\ud800")"), ElementsAre(": invalid_json"));
  EXPECT_THAT(mistakes(R"("\u0007":1)"), ElementsAre("?: unknown_key"));
}

TEST(Descriptor, RefusesDuplicateKeysAndAnswersSentBack) {
  EXPECT_THAT(mistakes(R"("floor":1,"floor":2)"), ElementsAre("floor: duplicate_key"));
  EXPECT_THAT(mistakes(R"("attachments":[{"digest":"0000"},{"digest":"0000","bytes":1,"bytes":1}])"),
              ElementsAre("attachments[1].bytes: duplicate_key"));
  EXPECT_THAT(mistakes(R"("number":"E-1")"), ElementsAre("number: read_only"));
}

TEST(Descriptor, RefusesWhatIsNoJsonOrTooDeep) {
  for (auto bad : {"", "{", "{}{}", "{'a':1}", "// x\n{}", "{\"a\":1,}", "nul", "{\"id\":NaN}"}) {
    EXPECT_THAT(mistakes_of_text(bad), ElementsAre(": invalid_json")) << bad;
  }
  auto nested = [](std::size_t n) { return "\"extra\":" + std::string(n, '[') + std::string(n, ']'); };
  EXPECT_THAT(mistakes(nested(kJsonDepth - 1)), IsEmpty());
  EXPECT_THAT(mistakes(nested(kJsonDepth + 1)), ElementsAre(": too_deep"));
  EXPECT_THAT(mistakes(nested(100'000)), ElementsAre(": too_deep"));
}

TEST(Descriptor, StopsCollectingAfterAHundredMistakes) {
  std::string many;
  for (int i = 0; i < 500; ++i) many += (i ? ",\"k" : "\"k") + std::to_string(i) + "\":1";
  EXPECT_EQ(mistakes(many).size(), 100u);
}

TEST(Descriptor, FieldsAreReadAndWrittenAlone) {
  Report r;
  report().find("minutes")->write(&r, json::value(5));
  EXPECT_EQ(*r.minutes, 5);
  EXPECT_EQ(report().find("minutes")->read(&r), json::value(5));
  report().find("minutes")->write(&r, nullptr);
  EXPECT_EQ(r.minutes, std::nullopt);
  EXPECT_THROW(report().find("floor")->write(&r, json::value(1000)), Refused);
  EXPECT_EQ(report().find("colour"), nullptr);
}

TEST(JsonText, KeepsEveryKindOfValue) {
  auto text = R"({"a":[1,-2,1.5E0,true,null,"x\n",{}],"b":{"c":18446744073709551615}})";
  EXPECT_EQ(json::serialize(parse_json(text)), text);
}

}  // namespace
}  // namespace linli
