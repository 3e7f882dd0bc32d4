#include "platform/http/openapi.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <set>
#include <stdexcept>

#include "platform/http/url.hpp"

namespace linli::http {
namespace {

constexpr std::string_view kLanguage = text::Messages::kDefault;

/// Everything the document says about one field type, before the field's own rules.
json::object plain_schema(FieldType type) {
  switch (type) {
    case FieldType::text:
      return {{"type", "string"}};
    case FieldType::integer:
    case FieldType::fen:
      return {{"type", "integer"}, {"format", "int64"}};
    case FieldType::boolean:
      return {{"type", "boolean"}};
    case FieldType::instant:
      return {{"type", "string"}, {"format", "date-time"}};
    case FieldType::date:
      return {{"type", "string"}, {"format", "date"}};
    case FieldType::uuid:
      return {{"type", "string"}, {"format", "uuid"}};
    case FieldType::number:
      return {{"type", "number"}};
    case FieldType::decimal_text:
      return {{"type", "string"}, {"pattern", "^-?[0-9]+(\\.[0-9]+)?$"}};
    case FieldType::record:
    case FieldType::json:
      return {};
  }
  return {};
}

const char* sensitivity_name(Sensitivity sensitivity) {
  switch (sensitivity) {
    case Sensitivity::open:
      return "public";
    case Sensitivity::internal:
      return "internal";
    case Sensitivity::personal:
      return "personal";
    case Sensitivity::sensitive:
      return "sensitive";
  }
  return "";
}

json::object reference(const Descriptor& record) {
  return {{"$ref", std::string("#/components/schemas/") + record.name}};
}

/// Schemas of descriptors. What is sent and what is answered differ: a sent record may leave out what is not required,
/// an answered one always has every member.
class Schemas {
 public:
  explicit Schemas(const text::Messages& messages) : messages_(messages) {}

  void add(const Descriptor& record, bool sent) {
    auto [place, fresh] = records_.emplace(record.name, Use{&record, sent});
    Use& use = place->second;
    if (use.record != &record && json::value(schema_of(*use.record, false)) != json::value(schema_of(record, false)))
      throw std::logic_error(std::string("two descriptors named ") + record.name);
    const bool news = fresh || (sent && !use.sent);
    use.sent = use.sent || sent;
    if (!news) return;
    for (const Field& field : record.fields)
      if (field.record) add(*field.record, sent);
  }

  json::object all() const {
    json::object schemas;
    for (const auto& [name, use] : records_) schemas[name] = schema_of(*use.record, use.sent);
    return schemas;
  }

 private:
  struct Use {
    const Descriptor* record;
    bool sent;
  };

  json::object schema_of(const Descriptor& record, bool sent) const {
    json::object properties;
    json::array required;
    for (const Field& field : record.fields) {
      properties[field.name] = field_schema(record, field);
      if (sent ? field.required : true) required.emplace_back(field.name);
    }
    json::object schema{{"type", "object"}, {"additionalProperties", false}, {"properties", std::move(properties)}};
    if (!required.empty()) schema["required"] = std::move(required);
    return schema;
  }

  json::object field_schema(const Descriptor& record, const Field& field) const {
    json::object item = field.record ? reference(*field.record) : plain_schema(field.type);
    if (!field.one_of.empty()) {
      json::array& values = item["enum"].emplace_array();
      for (const char* value : field.one_of) values.emplace_back(value);
    }
    if (*field.pattern) item["pattern"] = std::string("^(?:") + field.pattern + ")$";
    const bool whole = field.type == FieldType::integer || field.type == FieldType::fen;
    auto number = [&](double value) {
      return whole ? json::value(static_cast<std::int64_t>(value)) : json::value(value);
    };
    if (field.at_least) item["minimum"] = number(*field.at_least);
    if (field.at_most) item["maximum"] = number(*field.at_most);
    if (!field.list) add_lengths(item, field, "minLength", "maxLength");
    if (field.list) {
      json::object list{{"type", "array"}, {"items", std::move(item)}};
      add_lengths(list, field, "minItems", "maxItems");
      item = std::move(list);
    }
    if (field.optional) allow_null(item);
    const std::string label = *field.label ? field.label : std::string("field.") + record.name + "." + field.name;
    if (std::string title = messages_.text_or_empty(kLanguage, label); !title.empty()) item["title"] = title;
    if (field.read_only) item["readOnly"] = true;
    if (*field.unit) item["x-unit"] = field.unit;
    if (field.sensitivity != Sensitivity::internal) item["x-sensitivity"] = sensitivity_name(field.sensitivity);
    return item;
  }

  static void add_lengths(json::object& schema, const Field& field, const char* least, const char* most) {
    if (field.min_length) schema[least] = *field.min_length;
    if (field.max_length) schema[most] = *field.max_length;
  }

  static void allow_null(json::object& schema) {
    if (auto* type = schema.if_contains("type")) {
      *type = json::array{*type, "null"};
      if (auto* values = schema.if_contains("enum")) values->as_array().emplace_back(nullptr);
    } else if (schema.contains("$ref")) {
      schema = {{"oneOf", json::array{std::move(schema), json::object{{"type", "null"}}}}};
    }
  }

  const text::Messages& messages_;
  std::map<std::string, Use> records_;
};

json::object parameter(const char* place, std::string_view name, json::object schema, bool required) {
  return {{"name", name}, {"in", place}, {"required", required}, {"schema", std::move(schema)}};
}

json::array parameters_of(const Route& route) {
  json::array parameters;
  for (std::string_view rest = route.pattern;;) {
    const auto open = rest.find('{');
    if (open == std::string_view::npos) break;
    const auto close = rest.find('}', open);
    parameters.push_back(parameter("path", rest.substr(open + 1, close - open - 1), {{"type", "string"}}, true));
    rest.remove_prefix(close + 1);
  }
  for (const QueryParameter& query : route.query) {
    if (std::string_view(query.name) == "*") continue;  // any: see Router
    json::object described = parameter("query", query.name, plain_schema(query.type), false);
    if (*query.summary) described["description"] = query.summary;
    parameters.push_back(std::move(described));
  }
  return parameters;
}

json::object content(const char* type, json::object schema) {
  return {{type, json::object{{"schema", std::move(schema)}}}};
}

json::object page_schema(const Descriptor& row) {
  return {{"type", "object"},
          {"properties",
           {{"items", {{"type", "array"}, {"items", reference(row)}}}, {"next", {{"type", {"string", "null"}}}}}},
          {"required", {"items", "next"}}};
}

json::object responses_of(const Route& route, const text::Messages& messages) {
  json::object good{{"description", messages.text(kLanguage, "api.good")}};
  if (route.answer)
    good["content"] =
        content("application/json", route.answer_is_page ? page_schema(*route.answer) : reference(*route.answer));
  else if (route.success != 204)
    good["content"] = content(route.answer_type, {});
  return {{std::to_string(route.success), std::move(good)},
          {"default",
           {{"description", messages.text(kLanguage, "api.problem")},
            {"content", content("application/problem+json", {{"$ref", "#/components/schemas/Problem"}})}}}};
}

json::object operation_of(const Route& route, const text::Messages& messages) {
  json::object operation{{"operationId", route.operation}};
  if (*route.tag) operation["tags"] = json::array{route.tag};
  if (std::string summary = messages.text_or_empty(kLanguage, std::string("operation.") + route.operation);
      !summary.empty())
    operation["summary"] = summary;
  if (*route.permission) {
    operation["security"] =
        json::array{json::object{{"session", json::array{}}}, json::object{{"token", json::array{}}}};
    operation["x-permission"] = route.permission;
  } else {
    operation["security"] = json::array{};
  }
  if (json::array parameters = parameters_of(route); !parameters.empty())
    operation["parameters"] = std::move(parameters);
  if (route.body)
    operation["requestBody"] = {{"required", true}, {"content", content("application/json", reference(*route.body))}};
  else if (route.raw_body)
    operation["requestBody"] = {{"required", true},
                                {"content", content("*/*", {{"type", "string"}, {"format", "binary"}})},
                                {"x-largest-bytes", route.body_limit}};
  operation["responses"] = responses_of(route, messages);
  return operation;
}

json::object problem_schema() {
  json::object text{{"type", "string"}};
  json::object mistake{{"type", "object"},
                       {"properties", {{"field", text}, {"code", text}, {"title", text}}},
                       {"required", {"field", "code", "title"}}};
  return {{"type", "object"},
          {"properties",
           {{"type", text},
            {"title", text},
            {"status", {{"type", "integer"}}},
            {"code", text},
            {"request_id", text},
            {"values", {{"type", "object"}, {"additionalProperties", text}}},
            {"errors", {{"type", "array"}, {"items", std::move(mistake)}}}}},
          {"required", {"type", "title", "status", "code", "request_id", "errors"}}};
}

std::string lower_name(Method method) {
  std::string name = name_of(method);
  for (char& c : name) c = static_cast<char>(std::tolower(c));
  return name;
}

json::array tags_of(const std::vector<Route>& routes, const text::Messages& messages) {
  std::set<std::string> names;
  for (const Route& route : routes)
    if (*route.tag) names.insert(route.tag);
  json::array tags;
  for (const std::string& name : names) {
    json::object tag{{"name", name}};
    if (std::string about = messages.text_or_empty(kLanguage, "tag." + name); !about.empty())
      tag["description"] = about;
    tags.push_back(std::move(tag));
  }
  return tags;
}

void print(std::string& out, const json::value& value, std::size_t depth) {
  const std::string inner(2 * (depth + 1), ' '), outer(2 * depth, ' ');
  if (const auto* object = value.if_object(); object && !object->empty()) {
    const char* separator = "{\n";
    for (const auto& [name, member] : *object) {
      out.append(separator).append(inner).append(json::serialize(json::value(name))).append(": ");
      print(out, member, depth + 1);
      separator = ",\n";
    }
    out.append("\n").append(outer).append("}");
  } else if (const auto* array = value.if_array(); array && !array->empty()) {
    const char* separator = "[\n";
    for (const json::value& item : *array) {
      out.append(separator).append(inner);
      print(out, item, depth + 1);
      separator = ",\n";
    }
    out.append("\n").append(outer).append("]");
  } else {
    out.append(json::serialize(value));
  }
}

}  // namespace

std::string openapi(const std::vector<Route>& routes, const text::Messages& messages) {
  Schemas schemas(messages);
  std::map<std::string, std::map<Method, json::object>> operations;
  std::set<std::string> names;
  for (const Route& route : routes) {
    if (!names.insert(route.operation).second)
      throw std::logic_error(std::string("two operations named ") + route.operation);
    if (route.body) schemas.add(*route.body, true);
    if (route.answer) schemas.add(*route.answer, false);
    operations[route.pattern][route.method] = operation_of(route, messages);
  }
  json::object paths;
  for (auto& [pattern, by_method] : operations) {
    json::object& path = paths[pattern].emplace_object();
    for (auto& [method, operation] : by_method) path[lower_name(method)] = std::move(operation);
  }
  json::object all = schemas.all();
  all["Problem"] = problem_schema();
  json::object document{{"openapi", "3.1.0"},
                        {"info",
                         {{"title", messages.text(kLanguage, "api.title")},
                          {"version", "1"},
                          {"description", messages.text(kLanguage, "api.about")},
                          {"license", {{"name", "Apache-2.0"}, {"identifier", "Apache-2.0"}}}}},
                        {"tags", tags_of(routes, messages)},
                        {"paths", std::move(paths)},
                        {"components",
                         {{"schemas", std::move(all)},
                          {"securitySchemes",
                           {{"session", {{"type", "apiKey"}, {"in", "cookie"}, {"name", "linli_session"}}},
                            {"token", {{"type", "http"}, {"scheme", "bearer"}}}}}}}};
  std::string text;
  print(text, document, 0);
  return text + "\n";
}

}  // namespace linli::http
