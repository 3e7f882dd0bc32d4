#include "kernel/time.hpp"

#include <unicode/basictz.h>
#include <unicode/timezone.h>

#include <fmt/compile.h>
#include <fmt/format.h>

#include "kernel/refusal.hpp"

namespace linli {
namespace {

using std::chrono::days;
using std::chrono::floor;
using std::chrono::microseconds;
using std::chrono::milliseconds;

/// Reads fixed-width pieces of a text; any mismatch leaves it failed for good.
class Reader {
 public:
  explicit Reader(std::string_view text) : rest_(text) {}
  int digits(std::size_t count) {
    if (rest_.size() < count) return fail();
    int value = 0;
    for (char c : rest_.substr(0, count)) {
      if (c < '0' || c > '9') return fail();
      value = value * 10 + (c - '0');
    }
    rest_.remove_prefix(count);
    return value;
  }
  /// Takes the next character if it is one of `allowed`, otherwise answers 0.
  char take(std::string_view allowed) {
    if (rest_.empty() || allowed.find(rest_.front()) == std::string_view::npos) return 0;
    char c = rest_.front();
    rest_.remove_prefix(1);
    return c;
  }
  void expect(std::string_view allowed) {
    if (!take(allowed)) fail();
  }
  bool next_is_digit() const { return !rest_.empty() && rest_.front() >= '0' && rest_.front() <= '9'; }
  bool finished() const { return ok_ && rest_.empty(); }
  int fail() {
    ok_ = false;
    rest_ = {};
    return 0;
  }

 private:
  std::string_view rest_;
  bool ok_ = true;
};

std::chrono::year_month_day read_date(Reader& in) {
  int year = in.digits(4);
  in.expect("-");
  int month = in.digits(2);
  in.expect("-");
  int day = in.digits(2);
  std::chrono::year_month_day date{std::chrono::year{year}, std::chrono::month(static_cast<unsigned>(month)),
                                   std::chrono::day(static_cast<unsigned>(day))};
  if (!date.ok()) in.fail();
  return date;
}

microseconds read_fraction(Reader& in) {
  if (!in.take(".")) return microseconds{0};
  std::int64_t value = 0;
  int taken = 0;
  if (!in.next_is_digit()) in.fail();
  for (; in.next_is_digit(); ++taken) {
    int digit = in.digits(1);
    if (taken < 6) value = value * 10 + digit;
  }
  for (; taken < 6; ++taken) value *= 10;
  return microseconds{value};
}

/// `Z`, `+08:00`, `+0800`, or PostgreSQL's `+08` and `+08:05:43`.
std::chrono::seconds read_offset(Reader& in) {
  if (in.take("Zz")) return std::chrono::seconds{0};
  char sign = in.take("+-");
  if (!sign) in.fail();
  std::chrono::seconds offset = std::chrono::hours{in.digits(2)};
  if (in.take(":") || in.next_is_digit()) {
    offset += std::chrono::minutes{in.digits(2)};
    if (in.take(":")) offset += std::chrono::seconds{in.digits(2)};
  }
  if (offset >= std::chrono::hours{24}) in.fail();
  return sign == '-' ? -offset : offset;
}

}  // namespace

Instant SystemClock::now() const { return floor<microseconds>(std::chrono::system_clock::now()); }

struct CityZone::Impl {
  std::unique_ptr<icu::BasicTimeZone> zone;

  milliseconds offset_at(milliseconds since_epoch) const {
    std::int32_t raw = 0, dst = 0;
    UErrorCode status = U_ZERO_ERROR;
    zone->getOffset(static_cast<UDate>(since_epoch.count()), false, raw, dst, status);
    return milliseconds{raw + dst};
  }
};

CityZone::CityZone(std::string_view iana_name) : impl_(std::make_unique<Impl>()), name_(iana_name) {
  std::unique_ptr<icu::TimeZone> zone{icu::TimeZone::createTimeZone(
      icu::UnicodeString::fromUTF8({iana_name.data(), static_cast<std::int32_t>(iana_name.size())}))};
  if (!zone || *zone == icu::TimeZone::getUnknown()) throw Refused{"unknown_time_zone", {{"name", name_}}};
  auto* basic = dynamic_cast<icu::BasicTimeZone*>(zone.get());
  if (!basic) throw Refused{"unknown_time_zone", {{"name", name_}}};
  zone.release();
  impl_->zone.reset(basic);
}
CityZone::~CityZone() = default;
CityZone::CityZone(CityZone&&) noexcept = default;
CityZone& CityZone::operator=(CityZone&&) noexcept = default;

LocalTime CityZone::to_local(Instant at) const {
  auto since_epoch = at.time_since_epoch();
  return LocalTime{since_epoch + impl_->offset_at(floor<milliseconds>(since_epoch))};
}

LocalDate CityZone::date_of(Instant at) const { return floor<days>(to_local(at)); }

Instant CityZone::to_instant(LocalTime at) const {
  std::int32_t raw = 0, dst = 0;
  UErrorCode status = U_ZERO_ERROR;
  // A skipped reading takes the offset after the change, a repeated one the offset before: both the earlier.
  impl_->zone->getOffsetFromLocal(static_cast<UDate>(floor<milliseconds>(at.time_since_epoch()).count()),
                                  UCAL_TZ_LOCAL_LATTER, UCAL_TZ_LOCAL_FORMER, raw, dst, status);
  return Instant{at.time_since_epoch() - milliseconds{raw + dst}};
}

std::string to_text(Instant at) {
  auto day = floor<days>(at);
  std::chrono::year_month_day date{day};
  std::chrono::hh_mm_ss time{at - day};
  auto text = fmt::format(FMT_COMPILE("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}"), static_cast<int>(date.year()),
                          static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()), time.hours().count(),
                          time.minutes().count(), time.seconds().count());
  if (time.subseconds().count() != 0) text += fmt::format(FMT_COMPILE(".{:06}"), time.subseconds().count());
  return text + "Z";
}

std::string to_text(LocalDate day) {
  std::chrono::year_month_day date{day};
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()));
}

std::string to_compact_text(LocalDate day) {
  std::chrono::year_month_day date{day};
  return fmt::format("{:04}{:02}{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()));
}

Instant parse_instant(std::string_view text) {
  Reader in{text};
  auto date = read_date(in);
  in.expect("Tt ");
  int hour = in.digits(2);
  in.expect(":");
  int minute = in.digits(2);
  in.expect(":");
  int second = in.digits(2);
  if (hour > 23 || minute > 59 || second > 59) in.fail();
  auto fraction = read_fraction(in);
  auto offset = read_offset(in);
  if (!in.finished()) throw Refused{"invalid_instant", {{"value", std::string(text.substr(0, 40))}}};
  return Instant{std::chrono::sys_days{date}} + std::chrono::hours{hour} + std::chrono::minutes{minute} +
         std::chrono::seconds{second} + fraction - offset;
}

LocalDate parse_date(std::string_view text) {
  Reader in{text};
  auto date = read_date(in);
  if (!in.finished()) throw Refused{"invalid_date", {{"value", std::string(text.substr(0, 40))}}};
  return LocalDate{date};
}

}  // namespace linli
