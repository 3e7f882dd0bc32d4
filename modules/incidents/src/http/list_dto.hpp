#pragma once
#include "domain/matter_lists.hpp"
#include "kernel/descriptor.hpp"

/// What the routes of the districts' lists take and give; a list's entries are stored in the same form.
namespace linli::incidents {

struct DistrictListRow {
  std::string code, name;
  bool own = false;  ///< has a list of its own in force; else the city's catalogue counts whole
  std::optional<std::int64_t> version;
  std::optional<LocalDate> valid_from, valid_to;
  std::int64_t count = 0;  ///< matters admitted today
  bool example = false, draft = false, mine = false;
};
struct DistrictListsView {
  std::string code, name;
  bool mine = false;  ///< the reader may change and decide
  std::int64_t edition = 0;
  std::optional<MatterList> draft, in_force;
  std::vector<MatterList> decided;  ///< newest first
};
struct ListDraftGiven {
  Uuid id;
  std::int64_t edition = 0;
  std::string note;
  std::vector<ListEntry> entries;
};
struct ListDecisionGiven {
  Uuid id;
  std::int64_t edition = 0;
  LocalDate valid_from{};
  std::optional<LocalDate> valid_to;
  std::string decided_by;
};

extern const Descriptor kListEntry, kDistrictListRow, kDistrictListsView, kListDraftGiven, kListDecisionGiven;

}  // namespace linli::incidents
