#include "http/dto.hpp"

#include <boost/json.hpp>

#include "kernel/descriptor_fields.hpp"

namespace linli::incidents {
namespace {

constexpr std::size_t kMostChosen = 20'000;  // ids that fit into a body

using enum Sensitivity;

const std::vector<const char*> kUrgencies = {"normal", "urgent", "critical"};
const std::vector<const char*> kStages = {"before", "during", "after", "check"};

const Descriptor kPlaceGiven{"PlaceGiven",
                             {field("lon", &PlaceGiven::lon).needed().between(-180, 180).in("deg"),
                              field("lat", &PlaceGiven::lat).needed().between(-90, 90).in("deg"),
                              field("system", &PlaceGiven::system).among({"wgs84", "cgcs2000", "gcj02", "bd09"}),
                              field("accuracy_m", &PlaceGiven::accuracy_m).between(0, 100000).in("m"),
                              field("address", &PlaceGiven::address).length(0, 200)}};

const Descriptor kAttachmentGiven{
    "AttachmentGiven",
    {field("digest", &AttachmentGiven::digest).needed().matches("[0-9a-f]{64}"),
     field("stage", &AttachmentGiven::stage).among(kStages), field("taken_at", &AttachmentGiven::taken_at)}};

const Descriptor kReporterGiven{
    "ReporterGiven",
    {field("name", &ReporterGiven::name).length(0, 40).sensitive(personal),
     field("phone", &ReporterGiven::phone).length(0, 20).sensitive(personal), field("consent", &ReporterGiven::consent),
     field("call_back", &ReporterGiven::call_back)}};

const Descriptor kInvolvedGiven{"InvolvedGiven",
                                {field("name", &InvolvedGiven::name).needed().length(1, 40).sensitive(personal),
                                 field("phone", &InvolvedGiven::phone).length(0, 20).sensitive(personal),
                                 field("role", &InvolvedGiven::role).length(0, 40)}};

const Descriptor kChannelReporter{"ChannelReporter",
                                  {field("name", &ReporterGiven::name).length(0, 80).sensitive(personal),
                                   field("phone", &ReporterGiven::phone).length(0, 20).sensitive(personal),
                                   field("email", &ReporterGiven::email).length(0, 254).sensitive(personal),
                                   field("consent", &ReporterGiven::consent)}};

std::vector<Field> common_report_fields(std::size_t words = 2000, const Descriptor& reporter = kReporterGiven) {
  return {field("id", &NewReport::id).needed(),
          field("matter", &NewReport::matter).needed().matches("[0-9]{6}"),
          field("description", &NewReport::description).length(0, words).sensitive(personal),
          field("place", &NewReport::place, kPlaceGiven).needed(),
          field("attachments", &NewReport::attachments, kAttachmentGiven).length(0, 12),
          field("reporter", &NewReport::reporter, reporter),
          field("occurred_at", &NewReport::occurred_at)};
}

std::vector<Field> staff_report_fields() {
  std::vector<Field> fields = common_report_fields();
  fields.push_back(field("urgency", &NewReport::urgency).among(kUrgencies));
  fields.push_back(field("source", &NewReport::source)
                       .among({"patrol", "phone", "hotline", "appointment", "deliberation", "drainage", "social_work",
                               "party_visit", "desk", "elder_assisted"}));
  fields.push_back(field("involved", &NewReport::involved, kInvolvedGiven).length(0, 20));
  fields.push_back(field("self_handled", &NewReport::self_handled));
  return fields;
}

std::vector<Field> channel_report_fields() {
  std::vector<Field> fields = common_report_fields(6000, kChannelReporter);
  fields.push_back(field("source", &NewReport::source).needed().matches("[a-z][a-z0-9_]*"));
  return fields;
}

const Descriptor kGridView{"GridRef", {field("code", &GridView::code), field("name", &GridView::name)}};
const Descriptor kGridWorkerView{
    "GridWorker", {field("name", &GridWorkerView::name), field("office_phone", &GridWorkerView::office_phone)}};
const Descriptor kMatterRef{"MatterRef", {field("code", &MatterRef::code), field("name", &MatterRef::name)}};
const Descriptor kOwnerView{"Owner", {field("unit_name", &OwnerView::unit_name), field("person", &OwnerView::person)}};
const Descriptor kRemainingView{
    "Remaining", {field("minutes", &RemainingView::minutes).in("min"), field("unit", &RemainingView::unit)}};
const Descriptor kPointView{"Point",
                            {field("lon", &PointView::lon).in("deg"), field("lat", &PointView::lat).in("deg")}};

const Descriptor kReporterView{
    "Reporter",
    {field("id", &ReporterView::id), field("record", &ReporterView::record),
     field("name", &ReporterView::name).sensitive(personal), field("phone", &ReporterView::phone).sensitive(personal),
     field("source", &ReporterView::source), field("feedback_state", &ReporterView::feedback_state),
     field("consent", &ReporterView::consent), field("number", &ReporterView::number),
     field("follows", &ReporterView::follows), field("wants_call", &ReporterView::wants_call),
     field("reached", &ReporterView::reached), field("attempts", &ReporterView::attempts),
     field("rating", &ReporterView::rating)}};
const Descriptor kInvolvedView{"Involved",
                               {field("id", &InvolvedView::id), field("name", &InvolvedView::name).sensitive(personal),
                                field("role", &InvolvedView::role)}};
const Descriptor kAttachmentView{
    "Attachment",
    {field("digest", &AttachmentView::digest), field("stage", &AttachmentView::stage),
     field("media_type", &AttachmentView::media_type), field("taken_at", &AttachmentView::taken_at),
     field("by", &AttachmentView::by), field("at", &AttachmentView::at), field("number", &AttachmentView::number),
     field("from_errand", &AttachmentView::from_errand)}};
const Descriptor kHistoryView{
    "HistoryStep",
    {field("seq", &HistoryView::seq), field("at", &HistoryView::at), field("action", &HistoryView::action),
     field("from", &HistoryView::from), field("to", &HistoryView::to), field("who", &HistoryView::who),
     field("unit_name", &HistoryView::unit_name), field("note", &HistoryView::note),
     field("fields", &HistoryView::fields)}};
const Descriptor kActionOffer{
    "ActionOffer",
    {field("name", &ActionOffer::name), field("to", &ActionOffer::to), field("allowed", &ActionOffer::allowed),
     field("reason", &ActionOffer::reason), field("reason_text", &ActionOffer::reason_text),
     field("fields", &ActionOffer::fields), field("takes", &ActionOffer::takes), field("why", &ActionOffer::why)}};
const Descriptor kProgressStep{
    "ProgressStep",
    {field("state", &ProgressStep::state), field("label", &ProgressStep::label), field("status", &ProgressStep::status),
     field("who", &ProgressStep::who), field("at", &ProgressStep::at), field("due", &ProgressStep::due)}};
const Descriptor kClockDay{
    "ClockDay",
    {field("day", &ClockDay::day), field("workday", &ClockDay::workday), field("makeup", &ClockDay::makeup),
     field("counted_minutes", &ClockDay::counted_minutes).in("min"), field("name", &ClockDay::name)}};
const Descriptor kLimitView{"Limit", {field("count", &LimitView::count), field("unit", &LimitView::unit)}};
const Descriptor kClockView{
    "ClockView",
    {field("started", &ClockView::started), field("due", &ClockView::due), field("warn", &ClockView::warn),
     field("counted_minutes", &ClockView::counted_minutes).in("min"), field("limit", &ClockView::limit, kLimitView),
     field("provisional", &ClockView::provisional), field("strip", &ClockView::strip, kClockDay)}};
const Descriptor kRatingView{"Rating",
                             {field("score", &RatingView::score), field("reasons", &RatingView::reasons),
                              field("text", &RatingView::text).sensitive(personal), field("at", &RatingView::at)}};
const Descriptor kDutyView{"Duty", {field("duty", &DutyView::duty), field("who", &DutyView::who)}};

std::vector<Field> assist_fields() {
  return {field("id", &AssistView::id),
          field("kind", &AssistView::kind).among({"assist", "hard", "joint", "urgent"}),
          field("unit_name", &AssistView::unit_name),
          field("state", &AssistView::state),
          field("due", &AssistView::due),
          field("overdue", &AssistView::overdue),
          field("asked_at", &AssistView::asked_at),
          field("asked_by", &AssistView::asked_by),
          field("arrived_at", &AssistView::arrived_at),
          field("arrived_by", &AssistView::arrived_by),
          field("distance_m", &AssistView::distance_m).in("m"),
          field("reason", &AssistView::reason).sensitive(personal),
          field("result", &AssistView::result).sensitive(personal),
          field("score", &AssistView::score),
          field("version", &AssistView::version),
          field("actions", &AssistView::actions, kActionOffer)};
}

const Descriptor kAssistView{"Assist", assist_fields()};

const Descriptor kOutsideView{
    "OutsideOrderRef",
    {field("system", &OutsideView::system), field("name", &OutsideView::name), field("number", &OutsideView::number),
     field("due", &OutsideView::due), field("answered_at", &OutsideView::answered_at),
     field("tone", &OutsideView::tone).among({"overdue", "soon", "normal"})}};
const Descriptor kErrandView{"Errand",
                             {field("id", &ErrandView::id),
                              field("kind", &ErrandView::kind).among({"team", "person", "firm"}),
                              field("state", &ErrandView::state),
                              field("hands", &ErrandView::hands),
                              field("firm", &ErrandView::firm).sensitive(personal),
                              field("contact", &ErrandView::contact).sensitive(personal),
                              field("phone", &ErrandView::phone).sensitive(personal),
                              field("mine", &ErrandView::mine),
                              field("asked_at", &ErrandView::asked_at),
                              field("asked_by", &ErrandView::asked_by),
                              field("due", &ErrandView::due),
                              field("opened_at", &ErrandView::opened_at),
                              field("arrived_at", &ErrandView::arrived_at),
                              field("reported_at", &ErrandView::reported_at),
                              field("closed_at", &ErrandView::closed_at),
                              field("text", &ErrandView::text).sensitive(personal),
                              field("result", &ErrandView::result).sensitive(personal),
                              field("version", &ErrandView::version),
                              field("steps", &ErrandView::steps, kHistoryView),
                              field("actions", &ErrandView::actions, kActionOffer)}};

const Descriptor kMergedView{
    "MergedCase",
    {field("id", &MergedView::id), field("number", &MergedView::number), field("title", &MergedView::title),
     field("address", &MergedView::address), field("reported_at", &MergedView::reported_at),
     field("description", &MergedView::description).sensitive(personal),
     field("outside", &MergedView::outside, kOutsideView)}};
const Descriptor kDuplicateView{
    "Duplicate",
    {field("id", &DuplicateView::id), field("matter", &DuplicateView::matter, kMatterRef),
     field("place", &DuplicateView::place), field("state", &DuplicateView::state),
     field("distance_m", &DuplicateView::distance_m).in("m"), field("days", &DuplicateView::days).in("d"),
     field("score", &DuplicateView::score), field("same_matter", &DuplicateView::same_matter),
     field("may_follow", &DuplicateView::may_follow), field("reporters", &DuplicateView::reporters),
     field("reported_at", &DuplicateView::reported_at), field("closed_at", &DuplicateView::closed_at),
     field("number", &DuplicateView::number), field("address", &DuplicateView::address)}};

const Descriptor kFoundPlace{"FoundPlace",
                             {field("name", &FoundPlace::name), field("code", &FoundPlace::code),
                              field("lon", &FoundPlace::lon).in("deg"), field("lat", &FoundPlace::lat).in("deg")}};
const Descriptor kColleagueView{"Colleague",
                                {field("person", &ColleagueView::person), field("name", &ColleagueView::name),
                                 field("role", &ColleagueView::role), field("unit_name", &ColleagueView::unit_name)}};

std::vector<Field> follow_fields() {
  return {field("id", &FollowGiven::id).needed(), field("text", &FollowGiven::text).length(0, 1000).sensitive(personal),
          field("attachments", &FollowGiven::attachments, kAttachmentGiven).length(0, 6),
          field("reporter", &FollowGiven::reporter, kReporterGiven)};
}
std::vector<Field> with(std::vector<Field> fields, Field more) {
  fields.push_back(std::move(more));
  return fields;
}

// IncidentView inherits IncidentRow: the row's fields stand in both, described once.
std::vector<Field> incident_view_fields() {
  std::vector<Field> fields = kIncidentRow.fields;
  for (Field& f : std::vector<Field>{field("description", &IncidentView::description).sensitive(personal),
                                     field("reporters_hidden", &IncidentView::reporters_hidden),
                                     field("reporters", &IncidentView::reporters, kReporterView),
                                     field("involved", &IncidentView::involved, kInvolvedView),
                                     field("attachments", &IncidentView::attachments, kAttachmentView),
                                     field("history", &IncidentView::history, kHistoryView),
                                     field("actions", &IncidentView::actions, kActionOffer),
                                     field("progress", &IncidentView::progress, kProgressStep),
                                     field("clock", &IncidentView::clock, kClockView),
                                     field("rating", &IncidentView::rating, kRatingView),
                                     field("outcome", &IncidentView::outcome),
                                     field("separation", &IncidentView::separation, kDutyView),
                                     field("assists", &IncidentView::assists, kAssistView),
                                     field("may_ask_assist", &IncidentView::may_ask_assist),
                                     field("errands", &IncidentView::errands, kErrandView),
                                     field("may_hand_on", &IncidentView::may_hand_on),
                                     field("may_ask_firm", &IncidentView::may_ask_firm),
                                     field("proposal", &IncidentView::proposal, routing::kProposal),
                                     field("filing_standard", &IncidentView::filing_standard),
                                     field("closing_standard", &IncidentView::closing_standard),
                                     field("first_asked", &IncidentView::first_asked),
                                     field("first_asked_is_me", &IncidentView::first_asked_is_me),
                                     field("merged", &IncidentView::merged, kMergedView),
                                     field("merged_into", &IncidentView::merged_into, kMergedView)})
    fields.push_back(std::move(f));
  return fields;
}

const Descriptor kAddressView{"Address", {field("address", &AddressView::address)}};
const Descriptor kFollowStep{
    "FollowStep", {field("key", &FollowStep::key), field("state", &FollowStep::state), field("at", &FollowStep::at)}};
const Descriptor kFollowEvent{"FollowEvent",
                              {field("at", &FollowEvent::at), field("text_key", &FollowEvent::text_key),
                               field("by_unit", &FollowEvent::by_unit), field("note", &FollowEvent::note)}};
const Descriptor kChannelView{"Channel",
                              {field("code", &ChannelView::code), field("name", &ChannelView::name),
                               field("phone", &ChannelView::phone), field("hint", &ChannelView::hint)}};
const Descriptor kMatterView{
    "Matter",
    {field("code", &MatterView::code), field("name", &MatterView::name), field("major", &MatterView::major, kMatterRef),
     field("middle", &MatterView::middle, kMatterRef), field("hint", &MatterView::hint),
     field("urgent", &MatterView::urgent), field("self_handled", &MatterView::self_handled),
     field("public", &MatterView::open_to_public), field("collector_may_check", &MatterView::collector_may_check),
     field("limit", &MatterView::limit, kLimitView), field("evidence", &MatterView::evidence),
     field("filing_standard", &MatterView::filing_standard), field("closing_standard", &MatterView::closing_standard),
     field("default_unit_kind", &MatterView::default_unit_kind), field("in_force", &MatterView::in_force),
     field("channel", &MatterView::channel, kChannelView)}};
const Descriptor kAreaListView{
    "AreaMatterList",
    {field("district", &AreaListView::district), field("name", &AreaListView::name), field("own", &AreaListView::own),
     field("version", &AreaListView::version), field("valid_from", &AreaListView::valid_from),
     field("decided_by", &AreaListView::decided_by), field("example", &AreaListView::example)}};
const Descriptor kMapPoint{"MapPoint",
                           {field("id", &MapPoint::id), field("lon", &MapPoint::lon), field("lat", &MapPoint::lat),
                            field("state", &MapPoint::state), field("tone", &MapPoint::tone)}};
const Descriptor kMapCluster{
    "MapCluster",
    {field("code", &MapCluster::code), field("name", &MapCluster::name), field("lon", &MapCluster::lon),
     field("lat", &MapCluster::lat), field("count", &MapCluster::count), field("overdue", &MapCluster::overdue),
     field("soon", &MapCluster::soon)}};
const Descriptor kWorkbenchCount{"WorkbenchCount",
                                 {field("key", &WorkbenchCount::key), field("count", &WorkbenchCount::count),
                                  field("overdue", &WorkbenchCount::overdue), field("view", &WorkbenchCount::view)}};
const Descriptor kTodayView{"Today", {field("working_minutes_left", &TodayView::working_minutes_left).in("min")}};
const Descriptor kRateView{"Rate",
                           {field("numerator", &RateView::numerator), field("denominator", &RateView::denominator),
                            field("per_cent", &RateView::per_cent).in("%")}};
const Descriptor kTrendDay{
    "TrendDay",
    {field("day", &TrendDay::day), field("collected", &TrendDay::collected), field("closed", &TrendDay::closed)}};

}  // namespace

const Descriptor kNewReport{"NewReport", staff_report_fields()};
const Descriptor kNewPublicReport{"NewPublicReport", common_report_fields()};
const Descriptor kChannelReport{"ChannelReport", channel_report_fields()};

const Descriptor kFollowGiven{
    "FollowGiven",
    with(follow_fields(), field("source", &FollowGiven::source).among({"patrol", "phone", "desk", "elder_assisted"}))};
const Descriptor kPublicFollowGiven{"PublicFollowGiven",
                                    with(follow_fields(), field("incident", &FollowGiven::incident).needed())};
const Descriptor kCallerGiven{"CallerGiven",
                              {field("phone", &CallerGiven::phone).needed().length(4, 20).sensitive(personal)}};
const Descriptor kFoundPlaces{"FoundPlaces", {field("items", &FoundPlaces::items, kFoundPlace)}};
const Descriptor kColleaguesView{"Colleagues", {field("items", &ColleaguesView::items, kColleagueView)}};
const Descriptor kDuplicatesView{
    "Duplicates",
    {field("items", &DuplicatesView::items, kDuplicateView), field("radius_m", &DuplicatesView::radius_m).in("m"),
     field("days", &DuplicatesView::days).in("d")}};

const Descriptor kReceipt{
    "Receipt",
    {field("id", &Receipt::id), field("number", &Receipt::number), field("code", &Receipt::code),
     field("state", &Receipt::state), field("version", &Receipt::version), field("grid", &Receipt::grid, kGridView),
     field("worker", &Receipt::worker, kGridWorkerView)}};

const Descriptor kIncidentRow{
    "IncidentRow",
    {field("id", &IncidentRow::id),
     field("number", &IncidentRow::number),
     field("code", &IncidentRow::code),
     field("matter", &IncidentRow::matter, kMatterRef),
     field("title", &IncidentRow::title),
     field("address", &IncidentRow::address),
     field("scope_code", &IncidentRow::scope_code),
     field("grid_name", &IncidentRow::grid_name),
     field("street_name", &IncidentRow::street_name),
     field("state", &IncidentRow::state),
     field("owner", &IncidentRow::owner, kOwnerView),
     field("due", &IncidentRow::due),
     field("warn", &IncidentRow::warn),
     field("due_provisional", &IncidentRow::due_provisional),
     field("paused", &IncidentRow::paused),
     field("overdue", &IncidentRow::overdue),
     field("remaining", &IncidentRow::remaining, kRemainingView),
     field("urgency", &IncidentRow::urgency),
     field("source", &IncidentRow::source),
     field("reported_at", &IncidentRow::reported_at),
     field("changed_at", &IncidentRow::changed_at),
     field("place", &IncidentRow::place, kPointView),
     field("repeat_count", &IncidentRow::repeat_count),
     field("self_handled", &IncidentRow::self_handled),
     field("spot_check", &IncidentRow::spot_check).among({"drawn", "passed", "rejected"}),
     field("urges", &IncidentRow::urges),
     field("assists_open", &IncidentRow::assists_open),
     field("assists_absent", &IncidentRow::assists_absent),
     field("errands_open", &IncidentRow::errands_open),
     field("errand_to", &IncidentRow::errand_to),
     field("supervision", &IncidentRow::supervision).among({"open", "answered", "settled"}),
     field("supervision_grade", &IncidentRow::supervision_grade).among({"ordinary", "important", "listed"}),
     field("suspension_kind", &IncidentRow::suspension_kind),
     field("review_on", &IncidentRow::review_on),
     field("outside", &IncidentRow::outside, kOutsideView),
     field("asked", &IncidentRow::asked),
     field("version", &IncidentRow::version)}};

const Descriptor kAssistRow{"AssistRow", [] {
                              std::vector<Field> fields = assist_fields();
                              fields.push_back(field("incident", &AssistRow::incident));
                              fields.push_back(field("incident_number", &AssistRow::incident_number));
                              fields.push_back(field("incident_state", &AssistRow::incident_state));
                              fields.push_back(field("matter_name", &AssistRow::matter_name));
                              fields.push_back(field("address", &AssistRow::address));
                              return fields;
                            }()};

const Descriptor kAssistGiven{
    "AssistGiven",
    {field("id", &AssistGiven::id).needed(), field("unit", &AssistGiven::unit).needed(),
     field("whistle", &AssistGiven::whistle), field("kind", &AssistGiven::kind).among({"hard", "joint", "urgent"}),
     field("reason", &AssistGiven::reason).needed().length(1, 1000).sensitive(personal)}};

const Descriptor kSupervisionRow{
    "Supervision",
    {field("id", &SupervisionRow::id), field("number", &SupervisionRow::number),
     field("grade", &SupervisionRow::grade).among({"ordinary", "important", "listed"}),
     field("state", &SupervisionRow::state).among({"open", "answered", "settled"}),
     field("unit_name", &SupervisionRow::unit_name), field("issued_at", &SupervisionRow::issued_at),
     field("issued_by", &SupervisionRow::issued_by), field("due", &SupervisionRow::due),
     field("overdue", &SupervisionRow::overdue), field("answered_at", &SupervisionRow::answered_at),
     field("rejections", &SupervisionRow::rejections), field("incident", &SupervisionRow::incident),
     field("incident_number", &SupervisionRow::incident_number),
     field("incident_state", &SupervisionRow::incident_state), field("matter_name", &SupervisionRow::matter_name),
     field("address", &SupervisionRow::address)}};

const Descriptor kSuspendedRow{
    "Suspended",
    {field("number", &SuspendedRow::number), field("matter_name", &SuspendedRow::matter_name),
     field("cause_kind", &SuspendedRow::cause_kind), field("review_on", &SuspendedRow::review_on),
     field("unit_name", &SuspendedRow::unit_name), field("community", &SuspendedRow::community),
     field("community_name", &SuspendedRow::community_name), field("since", &SuspendedRow::since)}};

const Descriptor kIncidentView{"Incident", incident_view_fields()};

const Descriptor kActionGiven{
    "ActionGiven",
    {field("id", &ActionGiven::id).needed(), field("action", &ActionGiven::action).needed().matches("[a-z_]{2,40}"),
     field("version", &ActionGiven::version).needed().between(0, 1e9), field("fields", &ActionGiven::fields)}};
const Descriptor kRatingGiven{
    "RatingGiven",
    {field("id", &RatingGiven::id).needed(),
     field("score", &RatingGiven::score).needed().among({"satisfied", "basically", "dissatisfied"}),
     field("reasons", &RatingGiven::reasons).among({"again", "slow", "no_contact", "other"}).length(0, 4),
     field("text", &RatingGiven::text).length(0, 500).sensitive(personal)}};
const Descriptor kWithdrawalGiven{
    "WithdrawalGiven",
    {field("id", &WithdrawalGiven::id).needed(), field("reason", &WithdrawalGiven::reason).needed().length(2, 200)}};
const Descriptor kUrgingGiven{
    "UrgingGiven",
    {field("id", &UrgingGiven::id).needed(), field("note", &UrgingGiven::note).length(0, 2000).sensitive(personal)}};
const Descriptor kAdditionGiven{"AdditionGiven",
                                {field("id", &AdditionGiven::id).needed(),
                                 field("text", &AdditionGiven::text).needed().length(1, 1000).sensitive(personal),
                                 field("attachments", &AdditionGiven::attachments, kAttachmentGiven).length(0, 6)}};
const Descriptor kRevealGiven{
    "RevealGiven", {field("id", &RevealGiven::id), field("purpose", &RevealGiven::purpose).needed().length(2, 200)}};
const Descriptor kExportGiven{
    "ExportGiven",
    {field("id", &ExportGiven::id).needed(), field("purpose", &ExportGiven::purpose).needed().length(4, 200),
     field("cases", &ExportGiven::cases).length(1, kMostChosen)}};
const Descriptor kContactView{
    "Contact",
    {field("name", &ContactView::name).sensitive(personal), field("phone", &ContactView::phone).sensitive(personal)}};
const Descriptor kFollowView{"Follow",
                             {field("number", &FollowView::number),
                              field("matter_name", &FollowView::matter_name),
                              field("state", &FollowView::state),
                              field("place", &FollowView::place, kAddressView),
                              field("reported_at", &FollowView::reported_at),
                              field("steps", &FollowView::steps, kFollowStep),
                              field("answerable", &FollowView::answerable),
                              field("result", &FollowView::result),
                              field("rating", &FollowView::rating),
                              field("due", &FollowView::due),
                              field("overdue", &FollowView::overdue),
                              field("withdrawal_asked", &FollowView::withdrawal_asked),
                              field("review_on", &FollowView::review_on),
                              field("photos", &FollowView::photos, kAttachmentView),
                              field("timeline", &FollowView::timeline, kFollowEvent),
                              field("merged_with", &FollowView::merged_with),
                              field("others", &FollowView::others),
                              field("actions", &FollowView::actions),
                              field("grid", &FollowView::grid, kGridView),
                              field("worker", &FollowView::worker, kGridWorkerView),
                              field("version", &FollowView::version)}};
const Descriptor kCatalogueView{
    "Catalogue",
    {field("version", &CatalogueView::version), field("label", &CatalogueView::label),
     field("example", &CatalogueView::example), field("majors", &CatalogueView::majors),
     field("middles", &CatalogueView::middles), field("list", &CatalogueView::list, kAreaListView),
     field("items", &CatalogueView::items, kMatterView)}};
const Descriptor kMapView{"MapView",
                          {field("points", &MapView::points, kMapPoint),
                           field("clusters", &MapView::clusters, kMapCluster), field("total", &MapView::total)}};
const Descriptor kWorkbenchView{
    "Workbench",
    {field("counts", &WorkbenchView::counts, kWorkbenchCount), field("next", &WorkbenchView::next, kIncidentRow),
     field("today", &WorkbenchView::today, kTodayView), field("trend", &WorkbenchView::trend, kTrendDay)}};
const Descriptor kLoopFigures{
    "LoopFigures",
    {field("from", &LoopFigures::from), field("to", &LoopFigures::to), field("closed", &LoopFigures::closed, kRateView),
     field("solved", &LoopFigures::solved, kRateView), field("satisfied", &LoopFigures::satisfied, kRateView),
     field("self_handled", &LoopFigures::self_handled), field("cancelled", &LoopFigures::cancelled),
     field("withdrawn", &LoopFigures::withdrawn), field("merged", &LoopFigures::merged),
     field("followed", &LoopFigures::followed), field("unreachable", &LoopFigures::unreachable),
     field("spot_drawn", &LoopFigures::spot_drawn), field("spot_checked", &LoopFigures::spot_checked, kRateView),
     field("spot_rejected", &LoopFigures::spot_rejected, kRateView)}};

}  // namespace linli::incidents
