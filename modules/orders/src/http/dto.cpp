#include "http/dto.hpp"

#include "kernel/descriptor_fields.hpp"

namespace linli::orders {
namespace {

using enum Sensitivity;

const Descriptor kOrderPlace{"OrderPlace",
                             {field("lon", &OrderPlace::lon).needed().between(-180, 180).in("deg"),
                              field("lat", &OrderPlace::lat).needed().between(-90, 90).in("deg"),
                              field("system", &OrderPlace::system).among({"wgs84", "cgcs2000", "gcj02", "bd09"})}};
const Descriptor kLineMistake{"OrderLineMistake",
                              {field("field", &LineMistake::field), field("title", &LineMistake::title)}};
const Descriptor kLineView{
    "OrderLine",
    {field("line", &LineView::line), field("number", &LineView::number), field("matter_name", &LineView::matter_name),
     field("address", &LineView::address), field("received_at", &LineView::received_at), field("due", &LineView::due),
     field("state", &LineView::state), field("incident_number", &LineView::incident_number),
     field("mistakes", &LineView::mistakes, kLineMistake)}};
const Descriptor kSystemRef{"OrderSystemRef", {field("code", &SystemRef::code), field("name", &SystemRef::name)}};
const Descriptor kSystemView{"OrderSystem",
                             {field("code", &SystemView::code), field("name", &SystemView::name),
                              field("headings", &SystemView::headings)}};

}  // namespace

const Descriptor kNewOrder{"NewOrder",
                           {field("system", &NewOrder::system).needed().length(1, 20),
                            field("number", &NewOrder::number).needed().length(1, 64),
                            field("matter", &NewOrder::matter).needed().length(1, 100),
                            field("words", &NewOrder::words).needed().length(1, 4000).sensitive(personal),
                            field("address", &NewOrder::address).length(0, 200),
                            field("place", &NewOrder::place, kOrderPlace).needed(),
                            field("name", &NewOrder::name).length(0, 40).sensitive(personal),
                            field("phone", &NewOrder::phone).length(0, 20).sensitive(personal),
                            field("received_at", &NewOrder::received_at).needed(),
                            field("due", &NewOrder::due).needed()}};
const Descriptor kOrderTaken{"OrderTaken",
                             {field("id", &OrderTaken::id), field("number", &OrderTaken::number),
                              field("incident_number", &OrderTaken::incident_number),
                              field("state", &OrderTaken::state)}};
const Descriptor kSheetView{"OrderSheet",
                            {field("fresh", &SheetView::fresh), field("known", &SheetView::known),
                             field("wrong", &SheetView::wrong), field("taken", &SheetView::taken),
                             field("lines", &SheetView::lines, kLineView)}};
const Descriptor kSystemList{"OrderSystems", {field("items", &SystemList::items, kSystemView)}};
const Descriptor kOrderRow{
    "OutsideOrder",
    {field("id", &OrderRow::id), field("system", &OrderRow::system, kSystemRef), field("number", &OrderRow::number),
     field("incident_number", &OrderRow::incident_number), field("received_at", &OrderRow::received_at),
     field("due", &OrderRow::due), field("overdue", &OrderRow::overdue), field("soon", &OrderRow::soon),
     field("incident_state", &OrderRow::incident_state), field("incident_due", &OrderRow::incident_due),
     field("answered_at", &OrderRow::answered_at), field("answered_by", &OrderRow::answered_by),
     field("answered_unit", &OrderRow::answered_unit),
     field("answer", &OrderRow::answer).sensitive(personal)}};
const Descriptor kAnswerGiven{"OrderAnswer",
                              {field("id", &AnswerGiven::id).needed(),
                               field("text", &AnswerGiven::text).needed().length(1, 2000).sensitive(personal)}};

}  // namespace linli::orders
