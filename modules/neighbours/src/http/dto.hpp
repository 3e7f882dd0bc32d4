#pragma once
#include <optional>
#include <string>
#include <vector>

#include "kernel/descriptor.hpp"

/// What the routes of everyone-is-a-grid-worker take and give.
namespace linli::neighbours {

struct KindView {
  std::string code, name, matter, matter_name;
  bool urgent = false, from_source = false;
};
struct MemberCount {
  std::string kind;
  std::int64_t total = 0, verified = 0;
};
struct GuideView {
  std::string version, introduction;
  std::vector<std::string> steps, members;
  std::vector<KindView> kinds;
  std::vector<MemberCount> joined;
  bool example = false;
};
struct JoinGiven {
  Uuid id;
  std::string kind, name, phone, guide_version;
};
struct MemberView {
  Uuid id;
  std::string kind;
};
struct SpotGiven {
  double lon = 0, lat = 0;
  std::string system = "wgs84", address;
};
struct PhotoGiven {
  std::string digest;
};
struct WhoGiven {
  std::optional<std::string> name, phone;
  bool consent = false;
};
struct ReminderGiven {
  Uuid id;
  std::string kind, text;
  std::optional<SpotGiven> place;
  std::optional<std::string> building;  ///< secret of a building's code: fills in the place
  std::vector<PhotoGiven> photos;
  std::optional<WhoGiven> reporter;
  std::optional<Uuid> member;
  std::optional<std::string> device;  ///< a random name this device gave itself
};
struct ReminderReceipt {
  Uuid id;
  std::string number, code, link, state, grid_name;
};
struct UpdateView {
  Instant at;
  std::string action;
  std::optional<std::string> unit;
};
struct ProgressView {
  std::string number, kind_name, grid_name, state;
  Instant reported_at;
  std::optional<Instant> due, closed_at;
  bool overdue = false, paused = false, may_rate = false;
  std::optional<std::string> answerable, outcome, merged_with, mark;  ///< mark: marked, appealed, upheld, lifted
  std::vector<UpdateView> updates;
};
struct AppealGiven {
  Uuid id;
  std::string text;
};
/// An act that says nothing but its own record id.
struct ActGiven {
  Uuid id;
};
struct LinkRating {
  Uuid id;
  std::string score;
  std::vector<std::string> reasons;
  std::optional<std::string> text;
};
struct BuildingGiven {
  Uuid id;
  std::string label;
  SpotGiven place;
  std::optional<std::string> kind;
};
struct BuildingView {
  std::string label, grid, grid_name;
  double lon = 0, lat = 0;
  std::optional<std::string> kind;
};
struct BuildingCodeView : BuildingView {
  Uuid id;
  std::string secret, made_by;
  Instant made_at;
  std::optional<Instant> withdrawn_at;
};
struct BuildingCodesView {
  std::vector<BuildingCodeView> items;
};
struct MarkGiven {
  Uuid id;
  std::string reason;
};
struct DecisionGiven {
  Uuid id;
  bool upheld = false;
  std::string reason;
};
struct MarkView {
  Uuid id;
  std::string state, person;
  std::optional<std::string> reason, appeal, decision, decided_by;
  Instant marked_at;
  std::optional<Instant> appealed_at, decided_at;
};

extern const Descriptor kGuideView, kJoinGiven, kMemberView, kReminderGiven, kReminderReceipt, kProgressView,
    kAppealGiven, kActGiven, kLinkRating, kBuildingGiven, kBuildingView, kBuildingCodeView, kBuildingCodesView,
    kMarkGiven, kDecisionGiven, kMarkView;

}  // namespace linli::neighbours
