#include "app/services.hpp"

#include <boost/json.hpp>

#include "incidents/channel.hpp"
#include "platform/http/origin.hpp"

namespace linli::open311 {
namespace {

json::object attribute(bool variable, const char* code, const char* datatype, std::string description, int order,
                       std::string hint = "") {
  return {{"variable", variable},
          {"code", code},
          {"datatype", datatype},
          {"required", false},
          {"datatype_description", std::move(hint)},
          {"order", order},
          {"description", std::move(description)},
          {"values", json::array{}}};
}

}  // namespace

json::value discovery(http::Call& call, const Open311& open311) {
  const Settings& settings = open311.settings();
  return json::object{
      {"changeset", settings.changeset},
      {"contact", settings.contact},
      {"key_service", settings.key_service},
      {"endpoints", json::array{json::object{{"specification", "http://wiki.open311.org/GeoReport_v2"},
                                             {"url", http::origin_of(call.request) + "/open311/v2"},
                                             {"changeset", settings.changeset},
                                             {"type", call.app.config().demo.empty() ? "production" : "test"},
                                             {"formats", json::array{"text/xml", "application/json"}}}}}};
}

json::value services(const Open311& open311) {
  json::array list;
  for (const incidents::Matter& matter : incidents::catalogue(open311.context()).matters()) {
    if (!matter.open_to_public) continue;
    list.push_back(json::object{{"service_code", matter.code},
                                {"service_name", matter.name},
                                {"description", matter.filing_standard},
                                {"metadata", true},
                                {"type", "realtime"},
                                {"keywords", matter.major_name + "," + matter.middle_name},
                                {"group", matter.major_name}});
  }
  return list;
}

json::value service_definition(const Open311& open311, const std::string& code) {
  const incidents::Matter& matter = open311.service(code);
  json::object consent = attribute(true, kConsent, "singlevaluelist", open311.text("attribute.consent"), 3);
  consent["values"] = json::array{json::object{{"key", "yes"}, {"name", open311.text("attribute.yes")}},
                                  json::object{{"key", "no"}, {"name", open311.text("attribute.no")}}};
  return json::object{
      {"service_code", matter.code},
      {"attributes", json::array{attribute(false, kStandard, "text", matter.filing_standard, 1),
                                 attribute(true, kOccurred, "datetime", open311.text("attribute.occurred"), 2,
                                           open311.text("attribute.datetime")),
                                 std::move(consent)}}};
}

}  // namespace linli::open311
