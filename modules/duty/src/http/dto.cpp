#include "http/dto.hpp"

#include "kernel/descriptor_fields.hpp"

namespace linli::duty {
namespace {

const Descriptor kDayView{
    "DutyDay", {field("day", &DayView::day), field("workday", &DayView::workday), field("name", &DayView::name)}};
const Descriptor kGapView{"DutyGap",
                          {field("post", &GapView::post), field("from", &GapView::from), field("to", &GapView::to)}};
const Descriptor kMemberView{"DutyMember",
                             {field("person", &MemberView::person), field("display", &MemberView::display),
                              field("leads", &MemberView::leads), field("roles", &MemberView::roles)}};
const Descriptor kTemplateView{
    "DutyTemplate",
    {field("name", &TemplateView::name), field("from", &TemplateView::from), field("to", &TemplateView::to)}};
const Descriptor kSkippedView{"DutySkipped",
                              {field("display", &SkippedView::display), field("why", &SkippedView::why),
                               field("text", &SkippedView::text), field("starts_at", &SkippedView::starts_at)}};
const Descriptor kCallView{
    "DutyCall",
    {field("at", &CallView::at), field("incident", &CallView::incident), field("number", &CallView::number),
     field("matter", &CallView::matter), field("matter_name", &CallView::matter_name),
     field("action", &CallView::action), field("post", &CallView::post), field("display", &CallView::display),
     field("area_name", &CallView::area_name)}};
const Descriptor kUrgentView{"UrgentMatter",
                             {field("incident", &UrgentView::incident), field("number", &UrgentView::number),
                              field("matter_name", &UrgentView::matter_name), field("urgency", &UrgentView::urgency),
                              field("state", &UrgentView::state), field("address", &UrgentView::address),
                              field("unit_name", &UrgentView::unit_name), field("due", &UrgentView::due),
                              field("overdue", &UrgentView::overdue), field("absent", &UrgentView::absent)}};
const Descriptor kOrderActionView{
    "OrderAction",
    {field("action", &OrderActionView::action), field("allowed", &OrderActionView::allowed),
     field("reason_text", &OrderActionView::reason_text), field("needs", &OrderActionView::needs),
     field("takes", &OrderActionView::takes)}};

}  // namespace

const Descriptor kShiftView{
    "DutyShift",
    {field("id", &ShiftView::id), field("unit", &ShiftView::unit), field("unit_name", &ShiftView::unit_name),
     field("post", &ShiftView::post), field("person", &ShiftView::person), field("display", &ShiftView::display),
     field("starts_at", &ShiftView::starts_at), field("ends_at", &ShiftView::ends_at),
     field("away", &ShiftView::away)}};
const Descriptor kUnitView{"DutyUnit",
                           {field("id", &UnitView::id), field("name", &UnitView::name), field("kind", &UnitView::kind),
                            field("kind_name", &UnitView::kind_name), field("on_duty", &UnitView::on_duty, kShiftView),
                            field("mine", &UnitView::mine)}};
const Descriptor kRosterView{
    "DutyRoster",
    {field("unit", &RosterView::unit), field("unit_name", &RosterView::unit_name), field("from", &RosterView::from),
     field("mine", &RosterView::mine), field("days", &RosterView::days, kDayView),
     field("shifts", &RosterView::shifts, kShiftView), field("gaps", &RosterView::gaps, kGapView),
     field("staff", &RosterView::staff, kMemberView), field("templates", &RosterView::templates, kTemplateView)}};
const Descriptor kShiftGiven{
    "ShiftGiven",
    {field("id", &ShiftGiven::id).needed(), field("unit", &ShiftGiven::unit).needed(),
     field("post", &ShiftGiven::post).needed().among({"leader", "officer"}),
     field("person", &ShiftGiven::person).needed(), field("starts_at", &ShiftGiven::starts_at).needed(),
     field("ends_at", &ShiftGiven::ends_at).needed()}};
const Descriptor kActGiven{"DutyAct", {field("id", &ActGiven::id).needed()}};
const Descriptor kCopyGiven{"RosterCopyGiven",
                            {field("id", &CopyGiven::id).needed(), field("unit", &CopyGiven::unit).needed(),
                             field("from", &CopyGiven::from).needed(), field("to", &CopyGiven::to).needed()}};
const Descriptor kCopyView{"RosterCopy",
                           {field("copied", &CopyView::copied), field("skipped", &CopyView::skipped, kSkippedView)}};

const Descriptor kGridView{
    "GridRole",
    {field("grid", &GridView::grid), field("name", &GridView::name), field("a", &GridView::a),
     field("a_name", &GridView::a_name), field("b", &GridView::b), field("b_name", &GridView::b_name),
     field("leave", &GridView::leave), field("leave_from", &GridView::leave_from),
     field("leave_to", &GridView::leave_to), field("b_away", &GridView::b_away), field("answers", &GridView::answers),
     field("answers_name", &GridView::answers_name), field("mine", &GridView::mine), field("gap", &GridView::gap)}};
const Descriptor kCandidateView{"DeputyCandidate",
                                {field("person", &CandidateView::person), field("display", &CandidateView::display),
                                 field("grid", &CandidateView::grid), field("grid_name", &CandidateView::grid_name)}};
const Descriptor kDeputyGiven{"DeputyGiven",
                              {field("id", &DeputyGiven::id).needed(), field("person", &DeputyGiven::person).needed()}};
const Descriptor kLeaveView{
    "Leave",
    {field("id", &LeaveView::id), field("person", &LeaveView::person), field("display", &LeaveView::display),
     field("kind", &LeaveView::kind), field("from", &LeaveView::from), field("to", &LeaveView::to)}};
const Descriptor kLeaveGiven{"LeaveGiven",
                             {field("id", &LeaveGiven::id).needed(), field("person", &LeaveGiven::person).needed(),
                              field("kind", &LeaveGiven::kind).needed().among({"annual", "sick", "official", "other"}),
                              field("from", &LeaveGiven::from).needed(), field("to", &LeaveGiven::to).needed()}};

const Descriptor kLengthView{"DutyLength", {field("count", &LengthView::count), field("unit", &LengthView::unit)}};
const Descriptor kNowView{
    "DutyNow",
    {field("at", &NowView::at), field("off_hours", &NowView::off_hours), field("mine", &NowView::mine, kShiftView),
     field("on_duty", &NowView::on_duty, kShiftView), field("leaders", &NowView::leaders, kShiftView),
     field("grids", &NowView::grids, kGridView), field("calls", &NowView::calls, kCallView),
     field("file_within", &NowView::file_within, kLengthView)}};

const Descriptor kSheetView{
    "HandoverSheet",
    {field("reported", &SheetView::reported), field("reported_urgent", &SheetView::reported_urgent),
     field("closed", &SheetView::closed), field("urgent", &SheetView::urgent, kUrgentView),
     field("calls", &SheetView::calls, kCallView)}};
const Descriptor kHandoverView{
    "Handover",
    {field("id", &HandoverView::id), field("unit", &HandoverView::unit), field("unit_name", &HandoverView::unit_name),
     field("from", &HandoverView::from), field("to", &HandoverView::to), field("by", &HandoverView::by),
     field("notes", &HandoverView::notes).sensitive(Sensitivity::personal), field("taken_at", &HandoverView::taken_at),
     field("taken_by", &HandoverView::taken_by), field("sheet", &HandoverView::sheet, kSheetView),
     field("may_take", &HandoverView::may_take)}};
const Descriptor kHandoverGiven{
    "HandoverGiven",
    {field("id", &HandoverGiven::id).needed(), field("unit", &HandoverGiven::unit).needed(),
     field("notes", &HandoverGiven::notes).length(0, 2000).sensitive(Sensitivity::personal)}};

const Descriptor kOrderPictureView{
    "AfterOrderPicture",
    {field("digest", &OrderPictureView::digest), field("stage", &OrderPictureView::stage),
     field("media_type", &OrderPictureView::media_type), field("taken_at", &OrderPictureView::taken_at)}};
const Descriptor kOrderPictureGiven{
    "AfterOrderPictureGiven",
    {field("digest", &OrderPictureGiven::digest).needed().matches("[0-9a-f]{64}"),
     field("stage", &OrderPictureGiven::stage).among({"during"}), field("taken_at", &OrderPictureGiven::taken_at)}};
const Descriptor kOrderView{
    "AfterOrder",
    {field("id", &OrderView::id), field("incident", &OrderView::incident), field("number", &OrderView::number),
     field("matter_name", &OrderView::matter_name), field("state", &OrderView::state), field("by", &OrderView::by),
     field("allowed_by", &OrderView::allowed_by), field("acted_at", &OrderView::acted_at),
     field("filed_at", &OrderView::filed_at), field("late", &OrderView::late), field("due", &OrderView::due),
     field("overdue", &OrderView::overdue), field("version", &OrderView::version),
     field("result", &OrderView::result).sensitive(Sensitivity::personal),
     field("late_reason", &OrderView::late_reason).sensitive(Sensitivity::personal),
     field("note", &OrderView::note).sensitive(Sensitivity::personal),
     field("attachments", &OrderView::attachments, kOrderPictureView),
     field("actions", &OrderView::actions, kOrderActionView)}};
const Descriptor kOrderGiven{
    "AfterOrderGiven",
    {field("id", &OrderGiven::id).needed(), field("acted_at", &OrderGiven::acted_at).needed(),
     field("allowed_by", &OrderGiven::allowed_by).needed(),
     field("result", &OrderGiven::result).needed().length(2, 2000).sensitive(Sensitivity::personal),
     field("late_reason", &OrderGiven::late_reason).length(2, 1000).sensitive(Sensitivity::personal),
     field("attachments", &OrderGiven::attachments, kOrderPictureGiven).length(0, 12)}};
const Descriptor kOrderAct{"AfterOrderAct",
                           {field("id", &OrderAct::id).needed(), field("action", &OrderAct::action).needed(),
                            field("version", &OrderAct::version), field("fields", &OrderAct::fields)}};

}  // namespace linli::duty
