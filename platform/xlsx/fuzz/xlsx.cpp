// Workbooks of any bytes: rows within the limits, their text clean, or a Refused.
#include "platform/xlsx/xlsx.hpp"

#include <cstdint>
#include <cstdlib>

#include "kernel/refusal.hpp"
#include "kernel/text.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace linli;
  const xlsx::Limits limits{.unpacked = 1 << 20, .rows = 50, .columns = 20};
  try {
    const auto rows = xlsx::read({reinterpret_cast<const char*>(data), size}, limits);
    if (rows.size() > limits.rows) std::abort();
    for (const xlsx::Row& row : rows) {
      if (row.size() > limits.columns) std::abort();
      for (const std::string& cell : row)
        if (!is_clean_utf8(cell)) std::abort();
    }
  } catch (const Refused&) {
  }
  return 0;
}
