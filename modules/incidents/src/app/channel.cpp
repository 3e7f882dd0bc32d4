#include "incidents/channel.hpp"

#include <boost/json.hpp>

#include "app/report_incident.hpp"
#include "platform/personal/vault.hpp"

namespace linli::incidents {
namespace {

NewReport as_new_report(const ChannelReport& given) {
  NewReport report;
  report.id = given.id;
  report.matter = given.matter;
  report.description = given.words;
  report.place = {given.place.lon(), given.place.lat(), "wgs84", std::nullopt, given.address};
  report.source = given.source;
  report.occurred_at = given.occurred_at;
  for (const ChannelFile& file : given.files) report.attachments.push_back({file.digest, file.stage, file.taken_at});
  if (given.reporter)
    report.reporter =
        ReporterGiven{given.reporter->name, given.reporter->phone, given.reporter->consent, given.reporter->email};
  return report;
}

// Lengths, forms and clean text, as for what comes in by the interface.
NewReport checked(const NewReport& given) {
  NewReport report;
  parse_record(kChannelReport, write_record(kChannelReport, &given), &report);
  return report;
}

// What a second call must say alike to be a retry: everything that was told, in one order.
std::string content_of(const NewReport& report, const std::optional<OutsideOrder>& outside) {
  json::object content = write_record(kChannelReport, &report).as_object();
  if (outside) content["outside"] = {outside->system, outside->number};
  return json::serialize(content);
}

ChannelReceipt receipt_of(const Receipt& receipt) {
  return {receipt.id, receipt.number, receipt.code, receipt.state, receipt.grid.code};
}

}  // namespace

ChannelReceipt file_report(http::Call& call, const ChannelReport& given, Entry entry) {
  Incidents& incidents = call.app.get<Incidents>();
  const NewReport report = checked(as_new_report(given));
  Origin origin;
  origin.outside = given.outside;
  origin.digest = call.app.get<personal::Vault>().digest(content_of(report, given.outside));
  if (entry == Entry::order) {
    access::Principal system;  // the other system by its name, whoever carried its order in
    system.kind = access::Principal::Kind::system;
    system.display = given.outside.value().name;
    http::Call by_system{call.request, call.db, system, call.now, call.app};
    return receipt_of(report_incident(by_system, incidents, report, Intake::order, origin));
  }
  return receipt_of(
      report_incident(call, incidents, report, entry == Entry::reminder ? Intake::open : Intake::staff, origin));
}

const Catalogue& catalogue(const app::Context& context) { return context.get<Incidents>().catalogue(); }

}  // namespace linli::incidents
