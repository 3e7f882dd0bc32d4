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
     field("state", &LineView::state).among({"new", "known", "wrong", "taken"}),
     field("incident_number", &LineView::incident_number), field("mistakes", &LineView::mistakes, kLineMistake)}};
const Descriptor kSystemRef{"OrderSystemRef", {field("code", &SystemRef::code), field("name", &SystemRef::name)}};
const Descriptor kSystemView{
    "OrderSystem",
    {field("code", &SystemView::code), field("name", &SystemView::name), field("headings", &SystemView::headings)}};
const Descriptor kAnswerView{
    "OrderAnswer",
    {field("number", &AnswerView::number), field("incident_number", &AnswerView::incident_number),
     field("outcome", &AnswerView::outcome).among({"handled", "sent_back", "cancelled", "withdrawn"}),
     field("outcome_name", &AnswerView::outcome_name), field("result", &AnswerView::result).sensitive(personal),
     field("unit", &AnswerView::unit), field("answered_at", &AnswerView::answered_at)}};
const Descriptor kKeyView{"OrderKey",
                          {field("token", &KeyView::token), field("system", &KeyView::system, kSystemRef),
                           field("bound_at", &KeyView::bound_at), field("bound_by", &KeyView::bound_by)}};

}  // namespace

const Descriptor kNewOrder{
    "NewOrder",
    {field("number", &NewOrder::number).needed().length(1, 64),
     field("matter", &NewOrder::matter).needed().length(1, 100),
     field("words", &NewOrder::words).needed().length(1, 2000).sensitive(personal),
     field("address", &NewOrder::address).length(0, 200), field("place", &NewOrder::place, kOrderPlace).needed(),
     field("name", &NewOrder::name).length(0, 40).sensitive(personal),
     field("phone", &NewOrder::phone).length(0, 20).sensitive(personal),
     field("received_at", &NewOrder::received_at).needed(), field("due", &NewOrder::due).needed()}};
const Descriptor kOrderTaken{"OrderTaken",
                             {field("id", &OrderTaken::id), field("number", &OrderTaken::number),
                              field("incident_number", &OrderTaken::incident_number),
                              field("state", &OrderTaken::state), field("due", &OrderTaken::due)}};
const Descriptor kSheetView{
    "OrderSheet",
    {field("fresh", &SheetView::fresh), field("known", &SheetView::known), field("wrong", &SheetView::wrong),
     field("taken", &SheetView::taken), field("lines", &SheetView::lines, kLineView)}};
const Descriptor kSystemList{"OrderSystems", {field("items", &SystemList::items, kSystemView)}};
const Descriptor kOrderRow{
    "OutsideOrder",
    {field("id", &OrderRow::id), field("system", &OrderRow::system, kSystemRef), field("number", &OrderRow::number),
     field("incident_number", &OrderRow::incident_number), field("received_at", &OrderRow::received_at),
     field("due", &OrderRow::due), field("tone", &OrderRow::tone).among({"overdue", "soon", "normal"}),
     field("incident_state", &OrderRow::incident_state), field("answerable", &OrderRow::answerable),
     field("answered_at", &OrderRow::answered_at),
     field("outcome", &OrderRow::outcome).among({"handled", "sent_back", "cancelled", "withdrawn"}),
     field("answer_unit", &OrderRow::answer_unit), field("answer", &OrderRow::answer).sensitive(personal),
     field("kept_at", &OrderRow::kept_at)}};
const Descriptor kAnswerList{"OrderAnswers", {field("items", &AnswerList::items, kAnswerView)}};
const Descriptor kKeptGiven{"OrderAnswersKept", {field("numbers", &KeptGiven::numbers).needed().length(1, 200)}};
const Descriptor kKeptView{"OrderAnswersLeft", {field("left", &KeptView::left)}};
const Descriptor kKeyGiven{
    "OrderKeyGiven", {field("id", &KeyGiven::id).needed(), field("system", &KeyGiven::system).needed().length(1, 40)}};
const Descriptor kKeyList{"OrderKeys",
                          {field("items", &KeyList::items, kKeyView), field("systems", &KeyList::systems, kSystemRef)}};

}  // namespace linli::orders
