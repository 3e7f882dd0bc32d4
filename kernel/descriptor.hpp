#pragma once
#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json/fwd.hpp>

#include "kernel/place.hpp"
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

/// One member of a record: the single place where its name, type, unit, label, rule and sensitivity stand.
/// Built with field("name", &Record::member) and the chain below; never by hand.
struct Field {
  const char* name = "";  ///< the same spelling in JSON, SQL and C++
  FieldType type = FieldType::text;
  bool required = false;  ///< must be present and, for text, not blank
  bool optional = false;  ///< member is std::optional<>
  bool list = false;      ///< member is std::vector<>
  Sensitivity sensitivity = Sensitivity::internal;
  const char* unit = "";                              ///< "min", "m2", "1e-7deg" ...
  const char* label = "";                             ///< message key; empty = "field.<descriptor>.<name>"
  std::optional<double> at_least, at_most;            ///< of numbers
  std::optional<std::size_t> min_length, max_length;  ///< of text in characters, of lists in items
  const char* pattern = "";                           ///< ECMAScript regular expression for the whole text
  std::vector<const char*> one_of;
  const Descriptor* record = nullptr;  ///< for FieldType::record
  bool read_only = false;              ///< written to clients, refused from them

  // Type-erased access. `read` writes the member as JSON; `write` sets it from already type-checked JSON.
  std::function<json::value(const void* record)> read;
  std::function<void(void* record, const json::value&)> write;

  Field needed() && {
    required = true;
    return std::move(*this);
  }
  Field sensitive(Sensitivity s) && {
    sensitivity = s;
    return std::move(*this);
  }
  Field in(const char* u) && {
    unit = u;
    return std::move(*this);
  }
  Field between(double lo, double hi) && {
    at_least = lo;
    at_most = hi;
    return std::move(*this);
  }
  Field length(std::size_t lo, std::size_t hi) && {
    min_length = lo;
    max_length = hi;
    return std::move(*this);
  }
  Field matches(const char* p) && {
    pattern = p;
    return std::move(*this);
  }
  Field among(std::vector<const char*> v) && {
    one_of = std::move(v);
    return std::move(*this);
  }
  Field answered() && {
    read_only = true;
    return std::move(*this);
  }
};

/// A record type or request body as a table of fields. From it come parsing and writing (unknown keys
/// refused), OpenAPI, TypeScript, import and export columns, masking, and the check that the SQL table has
/// these columns.
struct Descriptor {
  const char* name;  ///< CamelCase, the OpenAPI schema's name
  std::vector<Field> fields;
  const Field* find(std::string_view name) const;
};

/// Supported members: std::string, bool, int, std::int64_t, double, Instant, LocalDate, Uuid, json::value,
/// a nested record (pass its descriptor), std::optional<> and std::vector<> of these. Defined for each
/// supported type in descriptor_fields.hpp, which only the .cpp files that define descriptors include.
template <class Record, class Member>
Field field(const char* name, Member Record::*member);
template <class Record, class Member>
Field field(const char* name, Member Record::*member, const Descriptor& nested);

/// Reads JSON text into `record`. Collects every mistake (wrong type, missing, too long, unknown key, bad
/// JSON) and throws one Refused{fields}.
void parse_record(const Descriptor& d, std::string_view json_text, void* record);
void parse_record(const Descriptor& d, const json::value& value, void* record);
json::value write_record(const Descriptor& d, const void* record);

template <class Record>
Record parse(const Descriptor& d, std::string_view json_text) {
  Record r{};
  parse_record(d, json_text, &r);
  return r;
}

}  // namespace linli
