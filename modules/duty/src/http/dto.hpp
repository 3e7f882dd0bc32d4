#pragma once
#include <boost/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "kernel/descriptor.hpp"

namespace linli::duty {

struct ShiftView {
  Uuid id, unit, person;
  std::optional<std::string> unit_name;
  std::string post, display;
  Instant starts_at, ends_at;
  bool away = false;  ///< on leave during a part of it
};
struct DayView {
  LocalDate day;
  bool workday = false;
  std::string name;  ///< of the holiday or make-up workday
};
struct GapView {
  std::string post;
  Instant from, to;
};
struct MemberView {
  Uuid person;
  std::string display;
  bool leads = false;              ///< fit for duty leader
  std::vector<std::string> roles;  ///< held for the unit: masked names alone do not tell people apart
};
struct TemplateView {
  std::string name, from, to;
};
struct UnitView {
  Uuid id;
  std::string name, kind, kind_name;
  std::vector<ShiftView> on_duty;
  bool mine = false;  ///< the caller keeps its roster
};
struct RosterView {
  Uuid unit;
  std::string unit_name;
  LocalDate from;
  bool mine = false;
  std::vector<DayView> days;
  std::vector<ShiftView> shifts;
  std::vector<GapView> gaps;
  std::vector<MemberView> staff;
  std::vector<TemplateView> templates;
};
/// POST /duty/shifts
struct ShiftGiven {
  Uuid id, unit, person;
  std::string post;
  Instant starts_at, ends_at;
};
struct ActGiven {
  Uuid id;
};
/// POST /duty/copies: the week of `from` once more in the week of `to`.
struct CopyGiven {
  Uuid id, unit;
  LocalDate from, to;
};
struct SkippedView {
  std::string display, why, text;
  Instant starts_at;
};
struct CopyView {
  std::int64_t copied = 0;
  std::vector<SkippedView> skipped;
};

struct GridView {
  std::string grid, name;
  std::optional<Uuid> a, b;
  std::optional<std::string> a_name, b_name;
  std::optional<Uuid> leave;
  std::optional<LocalDate> leave_from, leave_to;
  bool b_away = false;
  std::optional<Uuid> answers;
  bool mine = false;                             ///< the caller answers
  std::optional<std::string> answers_name, gap;  ///< gap: no_deputy, both_away, nobody
};
struct CandidateView {
  Uuid person;
  std::string display, grid, grid_name;
};
struct DeputyGiven {
  Uuid id, person;
};
struct LeaveView {
  Uuid id, person;
  std::string display, kind;
  LocalDate from, to;
};
struct LeaveGiven {
  Uuid id, person;
  std::string kind;
  LocalDate from, to;
};

struct CallView {
  Instant at;
  Uuid incident;
  std::string number, matter, matter_name, action, post, display, area_name;
};
/// A length of time as policy states it.
struct LengthView {
  std::int64_t count = 0;
  std::string unit;
};
/// GET /duty/now: what concerns the caller.
struct NowView {
  Instant at;
  bool off_hours = false;
  std::vector<ShiftView> mine;     ///< shifts the caller is in
  std::vector<ShiftView> on_duty;  ///< of the centre that answers for the caller's ground
  std::vector<ShiftView> leaders;  ///< duty leaders there within the time an order may be filed
  std::vector<GridView> grids;     ///< the caller answers for, or is A or B role of
  std::vector<CallView> calls;     ///< to the caller, of the last day
  LengthView file_within;          ///< after the act an order may be filed unmarked
};

struct UrgentView {
  Uuid incident;
  std::string number, matter_name, urgency, state, address;
  std::optional<std::string> unit_name;
  std::optional<Instant> due;
  bool overdue = false;
  std::int64_t absent = 0;
};
struct SheetView {
  std::int64_t reported = 0, reported_urgent = 0, closed = 0;
  std::vector<UrgentView> urgent;
  std::vector<CallView> calls;
};
struct HandoverView {
  Uuid id, unit;
  std::string unit_name, by;
  Instant from, to;
  std::optional<std::string> notes, taken_by;
  std::optional<Instant> taken_at;
  std::optional<SheetView> sheet;
  bool may_take = false;
};
struct HandoverGiven {
  Uuid id, unit;
  std::string notes;
};

struct OrderActionView {
  std::string action;
  bool allowed = false;
  std::optional<std::string> reason_text;
  std::vector<std::string> needs, takes;
};
/// A picture an order was filed with, in the shape of a case's evidence.
struct OrderPictureView {
  std::string digest, stage = "during", media_type;
  std::optional<Instant> taken_at;
};
struct OrderPictureGiven {
  std::string digest, stage;
  std::optional<Instant> taken_at;
};
struct OrderView {
  Uuid id, incident;
  std::string number, matter_name, state, by, allowed_by;
  Instant acted_at, filed_at;
  bool late = false, overdue = false;
  std::optional<Instant> due;
  std::int64_t version = 0;
  std::optional<std::string> result, late_reason, note;
  std::vector<OrderPictureView> attachments;
  std::vector<OrderActionView> actions;
};
/// POST /incidents/{id}/after-orders
struct OrderGiven {
  Uuid id, allowed_by;
  Instant acted_at;
  std::string result;
  std::optional<std::string> late_reason;
  std::vector<OrderPictureGiven> attachments;
};
struct OrderAct {
  Uuid id;
  std::string action;
  std::optional<std::int64_t> version;
  json::value fields;
};

extern const Descriptor kShiftView, kUnitView, kRosterView, kShiftGiven, kActGiven, kCopyGiven, kCopyView, kGridView,
    kCandidateView, kDeputyGiven, kLeaveView, kLeaveGiven, kNowView, kSheetView, kHandoverView, kHandoverGiven,
    kOrderView, kOrderGiven, kOrderAct;

}  // namespace linli::duty
