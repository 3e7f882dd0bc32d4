#pragma once
#include <boost/json/value.hpp>
#include <concepts>

#include "kernel/descriptor.hpp"

// Only for .cpp files that define descriptors.

namespace linli {
namespace detail {

/// Storage and type of each supported member. A record of its own type is anything else, and needs its
/// descriptor.
template <class T>
struct Stored {
  static constexpr auto storage = MemberAccess::Storage::record;
  static constexpr auto type = FieldType::record;
};
#define LINLI_STORED(T, STORAGE, TYPE)                              \
  template <>                                                       \
  struct Stored<T> {                                                \
    static constexpr auto storage = MemberAccess::Storage::STORAGE; \
    static constexpr auto type = FieldType::TYPE;                   \
  };
LINLI_STORED(std::string, text, text)
LINLI_STORED(bool, boolean, boolean)
LINLI_STORED(int, int32, integer)
LINLI_STORED(std::int64_t, int64, integer)
LINLI_STORED(double, float64, number)
LINLI_STORED(Instant, instant, instant)
LINLI_STORED(LocalDate, date, date)
LINLI_STORED(Uuid, uuid, uuid)
LINLI_STORED(json::value, json, json)
#undef LINLI_STORED
template <class Of>
struct Stored<Id<Of>> : Stored<Uuid> {  // its only member is the Uuid, so both have one address
  static_assert(sizeof(Id<Of>) == sizeof(Uuid));
};

/// Takes std::optional<> and std::vector<> off a member's type.
template <class T>
struct Layers {
  using Value = T;
  static constexpr const MemberAccess::Optional* optional = nullptr;
  static constexpr const MemberAccess::List* list = nullptr;
};
template <class T>
struct Layers<std::vector<T>> {
  static_assert(!std::same_as<T, bool>, "a list of bool has no addressable items");
  using Value = T;
  using List = std::vector<T>;
  static constexpr MemberAccess::List kList{
      [](const void* l) { return static_cast<const List*>(l)->size(); },
      [](const void* l, std::size_t at) -> const void* { return &(*static_cast<const List*>(l))[at]; },
      [](void* l) -> void* { return &static_cast<List*>(l)->emplace_back(); },
      [](void* l) { static_cast<List*>(l)->clear(); }};
  static constexpr const MemberAccess::Optional* optional = nullptr;
  static constexpr const MemberAccess::List* list = &kList;
};
template <class T>
struct Layers<std::optional<T>> {
  using Value = typename Layers<T>::Value;
  using Optional = std::optional<T>;
  static constexpr MemberAccess::Optional kOptional{
      [](const void* o) -> const void* {
        const auto& value = *static_cast<const Optional*>(o);
        return value ? &*value : nullptr;
      },
      [](void* o) -> void* { return &static_cast<Optional*>(o)->emplace(); },
      [](void* o) { static_cast<Optional*>(o)->reset(); }};
  static constexpr const MemberAccess::Optional* optional = &kOptional;
  static constexpr const MemberAccess::List* list = Layers<T>::list;
};

template <class Record, class Member>
Field described(const char* name, Member Record::*member) {
  using Value = typename Layers<Member>::Value;
  Field f;
  f.name = name;
  f.type = Stored<Value>::type;
  f.optional = Layers<Member>::optional != nullptr;
  f.list = Layers<Member>::list != nullptr;
  f.access.storage = Stored<Value>::storage;
  f.access.optional = Layers<Member>::optional;
  f.access.list = Layers<Member>::list;
  f.access.locate = [member](void* record) -> void* { return &(static_cast<Record*>(record)->*member); };
  return f;
}

}  // namespace detail

template <class Record, class Member>
Field field(const char* name, Member Record::*member) {
  using Value = typename detail::Layers<Member>::Value;
  static_assert(detail::Stored<Value>::type != FieldType::record,
                "not a supported member type; for a nested record pass its descriptor");
  return detail::described(name, member);
}

template <class Record, class Member>
Field field(const char* name, Member Record::*member, const Descriptor& nested) {
  using Value = typename detail::Layers<Member>::Value;
  static_assert(detail::Stored<Value>::type == FieldType::record, "only a nested record has a descriptor");
  auto f = detail::described(name, member);
  f.record = &nested;
  return f;
}

}  // namespace linli
