#include <boost/json.hpp>

#include "kernel/text.hpp"
#include "lengths.hpp"
#include "platform/workflow/workflow.hpp"

namespace linli::workflow {

const Facts::Value& Facts::at(std::string_view name) const {
  auto found = values_.find(name);
  if (found == values_.end()) throw std::logic_error("fact not set: " + std::string(name));
  return found->second;
}
bool Facts::flag(std::string_view name) const { return std::get<bool>(at(name)); }
std::int64_t Facts::figure(std::string_view name) const { return std::get<std::int64_t>(at(name)); }
const std::string& Facts::code(std::string_view name) const { return std::get<std::string>(at(name)); }

namespace {

const json::value* field_of(const Attempt& attempt, std::string_view name) {
  if (!attempt.fields) return nullptr;
  auto found = attempt.fields->find(name);
  return found == attempt.fields->end() || found->value().is_null() ? nullptr : &found->value();
}

}  // namespace

bool Attempt::has(std::string_view field) const {
  auto* value = field_of(*this, field);
  if (!value) return false;
  if (auto* words = value->if_string()) return !tidied(*words).empty();
  if (auto* items = value->if_array()) return !items->empty();
  return true;
}

std::string Attempt::text(std::string_view field) const {
  auto* value = field_of(*this, field);
  auto* words = value ? value->if_string() : nullptr;
  return words ? std::string(*words) : "";
}

bool Attempt::flag(std::string_view field) const {
  auto* value = field_of(*this, field);
  return value && value->is_bool() && value->get_bool();
}

std::optional<Uuid> Attempt::id(std::string_view field) const {
  if (!has(field)) return std::nullopt;
  return Uuid::parse(text(field));
}

std::optional<LegalDuration> Attempt::duration(std::string_view field) const {
  auto* value = field_of(*this, field);
  auto* record = value ? value->if_object() : nullptr;
  if (!record) return std::nullopt;
  auto* count = record->if_contains("count");
  auto* unit = record->if_contains("unit");
  if (!count || !count->is_int64() || !unit || !unit->is_string()) return std::nullopt;
  auto known = unit_of(unit->get_string());
  if (!known || count->get_int64() <= 0) return std::nullopt;
  return LegalDuration{count->get_int64(), *known};
}

}  // namespace linli::workflow
