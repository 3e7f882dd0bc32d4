#include "envelope.hpp"

#include <boost/json.hpp>

namespace linli::webhooks {

namespace json = boost::json;

std::string envelope(const Message& message, const json::value& data) {
  std::string sequence = std::to_string(message.position);
  sequence.insert(0, 20 - std::min<std::size_t>(sequence.size(), 20), '0');  // compared as text
  json::object event{{"specversion", "1.0"},
                     {"id", message.id},
                     {"source", "urn:linli:" + message.city},
                     {"type", "linli." + message.kind},
                     {"subject", message.key},
                     {"time", to_text(message.at)},
                     {"sequence", sequence},
                     {"datacontenttype", "application/json"},
                     {"data", data}};
  return json::serialize(event);
}

json::object outgoing_data(const outbox::Event& event, const Settings& settings) {
  json::object data;
  const json::object* payload = event.payload->if_object();
  if (!payload) return data;
  for (const std::string& key : settings.data)
    if (const json::value* value = payload->if_contains(key); value && !value->is_structured()) data[key] = *value;
  data["scope_code"] = event.scope_code;
  return data;
}

}  // namespace linli::webhooks
