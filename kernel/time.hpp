#pragma once
#include <chrono>
#include <memory>
#include <string>
#include <string_view>

namespace linli {

/// A point in time, UTC, microseconds: what is stored and compared.
using Instant = std::chrono::sys_time<std::chrono::microseconds>;
/// A legal date in the city's own calendar; never mixes with Instant.
using LocalDate = std::chrono::local_days;
/// Wall-clock time in the city's zone.
using LocalTime = std::chrono::local_time<std::chrono::microseconds>;

/// Where "now" comes from. Passed in, so that tests and the demo city choose it; no SQL says now().
class Clock {
 public:
  virtual ~Clock() = default;
  virtual Instant now() const = 0;
};

/// The machine's clock.
class SystemClock final : public Clock {
 public:
  Instant now() const override;
};

/// A clock that stands until moved: for tests and for building a past.
class SetClock final : public Clock {
 public:
  explicit SetClock(Instant at) : at_(at) {}
  Instant now() const override { return at_; }
  void set(Instant at) { at_ = at; }
  void advance(std::chrono::microseconds by) { at_ += by; }

 private:
  Instant at_;
};

/// The city's time zone by IANA name (default Asia/Shanghai). Unknown names are Refused{"unknown_time_zone"}.
class CityZone {
 public:
  explicit CityZone(std::string_view iana_name = "Asia/Shanghai");
  ~CityZone();
  CityZone(CityZone&&) noexcept;
  CityZone& operator=(CityZone&&) noexcept;
  LocalTime to_local(Instant at) const;
  LocalDate date_of(Instant at) const;
  /// A wall-clock time skipped or repeated by a clock change takes the earlier reading.
  Instant to_instant(LocalTime at) const;
  const std::string& name() const { return name_; }

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
  std::string name_;
};

/// RFC 3339 in UTC with microseconds when not whole: `2026-11-22T02:43:08Z`.
std::string to_text(Instant at);
/// `2026-11-22`.
std::string to_text(LocalDate date);
/// `20261122`, as it stands in business numbers.
std::string to_compact_text(LocalDate date);
/// RFC 3339 with any offset, or PostgreSQL's `2026-11-22 02:43:08.1+00`; throws Refused{"invalid_instant"}.
Instant parse_instant(std::string_view text);
/// `YYYY-MM-DD`; throws Refused{"invalid_date"}.
LocalDate parse_date(std::string_view text);

}  // namespace linli
