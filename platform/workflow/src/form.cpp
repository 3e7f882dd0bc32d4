#include "form.hpp"

#include <boost/json.hpp>

#include "defects.hpp"
#include "kernel/text.hpp"

namespace linli::workflow {
namespace {

using Type = FieldRule::Type;

/// Collects the mistakes of one form.
class FormCheck {
 public:
  FormCheck(const Definition& d, const Action& action, const Attempt& attempt)
      : d_(d), action_(action), attempt_(attempt) {}

  void check() {
    if (attempt_.fields)
      for (const auto& item : *attempt_.fields) {
        std::string name(item.key());
        if (!holds(action_.needs, name) && !holds(action_.takes, name))
          add(name, "unknown_key");
        else if (!item.value().is_null())
          field(name, d_.fields.at(name), item.value());
      }
    for (const auto& name : action_.needs)
      if (!attempt_.has(name)) add(name, "required");
    if (!mistakes_.empty()) throw Refused(std::move(mistakes_));
  }

 private:
  void add(const std::string& name, std::string code, std::map<std::string, std::string> values = {}) {
    mistakes_.push_back({"fields." + name, std::move(code), std::move(values)});
  }

  void field(const std::string& name, const FieldRule& rule, const json::value& value) {
    switch (rule.type) {
      case Type::flag:
        if (!value.is_bool()) add(name, "not_boolean");
        return;
      case Type::figure:
        if (!value.is_int64()) add(name, "not_integer");
        return;
      case Type::list:
        if (!value.is_array()) add(name, "not_list");
        return;
      case Type::record:
        if (!value.is_object()) add(name, "not_object");
        return;
      case Type::duration:
        if (!value.is_object())
          add(name, "not_object");
        else if (!attempt_.duration(name))
          add(name, "wrong_form");
        return;
      case Type::codes:
        if (!value.is_array()) return add(name, "not_list");
        for (const auto& item : value.get_array()) words(name, rule, item);
        return;
      default:
        words(name, rule, value);
    }
  }

  void words(const std::string& name, const FieldRule& rule, const json::value& value) {
    auto* text = value.if_string();
    if (!text) return add(name, "not_text");
    if (!is_clean_utf8(*text)) return add(name, "unclean_text");
    if (text->empty()) return;  // reported as required where it is
    if (rule.type == Type::text && character_count(*text) > rule.max_length)
      return add(name, "too_long", {{"max", std::to_string(rule.max_length)}});
    try {
      if (rule.type == Type::id) Uuid::parse(*text);
      if (rule.type == Type::date) parse_date(*text);
      if (rule.type == Type::instant) parse_instant(*text);
    } catch (const Refused& refused) {
      return add(name, refused.code);
    }
    if (rule.one_of.empty() || holds(rule.one_of, std::string(*text))) return;
    std::string choices;
    for (const auto& one : rule.one_of) choices += (choices.empty() ? "" : ", ") + one;
    add(name, "not_among", {{"choices", choices}});
  }

  const Definition& d_;
  const Action& action_;
  const Attempt& attempt_;
  std::vector<FieldError> mistakes_;
};

}  // namespace

void check_form(const Definition& definition, const Action& action, const Attempt& attempt) {
  FormCheck(definition, action, attempt).check();
}

json::value kept_fields(const Definition& definition, const Attempt& attempt) {
  json::object kept;
  if (attempt.fields)
    for (const auto& item : *attempt.fields) {
      auto type = definition.fields.at(item.key()).type;
      if (type != Type::text && type != Type::list && type != Type::record) kept[item.key()] = item.value();
    }
  return kept;
}

}  // namespace linli::workflow
