#pragma once
#include "http/dto.hpp"

/// What the routes of teams, errands and links for firms take and give.
namespace linli::incidents {

/// POST /incidents/{id}/errands: to one team or one person of the unit. `reason`: why it is taken from those who have
/// it.
struct ErrandGiven {
  Uuid id;
  std::optional<Uuid> team, person;
  std::string text;
  std::optional<std::string> reason;
};
/// POST /incidents/{id}/contractor-links
struct FirmGiven {
  Uuid id;
  std::string firm, contact, phone, text;
};
/// The only time the secret is told; a retry tells it again.
struct FirmLinkView {
  Uuid id;
  std::string link;
  Instant expires;
};

/// What a firm sees by its link: what, where, until when; nothing else of the case and nobody's name.
struct FirmTaskView {
  std::string state;  ///< asked, arrived, reported
  std::string number, matter_name, text, address, grid_name;
  double lon = 0, lat = 0;  ///< WGS84 degrees
  std::optional<std::string> unit_name;
  std::optional<Instant> due;  ///< the unit's own
  Instant expires;
  std::optional<Instant> arrived_at, reported_at;
  std::optional<std::string> result;
  std::int64_t photos = 0;  ///< that came with the result
};
struct FirmArrivalGiven {
  Uuid id;
};
struct FirmPhoto {
  std::string digest, stage;  ///< before, after
};
struct FirmReportGiven {
  Uuid id;
  std::string result;
  std::vector<FirmPhoto> photos;
};

struct WorkerView {
  Uuid person;
  std::string name, role;
};
struct TeamView {
  Uuid id;
  std::string name;
  std::vector<WorkerView> members;
};
/// A unit's people and its teams, as a clerk hands cases on and the head registers them.
struct UnitTeamsView {
  Uuid unit;
  std::string unit_name;
  bool may_manage = false;
  std::vector<WorkerView> people;
  std::vector<TeamView> teams;
};
struct TeamsView {
  std::vector<UnitTeamsView> items;
};
struct TeamGiven {
  Uuid id, unit;
  std::string name;
  std::vector<Uuid> members;
};
/// A team as it is from now on; `closed`: it is no more.
struct TeamChange {
  Uuid id;
  std::string name;
  std::vector<Uuid> members;
  bool closed = false;
};

extern const Descriptor kErrandGiven, kFirmGiven, kFirmLinkView, kFirmTaskView, kFirmArrivalGiven, kFirmReportGiven,
    kTeamsView, kTeamGiven, kTeamChange;

}  // namespace linli::incidents
