#include "tests/hostile/request.hpp"

namespace linli::hostile {
namespace json = boost::json;
namespace {

json::value plausible_one(const Field& f, const Known& known) {
  const std::string name = f.name;
  switch (f.type) {
    case FieldType::text:
      if (!f.one_of.empty()) return f.one_of.front();
      if (name == "grid" || name == "scope" || name == "code") return json::string(known.code);
      return json::string(std::string(std::max<std::size_t>(f.min_length.value_or(1), 1), 'x'));
    case FieldType::decimal_text:
      return "1.5";
    case FieldType::integer:
    case FieldType::fen:
      return static_cast<std::int64_t>(f.at_least.value_or(1));
    case FieldType::number:
      if (name == "lon") return known.place.lon();
      if (name == "lat") return known.place.lat();
      return f.at_least.value_or(1);
    case FieldType::boolean:
      return false;
    case FieldType::instant:
      return json::string(to_text(known.now));
    case FieldType::date:
      return json::string(to_text(known.today));
    case FieldType::uuid:
      return json::string(known.id.text());
    case FieldType::record:
      return plausible(*f.record, known);
    case FieldType::json:
      return json::object{};
  }
  return nullptr;
}

void collect(const Descriptor& d, const std::string& prefix, std::vector<Member>& found) {
  for (const Field& f : d.fields) {
    if (f.read_only) continue;
    std::string path = prefix + f.name;
    found.push_back({path, &f, false});
    if (f.list) found.push_back({path += "[0]", &f, true});
    if (f.type == FieldType::record) collect(*f.record, path + ".", found);
  }
}

/// The place in `body` the path names.
json::value& at(json::value& body, std::string_view path) {
  json::value* here = &body;
  while (!path.empty()) {
    const auto end = std::min(path.find_first_of(".["), path.size());
    if (end > 0) here = &here->as_object()[path.substr(0, end)];
    path.remove_prefix(end);
    if (path.starts_with("[0]")) {
      here = &here->as_array().at(0);
      path.remove_prefix(3);
    }
    if (path.starts_with('.')) path.remove_prefix(1);
  }
  return *here;
}

}  // namespace

json::object plausible(const Descriptor& d, const Known& known) {
  json::object body;
  for (const Field& f : d.fields) {
    if (f.read_only) continue;
    json::value one = plausible_one(f, known);
    body[f.name] = f.list ? json::value(json::array{std::move(one)}) : std::move(one);
  }
  return body;
}

std::vector<Member> members(const Descriptor& d) {
  std::vector<Member> found;
  collect(d, "", found);
  return found;
}

json::object with(json::object body, const std::string& path, const json::value& value) {
  json::value whole = std::move(body);
  at(whole, path) = value;
  return std::move(whole.as_object());
}

std::vector<std::pair<std::string, json::value>> impossible(const Member& member) {
  const Field& f = *member.field;
  std::vector<std::pair<std::string, json::value>> values;
  const auto add = [&](const char* name, json::value value) { values.emplace_back(name, std::move(value)); };
  if (f.list && !member.item) {
    add("an object for a list", json::object{});
    add("text for a list", "x");
    if (f.max_length) add("too many items", json::array(*f.max_length + 1, json::value(1)));
    return values;
  }
  if (f.type == FieldType::json) {
    add("text with NUL", json::object{{"a", json::string("a\0b", 3)}});
    return values;
  }
  if (f.type != FieldType::record) add("an object", json::object{{"a", 1}});
  add("a list", json::array{1});
  if (f.type != FieldType::boolean) add("a truth", true);
  switch (f.type) {
    case FieldType::text:
    case FieldType::decimal_text:
      add("a number for text", 17);
      add("text with NUL", json::string("a\0b", 3));
      add("text with an escape character", "\x1b[2J");
      if (!f.list && f.max_length) add("too long a text", json::string(std::string(*f.max_length + 1, '1')));
      if (!f.one_of.empty()) add("none of the choices", "no-such-choice");
      break;
    case FieldType::integer:
    case FieldType::fen:
      add("text for a number", "5");
      add("a half", 1.5);
      add("more than 64 bits", 18446744073709551615ULL);
      add("beyond numbers", 1e300);
      if (f.at_least) add("too small", static_cast<std::int64_t>(*f.at_least) - 1);
      if (f.at_most) add("too large", static_cast<std::int64_t>(*f.at_most) + 1);
      break;
    case FieldType::number:
      add("text for a number", "5");
      if (f.at_least) add("too small", *f.at_least - 1);
      if (f.at_most) add("too large", *f.at_most + 1);
      break;
    case FieldType::boolean:
      add("text for a truth", "true");
      add("a number for a truth", 1);
      break;
    case FieldType::instant:
      add("no such month", "2026-13-01T00:00:00Z");
      add("no zone", "2026-11-01T00:00:00");
      add("a number for an instant", 1795000000);
      add("a leap year that is none", "2026-02-29T00:00:00Z");
      break;
    case FieldType::date:
      add("no such day", "2026-02-30");
      add("another form", "30/11/2026");
      break;
    case FieldType::uuid:
      add("no id", "1");
      add("almost an id", "01a2702d-cee0-7000-bf6b-a700e0dd938");
      break;
    case FieldType::record:
      add("text for a record", "x");
      break;
    case FieldType::json:
      break;
  }
  return values;
}

}  // namespace linli::hostile
