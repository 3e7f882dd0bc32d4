#include "http/dto.hpp"

#include "kernel/descriptor_fields.hpp"

namespace linli::neighbours {
namespace {

using enum Sensitivity;

const Descriptor kKindView{"ReportKind",
                           {field("code", &KindView::code), field("name", &KindView::name),
                            field("matter", &KindView::matter), field("matter_name", &KindView::matter_name),
                            field("urgent", &KindView::urgent), field("from_source", &KindView::from_source)}};
const Descriptor kMemberCount{"MemberCount",
                              {field("kind", &MemberCount::kind), field("total", &MemberCount::total),
                               field("verified", &MemberCount::verified)}};
const Descriptor kSpotGiven{"SpotGiven",
                            {field("lon", &SpotGiven::lon).needed().between(-180, 180).in("deg"),
                             field("lat", &SpotGiven::lat).needed().between(-90, 90).in("deg"),
                             field("system", &SpotGiven::system).among({"wgs84", "cgcs2000", "gcj02", "bd09"}),
                             field("address", &SpotGiven::address).length(0, 200)}};
const Descriptor kPhotoGiven{"PhotoGiven", {field("digest", &PhotoGiven::digest).needed().matches("[0-9a-f]{64}")}};
const Descriptor kWhoGiven{
    "WhoGiven",
    {field("name", &WhoGiven::name).length(0, 40).sensitive(personal),
     field("phone", &WhoGiven::phone).length(0, 20).sensitive(personal), field("consent", &WhoGiven::consent)}};
const Descriptor kUpdateView{
    "ProgressUpdate",
    {field("at", &UpdateView::at), field("action", &UpdateView::action), field("unit", &UpdateView::unit)}};

std::vector<Field> building_fields() {
  return {field("label", &BuildingView::label),         field("grid", &BuildingView::grid),
          field("grid_name", &BuildingView::grid_name), field("lon", &BuildingView::lon).in("deg"),
          field("lat", &BuildingView::lat).in("deg"),   field("kind", &BuildingView::kind)};
}
std::vector<Field> building_code_fields() {
  std::vector<Field> fields = building_fields();
  for (Field& f :
       std::vector<Field>{field("id", &BuildingCodeView::id), field("secret", &BuildingCodeView::secret),
                          field("made_by", &BuildingCodeView::made_by), field("made_at", &BuildingCodeView::made_at),
                          field("withdrawn_at", &BuildingCodeView::withdrawn_at)})
    fields.push_back(std::move(f));
  return fields;
}

}  // namespace

const Descriptor kGuideView{"ReportingGuide",
                            {field("version", &GuideView::version), field("introduction", &GuideView::introduction),
                             field("steps", &GuideView::steps), field("members", &GuideView::members),
                             field("kinds", &GuideView::kinds, kKindView),
                             field("joined", &GuideView::joined, kMemberCount), field("example", &GuideView::example)}};
const Descriptor kJoinGiven{
    "JoinGiven",
    {field("id", &JoinGiven::id).needed(), field("kind", &JoinGiven::kind).needed().matches("[a-z_]{2,40}"),
     field("name", &JoinGiven::name).needed().length(1, 40).sensitive(personal),
     field("phone", &JoinGiven::phone).needed().length(5, 20).sensitive(personal),
     field("guide_version", &JoinGiven::guide_version).needed().length(1, 40)}};
const Descriptor kMemberView{"Member", {field("id", &MemberView::id), field("kind", &MemberView::kind)}};
const Descriptor kReminderGiven{
    "ReminderGiven",
    {field("id", &ReminderGiven::id).needed(), field("kind", &ReminderGiven::kind).needed().matches("[a-z_]{2,40}"),
     field("text", &ReminderGiven::text).length(0, 1000).sensitive(personal),
     field("place", &ReminderGiven::place, kSpotGiven), field("building", &ReminderGiven::building).length(0, 64),
     field("photos", &ReminderGiven::photos, kPhotoGiven).length(0, 6),
     field("reporter", &ReminderGiven::reporter, kWhoGiven), field("member", &ReminderGiven::member),
     field("device", &ReminderGiven::device).length(0, 64)}};
const Descriptor kReminderReceipt{
    "ReminderReceipt",
    {field("id", &ReminderReceipt::id), field("number", &ReminderReceipt::number),
     field("code", &ReminderReceipt::code), field("link", &ReminderReceipt::link),
     field("state", &ReminderReceipt::state), field("grid_name", &ReminderReceipt::grid_name)}};
const Descriptor kProgressView{
    "Progress",
    {field("number", &ProgressView::number), field("kind_name", &ProgressView::kind_name),
     field("grid_name", &ProgressView::grid_name), field("state", &ProgressView::state),
     field("reported_at", &ProgressView::reported_at), field("due", &ProgressView::due),
     field("closed_at", &ProgressView::closed_at), field("overdue", &ProgressView::overdue),
     field("paused", &ProgressView::paused), field("may_rate", &ProgressView::may_rate),
     field("answerable", &ProgressView::answerable), field("outcome", &ProgressView::outcome),
     field("merged_with", &ProgressView::merged_with), field("mark", &ProgressView::mark),
     field("updates", &ProgressView::updates, kUpdateView)}};
const Descriptor kActGiven{"ActRecord", {field("id", &ActGiven::id).needed()}};
const Descriptor kAppealGiven{"AppealGiven",
                              {field("id", &AppealGiven::id).needed(),
                               field("text", &AppealGiven::text).needed().length(1, 1000).sensitive(personal)}};
const Descriptor kLinkRating{
    "LinkRating",
    {field("id", &LinkRating::id).needed(),
     field("score", &LinkRating::score).needed().among({"satisfied", "basically", "dissatisfied"}),
     field("reasons", &LinkRating::reasons).among({"again", "slow", "no_contact", "other"}).length(0, 4),
     field("text", &LinkRating::text).length(0, 500).sensitive(personal)}};
const Descriptor kBuildingGiven{
    "BuildingGiven",
    {field("id", &BuildingGiven::id).needed(), field("label", &BuildingGiven::label).needed().length(1, 60),
     field("place", &BuildingGiven::place, kSpotGiven).needed(),
     field("kind", &BuildingGiven::kind).matches("[a-z_]{2,40}")}};
const Descriptor kBuildingView{"Building", building_fields()};
const Descriptor kBuildingCodeView{"BuildingCode", building_code_fields()};
const Descriptor kBuildingCodesView{"BuildingCodes", {field("items", &BuildingCodesView::items, kBuildingCodeView)}};
const Descriptor kMarkGiven{"MarkGiven",
                            {field("id", &MarkGiven::id).needed(),
                             field("reason", &MarkGiven::reason).needed().length(2, 500).sensitive(personal)}};
const Descriptor kDecisionGiven{
    "DecisionGiven",
    {field("id", &DecisionGiven::id).needed(), field("upheld", &DecisionGiven::upheld).needed(),
     field("reason", &DecisionGiven::reason).needed().length(2, 500).sensitive(personal)}};
const Descriptor kMarkView{
    "FalseMark",
    {field("id", &MarkView::id), field("state", &MarkView::state), field("person", &MarkView::person),
     field("reason", &MarkView::reason).sensitive(personal), field("appeal", &MarkView::appeal).sensitive(personal),
     field("decision", &MarkView::decision).sensitive(personal), field("decided_by", &MarkView::decided_by),
     field("marked_at", &MarkView::marked_at), field("appealed_at", &MarkView::appealed_at),
     field("decided_at", &MarkView::decided_at)}};

}  // namespace linli::neighbours
