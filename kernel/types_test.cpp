// What must not compile: kinds of time, length, place and id that a slip could mix up. Each pair is tried in
// every way a slip would take; a control beside each group shows that the same code compiles for one kind
// alone.
#include <gtest/gtest.h>

#include <concepts>

#include "kernel/calendar.hpp"
#include "kernel/place.hpp"
#include "kernel/uuid.hpp"

namespace linli {
namespace {

template <class A, class B>
concept Assigned = requires(A a, B b) {
  a = b;
};
template <class A, class B>
concept Made = requires(B b) {
  A{b};
}
|| requires(B b) { A(b); };
template <class A, class B>
concept Compared = requires(A a, B b) {
  a == b;
}
|| requires(A a, B b) { a < b; };
template <class A, class B>
concept Subtracted = requires(A a, B b) {
  a - b;
};
template <class A, class B>
concept Added = requires(A a, B b) {
  a + b;
};

template <class A, class B>
constexpr bool kMix = Assigned<A, B> || Assigned<B, A> || Made<A, B> || Made<B, A> || Compared<A, B> ||
                      Compared<B, A> || Subtracted<A, B> || Subtracted<B, A> || Added<A, B> || Added<B, A>;

TEST(Types, InstantsAndLegalDatesNeverMix) {
  static_assert(!kMix<Instant, LocalDate>);
  static_assert(!kMix<Instant, LocalTime>);
  static_assert(Assigned<Instant, Instant> && Subtracted<Instant, Instant> && Compared<LocalDate, LocalDate>);
  static_assert(Compared<LocalDate, LocalTime>);  // both are readings of the city's wall clock
}

template <class Length>
concept Counted = requires(const WorkingCalendar& calendar, Instant from, Length length) {
  calendar.after(from, length);
};

TEST(Types, WorkingAndNaturalLengthsNeverMix) {
  static_assert(!kMix<WorkingMinutes, NaturalMinutes>);
  static_assert(!kMix<WorkingMinutes, WorkingDays>);
  static_assert(!kMix<WorkingDays, NaturalMinutes>);
  static_assert(!kMix<WorkingMinutes, std::chrono::minutes>);
  static_assert(!kMix<NaturalMinutes, LegalDuration>);
  static_assert(Assigned<WorkingMinutes, WorkingMinutes>);
  // Only a length that says its kind can be counted: neither bare numbers nor chrono durations.
  static_assert(Counted<WorkingMinutes> && Counted<WorkingDays> && Counted<NaturalMinutes>);
  static_assert(!Counted<int> && !Counted<std::chrono::minutes>);
}

template <class To, class From>
concept ConvertedToWgs84 = requires(From p) {
  { to_wgs84(p) } -> std::same_as<To>;
};
template <class From>
concept ConvertedToGcj02 = requires(From p) {
  to_gcj02(p);
};
template <class A, class B>
concept Measured = requires(A a, B b) {
  distance_m(a, b);
};

TEST(Types, CoordinateSystemsNeverMix) {
  static_assert(!kMix<Wgs84Point, Gcj02Point>);
  static_assert(!kMix<Wgs84Point, Bd09Point>);
  static_assert(!kMix<Gcj02Point, Bd09Point>);
  static_assert(Assigned<Gcj02Point, Gcj02Point> && Compared<Wgs84Point, Wgs84Point>);
  static_assert(ConvertedToWgs84<Wgs84Point, Gcj02Point> && ConvertedToWgs84<Wgs84Point, Bd09Point>);
  static_assert(!ConvertedToWgs84<Wgs84Point, Wgs84Point>);  // twice would be a shift too many
  static_assert(ConvertedToGcj02<Wgs84Point> && !ConvertedToGcj02<Gcj02Point> && !ConvertedToGcj02<Bd09Point>);
  static_assert(Measured<Wgs84Point, Wgs84Point> && !Measured<Wgs84Point, Gcj02Point>);
}

TEST(Types, IdsOfDifferentThingsNeverMix) {
  using GridId = Id<struct Grid>;
  using CaseId = Id<struct Case>;
  static_assert(!kMix<GridId, CaseId>);
  static_assert(!Assigned<GridId, Uuid> && !Assigned<Uuid, GridId> && !Compared<GridId, Uuid>);
  static_assert(Assigned<GridId, GridId> && Compared<GridId, GridId>);
}

}  // namespace
}  // namespace linli
