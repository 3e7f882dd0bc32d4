// Division files of any text: every line is taken whole or named with what is wrong.
#include <cstdint>
#include <cstdlib>

#include "domain/division_csv.hpp"
#include "kernel/text.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace linli;
  using namespace linli::territory;
  std::vector<FieldError> mistakes;
  try {
    for (const DivisionLine& line : read_divisions({reinterpret_cast<const char*>(data), size}, mistakes))
      if (line.line < 2 || line.code.empty() || !is_clean_utf8(line.name)) std::abort();
  } catch (const Refused&) {
  }
  return 0;
}
