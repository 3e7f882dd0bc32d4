#pragma once
#include <optional>
#include <string>
#include <vector>

#include <boost/json/value.hpp>

#include "kernel/descriptor.hpp"
#include "routing/routing.hpp"

/// What the incident routes take and give. Each has a Descriptor of the same name (k...): the one place where names,
/// rules and sensitivities stand.
namespace linli::incidents {

struct PlaceGiven {
  double lon = 0, lat = 0;  ///< degrees in `system`
  std::string system = "wgs84";
  std::optional<double> accuracy_m;
  std::string address;
};
struct AttachmentGiven {
  std::string digest;
  std::string stage = "before";
  std::optional<Instant> taken_at;
};
struct ReporterGiven {
  std::optional<std::string> name, phone;
  bool consent = false;                   ///< the handler may see who reported
  std::optional<std::string> email = {};  ///< of channels that ask for one
  bool call_back = true;                  ///< wants to be called; else the result is read by number and code
};
struct InvolvedGiven {
  std::string name;
  std::optional<std::string> phone;
  std::string role;
};
/// POST /incidents and /public/reports (INC-10). `id` is the client's own record id: the idempotency key.
struct NewReport {
  Uuid id;
  std::string matter, description;
  PlaceGiven place;
  std::optional<std::string> urgency, source;
  std::vector<AttachmentGiven> attachments;
  std::optional<ReporterGiven> reporter;
  std::vector<InvolvedGiven> involved;
  bool self_handled = false;
  std::optional<Instant> occurred_at;
};
/// POST /incidents/{id}/followers and /public/followers: who saw the same follows the case (INC-16). `id` is the own
/// record id; `incident` is given by residents, for whom the case has no address of its own.
struct FollowGiven {
  Uuid id, incident;
  std::string text;
  std::vector<AttachmentGiven> attachments;
  std::optional<ReporterGiven> reporter;
  std::optional<std::string> source;
};
struct GridWorkerView {
  std::string name;
  std::optional<std::string> office_phone;
};
struct GridView {
  std::string code, name;
};
/// What a reporter writes down: the number for life and the six digits one can say on the phone.
struct Receipt {
  Uuid id;
  std::string number, code, state;
  std::int64_t version = 0;
  GridView grid;
  std::optional<GridWorkerView> worker;
};

struct MatterRef {
  std::string code, name;
};
struct OwnerView {
  std::optional<std::string> unit_name, person;
};
struct RemainingView {
  std::int64_t minutes = 0;  ///< negative when overdue
  std::string unit;          ///< "working" or "natural"
};
struct PointView {
  double lon = 0, lat = 0;  ///< WGS84 degrees
};
/// The order of another system a case is: its number and its clock, which ours never moves.
struct OutsideView {
  std::string system, name, number;
  std::optional<Instant> due, answered_at;
  std::string tone;  ///< of its clock alone: overdue, soon, normal
};
/// One line of a list (design: console-incidents).
struct IncidentRow {
  Uuid id;
  std::string number, code;
  MatterRef matter;
  std::string title, address, scope_code, grid_name, street_name, state;
  OwnerView owner;
  std::optional<Instant> due, warn;
  bool due_provisional = false, paused = false, overdue = false;
  std::optional<RemainingView> remaining;
  std::string urgency, source;
  Instant reported_at, changed_at;
  PointView place;
  std::int64_t repeat_count = 0;
  bool self_handled = false;
  std::optional<std::string> spot_check;  ///< of a self-handled case: drawn, passed, rejected
  std::int64_t urges = 0;
  std::int64_t assists_open = 0, assists_absent = 0;  ///< units asked to help that are not done; that did not come
  std::int64_t errands_open = 0;                      ///< handed on inside the unit or to a firm, not settled yet
  std::optional<std::string> errand_to;               ///< the unit's team, or somebody's masked name
  std::optional<std::string> supervision, supervision_grade;  ///< open, answered, settled; the newest letter's grade
  std::optional<std::string> suspension_kind;                 ///< kept on the books for this kind of cause
  std::optional<LocalDate> review_on;
  std::optional<OutsideView> outside;
  std::vector<std::string> asked;  ///< what waits for an answer: return, extension, suspension, withdrawal
  std::int64_t version = 0;
};
/// A supervision letter (DSP-05) as the board lists it.
struct SupervisionRow {
  Uuid id;
  std::string number, grade, state;  ///< ordinary, important, listed; open, answered, settled
  std::optional<std::string> unit_name;
  Instant issued_at;
  std::string issued_by;
  Instant due;  ///< to answer by
  bool overdue = false;
  std::optional<Instant> answered_at;
  std::int64_t rejections = 0;
  Uuid incident;
  std::string incident_number, incident_state, matter_name, address;
};
struct SupervisionPage {
  std::vector<SupervisionRow> items;
  std::string next;
};
/// What is kept on the books, for everybody to read.
struct SuspendedRow {
  std::string number, matter_name, cause_kind;
  LocalDate review_on;
  std::optional<std::string> unit_name;
  std::string community, community_name;
  std::optional<Instant> since;
};
struct SuspendedPage {
  std::vector<SuspendedRow> items;
  std::string next;
};
/// A case that may be about the same, without who reported it and what they wrote; the place is rough.
struct DuplicateView {
  Uuid id;
  MatterRef matter;
  std::string place, state;
  std::int64_t distance_m = 0, days = 0, score = 0;  ///< metres in tens, upwards; whole days; of 100
  bool same_matter = false;
  bool may_follow = false;  ///< not yet answered
  std::int64_t reporters = 0;
  Instant reported_at;
  std::optional<Instant> closed_at;
  std::optional<std::string> number, address;  ///< for staff
};
struct DuplicatesView {
  std::vector<DuplicateView> items;
  std::int64_t radius_m = 0, days = 0;
};
/// A case merged into the one that is shown, or the one it was merged into.
struct MergedView {
  Uuid id;
  std::string number, title, address;
  Instant reported_at;
  std::optional<std::string> description;
  std::optional<OutsideView> outside;  ///< the order it is; its clock counts for the case that goes on
};
struct ReporterView {
  Uuid id, record;
  std::optional<std::string> name, phone;  ///< masked
  std::string source, feedback_state;
  bool consent = false;
  std::string number;  ///< under which they reported: this case's, or that of one merged into it
  bool follows = false, wants_call = false, reached = false;
  std::int64_t attempts = 0;
  std::optional<std::string> rating;
};
struct InvolvedView {
  Uuid id;
  std::string name, role;  ///< name masked
};
struct AttachmentView {
  std::string digest, stage, media_type;
  std::optional<Instant> taken_at;
  std::optional<std::string> by;
  Instant at;                              ///< when it was added
  std::optional<std::string> number = {};  ///< of the merged case it came with
  bool from_errand = false;                ///< of a team or a firm, not yet reported by the unit
};
struct HistoryView {
  std::int64_t seq = 0;
  Instant at;
  std::string action;
  std::optional<std::string> from, to, who, unit_name, note;
  json::value fields;
};
struct ActionOffer {
  std::string name, to;
  bool allowed = false;
  std::optional<std::string> reason, reason_text;
  std::vector<std::string> fields;  ///< needed
  std::string why;
  std::vector<std::string> takes;  ///< optional
};
struct ProgressStep {
  std::string state, label, status;  ///< state: step of the staff bar; status: done, now, next, skipped
  std::optional<std::string> who;
  std::optional<Instant> at, due;
};
struct ClockDay {
  LocalDate day;
  bool workday = false, makeup = false;
  std::int64_t counted_minutes = 0;
  std::string name;
};
struct LimitView {
  std::int64_t count = 0;
  std::string unit;  ///< working_hours, working_days, natural_hours, natural_minutes
};
struct ClockView {
  std::optional<Instant> started, due, warn;
  std::int64_t counted_minutes = 0;
  LimitView limit;
  bool provisional = false;
  std::vector<ClockDay> strip;
};
struct RatingView {
  std::string score;
  std::vector<std::string> reasons;
  std::optional<std::string> text;
  Instant at;
};
struct DutyView {
  std::string duty, who;
};
/// Help asked of another unit (DSP-04): `assist`, or the whistle's `hard`, `joint`, `urgent`.
struct AssistView {
  Uuid id;
  std::string kind;
  std::optional<std::string> unit_name;
  std::string state;
  std::optional<Instant> due;
  bool overdue = false;
  Instant asked_at;
  std::string asked_by;
  std::optional<Instant> arrived_at;
  std::optional<std::string> arrived_by;
  std::optional<std::int64_t> distance_m;  ///< from the case's place, when they checked in with a position
  std::optional<std::string> reason, result, score;
  std::int64_t version = 0;
  std::vector<ActionOffer> actions;
};
/// One line of the list of help asked.
struct AssistRow : AssistView {
  Uuid incident;
  std::string incident_number, incident_state, matter_name, address;
};
struct AssistPage {
  std::vector<AssistRow> items;
  std::string next;
};
/// POST /incidents/{id}/assists: one unit a request; `whistle` calls it to the place.
struct AssistGiven {
  Uuid id, unit;
  bool whistle = false;
  std::optional<std::string> kind;
  std::string reason;
};
/// What a unit handed on of its case: to a `team` or `person` of its own, or by link to a `firm`.
struct ErrandView {
  Uuid id;
  std::string kind, state;
  std::optional<std::string> hands;                 ///< team, or masked name
  std::optional<std::string> firm, contact, phone;  ///< of a firm; contact and phone masked
  bool mine = false;                                ///< in the reader's hands
  Instant asked_at;
  std::string asked_by;
  std::optional<Instant> due;  ///< end of the link
  std::optional<Instant> opened_at, arrived_at, reported_at, closed_at;
  std::optional<std::string> text, result;
  std::int64_t version = 0;
  std::vector<HistoryView> steps;
  std::vector<ActionOffer> actions;
};
struct IncidentView : IncidentRow {
  std::optional<std::string> description;
  bool reporters_hidden = false;  ///< the reader handles the case and has no consent
  std::vector<ReporterView> reporters;
  std::vector<InvolvedView> involved;
  std::vector<AttachmentView> attachments;
  std::vector<HistoryView> history;
  std::vector<ActionOffer> actions;
  std::vector<ProgressStep> progress;
  std::optional<ClockView> clock;
  std::optional<RatingView> rating;
  std::optional<std::string> outcome;
  std::vector<DutyView> separation;
  std::vector<AssistView> assists;
  bool may_ask_assist = false;
  std::vector<ErrandView> errands;
  bool may_hand_on = false, may_ask_firm = false;
  std::optional<routing::Proposal> proposal;  ///< where the rules would dispatch it, while that is to be done
  std::optional<std::string> filing_standard, closing_standard;
  std::optional<std::string> first_asked;  ///< who owes the reporters the answer (APT-01)
  bool first_asked_is_me = false;
  std::vector<MergedView> merged;         ///< into this one
  std::optional<MergedView> merged_into;  ///< the case that goes on
};
/// POST /incidents/{id}/actions
struct ActionGiven {
  Uuid id;
  std::string action;
  std::int64_t version = 0;
  json::value fields;
};
struct RatingGiven {
  Uuid id;
  std::string score;
  std::vector<std::string> reasons;
  std::optional<std::string> text;
};
struct WithdrawalGiven {
  Uuid id;
  std::string reason;
};
struct UrgingGiven {
  Uuid id;
  std::optional<std::string> note;
};
struct AdditionGiven {
  Uuid id;
  std::string text;
  std::vector<AttachmentGiven> attachments;
};
struct RevealGiven {
  std::optional<Uuid> id;
  std::string purpose;
};
/// POST /callers: whose earlier cases are asked for; in the body, so that no phone stands in an address.
struct CallerGiven {
  std::string phone;
};
/// A place an earlier case or a division of that name was at.
struct FoundPlace {
  std::string name, code;
  double lon = 0, lat = 0;
};
struct FoundPlaces {
  std::vector<FoundPlace> items;
};
struct ColleagueView {
  Uuid person;
  std::string name, role;
  std::optional<std::string> unit_name;
};
struct ColleaguesView {
  std::vector<ColleagueView> items;
};
/// POST /incidents/exports: what the list leaves the program for.
struct ExportGiven {
  Uuid id;
  std::string purpose;
  std::optional<std::vector<Uuid>> cases;  ///< only these, whatever the filters say
};
struct ContactView {
  std::optional<std::string> name, phone;  ///< in clear, audited
};
struct FollowStep {
  std::string key, state;
  std::optional<Instant> at;
};
struct FollowEvent {
  Instant at;
  std::string text_key;
  std::optional<std::string> by_unit, note;
};
/// What a resident sees of the own report (PUB-04).
struct AddressView {
  std::string address;
};
struct FollowView {
  std::string number, matter_name, state;
  AddressView place;
  Instant reported_at;
  std::vector<FollowStep> steps;
  std::optional<std::string> answerable, result, rating;
  std::optional<Instant> due;
  bool overdue = false;
  bool withdrawal_asked = false;       ///< taken back, and not yet confirmed by somebody
  std::optional<LocalDate> review_on;  ///< kept on the books until this day
  std::vector<AttachmentView> photos;
  std::vector<FollowEvent> timeline;
  std::optional<std::string> merged_with;  ///< number of the case that goes on for both
  std::int64_t others = 0;                 ///< who reported the same
  std::vector<std::string> actions;
  GridView grid;
  std::optional<GridWorkerView> worker;
  std::int64_t version = 0;
};
struct ChannelView {
  std::string code, name, phone, hint;
};
struct MatterView {
  std::string code, name;
  MatterRef major, middle;
  std::string hint;
  bool urgent = false, self_handled = false, open_to_public = false, collector_may_check = false;
  LimitView limit;
  std::vector<std::string> evidence;
  std::string filing_standard, closing_standard, default_unit_kind;
  bool in_force = true;                ///< may be filed today in the area asked for
  std::optional<ChannelView> channel;  ///< where to turn with it otherwise
};
/// The list by which an area's matters are in force today.
struct AreaListView {
  std::string district, name;
  bool own = false;  ///< else the city's catalogue counts whole
  std::optional<std::int64_t> version;
  std::optional<LocalDate> valid_from;
  std::optional<std::string> decided_by;
  bool example = false;
};
struct CatalogueView {
  std::optional<AreaListView> list;  ///< of the area asked for
  std::string version, label;
  bool example = false;
  std::int64_t majors = 0, middles = 0;
  std::vector<MatterView> items;
};
struct MapPoint {
  Uuid id;
  double lon = 0, lat = 0;
  std::string state, tone;
};
struct MapCluster {
  std::string code, name;
  double lon = 0, lat = 0;
  std::int64_t count = 0, overdue = 0, soon = 0;
};
struct MapView {
  std::vector<MapPoint> points;
  std::vector<MapCluster> clusters;
  std::int64_t total = 0;
};
struct WorkbenchCount {
  std::string key;
  std::int64_t count = 0, overdue = 0;
  json::value view;  ///< the list's filters that show these rows
};
struct TrendDay {
  LocalDate day;
  std::int64_t collected = 0, closed = 0;
};
struct TodayView {
  std::int64_t working_minutes_left = 0;
};
struct WorkbenchView {
  std::vector<WorkbenchCount> counts;
  std::vector<IncidentRow> next;
  TodayView today;
  std::vector<TrendDay> trend;
};
/// Closed, solved and satisfied are three figures; self-handled and cancelled stand beside (INC-19).
struct RateView {
  std::int64_t numerator = 0, denominator = 0;
  std::optional<std::string> per_cent;  ///< one decimal, rounded half up; nothing for an empty denominator
};
struct LoopFigures {
  LocalDate from, to;
  RateView closed, solved;  ///< of the collected
  RateView satisfied;       ///< of the rated
  std::int64_t self_handled = 0, cancelled = 0, withdrawn = 0, merged = 0, followed = 0, unreachable = 0;
  std::int64_t spot_drawn = 0;           ///< of the self-handled, by chance
  RateView spot_checked, spot_rejected;  ///< of the drawn; of the drawn and checked
};

extern const Descriptor kNewReport, kNewPublicReport, kChannelReport, kReceipt, kIncidentRow, kIncidentView, kAssistRow,
    kAssistGiven, kSupervisionRow, kSuspendedRow, kActionGiven, kRatingGiven, kWithdrawalGiven, kUrgingGiven,
    kAdditionGiven, kRevealGiven, kExportGiven, kContactView, kFollowView, kCatalogueView, kMapView, kWorkbenchView,
    kLoopFigures, kFollowGiven, kPublicFollowGiven, kDuplicatesView, kCallerGiven, kFoundPlaces, kColleaguesView;

}  // namespace linli::incidents
