#include "http/dto.hpp"

#include "kernel/descriptor_fields.hpp"

namespace linli::worklists {
namespace {

constexpr std::size_t kLongestName = 200, kMostViews = 1000;  // the city's own figures are smaller

template <class Content>
std::vector<Field> content() {
  return {field("name", &Content::name).needed().length(1, kLongestName),
          field("conditions", &Content::conditions).needed(), field("unit", &Content::unit)};
}
std::vector<Field> given() {
  std::vector<Field> fields = content<ViewGiven>();
  fields.push_back(field("id", &ViewGiven::id).needed());
  return fields;
}

const Descriptor kStale{"StaleCondition",
                        {field("condition", &StaleCondition::condition), field("text", &StaleCondition::text)}};
const Descriptor kUnit{"SharingUnit", {field("id", &UnitView::id), field("name", &UnitView::name)}};

}  // namespace

const Descriptor kViewGiven{"NewView", given()};
const Descriptor kViewContent{"ViewContent", content<ViewContent>()};
const Descriptor kOrderGiven{"ViewOrder", {field("ids", &OrderGiven::ids).needed().length(1, kMostViews)}};
const Descriptor kViewView{
    "View",
    {field("id", &ViewView::id), field("name", &ViewView::name), field("conditions", &ViewView::conditions),
     field("mine", &ViewView::mine), field("by", &ViewView::by), field("unit", &ViewView::unit),
     field("unit_name", &ViewView::unit_name), field("total", &ViewView::total),
     field("stale", &ViewView::stale, kStale)}};
const Descriptor kViewsView{
    "Views",
    {field("items", &ViewsView::items, kViewView), field("units", &ViewsView::units, kUnit),
     field("most", &ViewsView::most), field("name_length", &ViewsView::name_length), field("bulk", &ViewsView::bulk)}};

}  // namespace linli::worklists
