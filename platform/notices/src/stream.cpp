#include "stream.hpp"

#include <boost/json.hpp>

namespace linli::notices {
namespace {

namespace json = boost::json;

void add_recipients(http::StreamEvent& heard, const json::value& told) {
  for (const auto& one : told.as_array()) {
    const auto& to = one.as_object();
    if (auto* person = to.if_contains("person")) heard.persons.push_back(Uuid::parse(person->as_string()));
    if (auto* unit = to.if_contains("unit")) heard.units.push_back(Uuid::parse(unit->as_string()));
  }
}

}  // namespace

std::optional<http::StreamEvent> heard(const outbox::Event& event) {
  auto* payload = event.payload->if_object();
  if (!payload) return std::nullopt;
  http::StreamEvent heard;
  heard.id = event.position;
  heard.scope_code = event.scope_code;
  if (event.topic == "notices.added") {
    heard.name = "notice";
    heard.data = json::serialize(json::object{{"id", event.key}});
    add_recipients(heard, payload->at("told"));
    return heard;
  }
  auto* workflow = payload->if_contains("workflow");
  if (!workflow || !workflow->is_string()) return std::nullopt;
  if (auto* root = payload->if_contains("root")) {  // a child's news is news of the case it belongs to
    heard.name = payload->at("root_workflow").as_string();
    heard.data = json::serialize(json::object{{"id", *root}, {"child", event.key}});
    heard.permission = event.topic.substr(0, event.topic.find('.')) + ".view";
    if (auto* unit = payload->if_contains("owner_unit")) heard.units.push_back(Uuid::parse(unit->as_string()));
    return heard;
  }
  heard.name = workflow->get_string();
  heard.data = json::serialize(
      json::object{{"id", event.key}, {"state", payload->at("to")}, {"version", payload->at("version")}});
  heard.permission = event.topic.substr(0, event.topic.find('.')) + ".view";
  if (auto* unit = payload->if_contains("owner_unit")) heard.units.push_back(Uuid::parse(unit->as_string()));
  return heard;
}

}  // namespace linli::notices
