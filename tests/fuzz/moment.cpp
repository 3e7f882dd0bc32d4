// Instants, dates, ids and codes as text: refused, or read so that their own text reads back the same.
#include <cstdlib>

#include "kernel/codes.hpp"
#include "kernel/refusal.hpp"
#include "kernel/time.hpp"
#include "kernel/uuid.hpp"

namespace {

template <class Read, class Write>
void round_trip(std::string_view text, Read read, Write write) {
  try {
    auto value = read(text);
    if (!(read(write(value)) == value)) std::abort();
  } catch (const linli::Refused&) {
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace linli;
  std::string_view text{reinterpret_cast<const char*>(data), size};
  round_trip(text, parse_date, [](LocalDate day) { return to_text(day); });
  round_trip(text, Uuid::parse, [](const Uuid& id) { return id.text(); });
  round_trip(
      text, [](std::string_view t) { return DivisionCode{t}; }, [](const DivisionCode& c) { return c.text(); });
  try {
    auto at = parse_instant(text);
    // An offset may carry the first and last day of the readable years out of them.
    bool writable = at >= std::chrono::sys_days{std::chrono::year{0} / 1 / 2} &&
                    at < std::chrono::sys_days{std::chrono::year{9999} / 12 / 31};
    if (writable && parse_instant(to_text(at)) != at) std::abort();
  } catch (const Refused&) {
  }
  is_valid_citizen_number(text);
  is_valid_credit_code(text);
  if (is_valid_phone(text) && !is_valid_phone(normalised_phone(text))) std::abort();
  return 0;
}
