#include <unicode/regex.h>

#include <boost/json.hpp>
#include <cmath>
#include <cstdlib>
#include <mutex>
#include <unordered_map>

#include "kernel/descriptor.hpp"
#include "kernel/json_text.hpp"
#include "kernel/text.hpp"

namespace linli {
namespace {

using Storage = MemberAccess::Storage;
using Values = std::map<std::string, std::string>;

constexpr std::size_t kMostMistakes = 100;           // more help nobody
constexpr double kExactDouble = 9007199254740992.0;  // 2^53

std::string number_text(double value) {
  json::value shown = value;
  if (std::abs(value) < kExactDouble && value == std::floor(value)) shown = static_cast<std::int64_t>(value);
  return json::serialize(shown);
}

/// Compiled patterns live as long as the program: there are as many as descriptors mention.
const icu::RegexPattern& compiled(const char* pattern) {
  static std::mutex guard;
  static std::unordered_map<std::string, std::unique_ptr<icu::RegexPattern>> known;
  std::lock_guard lock(guard);
  auto& entry = known[pattern];
  if (!entry) {
    UErrorCode status = U_ZERO_ERROR;
    UParseError where;
    entry.reset(icu::RegexPattern::compile(icu::UnicodeString::fromUTF8(pattern), where, status));
    if (U_FAILURE(status)) throw std::logic_error(std::string("bad pattern in a descriptor: ") + pattern);
  }
  return *entry;
}

bool matches(const char* pattern, std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  auto input = icu::UnicodeString::fromUTF8({text.data(), static_cast<std::int32_t>(text.size())});
  std::unique_ptr<icu::RegexMatcher> matcher{compiled(pattern).matcher(input, status)};
  if (U_FAILURE(status)) return false;
  matcher->setTimeLimit(1000, status);  // steps; a pattern that needs more is taken as not matching
  return matcher->matches(status) && U_SUCCESS(status);
}

/// Whole numbers only, also written as 3.0 or 3e2.
std::optional<std::int64_t> whole(const json::value& value) {
  if (const auto* i = value.if_int64()) return *i;
  const auto* d = value.if_double();
  if (d && *d == std::floor(*d) && std::abs(*d) <= kExactDouble) return static_cast<std::int64_t>(*d);
  return std::nullopt;
}

bool is_decimal(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  auto point = text.find('.');
  auto digits = [](std::string_view s) {
    return !s.empty() && s.find_first_not_of("0123456789") == std::string_view::npos;
  };
  if (text.size() > 40 || !digits(text.substr(0, point))) return false;
  return point == std::string_view::npos || digits(text.substr(point + 1));
}

/// One reading of one document: walks value and table together and notes what is wrong where.
class Reading {
 public:
  explicit Reading(std::vector<FieldError> mistakes = {}) : mistakes_(std::move(mistakes)) {}

  void record(const Descriptor& d, const json::value& value, const std::string& path, void* record) {
    const auto* object = value.if_object();
    if (!object) return wrong(path, "not_object");
    auto prefix = path.empty() ? path : path + '.';
    for (const auto& f : d.fields) {
      const auto* found = object->if_contains(f.name);
      if (found && f.read_only) {
        wrong(prefix + f.name, "read_only");
      } else if (!f.read_only) {
        member(f, found, prefix + f.name, record);
      }
    }
    for (const auto& [key, ignored] : *object) {
      std::string_view name{key.data(), key.size()};
      if (d.find(name)) continue;
      wrong(prefix + (is_clean_utf8(name) ? std::string(name.substr(0, 60)) : "?"), "unknown_key");
    }
  }

  /// `found` is null when the key is missing.
  void member(const Field& f, const json::value* found, const std::string& path, void* record) {
    void* target = f.access.locate(record);
    if (!found || found->is_null()) {
      if (f.required) return wrong(path, "required");
      if (found && f.optional) f.access.optional->reset(target);
      if (!found || f.optional || f.type != FieldType::json) return;
    }
    if (f.optional) target = f.access.optional->emplace(target);
    if (!f.list) return one(f, *found, path, target);
    const auto* items = found->if_array();
    if (!items) return wrong(path, "not_list");
    if (f.max_length && items->size() > *f.max_length) {
      return wrong(path, "too_many", {{"max", std::to_string(*f.max_length)}});
    }
    if (f.min_length && items->size() < *f.min_length) {
      wrong(path, "too_few", {{"min", std::to_string(*f.min_length)}});
    }
    f.access.list->clear(target);
    for (std::size_t i = 0; i < items->size(); ++i) {
      one(f, (*items)[i], path + '[' + std::to_string(i) + ']', f.access.list->append(target));
    }
  }

  void finish() {
    if (!mistakes_.empty()) throw Refused{std::move(mistakes_)};
  }

 private:
  void wrong(const std::string& path, const char* code, Values values = {}) {
    if (mistakes_.size() < kMostMistakes) mistakes_.push_back({path, code, std::move(values)});
  }

  void one(const Field& f, const json::value& value, const std::string& path, void* target) {
    switch (f.access.storage) {
      case Storage::text:
        return text(f, value, path, *static_cast<std::string*>(target));
      case Storage::boolean:
        if (!value.is_bool()) return wrong(path, "not_boolean");
        *static_cast<bool*>(target) = value.get_bool();
        return;
      case Storage::int32:
      case Storage::int64:
        return integer(f, value, path, target);
      case Storage::float64:
        return number(f, value, path, *static_cast<double*>(target));
      case Storage::instant:
        converted(value, path, "invalid_instant", *static_cast<Instant*>(target), parse_instant);
        return;
      case Storage::date:
        converted(value, path, "invalid_date", *static_cast<LocalDate*>(target), parse_date);
        return;
      case Storage::uuid:
        if (converted(value, path, "invalid_id", *static_cast<Uuid*>(target), Uuid::parse) && f.required &&
            static_cast<Uuid*>(target)->is_nil()) {
          wrong(path, "required");
        }
        return;
      case Storage::json:
        if (!clean(value)) return wrong(path, "unclean_text");
        *static_cast<json::value*>(target) = value;
        return;
      case Storage::record:
        return record(*f.record, value, path, target);
    }
  }

  void text(const Field& f, const json::value& value, const std::string& path, std::string& target) {
    const auto* string = value.if_string();
    if (!string) return wrong(path, "not_text");
    std::string_view text{string->data(), string->size()};
    if (!is_clean_utf8(text)) return wrong(path, "unclean_text");
    if (f.type == FieldType::decimal_text && !is_decimal(text)) return wrong(path, "invalid_decimal");
    if (f.required && tidied(text).empty()) return wrong(path, "required");
    if (!f.list) {
      auto characters = character_count(text);
      if (f.max_length && characters > *f.max_length) {
        return wrong(path, "too_long", {{"max", std::to_string(*f.max_length)}});
      }
      if (f.min_length && characters < *f.min_length && !(text.empty() && !f.required)) {
        return wrong(path, "too_short", {{"min", std::to_string(*f.min_length)}});
      }
    }
    if (f.type == FieldType::decimal_text && !in_range(f, std::strtod(string->c_str(), nullptr), path)) return;
    if (*f.pattern && !text.empty() && !matches(f.pattern, text)) return wrong(path, "wrong_form");
    if (!f.one_of.empty() && !(text.empty() && !f.required)) {
      bool among = false;
      std::string all;
      for (const char* choice : f.one_of) {
        among = among || text == choice;
        all += (all.empty() ? "" : ", ") + std::string(choice);
      }
      if (!among) return wrong(path, "not_among", {{"choices", all}});
    }
    target = text;
  }

  void integer(const Field& f, const json::value& value, const std::string& path, void* target) {
    if (!value.is_number()) return wrong(path, "not_integer");
    auto number = whole(value);
    bool huge = value.is_uint64() || (value.is_double() && std::abs(value.get_double()) > kExactDouble);
    if (!number && !huge) return wrong(path, "not_integer");
    if (!in_range(f, number ? static_cast<double>(*number) : value.to_number<double>(), path)) return;
    bool small = f.access.storage == Storage::int32;
    if (!number || (small && *number != static_cast<std::int32_t>(*number))) {
      return wrong(path, "out_of_range", range(f));
    }
    if (small) {
      *static_cast<int*>(target) = static_cast<int>(*number);
    } else {
      *static_cast<std::int64_t*>(target) = *number;
    }
  }

  void number(const Field& f, const json::value& value, const std::string& path, double& target) {
    if (!value.is_number()) return wrong(path, "not_number");
    auto number = value.to_number<double>();
    if (!std::isfinite(number)) return wrong(path, "out_of_range", range(f));
    if (in_range(f, number, path)) target = number;
  }

  static Values range(const Field& f) {
    Values values;
    if (f.at_least) values["min"] = number_text(*f.at_least);
    if (f.at_most) values["max"] = number_text(*f.at_most);
    return values;
  }

  bool in_range(const Field& f, double number, const std::string& path) {
    bool good = !(f.at_least && number < *f.at_least) && !(f.at_most && number > *f.at_most);
    if (!good) wrong(path, "out_of_range", range(f));
    return good;
  }

  template <class Target>
  bool converted(const json::value& value, const std::string& path, const char* code, Target& target,
                 Target (*convert)(std::string_view)) {
    const auto* string = value.if_string();
    if (!string) {
      wrong(path, "not_text");
      return false;
    }
    try {
      target = convert({string->data(), string->size()});
      return true;
    } catch (const Refused&) {
      wrong(path, code);
      return false;
    }
  }

  static bool clean(const json::value& value) {
    if (const auto* s = value.if_string()) return is_clean_utf8({s->data(), s->size()});
    if (const auto* list = value.if_array()) {
      for (const auto& item : *list) {
        if (!clean(item)) return false;
      }
    }
    if (const auto* object = value.if_object()) {
      for (const auto& [key, item] : *object) {
        if (!is_clean_utf8({key.data(), key.size()}) || !clean(item)) return false;
      }
    }
    return true;
  }

  std::vector<FieldError> mistakes_;
};

}  // namespace

void Field::write(void* record, const json::value& value) const {
  Reading reading;
  reading.member(*this, &value, name, record);
  reading.finish();
}

void parse_record(const Descriptor& d, std::string_view json_text, void* record) {
  std::vector<FieldError> mistakes;
  auto value = read_json(json_text, mistakes);
  bool unreadable = !mistakes.empty() && mistakes.back().field.empty();
  if (unreadable) throw Refused{std::move(mistakes)};
  Reading reading{std::move(mistakes)};
  reading.record(d, value, "", record);
  reading.finish();
}

void parse_record(const Descriptor& d, const json::value& value, void* record) {
  Reading reading;
  reading.record(d, value, "", record);
  reading.finish();
}

}  // namespace linli
