#include "http/errand_dto.hpp"

#include "kernel/descriptor_fields.hpp"

namespace linli::incidents {
namespace {

constexpr Sensitivity kPersonal = Sensitivity::personal;

const Descriptor kFirmPhoto{"FirmPhoto",
                            {field("digest", &FirmPhoto::digest).needed().matches("[0-9a-f]{64}"),
                             field("stage", &FirmPhoto::stage).needed().among({"before", "after"})}};
const Descriptor kWorkerView{
    "TeamWorker",
    {field("person", &WorkerView::person), field("name", &WorkerView::name), field("role", &WorkerView::role)}};
const Descriptor kTeamView{
    "Team",
    {field("id", &TeamView::id), field("name", &TeamView::name), field("members", &TeamView::members, kWorkerView)}};
const Descriptor kUnitTeamsView{
    "UnitTeams",
    {field("unit", &UnitTeamsView::unit), field("unit_name", &UnitTeamsView::unit_name),
     field("may_manage", &UnitTeamsView::may_manage), field("people", &UnitTeamsView::people, kWorkerView),
     field("teams", &UnitTeamsView::teams, kTeamView)}};

}  // namespace

const Descriptor kErrandGiven{
    "ErrandGiven",
    {field("id", &ErrandGiven::id).needed(), field("team", &ErrandGiven::team), field("person", &ErrandGiven::person),
     field("text", &ErrandGiven::text).needed().length(2, 1000).sensitive(kPersonal),
     field("reason", &ErrandGiven::reason).length(0, 1000).sensitive(kPersonal)}};
const Descriptor kFirmGiven{
    "FirmGiven",
    {field("id", &FirmGiven::id).needed(), field("firm", &FirmGiven::firm).needed().length(2, 60).sensitive(kPersonal),
     field("contact", &FirmGiven::contact).needed().length(1, 40).sensitive(kPersonal),
     field("phone", &FirmGiven::phone).needed().length(5, 20).sensitive(kPersonal),
     field("text", &FirmGiven::text).needed().length(2, 1000).sensitive(kPersonal)}};
const Descriptor kFirmLinkView{
    "FirmLink",
    {field("id", &FirmLinkView::id), field("link", &FirmLinkView::link), field("expires", &FirmLinkView::expires)}};
const Descriptor kFirmTaskView{
    "FirmTask",
    {field("state", &FirmTaskView::state).among({"asked", "arrived", "reported"}),
     field("number", &FirmTaskView::number), field("matter_name", &FirmTaskView::matter_name),
     field("text", &FirmTaskView::text).sensitive(kPersonal), field("address", &FirmTaskView::address),
     field("grid_name", &FirmTaskView::grid_name), field("lon", &FirmTaskView::lon).in("deg"),
     field("lat", &FirmTaskView::lat).in("deg"), field("unit_name", &FirmTaskView::unit_name),
     field("due", &FirmTaskView::due), field("expires", &FirmTaskView::expires),
     field("arrived_at", &FirmTaskView::arrived_at), field("reported_at", &FirmTaskView::reported_at),
     field("result", &FirmTaskView::result).sensitive(kPersonal), field("photos", &FirmTaskView::photos)}};
const Descriptor kFirmArrivalGiven{"FirmArrivalGiven", {field("id", &FirmArrivalGiven::id).needed()}};
const Descriptor kFirmReportGiven{
    "FirmReportGiven",
    {field("id", &FirmReportGiven::id).needed(),
     field("result", &FirmReportGiven::result).needed().length(2, 1000).sensitive(kPersonal),
     field("photos", &FirmReportGiven::photos, kFirmPhoto).length(1, 12)}};
const Descriptor kTeamsView{"UnitsTeams", {field("items", &TeamsView::items, kUnitTeamsView)}};
const Descriptor kTeamGiven{
    "TeamGiven",
    {field("id", &TeamGiven::id).needed(), field("unit", &TeamGiven::unit).needed(),
     field("name", &TeamGiven::name).needed().length(2, 20), field("members", &TeamGiven::members).length(1, 60)}};
const Descriptor kTeamChange{
    "TeamChange",
    {field("id", &TeamChange::id).needed(), field("name", &TeamChange::name).needed().length(2, 20),
     field("members", &TeamChange::members).length(0, 60), field("closed", &TeamChange::closed)}};

}  // namespace linli::incidents
