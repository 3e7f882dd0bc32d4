#include "domain/matter_lists.hpp"

namespace linli::incidents {

const ListEntry* MatterList::entry(std::string_view matter, LocalDate day) const {
  for (const ListEntry& e : entries)
    if (e.matter == matter && (!e.valid_from || *e.valid_from <= day) && (!e.valid_to || day <= *e.valid_to)) return &e;
  return nullptr;
}

MatterLists::MatterLists(std::vector<MatterList> decided) : size_(decided.size()) {
  for (MatterList& list : decided) by_district_[list.district].push_back(std::move(list));
}

const MatterList* MatterLists::in_force(std::string_view district, LocalDate day) const {
  const auto lists = by_district_.find(district);
  if (lists == by_district_.end()) return nullptr;
  const MatterList* latest = nullptr;
  for (const MatterList& list : lists->second) {
    if (*list.valid_from > day) continue;
    if (!latest || *list.valid_from > *latest->valid_from ||
        (*list.valid_from == *latest->valid_from && list.version > latest->version))
      latest = &list;
  }
  return latest && latest->valid_to && *latest->valid_to < day ? nullptr : latest;
}

bool MatterLists::admits(std::string_view district, std::string_view matter, LocalDate day) const {
  const MatterList* list = in_force(district, day);
  return !list || list->entry(matter, day);
}

}  // namespace linli::incidents
