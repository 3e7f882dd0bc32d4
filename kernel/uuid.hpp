#pragma once
#include <array>
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "kernel/time.hpp"

namespace linli {

/// 128-bit id, RFC 9562. All-zero means "none".
struct Uuid {
  std::array<std::uint8_t, 16> bytes{};
  auto operator<=>(const Uuid&) const = default;
  bool is_nil() const;
  std::string text() const;
  /// Throws Refused{"invalid_id"}.
  static Uuid parse(std::string_view text);
  /// Version 7: ordered by time, random otherwise.
  static Uuid v7(Instant at);
};

/// An id that cannot be mistaken for another kind of id: `using IncidentId = Id<struct Incident>`.
template <class Of>
struct Id {
  Uuid value;
  auto operator<=>(const Id&) const = default;
  std::string text() const { return value.text(); }
};

}  // namespace linli
