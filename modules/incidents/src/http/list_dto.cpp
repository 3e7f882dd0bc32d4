#include "http/list_dto.hpp"

#include <boost/json.hpp>

#include "kernel/descriptor_fields.hpp"

namespace linli::incidents {
namespace {

constexpr std::size_t kMostEntries = 1000;

const Descriptor kMatterList{
    "MatterList",
    {field("district", &MatterList::district), field("version", &MatterList::version),
     field("edition", &MatterList::edition), field("at", &MatterList::at), field("by", &MatterList::by),
     field("note", &MatterList::note), field("decided_by", &MatterList::decided_by),
     field("valid_from", &MatterList::valid_from), field("valid_to", &MatterList::valid_to),
     field("example", &MatterList::example), field("entries", &MatterList::entries, kListEntry)}};

}  // namespace

const Descriptor kListEntry{"MatterListEntry",
                            {field("matter", &ListEntry::matter).needed().matches("[0-9]{6}"),
                             field("focus", &ListEntry::focus).needed().length(2, 300),
                             field("governance", &ListEntry::governance).needed().length(2, 300),
                             field("team", &ListEntry::team).needed().length(2, 300),
                             field("valid_from", &ListEntry::valid_from), field("valid_to", &ListEntry::valid_to)}};
const Descriptor kDistrictListRow{
    "DistrictMatterList",
    {field("code", &DistrictListRow::code), field("name", &DistrictListRow::name), field("own", &DistrictListRow::own),
     field("version", &DistrictListRow::version), field("valid_from", &DistrictListRow::valid_from),
     field("valid_to", &DistrictListRow::valid_to), field("count", &DistrictListRow::count),
     field("example", &DistrictListRow::example), field("draft", &DistrictListRow::draft),
     field("mine", &DistrictListRow::mine)}};
const Descriptor kDistrictListsView{
    "DistrictMatterLists",
    {field("code", &DistrictListsView::code), field("name", &DistrictListsView::name),
     field("mine", &DistrictListsView::mine), field("edition", &DistrictListsView::edition),
     field("draft", &DistrictListsView::draft, kMatterList),
     field("in_force", &DistrictListsView::in_force, kMatterList),
     field("decided", &DistrictListsView::decided, kMatterList)}};
const Descriptor kListDraftGiven{
    "SaveMatterListDraft",
    {field("id", &ListDraftGiven::id).needed(), field("edition", &ListDraftGiven::edition).needed().between(0, 1e15),
     field("note", &ListDraftGiven::note).length(0, 200),
     field("entries", &ListDraftGiven::entries, kListEntry).needed().length(1, kMostEntries)}};
const Descriptor kListDecisionGiven{
    "DecideMatterList",
    {field("id", &ListDecisionGiven::id).needed(),
     field("edition", &ListDecisionGiven::edition).needed().between(1, 1e15),
     field("valid_from", &ListDecisionGiven::valid_from).needed(), field("valid_to", &ListDecisionGiven::valid_to),
     field("decided_by", &ListDecisionGiven::decided_by).needed().length(2, 100)}};

}  // namespace linli::incidents
