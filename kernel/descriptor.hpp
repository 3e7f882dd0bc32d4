#pragma once
#include <boost/json/fwd.hpp>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "kernel/refusal.hpp"
#include "kernel/time.hpp"
#include "kernel/uuid.hpp"

namespace linli {

namespace json = boost::json;

/// How widely a field may be seen; decides masking, encryption and what may enter logs, audit and outbox.
enum class Sensitivity { open, internal, personal, sensitive };

/// What a member holds. `decimal_text` is an exact decimal kept as text; `fen` is money in int64 cents.
enum class FieldType { text, integer, boolean, instant, date, uuid, number, fen, decimal_text, record, json };

struct Descriptor;

/// How the bytes of a member are reached without knowing its type; filled by field(), of no interest
/// elsewhere.
struct MemberAccess {
  enum class Storage : std::uint8_t { text, boolean, int32, int64, float64, instant, date, uuid, json, record };
  struct Optional {
    const void* (*get)(const void* optional);  // null when empty
    void* (*emplace)(void* optional);
    void (*reset)(void* optional);
  };
  struct List {
    std::size_t (*size)(const void* list);
    const void* (*item)(const void* list, std::size_t at);
    void* (*append)(void* list);
    void (*clear)(void* list);
  };
  Storage storage = Storage::text;
  const Optional* optional = nullptr;
  const List* list = nullptr;
  std::function<void*(void* record)> locate;
};

/// One member of a record: the single place where its name, type, unit, label, rule and sensitivity stand.
/// Built with field("name", &Record::member) and the chain below; never by hand.
struct Field {
  const char* name = "";  ///< the same spelling in JSON, SQL and C++
  FieldType type = FieldType::text;
  bool required = false;  ///< must be present, and not blank (text), not nil (id)
  bool optional = false;  ///< member is std::optional<>
  bool list = false;      ///< member is std::vector<>
  Sensitivity sensitivity = Sensitivity::internal;
  const char* unit = "";                              ///< "min", "m2", "1e-7deg" ...
  const char* label = "";                             ///< message key; empty = "field.<descriptor>.<name>"
  std::optional<double> at_least, at_most;            ///< of numbers
  std::optional<std::size_t> min_length, max_length;  ///< of text in characters, of lists in items
  const char* pattern = "";                           ///< regular expression for the whole text
  std::vector<const char*> one_of;
  const Descriptor* record = nullptr;  ///< for FieldType::record
  bool read_only = false;              ///< written to clients, refused from them
  MemberAccess access;

  /// The member as JSON; an empty optional is null.
  json::value read(const void* record) const;
  /// Sets the member from JSON, checked as parse_record does; throws Refused{fields}. Null empties an
  /// optional.
  void write(void* record, const json::value& value) const;

  Field needed() && {
    return changed([](Field& f) { f.required = true; });
  }
  Field sensitive(Sensitivity s) && {
    return changed([&](Field& f) { f.sensitivity = s; });
  }
  Field in(const char* u) && {
    return changed([&](Field& f) { f.unit = u; });
  }
  Field labelled(const char* key) && {
    return changed([&](Field& f) { f.label = key; });
  }
  /// Both ends included.
  Field between(double lo, double hi) && {
    return changed([&](Field& f) { f.at_least = lo, f.at_most = hi; });
  }
  Field length(std::size_t lo, std::size_t hi) && {
    return changed([&](Field& f) { f.min_length = lo, f.max_length = hi; });
  }
  /// Syntax common to ICU and ECMAScript, so that it may stand in the OpenAPI document too.
  Field matches(const char* p) && {
    return changed([&](Field& f) { f.pattern = p; });
  }
  Field among(std::vector<const char*> v) && {
    return changed([&](Field& f) { f.one_of = std::move(v); });
  }
  Field answered() && {
    return changed([](Field& f) { f.read_only = true; });
  }
  /// An int64 that is money in cents.
  Field money() && {
    return changed([](Field& f) { f.type = FieldType::fen, f.unit = "fen"; });
  }
  /// A text that holds an exact decimal such as `-12.50`.
  Field decimal() && {
    return changed([](Field& f) { f.type = FieldType::decimal_text; });
  }

 private:
  template <class Change>
  Field changed(Change change) {
    change(*this);
    return std::move(*this);
  }
};

/// A record type or request body as a table of fields. From it come parsing and writing (unknown keys
/// refused), OpenAPI, TypeScript, import and export columns, masking, and the check that the SQL table has
/// these columns.
struct Descriptor {
  const char* name;  ///< CamelCase, the OpenAPI schema's name
  std::vector<Field> fields;
  /// Null when there is no such field.
  const Field* find(std::string_view name) const;
};

/// Supported members: std::string, bool, int, std::int64_t, double, Instant, LocalDate, Uuid, Id<>,
/// json::value, a nested record (pass its descriptor), std::optional<> and std::vector<> of these. Defined in
/// kernel/descriptor_fields.hpp, which only the .cpp files that define descriptors include.
template <class Record, class Member>
Field field(const char* name, Member Record::*member);
template <class Record, class Member>
Field field(const char* name, Member Record::*member, const Descriptor& nested);

/// Reads JSON text into `record`; absent fields keep what they hold, null counts as absent. Text is kept as
/// it came. Collects every mistake and throws one Refused{fields} whose paths look like
/// `attachments[0].digest`: invalid_json too_deep duplicate_key unknown_key read_only required not_text
/// not_integer not_number not_boolean not_object not_list invalid_instant invalid_date invalid_id
/// invalid_decimal unclean_text too_short too_long too_few too_many out_of_range wrong_form not_among.
void parse_record(const Descriptor& d, std::string_view json_text, void* record);
void parse_record(const Descriptor& d, const json::value& value, void* record);
/// Every field in the table's order; an empty optional is written as null.
json::value write_record(const Descriptor& d, const void* record);

template <class Record>
Record parse(const Descriptor& d, std::string_view json_text) {
  Record r{};
  parse_record(d, json_text, &r);
  return r;
}

}  // namespace linli
