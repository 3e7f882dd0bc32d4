#include "kernel/descriptor.hpp"

#include <boost/json.hpp>

namespace linli {
namespace {

using Storage = MemberAccess::Storage;

json::value written(const Field& f, const void* value) {
  switch (f.access.storage) {
    case Storage::text:
      return json::value(*static_cast<const std::string*>(value));
    case Storage::boolean:
      return *static_cast<const bool*>(value);
    case Storage::int32:
      return *static_cast<const int*>(value);
    case Storage::int64:
      return *static_cast<const std::int64_t*>(value);
    case Storage::float64:
      return *static_cast<const double*>(value);
    case Storage::instant:
      return json::value(to_text(*static_cast<const Instant*>(value)));
    case Storage::date:
      return json::value(to_text(*static_cast<const LocalDate*>(value)));
    case Storage::uuid:
      return json::value(static_cast<const Uuid*>(value)->text());
    case Storage::json:
      return *static_cast<const json::value*>(value);
    case Storage::record:
      return write_record(*f.record, value);
  }
  return nullptr;
}

}  // namespace

json::value Field::read(const void* record) const {
  const void* value = access.locate(const_cast<void*>(record));
  if (access.optional) value = access.optional->get(value);
  if (!value) return nullptr;
  if (!access.list) return written(*this, value);
  json::array items;
  auto size = access.list->size(value);
  items.reserve(size);
  for (std::size_t i = 0; i < size; ++i) items.push_back(written(*this, access.list->item(value, i)));
  return items;
}

const Field* Descriptor::find(std::string_view wanted) const {
  for (const auto& f : fields) {
    if (wanted == f.name) return &f;
  }
  return nullptr;
}

json::value write_record(const Descriptor& d, const void* record) {
  json::object out;
  out.reserve(d.fields.size());
  for (const auto& f : d.fields) out.emplace(f.name, f.read(record));
  return out;
}

}  // namespace linli
