#include "kernel/calendar.hpp"

#include <algorithm>
#include <numeric>

#include "kernel/refusal.hpp"
#include "kernel/text.hpp"

namespace linli {

std::string to_text(DurationUnit unit) {
  switch (unit) {
    case DurationUnit::working_days:
      return "working_days";
    case DurationUnit::natural_hours:
      return "natural_hours";
    case DurationUnit::natural_minutes:
      return "natural_minutes";
    case DurationUnit::working_minutes:
      return "working_minutes";
    case DurationUnit::working_hours:
      break;
  }
  return "working_hours";
}
namespace {

using std::chrono::days;
using std::chrono::duration_cast;
using std::chrono::microseconds;
using std::chrono::minutes;

constexpr std::int64_t kMostDays = 3660;
constexpr std::int64_t kMostMinutes = kMostDays * 24 * 60;

void check_length(std::int64_t count, std::int64_t most) {
  if (count < 0 || count > most) {
    throw Refused{"duration_out_of_range", {{"count", std::to_string(count)}, {"max", std::to_string(most)}}};
  }
}

bool is_weekend(LocalDate day) {
  std::chrono::weekday weekday{day};
  return weekday == std::chrono::Saturday || weekday == std::chrono::Sunday;
}

std::chrono::year year_of(LocalDate day) { return std::chrono::year_month_day{day}.year(); }

/// The text up to the next `end`, taken off the front of `rest`.
std::string_view cut(std::string_view& rest, char end) {
  auto at = rest.find(end);
  auto piece = rest.substr(0, at);
  rest.remove_prefix(at == std::string_view::npos ? rest.size() : at + 1);
  return piece;
}

}  // namespace

WorkingCalendar::WorkingCalendar(WorkingDayPlan plan, const CityZone& zone) : plan_(std::move(plan)), zone_(&zone) {
  minutes last{0};
  bool good = !plan_.spans.empty();
  for (const auto& span : plan_.spans) {
    good = good && span.from >= last && span.from < span.to;
    last = span.to;
  }
  if (!good || last > days{1}) throw Refused{"invalid_working_day_plan"};
}

void WorkingCalendar::import_csv(std::string_view csv) {
  if (csv.starts_with("\xef\xbb\xbf")) csv.remove_prefix(3);
  std::map<LocalDate, Exception> read;
  for (int number = 1; !csv.empty() || number == 1; ++number) {
    auto line = cut(csv, '\n');
    if (line.ends_with('\r')) line.remove_suffix(1);
    auto refuse = [&] { throw Refused{"calendar_line", {{"line", std::to_string(number)}}}; };
    if (number == 1) {
      if (line != "date,kind,name") refuse();
      continue;
    }
    if (line.empty()) continue;
    auto date = cut(line, ','), kind = cut(line, ',');
    if ((kind != "holiday" && kind != "workday") || !is_clean_utf8(line)) refuse();
    try {
      bool first = read.try_emplace(parse_date(date), Exception{kind == "workday", std::string(line)}).second;
      if (!first) refuse();
    } catch (const Refused&) {
      refuse();
    }
  }
  for (auto& [day, exception] : read) exceptions_.insert_or_assign(day, std::move(exception));
}

bool WorkingCalendar::is_workday(LocalDate day) const {
  auto found = exceptions_.find(day);
  return found != exceptions_.end() ? found->second.workday : !is_weekend(day);
}

bool WorkingCalendar::knows(std::chrono::year year) const {
  auto first = exceptions_.lower_bound(LocalDate{year / std::chrono::January / 1});
  return first != exceptions_.end() && year_of(first->first) == year;
}

std::string WorkingCalendar::holiday_name(LocalDate day) const {
  auto found = exceptions_.find(day);
  return found != exceptions_.end() ? found->second.name : "";
}

std::vector<WorkingCalendar::Interval> WorkingCalendar::working_intervals(LocalDate day) const {
  std::vector<Interval> out;
  if (!is_workday(day)) return out;
  for (const auto& span : plan_.spans) {
    out.push_back({zone_->to_instant(LocalTime{day} + span.from), zone_->to_instant(LocalTime{day} + span.to)});
  }
  return out;
}

Deadline WorkingCalendar::after(Instant from, LegalDuration length) const {
  switch (length.unit) {
    case DurationUnit::working_days:
      return after(from, WorkingDays{length.count});
    case DurationUnit::working_minutes:
      return after(from, WorkingMinutes{length.count});
    case DurationUnit::working_hours:
      check_length(length.count, kMostMinutes / 60);
      return after(from, WorkingMinutes{length.count * 60});
    case DurationUnit::natural_hours:
      check_length(length.count, kMostMinutes / 60);
      return after(from, NaturalMinutes{length.count * 60});
    case DurationUnit::natural_minutes:
      return after(from, NaturalMinutes{length.count});
  }
  return {from, false};
}

Deadline WorkingCalendar::after(Instant from, NaturalMinutes length) const {
  check_length(length.count, kMostMinutes);
  return {from + minutes{length.count}, false};
}

Deadline WorkingCalendar::after(Instant from, WorkingDays length) const {
  check_length(length.count, kMostDays);
  return after(from, WorkingMinutes{length.count * minutes_per_day()});
}

Deadline WorkingCalendar::after(Instant from, WorkingMinutes length) const {
  check_length(length.count, kMostMinutes);
  microseconds left = minutes{length.count};
  if (left == microseconds{0}) return {from, false};
  bool provisional = false;
  for (auto day = zone_->date_of(from);; day += days{1}) {
    provisional = provisional || !knows(year_of(day));
    for (auto [opens, closes] : working_intervals(day)) {
      auto start = std::max(opens, from);
      if (start >= closes) continue;
      if (left <= closes - start) return {start + left, provisional};
      left -= closes - start;
    }
  }
}

microseconds WorkingCalendar::worked_on(LocalDate day, Instant from, Instant to) const {
  microseconds sum{0};
  for (auto [opens, closes] : working_intervals(day)) {
    sum += std::max(microseconds{0}, std::min(closes, to) - std::max(opens, from));
  }
  return sum;
}

std::int64_t WorkingCalendar::working_minutes_between(Instant from, Instant to) const {
  if (to < from) return -working_minutes_between(to, from);
  microseconds sum{0};
  for (auto day = zone_->date_of(from); day <= zone_->date_of(to); day += days{1}) sum += worked_on(day, from, to);
  return duration_cast<minutes>(sum).count();
}

std::int64_t WorkingCalendar::minutes_per_day() const {
  return std::accumulate(plan_.spans.begin(), plan_.spans.end(), std::int64_t{0},
                         [](auto sum, const auto& span) { return sum + (span.to - span.from).count(); });
}

std::vector<WorkingCalendar::DayCell> WorkingCalendar::strip(Instant from, Instant to) const {
  std::vector<DayCell> cells;
  if (to < from) return cells;
  auto last = zone_->date_of(to > from ? to - microseconds{1} : to);
  for (auto day = zone_->date_of(from); day <= last; day += days{1}) {
    auto found = exceptions_.find(day);
    bool makeup = found != exceptions_.end() && found->second.workday;
    cells.push_back(
        {day, is_workday(day), makeup, duration_cast<minutes>(worked_on(day, from, to)).count(), holiday_name(day)});
  }
  return cells;
}

}  // namespace linli
