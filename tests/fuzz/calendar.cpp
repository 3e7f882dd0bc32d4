// Holiday files of any content; a deadline over what was read ends and counts back the same.
#include "kernel/calendar.hpp"

#include <cstdlib>

#include "kernel/refusal.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace linli;
  using namespace std::chrono_literals;
  static const CityZone zone;
  WorkingCalendar calendar{{{{8h + 30min, 12h}, {14h, 17h + 30min}}}, zone};
  try {
    calendar.import_csv({reinterpret_cast<const char*>(data), size});
  } catch (const Refused&) {
    return 0;
  }
  auto from = parse_instant("2026-09-30T08:20:00Z");
  auto deadline = calendar.after(from, WorkingMinutes{1000});
  if (calendar.working_minutes_between(from, deadline.at) != 1000) std::abort();
  return 0;
}
